from __future__ import annotations

import json

import jsonpatch
import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.columns.tables import NO_SAMPLES
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.columns.pipelines import KNOWN, chain, step

CODES = {"dropped-column", "unknown-column"}


def problems(pipeline, samples=KNOWN):
    found = check_pipeline(pipeline, builtin_catalog(), samples)
    return [problem for problem in found if problem.code in CODES]


@pytest.mark.parametrize("samples", [KNOWN, NO_SAMPLES])
def test_a_column_that_an_earlier_step_dropped(samples):
    pipeline = chain(
        step("drop", "clean.drop_columns", columns=["b"]),
        step("filter", "clean.filter_rows", expr="a > 1"),
        step("sort", "clean.sort_rows", by=["a", "b"]),
    )
    (problem,) = problems(pipeline, samples)
    assert (problem.severity, problem.code, problem.step) == ("error", "dropped-column", "sort")
    assert problem.pointer == "/steps/3/params/by/1"
    assert "`drop` leaves out" in problem.message
    assert problem.fix is None


@pytest.mark.parametrize("samples", [KNOWN, NO_SAMPLES])
def test_a_renamed_column_is_named_anew_by_the_fix(samples):
    pipeline = chain(
        step("rename", "clean.rename_columns", columns={"b": "depth"}),
        step("again", "clean.rename_columns", columns={"depth": "bill depth"}),
        step("fill", "clean.fill_missing", columns=["b"]),
        step("types", "clean.convert_types", dtype={"b": "float64"}),
    )
    found = problems(pipeline, samples)
    assert [problem.step for problem in found] == ["fill", "types"]
    document = pipeline.model_dump(mode="json")
    for problem in found:
        assert '"bill depth"' in problem.remedy
        patch = json.dumps([each.model_dump() for each in problem.fix.patch])
        document = jsonpatch.apply_patch(document, patch)
    assert problems(Pipeline.model_validate(document), samples) == []


def test_a_name_that_was_never_there():
    (problem,) = problems(chain(step("sort", "clean.sort_rows", by=["A"])))
    assert (problem.severity, problem.code) == ("warning", "unknown-column")
    assert problem.remedy == "Did you mean `a`?"
    assert problems(chain(step("sort", "clean.sort_rows", by=["A"])), NO_SAMPLES) == []


def test_a_column_that_the_file_does_not_have():
    steps = [step("load", "data.read_csv", path="a.csv", usecols=["a", "z"], inputs={})]
    (problem,) = problems(Pipeline.model_validate({"name": "Test", "steps": steps}))
    assert (problem.code, problem.pointer) == ("unknown-column", "/steps/0/params/usecols/1")


def test_one_mistake_is_told_once():
    pipeline = chain(
        step("select", "clean.select_columns", columns=["a", "z"]),
        step("sort", "clean.sort_rows", by=["z"]),
    )
    assert [problem.step for problem in problems(pipeline)] == ["select"]


def test_errors_that_are_to_be_ignored_are_none():
    params = {"columns": {"z": "y"}, "errors": "ignore"}
    assert problems(chain(step("rename", "clean.rename_columns", **params))) == []


def test_a_reference_is_judged_but_not_replaced():
    pipeline = chain(
        step("rename", "clean.rename_columns", columns={"b": "d"}),
        step("plot", "explore.histogram", column={"$parameter": "what"}),
        parameters=[{"name": "what", "type": "string", "default": "b"}],
    )
    (problem,) = problems(pipeline)
    assert (problem.code, problem.pointer, problem.fix) == (
        "dropped-column",
        "/steps/2/params/column",
        None,
    )


def prepared(*preparation):
    return chain(
        step("split", "prepare.features_and_target", target="c"),
        step("scale", "prepare.scale", inputs={}),
        step(
            "by",
            "prepare.by_column",
            inputs={"numeric": ["scale.transformer"]},
            numeric_columns=["a", "c"],
        ),
        step(
            "model",
            "train.logistic_regression",
            inputs={"X": "split.X", "y": "split.y", "preparation": list(preparation)},
        ),
    )


def test_a_transformer_names_columns_of_the_rows_it_prepares():
    (problem,) = problems(prepared("by.transformer"))
    assert (problem.step, problem.code) == ("by", "dropped-column")
    assert "`split`" in problem.message


def test_behind_another_transformer_names_may_be_others():
    assert problems(prepared("scale.transformer", "by.transformer")) == []
