"""Artifact, ExportOptions and the Exporter protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from jupyterlab_pipeline_export.pipeline.model import Pins

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Program, Symbols

__all__ = [
    "Artifact",
    "EnvironmentSnapshot",
    "ExportContext",
    "ExportOptions",
    "Exporter",
    "FormatName",
    "StepLines",
]

FormatName = Literal["notebook", "python", "requirements", "docker"]


@dataclass(frozen=True, slots=True)
class StepLines:
    """Where the code of a step stands in a text artifact: lines from 1, both ends included."""

    step: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """A relative path and bytes; it never knows where it lands."""

    path: PurePosixPath
    content: bytes
    mimetype: str
    executable: bool = False
    fallback: PurePosixPath | None = None
    """Path to take where the export of another pipeline stands at `path`: for names that pipelines of one folder share."""
    steps: tuple[StepLines, ...] = ()
    """For scripts; a notebook's cells carry their step's id in their metadata."""


class ExportOptions(BaseModel):
    """What a user may choose for one export; the document's environment fills what is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    python: str | None = Field(
        default=None, pattern=r"^3\.[0-9]{1,2}$", description="Python version of the artifacts."
    )
    pins: Pins | None = None
    kernel: str | None = Field(
        default=None, description="Name of the kernelspec whose environment gives the versions."
    )
    parameters: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="New defaults for parameters of the pipeline, by name."
    )
    dev_requirements: bool = Field(
        default=False, description="Add a section with the tools to develop the artifacts."
    )
    gpu: bool = Field(default=False, description="Reserve a GPU in the Docker bundle.")


@dataclass(frozen=True, slots=True)
class EnvironmentSnapshot:
    """What is installed where the artifacts are meant to run."""

    kernel: str
    display_name: str
    python: str
    """Version, such as ``3.12``."""
    packages: dict[str, str] = field(default_factory=dict)
    """Version by canonical distribution name."""
    requires_python: dict[str, str] = field(default_factory=dict)
    """Python versions that the package supports, such as ``>=3.11``, by canonical distribution name; those that say nothing are left out."""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """Facts around one export, gathered before it: exporters themselves touch nothing."""

    source: str
    """File name of the pipeline document, such as ``penguins.pipeline.json``."""
    options: ExportOptions
    python: str
    """Python version of the artifacts, resolved: option, document, environment, then a default."""
    pins: Pins
    environment: EnvironmentSnapshot | None = None
    """None where no local kernel could be asked: a shipped table then gives the versions."""
    data_prefix: PurePosixPath = PurePosixPath()
    """Way from the folder of the artifacts to the folder of the pipeline, such as ``..``."""

    @property
    def stem(self) -> str:
        """Name of the artifacts: the document's file name without ``.pipeline.json``."""
        name = PurePosixPath(self.source).name
        for suffix in (".pipeline.json", ".json"):
            if name.endswith(suffix) and name != suffix:
                return name[: -len(suffix)]
        return name or "pipeline"


class Exporter(Protocol):
    """Turns a program into artifacts: a pure function on frozen values."""

    name: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]

    def symbols(self, context: ExportContext) -> Symbols:
        """Say how the code of this format spells the output and data folders."""
        ...

    def export(self, program: Program, context: ExportContext) -> tuple[Artifact, ...]:
        """Render the program.

        Raises
        ------
        ExportError
            If the result would not be valid; the error carries problems.
        """
        ...
