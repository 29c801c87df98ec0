"""The pipeline document as frozen models: the one source of its JSON Schema and TypeScript types."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

__all__ = [
    "SCHEMA_VERSION",
    "STEP_ID_PATTERN",
    "Environment",
    "Link",
    "Parameter",
    "ParameterType",
    "Pins",
    "Pipeline",
    "Step",
    "parameter_reference",
]

SCHEMA_VERSION: Final = 1
STEP_ID_PATTERN: Final = r"^[a-z][a-z0-9_]*$"

ParameterType = Literal["string", "integer", "number", "boolean"]
Pins = Literal["exact", "compatible", "minimum", "none"]

StepId = Annotated[str, Field(pattern=STEP_ID_PATTERN, max_length=64)]
Link = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*$")]


class DocumentModel(BaseModel):
    """Base of the document's parts: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Parameter(DocumentModel):
    """A named, typed value that users of an artifact may change."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=64)
    type: ParameterType
    default: str | int | float | bool
    description: str = ""


class Step(DocumentModel):
    """One use of a component."""

    id: StepId
    component: str = Field(
        pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$",
        description="Id of the component: `category.name`.",
    )
    inputs: dict[str, Link | list[Link]] = Field(
        default_factory=dict,
        description="Input port to `step.port`, or a list of those where the port takes many.",
    )
    params: dict[str, JsonValue] = Field(
        default_factory=dict,
        description='Values by name; `{"$parameter": NAME}` refers to a parameter of the pipeline.',
    )
    title: str = ""
    note: str = Field(default="", description="Markdown.")
    enabled: bool = Field(
        default=True,
        description="A step that is not enabled is muted: kept, but left out of artifacts.",
    )


class Environment(DocumentModel):
    """Where the artifacts are meant to run."""

    kernel: str | None = Field(default=None, description="Name of a Jupyter kernelspec.")
    python: str | None = Field(
        default=None,
        pattern=r"^3\.[0-9]{1,2}$",
        description="Python version of the artifacts, such as `3.12`.",
    )
    pins: Pins = "exact"
    requirements: list[str] = Field(
        default_factory=list, description="Further requirements, as in PEP 508."
    )


class Pipeline(DocumentModel):
    """A whole document, of the current schema version."""

    schema_version: Literal[1] = SCHEMA_VERSION
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", description="Markdown.")
    parameters: list[Parameter] = Field(default_factory=list)
    steps: list[Step] = Field(default_factory=list)
    environment: Environment = Environment()
    layout: dict[str, Annotated[list[float], Field(min_length=2, max_length=2)]] = Field(
        default_factory=dict,
        description="View state by step id: `[x, y]`. Never changes an artifact.",
    )


def parameter_reference(value: JsonValue) -> str | None:
    """Return the pipeline parameter that a step's value refers to.

    Parameters
    ----------
    value
        A value out of ``Step.params``.

    Returns
    -------
    str or None
        The name out of ``{"$parameter": NAME}``; None for any other value.
    """
    if isinstance(value, dict) and len(value) == 1:
        name = value.get("$parameter")
        return name if isinstance(name, str) else None
    return None
