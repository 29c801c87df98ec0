"""From a pipeline to artifacts, whatever the format."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import PurePosixPath

import pytest

from jupyterlab_pipeline_export.errors import InvalidPipelineError
from jupyterlab_pipeline_export.exporters.base import ExportOptions
from jupyterlab_pipeline_export.exporters.build import make_context
from jupyterlab_pipeline_export.exporters.registry import UnknownFormatError
from tests.exporters.building import ENVIRONMENT, LOAD, document, export, load, notebook, script

PARAMETERS = [
    {"name": "sep", "type": "string", "default": ","},
    {"name": "rows", "type": "integer", "default": 5},
    {"name": "share", "type": "number", "default": 0.5},
    {"name": "index", "type": "boolean", "default": False},
]
USING_ALL = document(
    {
        "id": "sample",
        "component": "clean.sample_rows",
        "inputs": {"table": "load.table"},
        "params": {"frac": {"$parameter": "share"}},
    },
    {
        "id": "head",
        "component": "explore.preview",
        "inputs": {"table": "sample.table"},
        "params": {"n": {"$parameter": "rows"}},
    },
    {
        "id": "save",
        "component": "output.write_csv",
        "inputs": {"table": "sample.table"},
        "params": {
            "path": "out.csv",
            "sep": {"$parameter": "sep"},
            "index": {"$parameter": "index"},
        },
    },
    parameters=PARAMETERS,
)
FORMATS = ["notebook", "python", "requirements", "docker"]


def refusal(content, format_name="python", **keys):
    with pytest.raises(InvalidPipelineError) as caught:
        export(content, format_name, **keys)
    return {problem.code: problem for problem in caught.value.problems}


class TestParameters:
    """Options give parameters new defaults."""

    def test_new_defaults(self):
        values = {"sep": ";", "rows": 7, "share": 1, "index": True}
        changed = script(USING_ALL, parameters=values)
        for text in ['default=";"', "default=7", "default=1", "default=True"]:
            assert text in changed
        assert "rows = 7" in json.dumps(notebook(USING_ALL, parameters=values))

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("sep", 5),
            ("rows", 0.5),
            ("rows", True),
            ("rows", "5"),
            ("share", "0.5"),
            ("share", math.inf),
            ("share", math.nan),
            ("index", 1),
        ],
    )
    def test_a_value_of_another_type(self, name, value):
        problem = refusal(USING_ALL, parameters={name: value})["parameter-type"]
        assert f"`{name}`" in problem.message

    def test_an_unknown_name(self):
        problem = refusal(USING_ALL, parameters={"depth": 5})["unknown-parameter"]
        assert "'depth'" in problem.message
        assert "`rows`" in problem.remedy


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_to_export_is_an_error(format_name):
    empty = document()
    empty["steps"] = []
    muted = document()
    muted["steps"] = [{**LOAD, "enabled": False}]
    for content in (empty, muted):
        assert refusal(content, format_name)["empty-pipeline"].severity == "error"


@pytest.mark.parametrize("format_name", FORMATS)
def test_problems_of_the_document_forbid_every_format(format_name):
    wrong = document(
        {"id": "clean", "component": "clean.drop_missing", "inputs": {"table": "load.model"}}
    )
    assert refusal(wrong, format_name)


def test_a_muted_step_is_in_no_artifact():
    muted = document(
        {
            "id": "save",
            "component": "output.write_csv",
            "enabled": False,
            "params": {"path": "o.csv"},
            "inputs": {"table": "load.table"},
        }
    )
    assert "o.csv" not in script(muted)


@pytest.mark.parametrize("python", ["3.9", "3.5", "3.99"])
def test_python_versions_that_nobody_tested_are_refused(python):
    assert "Python " + python in refusal(document(), python=python)["unsupported-python"].message
    assert refusal(document(environment={"python": python}))["unsupported-python"]


def test_an_unknown_format():
    with pytest.raises(UnknownFormatError):
        export(document(), "pdf")


def test_what_the_user_should_know_about_versions_comes_along():
    bare = ENVIRONMENT.__class__("python3", "Python 3", "3.12", {})
    for format_name, told in [
        ("notebook", False),
        ("requirements", True),
        ("python", True),
        ("docker", True),
    ]:
        codes = {
            problem.code for problem in export(document(), format_name, environment=bare).problems
        }
        assert ("other-version" in codes) is told


class TestContext:
    """What the options leave open."""

    def python(self, environment=None, **options):
        pipeline = load(document(**({"environment": environment} if environment else {})))
        return make_context(pipeline, "x.pipeline.json", ExportOptions(**options), ENVIRONMENT)

    def test_the_option_comes_first(self):
        context = self.python({"python": "3.11", "pins": "none"}, python="3.13", pins="minimum")
        assert (context.python, context.pins) == ("3.13", "minimum")

    def test_then_the_document(self):
        context = self.python({"python": "3.11", "pins": "none"})
        assert (context.python, context.pins) == ("3.11", "none")

    def test_then_the_kernel(self):
        assert self.python().python == ENVIRONMENT.python

    @pytest.mark.parametrize("environment", [None, ENVIRONMENT.__class__("old", "Old", "3.6", {})])
    def test_then_a_default(self, environment):
        context = make_context(load(document()), "x.pipeline.json", ExportOptions(), environment)
        assert context.python == "3.12"
        assert context.data_prefix == PurePosixPath()


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_layout_changes_no_artifact(format_name):
    moved = {**USING_ALL, "layout": {"load": [10, 20]}}
    assert export(moved, format_name).artifacts == export(USING_ALL, format_name).artifacts


PRINT_DIGESTS = """
import sys
from hashlib import sha256
from pathlib import Path
from tests.exporters.building import export
content = Path(sys.argv[1]).read_bytes()
for name in sys.argv[2:]:
    for artifact in export(content, name).artifacts:
        print(artifact.path, sha256(artifact.content).hexdigest())
"""


def test_another_process_gives_the_same_bytes(tmp_path):
    path = tmp_path / "x.pipeline.json"
    path.write_text(json.dumps(USING_ALL))
    outputs = [
        subprocess.run(
            [sys.executable, "-c", PRINT_DIGESTS, path, *FORMATS],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in [("1", "UTC"), ("2", "Asia/Tokyo")]
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") >= 8
