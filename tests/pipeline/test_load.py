"""Documents that are JSON, right and wrong."""

from __future__ import annotations

import copy
import json
import math

import pytest

from jupyterlab_pipeline_export.pipeline.limits import Limits
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.pointers import resolve

FULL = {
    "schema_version": 1,
    "name": "Penguin species",
    "description": "Tells *species* apart.",
    "parameters": [
        {"name": "share", "type": "number", "default": 1, "description": "of rows"},
        {"name": "count", "type": "integer", "default": -3},
        {"name": "label", "type": "string", "default": ""},
        {"name": "quick", "type": "boolean", "default": False},
    ],
    "steps": [
        {
            "id": "load",
            "component": "data.read_csv",
            "params": {"path": "a.csv", "deep": [{"x": [None, 1.5]}]},
        },
        {
            "id": "split",
            "component": "prepare.split",
            "inputs": {"table": "load.table", "more": ["load.table", "load.X"]},
            "title": "Hold out",
            "note": "#",
            "enabled": False,
        },
    ],
    "environment": {
        "kernel": "python3",
        "python": "3.12",
        "pins": "none",
        "requirements": ["a[b]>=1; os_name=='nt'"],
    },
    "layout": {"load": [0, -1.5]},
}


def load(**changes):
    return load_pipeline({**copy.deepcopy(FULL), **changes})


def found(result):
    assert result.pipeline is None
    assert all(problem.remedy for problem in result.problems)
    return [(problem.code, problem.pointer, problem.step) for problem in result.problems]


def test_full_document_comes_back_equal():
    for source in (FULL, json.dumps(FULL), json.dumps(FULL).encode()):
        result = load_pipeline(source)
        assert result.problems == ()
        assert result.pipeline.model_dump(mode="json", exclude_unset=True) == FULL


def test_pipeline_shares_nothing_with_the_given_value():
    source = copy.deepcopy(FULL)
    pipeline = load_pipeline(source).pipeline
    source["steps"][0]["params"]["deep"][0]["x"].append("changed")
    source["steps"][1]["inputs"]["more"].clear()
    source["environment"]["requirements"].clear()
    source["layout"]["load"][0] = 9
    assert pipeline == load_pipeline(FULL).pipeline


@pytest.mark.parametrize("document", [None, True, 3, 1.5, [], [FULL]])
def test_top_level_must_be_an_object(document):
    assert found(load_pipeline(json.dumps(document))) == [("not-an-object", "", None)]


@pytest.mark.parametrize("version", [None, True, 1.0, "1", [1], {}])
def test_version_must_be_an_integer(version):
    assert found(load(schema_version=version)) == [("bad-version", "/schema_version", None)]


def test_missing_version_does_not_hide_other_problems():
    document = {key: value for key, value in FULL.items() if key != "schema_version"}
    document["named"] = 1
    assert found(load_pipeline(document)) == [
        ("missing-version", "", None),
        ("unknown-key", "/named", None),
    ]


@pytest.mark.parametrize("version", [2, 10**300])
def test_newer_version_is_refused_alone_and_says_what_to_do(version):
    result = load_pipeline({"schema_version": version, "named": 1})
    assert found(result) == [("newer-version", "/schema_version", None)]
    assert "up to 1" in result.problems[0].message
    assert "Update" in result.problems[0].remedy


@pytest.mark.parametrize("version", [0, -1])
def test_older_version_without_a_way_is_refused(version):
    assert found(load(schema_version=version)) == [("older-version", "/schema_version", None)]


def test_duplicate_keys_are_found_wherever_they_stand():
    text = (
        '{"schema_version": 1, "name": "a", "name": "b", "steps": ['
        '{"id": "s", "component": "a.b", "params": {"x": 1, "y": 2, "x": 1, "x": 3}}], "lay/out": {"~": 1, "~": 2}}'
    )
    codes = [problem[:2] for problem in found(load_pipeline(text)) if problem[0] == "duplicate-key"]
    assert codes == [
        ("duplicate-key", "/name"),
        ("duplicate-key", "/steps/0/params/x"),
        ("duplicate-key", "/lay~1out/~0"),
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NaN", "not-a-number"),
        ("Infinity", "number-out-of-range"),
        ("-Infinity", "number-out-of-range"),
        ("1e999", "number-out-of-range"),
        ("-" + "9" * 5_000, "number-out-of-range"),
        ("9" * 320, "number-out-of-range"),
    ],
)
def test_numbers_that_no_json_holds(number, code):
    text = '{"schema_version": 1, "name": "x", "steps": [{"id": "s", "component": "a.b", "params": {"x": [%s]}}]}'
    assert found(load_pipeline(text % number)) == [(code, "/steps/0/params/x/0", "s")]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
