"""What a JSON Schema asks for, and what does not fit it, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.fit import certainly_fits, json_type
from jupyterlab_pipeline_export.pipeline.wording import kind, shown

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator
    from pydantic import JsonValue

__all__ = ["Misfit", "describe", "find_misfits", "schema_types"]

TYPE_WORDS: Final = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}

BOUNDS: Final = {
    "const": "{}",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "a text of at least {} characters",
    "maxLength": "a text of at most {} characters",
    "minItems": "a list of at least {}",
    "maxItems": "a list of at most {}",
    "minProperties": "an object with at least {} entries",
    "maxProperties": "an object with at most {} entries",
    "pattern": "a text that matches the pattern {}",
}

Misfit = tuple[tuple[str | int, ...], str]
"""Where within a value, and how it does not fit: a phrase such as ``must be at most 1, but it is 2``."""


def find_misfits(value: JsonValue, schema: Mapping[str, Any]) -> tuple[Misfit, ...]:
    """Find all that does not fit a schema.

    Parameters
    ----------
    value
        Any JSON value.
    schema
        A valid JSON Schema (2020-12) without references.

    Returns
    -------
    tuple of Misfit
        Empty for a value that is valid.
    """
    if certainly_fits(value, schema):
        return ()
    errors = sorted(
        _validator_class()(schema).iter_errors(value),
        key=lambda error: list(map(str, error.absolute_path)),
    )
    return tuple(dict.fromkeys(misfit for error in errors for misfit in _explain(error)))


@cache
def _validator_class() -> type[Validator]:
    """Return the validator of this package, for which 1.0 is no integer: Python's libraries refuse it as one, too."""
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415 - slow to import and seldom needed

    types = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    extend: Callable[..., type[Validator]] = validators.extend
    return extend(Draft202012Validator, type_checker=types)


def _explain(error: ValidationError) -> Iterator[Misfit]:
    place = tuple(error.absolute_path)
    keyword = str(error.validator)
    wanted: Any = error.validator_value
    value: Any = error.instance
    found = (
        f", but it is {kind(value) if isinstance(value, (dict, list)) and value else shown(value)}"
    )
    if keyword == "type":
        yield place, f"must be {describe({'type': wanted})}{found}"
    elif keyword == "minLength" and wanted == 1:
        yield place, "must not be empty"
    elif keyword in BOUNDS:
        yield place, f"must be {BOUNDS[keyword].format(shown(wanted))}{found}"
    elif keyword in {"oneOf", "anyOf"}:
        yield place, f"must be {_alternatives(wanted)}{found}"
    elif keyword == "uniqueItems":
        yield place, "must not hold the same item twice"
    elif keyword in {"required", "dependentRequired"}:
        names = (
            wanted
            if keyword == "required"
            else [name for key in wanted if key in value for name in wanted[key]]
        )
        yield from ((place, f"must have {shown(name)}") for name in names if name not in value)
    elif keyword == "additionalProperties" and wanted is False:
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        yield from (((*place, name), "is not known here") for name in value if name not in known)
    else:
        yield place, f"does not fit what the component asks for ({keyword})"


def describe(schema: Mapping[str, Any]) -> str:
    """Name in words what a schema accepts."""
    if "const" in schema:
        return shown(schema["const"])
    if "oneOf" in schema or "anyOf" in schema:
        return _alternatives(schema.get("oneOf") or schema["anyOf"])
    types = schema.get("type", ())
    words = [TYPE_WORDS[each] for each in ([types] if isinstance(types, str) else types)]
    return _joined(words) or "something else"


def schema_types(schema: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the JSON types that a schema allows, or None where it does not restrict them."""
    if "const" in schema:
        return frozenset({json_type(schema["const"])})
    types = schema.get("type")
    if types is not None:
        return frozenset({types} if isinstance(types, str) else types)
    branches = [schema_types(branch) for branch in schema.get("oneOf", schema.get("anyOf", ()))]
    known = [branch for branch in branches if branch is not None]
    return frozenset().union(*known) if branches and len(known) == len(branches) else None


def _alternatives(branches: list[Mapping[str, Any]]) -> str:
    return _joined([describe(branch) for branch in branches])


def _joined(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
