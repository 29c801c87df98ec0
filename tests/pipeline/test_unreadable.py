"""Texts that are no JSON, or too much of it."""

from __future__ import annotations

import json

import pytest

from jupyterlab_pipeline_export.pipeline.limits import DEEPEST, Limits
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

MINIMAL = {"schema_version": 1, "name": "Minimal"}


def only_problem(source, limits=None):
    result = load_pipeline(source, limits or Limits())
    assert result.pipeline is None
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.remedy
    return problem


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty-document"),
        (b" \n\t ", "empty-document"),
        ("", "empty-document"),
        (b"\xef\xbb\xbf", "empty-document"),
        (b"\x80", "not-utf-8"),
        (json.dumps(MINIMAL).encode("utf-16"), "not-utf-8"),
        (b"\0", "nul-byte"),
        (b'{"name": "a\0b"}', "nul-byte"),
        (b"{} {}", "not-json"),
        (b"{'a': 1}", "not-json"),
        (b'{"a": 1,}', "not-json"),
        (b'{"a": 01}', "not-json"),
        (b'{"a": "\t"}', "not-json"),
        (b'<<<<<<< HEAD\n{"a": 1}', "not-json"),
        ('"\ud800"', "not-utf-8"),
    ],
)
def test_says_why_a_text_is_no_document(source, code):
    assert only_problem(source).code == code


def test_byte_order_mark_is_accepted():
    text = json.dumps(MINIMAL)
    assert load_pipeline(b"\xef\xbb\xbf" + text.encode()).problems == ()
    assert load_pipeline("\ufeff" + text).problems == ()


@pytest.mark.parametrize("length", range(1, len(json.dumps(MINIMAL))))
def test_every_truncation_is_said_to_be_cut_off(length):
    problem = only_problem(json.dumps(MINIMAL)[:length])
    assert problem.code == "not-json"
    assert "cut off" in problem.message or "line 1, column" in problem.message


def test_message_of_truncated_text_names_line_and_column():
    problem = only_problem('{\n  "name": "x",\n  "steps": [1, 2')
    assert "cut off" in problem.message
    assert "line 3, column 17" in problem.message


def test_message_of_wrong_text_names_line_and_column():
    assert "line 2, column 4" in only_problem("{\n   oops\n}").message


def test_message_names_the_line_of_a_bad_byte():
    assert "line 2" in only_problem(b'{\n"name": "\xff"}').message


# Anything but linear time would end at the limit.
@pytest.mark.timeout(60)
@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_ten_megabytes_of_nesting_are_refused(opening):
    text = opening * (10_000_000 // len(opening))
    assert only_problem(text).code == "too-large"
    assert only_problem(text, Limits(max_bytes=2**30)).code == "too-deep"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", ['"' + '\\"' * 2_000_000, "\\" * 4_000_000, '"' * 4_000_001])
def test_quotes_and_backslashes_take_linear_time(text):
    assert only_problem(text).code == "not-json"


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("as_text", [True, False])
def test_depth_counts_the_document_itself(as_text):
    deepest = {**MINIMAL, "steps": [{"id": "a", "component": "a.b", "params": {"x": nested(4)}}]}
    too_deep = {**MINIMAL, "steps": [{"id": "a", "component": "a.b", "params": {"x": nested(5)}}]}
    prepare = json.dumps if as_text else lambda value: value
    assert load_pipeline(prepare(deepest), Limits(max_depth=8)).problems == ()
    assert only_problem(prepare(too_deep), Limits(max_depth=8)).code == "too-deep"


@pytest.mark.parametrize("as_text", [True, False])
def test_deepest_allowed_value_loads_without_recursion_error(as_text):
    document = {
        **MINIMAL,
        "steps": [{"id": "a", "component": "a.b", "params": {"x": nested(DEEPEST - 4)}}],
    }
    source = json.dumps(document) if as_text else document
    result = load_pipeline(source, Limits(max_depth=DEEPEST))
    assert result.problems == ()
    assert result.pipeline.model_dump(mode="json", exclude_unset=True) == document


def test_brackets_within_texts_are_no_depth():
    name = '[{"\\' * 40
    document = {**MINIMAL, "name": name}
    assert load_pipeline(json.dumps(document)).pipeline.name == name


def test_deep_parsed_value_is_refused():
    assert only_problem(nested(100_000)).code == "too-deep"


def test_parsed_value_that_holds_itself_ends():
    value = []
    value += [value] * 10
    assert only_problem(value).code in {"too-deep", "too-large"}


def test_size_limit_holds_for_text_and_parsed_value():
    document = {**MINIMAL, "description": "x" * 2_000}
    limits = Limits(max_bytes=1_000)
    assert only_problem(json.dumps(document), limits).code == "too-large"
    assert only_problem(document, limits).code == "too-large"
    assert load_pipeline(document, Limits(max_bytes=3_000)).problems == ()


def test_size_counts_bytes_not_characters():
    text = json.dumps({**MINIMAL, "name": "ä" * 100}, ensure_ascii=False)
    assert only_problem(text, Limits(max_bytes=len(text))).code == "too-large"


def test_number_of_steps_is_limited():
    steps = [{"id": f"s{index}", "component": "a.b"} for index in range(4)]
    problem = only_problem({**MINIMAL, "steps": steps}, Limits(max_steps=3))
    assert (problem.code, problem.pointer) == ("too-many-steps", "/steps")
    assert load_pipeline({**MINIMAL, "steps": steps[:3]}, Limits(max_steps=3)).problems == ()


@pytest.mark.parametrize(
    "bounds",
    [
        {"max_bytes": 0},
        {"max_depth": 0},
        {"max_steps": -1},
        {"max_problems": 0},
        {"max_depth": DEEPEST + 1},
    ],
)
def test_limits_refuse_bounds_that_make_no_sense(bounds):
    with pytest.raises(ValueError, match="must be at"):
        Limits(**bounds)


@pytest.mark.parametrize("value", [b"x".decode, {1: 2}, {"a": {1, 2}}, {"a": (1,)}, object()])
def test_python_values_that_json_lacks_are_refused(value):
    assert only_problem(value).code == "not-json"
