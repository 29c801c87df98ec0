"""Values, parameters and code of steps held against their components."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.components.small_catalog import CATALOG, READ, check, load, step

SPLIT = {"table": "load.table"}


def check_values(component, values, inputs=None, parameters=()):
    document = {"parameters": list(parameters)} if parameters else {}
    found = check([READ, step("it", component, inputs, params=values)], **document)
    prefix = "/steps/1/params"
    return [
        (code, pointer.removeprefix(prefix))
        for _, code, pointer in found
        if pointer.startswith(prefix)
    ]


def messages(steps, **document):
    return [problem.message for problem in check_pipeline(load(steps, **document), CATALOG)]


def parameter(type_, default, name="p"):
    return {"name": name, "type": type_, "default": default}


REFERENCE = {"$parameter": "p"}


def test_good_pipeline_has_no_problems():
    split = step(
        "split", "prepare.split", SPLIT, params={"target": "y", "limit": "all", "any": [{}]}
    )
    assert check([READ, split]) == []


def test_empty_pipeline_is_a_warning():
    assert check([]) == [("warning", "empty-pipeline", "/steps")]
    assert messages([]) == ["The pipeline has no steps yet."]


def test_empty_document_without_the_key_points_at_the_whole():
    pipeline = load_pipeline('{"schema_version": 1, "name": "x"}').pipeline
    (problem,) = check_pipeline(pipeline, CATALOG)
    assert (problem.code, problem.pointer) == ("empty-pipeline", "")


def test_pipeline_of_muted_steps_is_a_warning():
    steps = [{**READ, "enabled": False}]
    assert check(steps) == [("warning", "empty-pipeline", "/steps")]
    assert "muted" in messages(steps)[0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("missing-value", "")]),
        ({"path": ""}, [("missing-value", "/path")]),
        ({"path": None}, [("missing-value", "/path")]),
        ({"path": 3}, [("bad-value", "/path")]),
        ({"path": "a", "sep": ""}, [("bad-value", "/sep")]),
        ({"path": "a", "rows": 0}, [("bad-value", "/rows")]),
        ({"path": "a", "rows": True}, [("bad-value", "/rows")]),
        ({"path": "a", "rows": 2.0}, [("bad-value", "/rows")]),
        ({"path": "a", "rows": "2"}, [("bad-value", "/rows")]),
        ({"path": "a", "columns": "b"}, [("bad-value", "/columns")]),
        (
            {"path": "a", "columns": ["b", 1, None]},
            [("bad-value", "/columns/1"), ("bad-value", "/columns/2")],
        ),
        ({"path": "a", "engine": "C"}, [("bad-value", "/engine")]),
        ({"path": "a", "spe": ","}, [("unknown-value", "/spe")]),
        ({"path": "a", "rows": -1, "sep": 1}, [("bad-value", "/rows"), ("bad-value", "/sep")]),
    ],
)
def test_values_that_do_not_fit(values, expected):
    assert check_values("data.read", values) == expected


def test_missing_params_point_at_the_step():
    assert check([step("it", "data.read")]) == [("error", "missing-value", "/steps/0")]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target": "y", "share": 1}, "`share` must be less than 1, but it is 1."),
        ({"target": "y", "flag": "no"}, '`flag` must be true or false, but it is "no".'),
        ({"target": "y", "limit": 0}, '`limit` must be a whole number or "All", but it is 0.'),
    ],
)
def test_sentences_name_what_is_asked_for_and_what_is_there(values, message):
    (found,) = messages([READ, step("split", "prepare.split", SPLIT, params=values)])
    assert found.lower() == f"Step `split`: {message}".lower()


def test_near_names_are_suggested():
    problems = check_pipeline(load([{**READ, "params": {"path": "a", "row": 1}}]), CATALOG)
    assert problems[0].remedy == "Did you mean `rows`?"


@pytest.mark.parametrize(
    ("name", "type_", "default", "expected"),
    [
        ("sep", "string", ";", []),
        ("rows", "integer", 5, []),
        ("rows", "number", 5, ["parameter-type"]),
        ("rows", "string", "5", ["parameter-type"]),
        ("rows", "boolean", True, ["parameter-type"]),
        ("rows", "integer", 0, ["bad-value"]),
        ("sep", "string", "", ["bad-value"]),
        ("columns", "string", "a", ["parameter-type"]),
        ("engine", "string", "c", ["fixed-value"]),
        ("path", "string", "/abs", ["absolute-path"]),
    ],
)
def test_parameters_of_the_pipeline_must_fit(name, type_, default, expected):
    values = {"path": "a.csv", name: REFERENCE}
    found = check_values("data.read", values, parameters=[parameter(type_, default)])
    assert found == [(code, f"/{name}") for code in expected]


@pytest.mark.parametrize(
    ("name", "type_", "default", "fits"),
    [
        ("share", "integer", 1, False),
        ("share", "number", 0.5, True),
        ("flag", "boolean", False, True),
        ("flag", "integer", 1, False),
        ("any", "boolean", False, True),
        ("any", "string", "", True),
        ("limit", "string", "all", True),
        ("limit", "integer", 3, True),
        ("limit", "number", 3, False),
        ("limit", "boolean", True, False),
    ],
)
def test_an_integer_fits_a_number_and_a_boolean_only_a_boolean(name, type_, default, fits):
    values = {"target": "y", name: REFERENCE}
    found = check_values("prepare.split", values, SPLIT, parameters=[parameter(type_, default)])
    assert (found == []) == fits


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"$parameter": "q"}, ("unknown-parameter", "/sep/$parameter")),
        ({"$parameter": 1}, ("bad-reference", "/sep")),
        ({"$parameter": "p", "x": 1}, ("bad-reference", "/sep")),
        ([1, {"a": {"$parameter": "p"}}], ("bad-reference", "/sep/1/a")),
    ],
)
def test_references_that_lead_nowhere(value, expected):
    values = {"path": "a.csv", "sep": value}
    assert check_values("data.read", values, parameters=[parameter("string", ",")])[0] == expected


def test_code_cannot_be_a_parameter():
    values = {"inputs": {}, "outputs": {}, "code": REFERENCE}
    assert check_values("custom.code", values, parameters=[parameter("string", "1")]) == [
        ("fixed-value", "/code")
    ]


def test_unused_parameter_is_told_unless_a_value_or_code_uses_it():
    code = {
        "inputs": {},
        "outputs": {"r": "any"},
        "code": "def f():\n    return used_in_code\nr = f()",
    }
    steps = [{**READ, "params": {"path": REFERENCE}}, step("code", "custom.code", params=code)]
    parameters = [
        parameter("string", "a"),
        parameter("integer", 1, "used_in_code"),
        parameter("integer", 1, "unused"),
    ]
    assert check(steps, parameters=parameters) == [("info", "unused-parameter", "/parameters/2")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("data/penguins.csv", None),
        ("../shared/ä b.csv", None),
        ("/data/a.csv", "absolute-path"),
        ("~/a.csv", "absolute-path"),
        ("C:/a.csv", "absolute-path"),
        ("C:\\new\\a.csv", "absolute-path"),
        ("\\\\server\\share\\a.csv", "absolute-path"),
        ("data\\a.csv", "backslash"),
        ("https://example.org/a.csv", "not-a-file"),
        ("s3://bucket/a.csv", "not-a-file"),
    ],
)
def test_paths_of_inputs(path, code):
    assert check_values("data.read", {"path": path}) == ([(code, "/path")] if code else [])
    assert check_values("data.read", {"path": "a", "extra": ["b", path]}) == (
        [(code, "/extra/1")] if code else []
    )


def test_absolute_path_is_only_a_warning():
    assert check([{**READ, "params": {"path": "/a.csv"}}]) == [
        ("warning", "absolute-path", "/steps/0/params/path")
    ]


@pytest.mark.parametrize("path", ["m.joblib", "models/m.joblib", "a..b/..c", "ä b.txt"])
def test_paths_below_the_output_folder(path):
    assert check_values("output.save", {"path": path}) == []


@pytest.mark.parametrize(
    "path",
    [
        "/m",
        "../m",
        "a/../../m",
        "a/..",
        "..",
        "C:m",
        "C:\\m",
        "a\\m",
        "\\\\s\\m",
        "~/m",
        "",
        ".",
        "a/",
        "a/.",
        "file:///m",
        "m\0",
    ],
)
def test_paths_that_leave_the_output_folder_or_name_no_file(path):
    assert [
        severity for severity, *_ in check([step("it", "output.save", params={"path": path})])
    ] == ["error"]


@pytest.mark.parametrize(
    ("name", "fits"),
    [("DB_PASSWORD", True), ("_x1", True), ("1x", False), ("a b", False), ("hunter2!", False)],
)
def test_names_of_environment_variables(name, fits):
    found = check_values("output.save", {"path": "m", "password": name})
    assert found == ([] if fits else [("environment-variable", "/password")])


def test_rules_over_several_values_hold():
    assert check_values("output.save", {"password": "X"}) == [("bad-value", "")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("r = table", []),
        ("import math\nr = math.pi + len(table)", []),
        ("from math import *\nr = pi", []),
        ("return 1", ["code-return"]),
        ("r = (", ["code-syntax"]),
        ("%matplotlib inline\nr = 1", ["code-magic"]),
        ("x = 1", ["unset-output"]),
        ("r = tables", ["undefined-name"]),
        ("r = await table", ["code-await"]),
    ],
)
def test_custom_code(code, expected):
    values = {"inputs": {"table": "table"}, "outputs": {"r": "any"}, "code": code}
    assert check_values("custom.code", values, SPLIT) == [(each, "/code") for each in expected]


def test_custom_code_says_the_line():
    values = {"inputs": {}, "outputs": {}, "code": "x = 1\nreturn x"}
    (message,) = messages([step("it", "custom.code", params=values)])
    assert "line 2" in message


def test_changed_input_may_be_an_output():
    values = {"inputs": {"table": "table"}, "outputs": {"table": "table"}, "code": "table.pop('x')"}
    assert check_values("custom.code", values, SPLIT) == []


def test_problems_within_muted_steps_are_warnings():
    bad = step("bad", "data.read", params={"rows": "x"}, enabled=False)
    assert check([READ, bad]) == [
        ("warning", "bad-value", "/steps/1/params/rows"),
        ("warning", "missing-value", "/steps/1/params"),
    ]


def test_problems_come_in_the_order_of_the_document():
    steps = [
        step("a", "data.read", params={"path": ""}),
        step("b", "clean.keep", {"table": "no.table"}),
        step("c", "data.gone"),
    ]
    pointers = [pointer for _, _, pointer in check(steps, parameters=[parameter("string", "")])]
    assert pointers == [
        "/parameters/0",
        "/steps/0/params/path",
        "/steps/1/inputs/table",
        "/steps/2/component",
    ]


def test_a_thousand_steps_without_a_problem():
    steps = [READ]
    for index in range(1_000):
        source = f"s{index - 1}.X" if index else "load.table"
        steps.append(
            step(
                f"s{index}",
                "prepare.split",
                {"table": source},
                params={"target": f"y{index}", "share": 0.5},
            )
        )
    assert check_pipeline(load(steps), CATALOG) == ()


def test_jsonschema_is_not_imported_for_good_values():
    program = (
        "import sys; from tests.components.small_catalog import *; "
        "assert check([READ, step('s', 'prepare.split', {'table': 'load.table'}, params={'target': 'y', 'share': 0.5})]) == []; "
        "assert 'jsonschema' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
