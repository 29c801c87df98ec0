"""What the checks of snippets allow is what the renderer offers."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError
from jinja2.defaults import DEFAULT_FILTERS

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.environment import compile_snippet
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import Catalog
from jupyterlab_pipeline_export.components.manifest import Component
from jupyterlab_pipeline_export.components.snippet_environment import SNIPPET_FILTERS
from jupyterlab_pipeline_export.components.validate_snippet import SNIPPET_NAMES
from jupyterlab_pipeline_export.pipeline.load import load_pipeline


@pytest.mark.parametrize("name", sorted(DEFAULT_FILTERS))
def test_filters(name):
    template = "{{ params.x | " + name + " }}"
    if name in SNIPPET_FILTERS:
        compile_snippet(template)
    else:
        with pytest.raises(TemplateError):
            compile_snippet(template)


@pytest.mark.parametrize("name", sorted(SNIPPET_NAMES))
def test_names(name):
    component = Component(
        id="data.x",
        category="data",
        title="X",
        summary="X.",
        params={"type": "object", "properties": {}},
        template="{% if NAME is defined %}found = 1{% endif %}\n".replace("NAME", name),
    )
    steps = [{"id": "x", "component": "data.x"}]
    pipeline = load_pipeline({"schema_version": 1, "name": "X", "steps": steps}).pipeline
    program = render_program(make_plan(pipeline, Catalog({"data.x": component})))
    assert program.blocks[0].code.strip() == "found = 1"
