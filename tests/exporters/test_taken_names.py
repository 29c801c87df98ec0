"""A component's own variables never hide what a script needs."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.names import RESERVED_NAMES
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog, load_catalog
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.exporters.base import ExportOptions
from jupyterlab_pipeline_export.exporters.build import build, make_context
from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step
from tests.components.library.cases import all_cases
from tests.execution.running import HERE, run_script, write

COMPONENT = """{#---
title: Count up
summary: Count.
outputs: {table: {type: any}}
---#}
SNIPPET
"""
PIPELINE = Pipeline(name="Counting", steps=[Step(id="count", component="explore.count_up")])


def export(snippet, folder, format_name):
    """Export a pipeline of one step, whose component lies in a folder of the user."""
    path = folder / "components" / "explore" / "count_up.py.jinja"
    path.parent.mkdir(parents=True)
    path.write_text(COMPONENT.replace("SNIPPET", snippet))
    catalog = load_catalog(
        extra_folders=[folder / "components"], user_paths=False, entry_points=False
    )
    assert catalog.problems == ()
    context = make_context(PIPELINE, "count.pipeline.json", ExportOptions(), HERE)
    return build(PIPELINE, catalog, format_name, context).artifacts


@pytest.mark.parametrize(
    "snippet",
    [
        "for step in range(3):\n    {{ outputs.table }} = step",
        "{{ outputs.table }} = (logger := 5)",
        "time, other = 1, 2\n{{ outputs.table }} = other",
        "with open('x') as output_dir:\n    {{ outputs.table }} = output_dir.read()",
    ],
)
def test_a_taken_name_is_refused(snippet, tmp_path):
    with pytest.raises(ExportError) as caught:
        export(snippet, tmp_path, "python")
    (problem,) = caught.value.problems
    assert (problem.code, problem.step) == ("taken-name", "count")
    assert "`explore.count_up`" in problem.message


def test_other_names_are_fine(tmp_path):
    snippet = "for number in range(3):\n    {{ outputs.table }} = {'step': number}"
    artifacts = export(snippet, tmp_path, "python")
    write(artifacts, tmp_path)
    process = run_script(tmp_path / artifacts[0].path, cwd=tmp_path)
    assert process.returncode == 0, process.stderr


def test_no_built_in_component_takes_one():
    taken = set()
    for case in all_cases():
        for block in render_program(make_plan(case.pipeline(), builtin_catalog())).blocks:
            names = {
                node.id
                for node in ast.walk(ast.parse(block.code))
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
            taken |= {(block.step.component.id, name) for name in names & RESERVED_NAMES}
    assert taken == set()
