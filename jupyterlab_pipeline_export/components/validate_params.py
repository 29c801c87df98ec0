"""Checks of the JSON Schema that a component gives for its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.fit import ANNOTATIONS
from jupyterlab_pipeline_export.components.formats import FORMATS
from jupyterlab_pipeline_export.components.schema_words import find_misfits
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["validate_params"]

Place = tuple[str | int, ...]

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

BRANCHES: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SUBSCHEMAS: Final = frozenset(
    {
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
NAMED_SUBSCHEMAS: Final = frozenset({"dependentSchemas", "patternProperties", "properties"})
KEYWORDS: Final = (
    ANNOTATIONS
    | BRANCHES
    | SUBSCHEMAS
    | NAMED_SUBSCHEMAS
    | {
        "const",
        "dependentRequired",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "pattern",
        "required",
        "type",
        "uniqueItems",
    }
)
REPLACED: Final = {
    "enum": "Write `oneOf` with `const` and `title` for each choice, so that forms can name them.",
    "$ref": "Write the schema out in that place.",
    "$defs": "Write the schemas out where they are used.",
}


def validate_params(params: Mapping[str, Any]) -> Iterator[Fault]:
    """Check the schema of a component's parameters.

    Parameters
    ----------
    params
        The schema, out of the manifest.

    Yields
    ------
    Fault
        With places within the whole front matter.
    """
    faults = tuple(_meta_faults(params))
    yield from faults
    if faults:
        return
    if params.get("type") != "object":
        yield Fault(
            "The parameters are not described as an object.",
            "Leave `type` out, or write `object`.",
            ("params", "type"),
        )
        return
    properties: Mapping[str, Any] = params.get("properties", {})
    for name in params.get("required", ()):
        if name not in properties:
            yield Fault(
                f"{shown(name)} is required, but it is no parameter.",
                did_you_mean(name, properties, otherwise="Remove it, or add the parameter."),
                ("params", "required"),
            )
    for name, schema in properties.items():
        place: Place = ("params", "properties", name)
        if not NAME.fullmatch(name):
            yield Fault(
                f"{shown(name)} is no name of a parameter.",
                "Use letters, digits and underscores.",
                place,
            )
        if not isinstance(schema, dict):
            yield Fault(
                f"The parameter {shown(name)} has no schema.",
                "Write a mapping with `type` and `title`.",
                place,
            )
    yield from _keyword_faults(params, ("params",))


def _meta_faults(params: Mapping[str, Any]) -> Iterator[Fault]:
    """Check the schema against the schema of schemas."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and needed for users' components only

    validator = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in validator.iter_errors(params):
        place: Place = ("params", *error.absolute_path)
        yield Fault(
            f"The schema of the parameters is not valid: {error.message[:200]}.",
            "Correct the schema; JSON Schema 2020-12 tells what is allowed.",
            place,
        )


def _keyword_faults(schema: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    """Check the keywords of a schema and of all schemas within it."""
    for key, value in schema.items():
        here = (*place, key)
        if key in REPLACED:
            yield Fault(f"The schema of the parameters uses `{key}`.", REPLACED[key], here)
        elif key not in KEYWORDS:
            yield Fault(
                f"The schema of the parameters uses an unknown keyword, {shown(key)}.",
                did_you_mean(key, KEYWORDS, otherwise="Remove it."),
                here,
            )
        elif key == "format" and value not in FORMATS:
            yield Fault(
                f"The format {shown(value)} is unknown.",
                did_you_mean(str(value), FORMATS, otherwise=f"Choose {listed(sorted(FORMATS))}."),
                here,
            )
        elif key == "pattern" and not _is_pattern(value):
            yield Fault(
                f"The pattern {shown(value)} is no regular expression.", "Correct it.", here
            )
        elif key == "default":
            yield from _default_faults(value, schema, here)
        yield from _within(key, value, here)


def _within(key: str, value: Any, place: Place) -> Iterator[Fault]:  # noqa: ANN401 - any part of a schema
    if key in SUBSCHEMAS and isinstance(value, dict):
        yield from _keyword_faults(value, place)
    elif key in NAMED_SUBSCHEMAS:
        for name, each in value.items():
            if isinstance(each, dict):
                yield from _keyword_faults(each, (*place, name))
    elif key in BRANCHES:
        for index, each in enumerate(value):
            if isinstance(each, dict):
                yield from _keyword_faults(each, (*place, index))


def _default_faults(value: JsonValue, schema: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    if REPLACED.keys() & schema.keys():
        return
    for _, phrase in find_misfits(value, schema):
        yield Fault(
            f"The default {phrase}.", "Give a default that fits the schema, or none.", place
        )


def _is_pattern(value: str) -> bool:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
