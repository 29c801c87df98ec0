"""The front matter of a component, as frozen models."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field, JsonValue, field_validator

from jupyterlab_pipeline_export.components.column_rules import ColumnRule
from jupyterlab_pipeline_export.components.manifest_model import Condition, ManifestModel
from jupyterlab_pipeline_export.components.traits import Traits

__all__ = [
    "ACCEPTED_TYPES",
    "CATEGORIES",
    "Category",
    "Component",
    "Condition",
    "ConditionalImport",
    "InputPort",
    "OutputPort",
    "PortType",
    "Requirement",
    "accepts",
]

Category = Literal[
    "data", "clean", "explore", "prepare", "train", "tune", "evaluate", "output", "custom"
]
CATEGORIES: Final[tuple[Category, ...]] = (
    "data",
    "clean",
    "explore",
    "prepare",
    "train",
    "tune",
    "evaluate",
    "output",
    "custom",
)
PortType = Literal[
    "table", "column", "array", "transformer", "model", "predictions", "metrics", "figure", "any"
]

ACCEPTED_TYPES: Final[dict[PortType, frozenset[PortType]]] = {
    "table": frozenset({"table"}),
    "column": frozenset({"column", "predictions"}),
    "array": frozenset({"array", "column", "predictions", "table"}),
    "transformer": frozenset({"transformer"}),
    "model": frozenset({"model"}),
    "predictions": frozenset({"predictions", "column", "array"}),
    "metrics": frozenset({"metrics"}),
    "figure": frozenset({"figure"}),
}


def accepts(wanted: PortType, offered: PortType) -> bool:
    """Tell whether an input of type `wanted` may take an output of type `offered`.

    An ``any`` on either side fits everything: what custom code gives is known
    only to its author.
    """
    return "any" in {wanted, offered} or offered in ACCEPTED_TYPES[wanted]


class InputPort(ManifestModel):
    """A typed input."""

    type: PortType
    title: str = ""
    description: str = ""
    optional: bool = False
    many: bool = Field(default=False, description="Takes a list of links, in order.")
    prefer: tuple[str, ...] = Field(
        default=(),
        description="Names of output ports to wire first when a step is added, best first, such as `X_train`.",
    )


class OutputPort(ManifestModel):
    """A typed output and the name that its variable gets in the generated code."""

    type: PortType
    title: str = ""
    description: str = ""
    name: str = Field(
        default="",
        description=(
            "Pattern of the variable's name, the port's own name if empty. `{port}` is replaced by the stem of an input's variable,"
            " `{param}` by the stem of a value: `{path}` of `data/penguins.csv` gives `penguins`, `{table}_clean` then `penguins_clean`."
        ),
    )
    show: bool = Field(
        default=False,
        description="The result is what people want to see: shown after the step's code.",
    )


class Requirement(ManifestModel):
    """A distribution that the code needs at run time."""

    package: str = Field(
        description="PEP 508 requirement with a lower bound, such as `pandas>=2.0`."
    )
    reason: str = Field(
        default="", description="Why it is needed, for packages that the code never names."
    )
    when: Condition = Field(default_factory=dict)


class ConditionalImport(ManifestModel):
    """An import that only some settings of the component need."""

    code: str
    when: Condition


class Component(ManifestModel):
    """What a step does: ports, parameters and code.

    ``id``, ``category``, ``origin`` and ``template`` come from the place and
    the text of the file; all else stands in its front matter.
    """

    id: str
    category: Category
    origin: str = Field(
        default="built-in",
        description="Where it comes from: `built-in`, `user`, `workspace`, or an entry point's distribution.",
    )
    title: str
    summary: str
    docs: str = Field(default="", description="https link to the library's own documentation.")
    keywords: tuple[str, ...] = Field(
        default=(), description="Further words that a search finds it by."
    )
    inputs: dict[str, InputPort] = Field(default_factory=dict)
    outputs: dict[str, OutputPort] = Field(default_factory=dict)
    declared_ports: bool = Field(
        default=False,
        description="The step declares its ports itself, in its parameters `inputs` and `outputs` (custom code).",
    )
    imports: tuple[str | ConditionalImport, ...] = ()
    requires: tuple[Requirement, ...] = Field(
        default=(), description="In the file, a plain string stands for `{package: ...}`."
    )
    params: dict[str, JsonValue] = Field(
        default_factory=dict,
        description="JSON Schema (2020-12) of the step's parameters: an object.",
    )
    columns: dict[str, tuple[ColumnRule, ...]] = Field(
        default_factory=dict,
        description=(
            "By output, how the columns of its table come about: the first rule whose `when` holds counts."
            " In the file, a single rule needs no list. Without a rule, the columns are unknown."
        ),
    )
    traits: Traits = Field(
        default=Traits(), description="What it means for machine learning, for the checks."
    )
    template: str = Field(default="", exclude=True, description="The Jinja2 snippet.")

    @field_validator("columns", mode="before")
    @classmethod
    def _rules_in_lists(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        if not isinstance(value, dict):
            return value
        return {port: rule if isinstance(rule, list) else [rule] for port, rule in value.items()}
