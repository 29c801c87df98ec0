"""What the values of a step's parameters say about columns."""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.step_values import parameter_schemas, raw_value
from jupyterlab_pipeline_export.pipeline.model import parameter_reference

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.column_rules import ColumnType
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["StepParams", "parameter_defaults", "type_of_dtype"]

MOST_NAMES: Final = 10_000
"""So many names one pattern may give: a few lists multiply quickly."""

DTYPES: Final[Mapping[str, ColumnType]] = {
    "bool": "boolean",
    "boolean": "boolean",
    "category": "category",
    "str": "text",
    "string": "text",
    "float": "number",
    "int": "integer",
}
DTYPE_BEGINNINGS: Final[tuple[tuple[str, ColumnType], ...]] = (
    ("datetime64", "datetime"),
    ("Float", "number"),
    ("float", "number"),
    ("Int", "integer"),
    ("int", "integer"),
    ("string", "text"),
    ("UInt", "integer"),
    ("uint", "integer"),
)


def type_of_dtype(dtype: object) -> ColumnType:
    """Return the type of a column that pandas gives a dtype of that name; unknown for any other."""
    text = str(dtype)
    if text in DTYPES:
        return DTYPES[text]
    return next((type_ for start, type_ in DTYPE_BEGINNINGS if text.startswith(start)), "unknown")


def parameter_defaults(pipeline: Pipeline) -> Mapping[str, JsonValue]:
    """Return what each parameter of a pipeline stands for as long as nobody changes it."""
    return {parameter.name: parameter.default for parameter in pipeline.parameters}


@dataclass(frozen=True)
class StepParams:
    """The parameters of a step, references replaced by the defaults that they refer to.

    Parameters
    ----------
    step
        The step.
    component
        Its component.
    defaults
        Values of the parameters of the pipeline.
    """

    step: Step
    component: Component
    defaults: Mapping[str, JsonValue]
    values: Mapping[str, JsonValue] = field(init=False)

    def __post_init__(self) -> None:
        values = {name: self._resolved(value) for name, value in self.step.params.items()}
        object.__setattr__(self, "values", values)

    def value(self, name: str) -> JsonValue:
        """Return the value of a parameter, the component's default where the step has none."""
        return raw_value(self.values, self.component, name)

    def given(self) -> Mapping[str, JsonValue]:
        """Return all parameters that have a value, by name."""
        names = dict.fromkeys((*parameter_schemas(self.component), *self.values))
        found = {name: self.value(name) for name in names}
        return {name: value for name, value in found.items() if value is not None}

    def names(self, parameters: str | Iterable[str]) -> list[str]:
        """Return the columns that parameters name: a text, a list of texts, the keys of an object."""
        if isinstance(parameters, str):
            parameters = (parameters,) if parameters else ()
        return [name for parameter in parameters for name in _texts(self.value(parameter))]

    def expand(self, pattern: str) -> list[str]:
        """Return the names that a pattern gives; none where a placeholder has no value."""
        pieces: list[list[str]] = []
        number = 1
        for text, placeholder, _, _ in string.Formatter().parse(pattern):
            pieces.append([text])
            if placeholder is not None:
                words = _words(self.value(placeholder))
                pieces.append(words)
                number *= len(words)
        if number > MOST_NAMES:
            return []
        return ["".join(parts) for parts in itertools.product(*pieces)]

    def _resolved(self, value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [self._resolved_one(item) for item in value]
        return self._resolved_one(value)

    def _resolved_one(self, value: JsonValue) -> JsonValue:
        reference = parameter_reference(value)
        return value if reference is None else self.defaults.get(reference)


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return [value]
    return (
        [each for each in value if isinstance(each, str)] if isinstance(value, (list, dict)) else []
    )


def _words(value: JsonValue) -> list[str]:
    """Return what a placeholder stands for; numbers count as their text."""
    items = list(value) if isinstance(value, (list, dict)) else [value]
    return [
        str(item) for item in items if isinstance(item, (str, int)) and not isinstance(item, bool)
    ]
