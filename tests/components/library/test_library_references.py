"""A parameter of the pipeline may stand for any value that does not shape the code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.cases import Case
from tests.components.library.execution import Run, assert_same, program_of

PARAMETER_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _names(case: Case) -> list[str]:
    """Return the parameters of a case that could come from the pipeline's, and are not tried by another case."""
    required = case.component.params.get("required", [])
    names = required if case.label == "defaults" else [case.label.partition("=")[0]]
    return [name for name in names if type(case.params.get(name)) in PARAMETER_TYPES]


def _with_reference(case: Case, name: str) -> Pipeline:
    document: dict[str, Any] = case.pipeline().model_dump(mode="json")
    value = case.params[name]
    document["parameters"] = [
        {"name": "chosen", "type": PARAMETER_TYPES[type(value)], "default": value}
    ]
    document["steps"][-1]["params"][name] = {"$parameter": "chosen"}
    return Pipeline.model_validate(document)


def test_a_reference_does_what_its_value_does(case: Case, run: Run) -> None:
    for name in _names(case):
        pipeline = _with_reference(case, name)
        if case.component.params["properties"][name].get("x-fixed"):
            problems = check_pipeline(pipeline, builtin_catalog())
            codes = [each.code for each in problems if each.severity == "error"]
            assert codes == ["fixed-value"]
            continue
        by_reference = Run(program_of(pipeline), run.folder)
        assert "chosen" in by_reference.subject.code or not _matters(case, name)
        for port, value in run.outputs.items():
            assert_same(value, by_reference.outputs[port])


def _matters(case: Case, name: str) -> bool:
    """Tell whether the value shows in the code at all, given the other settings."""
    if name in case.component.params.get("required", []):
        return True
    others = {key: value for key, value in case.params.items() if key != name}
    return replace(case, params=others).code() != case.code()
