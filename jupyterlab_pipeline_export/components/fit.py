"""A quick test of values against the simple schemas that nearly all parameters have.

It knows the usual keywords only and says yes only where it is certain. All
that it does not accept goes to jsonschema, which knows the rest and says what is
wrong, but takes seconds to import in an environment with its optional formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["ANNOTATIONS", "certainly_fits", "json_type"]

ANNOTATIONS: Final = frozenset(
    {
        "title",
        "description",
        "default",
        "examples",
        "format",
        "x-always",
        "x-columns-of",
        "x-fixed",
        "x-needed-by",
    }
)
"""Keywords that say something about values without restricting them."""

TYPES: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}


def json_type(value: JsonValue) -> str:
    """Return the JSON Schema type of a value; ``integer`` for whole numbers without a point."""
    return TYPES[type(value)]


def certainly_fits(value: JsonValue, schema: Mapping[str, Any]) -> bool:
    """Tell whether a value is valid beyond doubt.

    Parameters
    ----------
    value
        Any JSON value.
    schema
        A valid JSON Schema (2020-12).

    Returns
    -------
    bool
        False where the value is not valid, and where this test cannot tell.
    """
    return all(
        keyword in ANNOTATIONS or (keyword in CHECKS and CHECKS[keyword](value, wanted))
        for keyword, wanted in schema.items()
    )


def _has_type(value: JsonValue, wanted: str | list[str]) -> bool:
    allowed = [wanted] if isinstance(wanted, str) else wanted
    found = json_type(value)
    return found in allowed or (found == "integer" and "number" in allowed)


def _is(value: JsonValue, wanted: JsonValue) -> bool:
    # In JSON Schema 1 equals 1.0, but true does not equal 1: only a scalar of the very same type is beyond doubt.
    return type(value) is type(wanted) and not isinstance(value, (list, dict)) and value == wanted


def _fits_one(value: JsonValue, branches: list[Mapping[str, Any]]) -> bool:
    # Constants that differ exclude each other; of other branches, more than one could match.
    only_constants = all("const" in branch for branch in branches)
    return only_constants and sum(certainly_fits(value, branch) for branch in branches) == 1


def _fits_any(value: JsonValue, branches: list[Mapping[str, Any]]) -> bool:
    return any(certainly_fits(value, branch) for branch in branches)


def _has_no_item_twice(value: JsonValue, wanted: bool) -> bool:
    if not wanted or not isinstance(value, list) or len(value) < 2:
        return True
    # Of numbers, 1 and 1.0 are the same item, too: only texts are beyond doubt.
    return all(isinstance(item, str) for item in value) and len(set(value)) == len(value)


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _bound(holds: Callable[[Any, Any], bool]) -> Callable[[JsonValue, Any], bool]:
    return lambda value, limit: not _is_number(value) or holds(value, limit)


def _length(kind: type, holds: Callable[[int, int], bool]) -> Callable[[JsonValue, Any], bool]:
    return lambda value, limit: not isinstance(value, kind) or holds(len(value), limit)  # type: ignore[arg-type]


def _items_fit(value: JsonValue, schema: Mapping[str, Any]) -> bool:
    return not isinstance(value, list) or all(certainly_fits(item, schema) for item in value)


def _values_fit(value: JsonValue, schema: Any) -> bool:  # noqa: ANN401 - a schema, true or false
    # Beside `properties`, which this test does not know, some of the keys would be none of this keyword's.
    if not isinstance(value, dict) or not value or schema is True:
        return True
    return isinstance(schema, dict) and all(certainly_fits(each, schema) for each in value.values())


def _names_fit(value: JsonValue, schema: Any) -> bool:  # noqa: ANN401 - a schema, true or false
    if not isinstance(value, dict) or schema is True:
        return True
    return isinstance(schema, dict) and all(certainly_fits(name, schema) for name in value)


CHECKS: Final[Mapping[str, Callable[[JsonValue, Any], bool]]] = {
    "type": _has_type,
    "const": _is,
    "oneOf": _fits_one,
    "anyOf": _fits_any,
    "uniqueItems": _has_no_item_twice,
    "minimum": _bound(lambda value, limit: value >= limit),
    "maximum": _bound(lambda value, limit: value <= limit),
    "exclusiveMinimum": _bound(lambda value, limit: value > limit),
    "exclusiveMaximum": _bound(lambda value, limit: value < limit),
    "minLength": _length(str, lambda length, limit: length >= limit),
    "maxLength": _length(str, lambda length, limit: length <= limit),
    "minItems": _length(list, lambda length, limit: length >= limit),
    "maxItems": _length(list, lambda length, limit: length <= limit),
    "minProperties": _length(dict, lambda length, limit: length >= limit),
    "maxProperties": _length(dict, lambda length, limit: length <= limit),
    "items": _items_fit,
    "additionalProperties": _values_fit,
    "propertyNames": _names_fit,
}
