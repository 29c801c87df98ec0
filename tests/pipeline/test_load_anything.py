"""Loading never raises, and places every problem, whatever it is given."""

from __future__ import annotations

import copy
import json
import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.pipeline.problems import has_errors
from tests.pointers import resolve

KEYS = st.sampled_from(
    [
        *(
            "schema_version",
            "name",
            "description",
            "parameters",
            "steps",
            "environment",
            "layout",
            "id",
            "component",
        ),
        *(
            "inputs",
            "params",
            "title",
            "note",
            "enabled",
            "type",
            "default",
            "kernel",
            "python",
            "pins",
            "requirements",
        ),
        *("str", "list[constrained-str]", "int", "a/b", "~", "", "0", "$parameter"),
    ]
)
ANY_TEXT = st.text(st.characters(codec=None), max_size=8)  # Lone surrogates, too.
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    ANY_TEXT,
    st.sampled_from(
        ["load", "load.table", "data.read_csv", "string", "3.12", 1, 0, 2, -1, 10**400]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | ANY_TEXT, inner, max_size=6),
    max_leaves=25,
)


def nearly(**fields):
    """Objects with the right keys, each of which may be missing or have any value."""
    return st.fixed_dictionaries(
        {}, optional={name: st.one_of(right, SCALARS, VALUES) for name, right in fields.items()}
    )


LINKS = st.sampled_from(["load.table", "load.X", "bad", ""])
STEPS = nearly(
    id=st.sampled_from(["load", "split", "A"]),
    component=st.sampled_from(["data.read_csv", "x"]),
    inputs=st.dictionaries(KEYS, LINKS | st.lists(LINKS | SCALARS, max_size=3), max_size=3),
    params=st.dictionaries(KEYS, VALUES, max_size=3),
    enabled=st.booleans(),
    titles=st.just(""),
)
DOCUMENTS = nearly(
    schema_version=st.just(1),
    name=st.just("x"),
    parameters=st.lists(
        nearly(
            name=st.sampled_from(["a", "b c"]),
            type=st.sampled_from(["string", "integer"]),
            default=SCALARS,
        ),
        max_size=3,
    ),
    steps=st.lists(STEPS, max_size=4),
    environment=nearly(
        pins=st.just("exact"),
        requirements=st.lists(st.sampled_from(["a>=1", "a b", ""]), max_size=3),
    ),
    layout=st.dictionaries(
        st.sampled_from(["load", "x/y"]), st.lists(SCALARS, max_size=3), max_size=2
    ),
)


def check(source, document):
    result = load_pipeline(source)
    assert (result.pipeline is None) == has_errors(result.problems)
    for problem in result.problems:
        resolve(document, problem.pointer)
        assert problem.message
        assert problem.remedy
        assert problem.model_dump_json().encode()
    return result


@settings(max_examples=500, deadline=None)
@given(st.one_of(DOCUMENTS, VALUES))
def test_any_parsed_value(document):
    if isinstance(document, str):
        document = [document]
    before = copy.deepcopy(document)
    check(document, document)
    # Unlike `==`, this tells NaN from nothing, and 1 from True.
    assert repr(document) == repr(before)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
@example({"schema_version": -(10**420)})
def test_text_of_a_value_gives_the_same_problems_as_the_value(document):
    text = json.dumps(document)
    from_text, from_value = check(text, json.loads(text)), check(document, document)
    assert [problem.pointer for problem in from_text.problems] == [
        problem.pointer for problem in from_value.problems
    ]
    assert from_text.pipeline == from_value.pipeline


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_bytes_and_any_text(source):
    result = load_pipeline(source)
    assert (result.pipeline is None) == has_errors(result.problems)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.data())
def test_any_damage_to_a_text(document, data):
    text = bytearray(json.dumps(document).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not text:
            break
    result = load_pipeline(bytes(text))
    assert (result.pipeline is None) == has_errors(result.problems)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_loaded_pipeline_keeps_every_value(document):
    pipeline = load_pipeline(document).pipeline
    if pipeline is not None:
        assert not any(
            isinstance(value, float) and math.isnan(value) for value in document.values()
        )
        dumped = pipeline.model_dump(mode="json", exclude_unset=True)
        assert load_pipeline(dumped).pipeline == pipeline
        assert json.loads(json.dumps(dumped["name"])) == document["name"]
        for step, given_step in zip(
            dumped.get("steps", ()), document.get("steps", ()), strict=True
        ):
            assert json.dumps(step, sort_keys=True) == json.dumps(given_step, sort_keys=True)
