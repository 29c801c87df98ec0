"""``--set NAME=VALUE``: from text to a value of the parameter's type."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.cli.arguments import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyterlab_pipeline_export.pipeline.model import ParameterType, Pipeline

__all__ = ["typed_values"]

Value = str | int | float | bool

BOOLEANS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

EXAMPLES: Final[dict[ParameterType, str]] = {
    "string": "text",
    "integer": "a whole number such as 42",
    "number": "a number such as 0.25",
    "boolean": "true or false",
}


def typed_values(pipeline: Pipeline, values: Sequence[tuple[str, str]]) -> dict[str, Value]:
    """Convert texts to the types of the pipeline's parameters; of equal names, the last one counts.

    Raises
    ------
    UsageError
        If there is no such parameter, or a text does not fit its type.
    """
    types = {parameter.name: parameter.type for parameter in pipeline.parameters}
    typed: dict[str, Value] = {}
    for name, text in values:
        if name not in types:
            known = ", ".join(types) or "none at all"
            message = f"--set {name}: the pipeline has no such parameter, but {known}"
            raise UsageError(message)
        try:
            typed[name] = _convert(text, types[name])
        except (ValueError, KeyError):
            message = f"--set {name}: {text!r} is not {EXAMPLES[types[name]]}"
            raise UsageError(message) from None
    return typed


def _convert(text: str, kind: ParameterType) -> Value:
    if kind == "string":
        return text
    if kind == "boolean":
        return BOOLEANS[text.strip().lower()]
    if kind == "integer":
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