def test_numbers_of_a_parsed_value_that_no_json_holds(number):
    steps = [{"id": "s", "component": "a.b", "params": {"x": number}}]
    assert [problem[1:] for problem in found(load(steps=steps))] == [("/steps/0/params/x", "s")]


def test_large_integer_within_the_range_is_kept():
    steps = [{"id": "s", "component": "a.b", "params": {"x": 10**300}}]
    assert (
        load_pipeline(json.dumps({**FULL, "steps": steps})).pipeline.steps[0].params["x"] == 10**300
    )


@pytest.mark.parametrize("as_text", [True, False])
def test_lone_surrogates_are_refused_in_keys_and_values(as_text):
    document = {
        "schema_version": 1,
        "name": "half \ud83d",
        "steps": [{"id": "s", "component": "a.b", "params": {"x\udc00": 1, "y": ["\ud800"]}}],
    }
    result = load_pipeline(json.dumps(document) if as_text else document)
    assert found(result) == [
        ("lone-surrogate", "/name", None),
        ("lone-surrogate", "/steps/0/params", "s"),
        ("lone-surrogate", "/steps/0/params/y/0", "s"),
    ]
    assert "".join(problem.model_dump_json() for problem in result.problems).encode()


def test_whole_characters_beyond_the_basic_plane_are_fine():
    assert load_pipeline('{"schema_version": 1, "name": "\\ud83d\\udc27"}').pipeline.name == "🐧"


def test_everything_wrong_is_told_at_once_and_once():
    document = {
        "schema_version": 1,
        "name": "",
        "parameters": [
            {"name": "a b", "type": "str", "default": [1]},
            {"name": "a", "type": "number", "default": {"str": 1}, "z": 3},
            5,
            {"names": "a"},
        ],
        "steps": [
            {
                "id": "A",
                "component": "x",
                "inputs": {"a": 5, "b": ["x", 3], "c": "bad", "d": {}, "str": "x", "e": []},
                "params": [],
                "enabled": "yes",
            },
            {"id": "ok", "component": "a.b", "inputs": {"q": None}, "note": 1},
            None,
            {"id": "ok", "componnt": 3},
        ],
        "environment": {
            "pins": "x",
            "python": "3.\u0661",
            "requirements": [1, "a b"],
            "kernel": 4,
            "kernels": 1,
        },
        "layout": {"ok": ["1", 2.0], "A": [1], "str": 1},
        "Steps": [],
    }
    result = load_pipeline(document)
    assert sorted(found(result)) == sorted(
        [
            ("bad-value", "/name", None),
            ("bad-value", "/parameters/0/name", None),
            ("bad-value", "/parameters/0/type", None),
            ("bad-value", "/parameters/0/default", None),
            ("bad-value", "/parameters/1/default", None),
            ("unknown-key", "/parameters/1/z", None),
            ("bad-value", "/parameters/2", None),
            ("missing-key", "/parameters/3", None),
            ("missing-key", "/parameters/3", None),
            ("missing-key", "/parameters/3", None),
            ("unknown-key", "/parameters/3/names", None),
            ("bad-value", "/steps/0/id", "A"),
            ("bad-value", "/steps/0/component", "A"),
            ("bad-value", "/steps/0/inputs/a", "A"),
            ("bad-value", "/steps/0/inputs/b/0", "A"),
            ("bad-value", "/steps/0/inputs/b/1", "A"),
            ("bad-value", "/steps/0/inputs/c", "A"),
            ("bad-value", "/steps/0/inputs/d", "A"),
            ("bad-value", "/steps/0/inputs/str", "A"),
            ("bad-value", "/steps/0/params", "A"),
            ("bad-value", "/steps/0/enabled", "A"),
            ("bad-value", "/steps/1/inputs/q", "ok"),
            ("bad-value", "/steps/1/note", "ok"),
            ("bad-value", "/steps/2", None),
            ("missing-key", "/steps/3", "ok"),
            ("unknown-key", "/steps/3/componnt", "ok"),
            ("duplicate-step", "/steps/3/id", "ok"),
            ("bad-value", "/environment/pins", None),
            ("bad-value", "/environment/python", None),
            ("bad-value", "/environment/requirements/0", None),
            ("bad-requirement", "/environment/requirements/1", None),
            ("bad-value", "/environment/kernel", None),
            ("unknown-key", "/environment/kernels", None),
            ("bad-value", "/layout/ok/0", None),
            ("bad-value", "/layout/A", None),
            ("bad-value", "/layout/str", None),
            ("unknown-key", "/Steps", None),
        ]
    )
    for problem in result.problems:
        resolve(document, problem.pointer)


