"""The examples: exported in every way, and run."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from nbformat import NotebookNode
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from jupyterlab_pipeline_export.workspace.examples import FOLDER as EXAMPLES
from jupyterlab_pipeline_export.workspace.examples import Example, load_examples
from tests.components.library.stages import is_heavy
from tests.execution.running import HERE, run_notebook, run_script, write
from tests.exporters.building import export, load
from tests.exporters.linting import python_findings

NAMES = [example.files[0].name for example in load_examples()]


def is_heavy_example(example: Example) -> bool:
    """Tell whether it can run only where the large packages are installed."""
    catalog = builtin_catalog().components
    return any(is_heavy(catalog[component]) for component in example.components)


EXECUTED = [
    pytest.param(
        example.files[0].name, marks=[pytest.mark.heavy] if is_heavy_example(example) else []
    )
    for example in load_examples()
]

# A cell's output that a step of the component has to have.
SHOWN = {
    "evaluate.anomaly_scores": "image/png",
    "evaluate.classification_metrics": "text/plain",
    "evaluate.compare_classifiers": "text/html",
    "explore.scatter_plot": "image/png",
    "explore.histogram": "image/png",
    "evaluate.confusion_matrix": "image/png",
    "evaluate.residual_plot": "image/png",
    "explore.describe": "text/html",
    "evaluate.classification_report": "text/html",
    "evaluate.regression_metrics": "text/plain",
}


@dataclass(frozen=True)
class Runs:
    """An example that was run both ways, the script in a folder that holds nothing of it."""

    pipeline: Pipeline
    project: Path
    elsewhere: Path
    script: Path
    notebook: NotebookNode
    process: CompletedProcess[str]

    @property
    def results(self):
        return self.elsewhere / "some results"


def exported(name, format_name):
    content = (EXAMPLES / name).read_bytes()
    return export(content, format_name, source=name, environment=HERE).artifacts


@pytest.fixture(scope="module", params=EXECUTED)
def runs(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    project, elsewhere = folder / "project", folder / "elsewhere"
    shutil.copytree(EXAMPLES / "data", project / "data")
    elsewhere.mkdir()
    notebook, script, requirements = (
        *exported(request.param, "notebook"),
        *exported(request.param, "python"),
    )
    write([notebook, script, requirements], project)
    return Runs(
        load((EXAMPLES / request.param).read_bytes()),
        project,
        elsewhere,
        project / script.path,
        run_notebook(project / notebook.path),
        run_script(project / script.path, "--output", elsewhere / "some results", cwd=elsewhere),
    )


def test_notebook_and_script_give_the_same_numbers(runs):
    assert runs.process.returncode == 0, runs.process.stderr
    by_script = (runs.results / "metrics.json").read_text()
    assert by_script == (runs.project / "output" / "metrics.json").read_text()
    assert len(re.findall(r": -?\d", by_script)) >= 4


def test_the_script_writes_to_the_output_folder_alone(runs):
    assert [path.name for path in runs.elsewhere.iterdir()] == ["some results"]
    # What the notebook saves, the script saves, and the figures that a notebook shows.
    saved = {path.name for path in (runs.project / "output").rglob("*")}
    assert saved < {path.name for path in runs.results.rglob("*")}


def test_results_are_shown_below_their_cells(runs):
    outputs = {cell.id: cell.get("outputs", []) for cell in runs.notebook.cells}
    kinds = {output.output_type for each in outputs.values() for output in each}
    assert kinds == {"display_data", "execute_result"}
    steps = [step for step in runs.pipeline.steps if step.component in SHOWN]
    assert len(steps) >= 2
    for step in steps:
        assert any(SHOWN[step.component] in output.data for output in outputs[step.id]), step.id


def test_an_option_changes_the_result(runs):
    parameter = runs.pipeline.parameters[0]
    option = f"--{parameter.name.replace('_', '-')}"
    value = {"number": "0.4", "integer": "5"}[parameter.type]
    other = runs.elsewhere.with_name("other")
    process = run_script(runs.script, "--output", other, option, value, cwd=runs.project)
    assert process.returncode == 0, process.stderr
    numbers = [
        json.loads((folder / "metrics.json").read_text()) for folder in (runs.results, other)
    ]
    assert numbers[0] != numbers[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_requirements_name_what_the_script_imports(name):
    script, requirements = exported(name, "python")
    lines = [
        Requirement(line.partition("#")[0])
        for line in requirements.content.decode().splitlines()
        if line and not line.startswith("#")
    ]
    block = re.findall(r'^#     "(.+)",$', script.content.decode(), re.MULTILINE)
    assert [str(line) for line in lines] == block
    imported = {
        line.split()[1].partition(".")[0]
        for line in script.content.decode().splitlines()
        if re.match(r"    (import|from) \w", line)
    }
    distributions = {"sklearn": "scikit-learn"}
    assert {distributions.get(module, module) for module in imported} <= {
        line.name for line in lines
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", ["notebook", "python", "docker"])
def test_exports_are_formatted_and_free_of_findings(name, format_name, tmp_path):
    write(exported(name, format_name), tmp_path)
    assert python_findings(tmp_path) == ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", ["notebook", "python", "requirements", "docker"])
def test_exports_repeat_to_the_byte(name, format_name):
    assert exported(name, format_name) == exported(name, format_name)
