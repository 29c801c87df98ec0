"""The quick test of values never says yes where jsonschema says no."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.fit import certainly_fits, json_type
from jupyterlab_pipeline_export.components.schema_words import describe, find_misfits, schema_types

NUMBERS = st.integers(-3, 3) | st.sampled_from([0.5, 1.0, -2.5])
SCALARS = st.none() | st.booleans() | NUMBERS | st.sampled_from(["", "a", "ab", "abc", "1"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    ),
    max_leaves=6,
)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
SIZES = st.integers(0, 3)
CONSTANTS = st.lists(st.builds(lambda value: {"const": value}, SCALARS), min_size=1, max_size=4)


def schemas(inner):
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
            "const": SCALARS,
            "oneOf": CONSTANTS | st.lists(inner, min_size=1, max_size=3),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "minimum": NUMBERS,
            "maximum": NUMBERS,
            "exclusiveMinimum": NUMBERS,
            "exclusiveMaximum": NUMBERS,
            "multipleOf": st.sampled_from([1, 2, 0.5]),
            "minLength": SIZES,
            "maxLength": SIZES,
            "pattern": st.sampled_from(["^a", "b$", "[0-9]"]),
            "minItems": SIZES,
            "maxItems": SIZES,
            "uniqueItems": st.booleans(),
            "minProperties": SIZES,
            "maxProperties": SIZES,
            "required": st.just(["a"]),
            "additionalProperties": st.booleans() | inner,
            "items": inner,
            "title": st.just("T"),
            "x-always": st.booleans(),
        },
    )


SCHEMAS = st.recursive(st.just({}), schemas, max_leaves=4)


@settings(max_examples=1_500, deadline=None)
@given(VALUES, SCHEMAS)
def test_yes_means_valid_and_misfits_mean_invalid(value, schema):
    valid = jsonschema.Draft202012Validator(schema).is_valid(value)
    if certainly_fits(value, schema):
        assert valid
    misfits = find_misfits(value, schema)
    if valid:
        # Only here is this package stricter: 1.0 is no integer.
        assert misfits == () or ".0" in repr((value, schema))
    else:
        assert misfits
    for place, phrase in misfits:
        assert phrase
        inner = value
        for part in place:
            inner = inner[part]


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, VALUES)
def test_allowed_types_leave_out_no_valid_value(schema, value):
    types = schema_types(schema)
    if types is not None and find_misfits(value, schema) == ():
        assert (
            json_type(value) in types
            or (json_type(value) == "integer" and "number" in types)
            or value == int(value)
        )


@given(SCHEMAS)
def test_every_schema_can_be_described(schema):
    assert describe(schema)


def test_defaults_of_the_library_need_no_jsonschema():
    slow = [
        (component.id, name)
        for component in builtin_catalog().components.values()
        for name, schema in component.params["properties"].items()
        if "default" in schema and not certainly_fits(schema["default"], schema)
    ]
    assert slow == []


@pytest.mark.parametrize(
    ("schema", "value", "phrase"),
    [
        ({"type": "string"}, 3, "must be a text, but it is 3"),
        ({"type": ["integer", "null"]}, "x", 'must be a whole number or null, but it is "x"'),
        ({"type": "integer"}, True, "must be a whole number, but it is true"),
        (
            {"oneOf": [{"const": 1}, {"const": "b", "title": "B"}]},
            "c",
            'must be 1 or "b", but it is "c"',
        ),
        ({"minLength": 1}, "", "must not be empty"),
        ({"maxLength": 2}, "abc", 'must be a text of at most 2 characters, but it is "abc"'),
        ({"minItems": 2}, [1], "must be a list of at least 2, but it is a list"),
        ({"required": ["a"]}, {}, 'must have "a"'),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}, "is not known here"),
        ({"uniqueItems": True}, [1, 1], "must not hold the same item twice"),
    ],
)
def test_phrases(schema, value, phrase):
    assert [found for _, found in find_misfits(value, schema)] == [phrase]