@pytest.mark.parametrize(
    ("place", "key", "suggestion"),
    [
        ((), "Steps", "steps"),
        ((), "descriptions", "description"),
        (("steps", 0), "componnt", "component"),
        (("parameters", 0), "defaults", "default"),
        (("environment",), "requirement", "requirements"),
    ],
)
def test_unknown_key_is_named_with_the_nearest_known_one(place, key, suggestion):
    document = copy.deepcopy(FULL)
    target = document
    for part in place:
        target = target[part]
    target[key] = 1
    (problem,) = load_pipeline(document).problems
    assert key in problem.message
    assert problem.remedy == f"Did you mean `{suggestion}`?"


def test_unknown_key_unlike_any_other_is_told_the_known_ones():
    (problem,) = load(zzzzzz=1).problems
    assert "`layout`" in problem.remedy


def test_sentences_are_plain():
    result = load_pipeline(
        {"schema_version": 1, "steps": [{"id": "A", "component": 3, "inputs": {"a": 1}}]}
    )
    for problem in result.problems:
        for text in (problem.message, problem.remedy):
            assert text.endswith((".", "?"))
            for jargon in ("constrained", "pydantic", "dict", "Input should", "str]", "type="):
                assert jargon not in text


@pytest.mark.parametrize(
    ("wanted", "default", "fits"),
    [
        ("string", "", True),
        ("string", 1, False),
        ("integer", 1, True),
        ("integer", 1.0, False),
        ("integer", True, False),
        ("integer", "1", False),
        ("number", 1, True),
        ("number", 1.5, True),
        ("number", False, False),
        ("boolean", True, True),
        ("boolean", 0, False),
        ("boolean", "true", False),
    ],
)
def test_default_of_a_parameter_must_be_of_its_type(wanted, default, fits):
    result = load(parameters=[{"name": "p", "type": wanted, "default": default}])
    if fits:
        assert type(result.pipeline.parameters[0].default) is type(default)
    else:
        assert found(result) == [("default-type", "/parameters/0/default", None)]


def test_doubled_names_are_told_at_the_later_place():
    parameter = {"name": "p", "type": "string", "default": ""}
    step = {"id": "s", "component": "a.b"}
    result = load(parameters=[parameter] * 2, steps=[step] * 3)
    assert found(result) == [
        ("duplicate-step", "/steps/1/id", "s"),
        ("duplicate-step", "/steps/2/id", "s"),
        ("duplicate-parameter", "/parameters/1/name", None),
    ]


@pytest.mark.parametrize(
    "line",
    ["a b", "", "pandas>>1", "-r other.txt", "--index-url x", "git+https://x/y", "pandas>=2 # why"],
)
def test_requirement_must_be_one(line):
    assert found(load(environment={"requirements": ["pandas>=2", line]})) == [
        ("bad-requirement", "/environment/requirements/1", None)
    ]


def test_number_of_reported_problems_is_limited_and_errors_come_first():
    document = {"schema_version": 1, "name": "x", **{f"key{index}": 1 for index in range(50)}}
    result = load_pipeline(document, Limits(max_problems=10))
    assert [problem.code for problem in result.problems] == ["unknown-key"] * 10 + ["more-problems"]
    assert result.pipeline is None


def test_pointer_and_message_of_odd_keys_are_escaped():
    (problem,) = load_pipeline({"schema_version": 1, "name": "x", "a/b~c\n\x1b": 1}).problems
    assert problem.pointer == "/a~1b~0c\n\x1b"
    assert "\n" not in problem.message
    assert "\x1b" not in problem.message
