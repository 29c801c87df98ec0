"""What the REST API takes and gives, as models."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from jupyterlab_pipeline_export.components.column_rules import ColumnType
from jupyterlab_pipeline_export.components.manifest import Component
from jupyterlab_pipeline_export.exporters.base import ExportOptions
from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = [
    "API_MODELS",
    "CatalogResponse",
    "CheckRequest",
    "CheckResponse",
    "ColumnsResponse",
    "ComponentProblem",
    "ConflictFile",
    "ErrorResponse",
    "ExampleRequest",
    "ExampleResponse",
    "ExampleSummary",
    "ExamplesResponse",
    "ExportRequest",
    "ExportResponse",
    "ExportedFile",
    "Format",
    "KnownColumn",
    "KnownTable",
    "OnConflict",
    "PreviewArtifact",
    "PreviewRequest",
    "PreviewResponse",
    "StepRange",
]

OnConflict = Literal["fail", "overwrite", "rename"]


class ApiModel(BaseModel):
    """Base of the payloads: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckRequest(ApiModel):
    """A pipeline: what is on screen, a file of the workspace, or both (then the path says where the document belongs)."""

    # Any, because what is no valid document must reach the check, whose problems say more than a model's errors.
    document: Any = Field(
        default=None, description="The document as JSON, or its text as a string."
    )
    path: str | None = Field(
        default=None,
        description="Path of the document in the workspace, with `/`, relative to the root.",
    )


class CheckResponse(ApiModel):
    """All problems of a document."""

    problems: list[Problem]


class KnownColumn(ApiModel):
    """A column as it will be when the pipeline runs."""

    name: str
    type: ColumnType


class KnownTable(ApiModel):
    """The columns of a table."""

    columns: list[KnownColumn] | None = Field(
        description="In their order; null where they cannot be told before the code runs."
    )


class ColumnsResponse(ApiModel):
    """The columns of a pipeline's tables, as far as they can be told without running it."""

    tables: dict[str, KnownTable] = Field(
        description=(
            "By `step.port`, for each output of the type `table` or `column` of the steps that are not muted."
            " By `step:parameter`, for each source that such a step reads: what the file, text or dataset of that parameter"
            " holds before the step picks columns from it."
        )
    )
    choices: dict[str, dict[str, list[str]]] = Field(
        description=(
            "By step and parameter: the keys of the `tables` whose columns its value may name. Each parameter that names"
            " columns is there, with an empty list where there is no table to choose from."
        )
    )
    problems: list[Problem] = Field(
        description="Why sources could not be read, and what is wrong with the document itself."
    )


class PreviewRequest(CheckRequest):
    """A pipeline with what the user chose for the export."""

    options: ExportOptions = ExportOptions()
    directory: str | None = Field(
        default=None,
        description="Folder of the workspace that the artifacts are meant for; that of `path` if left out.",
    )


class StepRange(ApiModel):
    """Lines of a step in an artifact, from 1, both ends included."""

    step: str
    start: int
    end: int


class PreviewArtifact(ApiModel):
    """An artifact as it would be written."""

    path: str = Field(description="Relative to the folder of the export.")
    mimetype: str
    content: str
    status: Literal["new", "identical", "updated", "edited", "foreign"] = Field(
        description=(
            "What is in the workspace at that place: nothing, the same, an older export that nobody edited,"
            " an export edited by hand, or a file that is not ours."
        )
    )
    steps: list[StepRange] = Field(default_factory=list)


class PreviewResponse(ApiModel):
    """What an export would give."""

    artifacts: list[PreviewArtifact]
    problems: list[Problem]


class ExportRequest(PreviewRequest):
    """A preview that is to be written."""

    on_conflict: OnConflict = "fail"


class ExportedFile(ApiModel):
    """A file after an export."""

    path: str = Field(description="Path in the workspace, relative to its root.")
    status: Literal["created", "identical", "overwritten", "renamed"]


class ExportResponse(ApiModel):
    """What was written."""

    files: list[ExportedFile]
    problems: list[Problem]


class ConflictFile(ApiModel):
    """A file that is in the way of an export."""

    path: str
    status: Literal["edited", "foreign"]


class ErrorResponse(ApiModel):
    """Every answer of 400 and above."""

    message: str
    problems: list[Problem] = Field(default_factory=list)
    conflicts: list[ConflictFile] = Field(
        default_factory=list, description="With 409: nothing was written."
    )


class Format(ApiModel):
    """A format that can be exported to."""

    name: str
    label: str
    description: str


class ComponentProblem(ApiModel):
    """A component that could not be loaded and was left out."""

    file: str
    line: int | None
    message: str
    remedy: str


class CatalogResponse(ApiModel):
    """The components and formats of this server."""

    components: list[Component]
    formats: list[Format]
    problems: list[ComponentProblem]


class ExampleSummary(ApiModel):
    """A pipeline that comes with the package."""

    name: str
    kind: str = Field(description="The kind of job that it does, in a few words.")
    title: str
    summary: str = Field(description="What it does, Markdown.")
    packages: list[str] = Field(description="Distributions that its artifacts need.")


class ExamplesResponse(ApiModel):
    """All examples, in the order in which they are offered."""

    examples: list[ExampleSummary]


class ExampleRequest(ApiModel):
    """An example to be copied into the workspace."""

    name: str
    directory: str = Field(
        default="", description="Folder of the workspace in which the example gets its folder."
    )


class ExampleResponse(ApiModel):
    """The copy of an example."""

    path: str = Field(description="Path of the document in the workspace, relative to its root.")


API_MODELS: tuple[type[BaseModel], ...] = (
    CatalogResponse,
    CheckRequest,
    CheckResponse,
    ColumnsResponse,
    ExampleRequest,
    ExampleResponse,
    ExamplesResponse,
    PreviewRequest,
    PreviewResponse,
    ExportRequest,
    ExportResponse,
    ErrorResponse,
)


def dump(model: BaseModel) -> dict[str, Any]:
    """Return a payload as plain JSON values."""
    return model.model_dump(mode="json")
