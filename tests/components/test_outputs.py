from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.load import load_pipeline


def overwritten(*paths, enabled=True):
    """Give the problems of steps that write a table to paths; None leaves the path out."""
    read = {"id": "load", "component": "data.read_csv", "params": {"path": "a.csv"}}
    write = [
        {
            "id": f"write_{number}",
            "component": "output.write_csv",
            "inputs": {"table": "load.table"},
            "params": {} if path is None else {"path": path},
            "enabled": enabled or number == 0,
        }
        for number, path in enumerate(paths)
    ]
    document = {"schema_version": 1, "name": "Test", "steps": [read, *write]}
    document["parameters"] = [{"name": "file", "type": "string", "default": "a.csv"}]
    loaded = load_pipeline(document)
    problems = check_pipeline(loaded.pipeline, builtin_catalog())
    return [each for each in problems if each.code == "overwritten-output"]


@pytest.mark.parametrize("again", ["out/a.csv", "./out/a.csv", "out//a.csv"])
def test_two_steps_that_write_one_file(again):
    (problem,) = overwritten("out/a.csv", again)
    assert (problem.severity, problem.step) == ("warning", "write_1")
    assert problem.pointer == "/steps/2/params/path"
    assert "`out/a.csv`" in problem.message
    assert "`write_0`" in problem.message


def test_each_later_step_is_warned_of():
    assert [each.step for each in overwritten("a.csv", "a.csv", "a.csv")] == ["write_1", "write_2"]


def test_different_files_muted_steps_and_parameters_are_fine():
    assert overwritten("a.csv", "b.csv") == []
    assert overwritten("a.csv", "a.csv", enabled=False) == []
    assert overwritten("a.csv", {"$parameter": "file"}) == []


def test_default_paths_count():
    metrics = {"component": "output.save_metrics", "inputs": {"metrics": ["score.metrics"]}}
    document = {
        "schema_version": 1,
        "name": "Test",
        "steps": [{"id": "a", **metrics}, {"id": "b", **metrics}],
    }
    problems = check_pipeline(load_pipeline(document).pipeline, builtin_catalog())
    (problem,) = [each for each in problems if each.code == "overwritten-output"]
    assert problem.pointer == "/steps/1"
