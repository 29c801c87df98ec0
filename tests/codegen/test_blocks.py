from __future__ import annotations

import warnings
from dataclasses import replace

import pytest

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.program import Shown
from jupyterlab_pipeline_export.errors import ExportError
from tests.codegen.small_library import SMALL, catalog, code_step, plan, program, source, step

FRONT = """
title: X
summary: X.
outputs: {out: {type: any}}
"""


def test_a_program_of_some_steps():
    made = program(
        step("load", "data.read", path="data/penguins.csv", title="Read: a\nb"),
        step("clean", "clean.keep", inputs={"table": "load.table"}),
        step("plot", "explore.plot", inputs={"table": "clean.table"}),
        environment={"requirements": ["pandas>=2.2", "polars"]},
    )
    assert source(made) == (
        "from math import pi\n\nimport matplotlib.pyplot as plt\nimport pandas as pd\n"
        "penguins = pd.read_csv('data/penguins.csv', rows=10)\n"
        "penguins_clean = penguins\n"
        "figure, ax = plt.subplots()\n"
    )
    assert [block.shows for block in made.blocks] == [
        (),
        (Shown("penguins_clean", "table"),),
        (Shown("figure", "figure"),),
    ]
    assert [(each.requirement, each.reasons) for each in made.requirements] == [
        ("matplotlib>=3.7", ("Plot",)),
        ("pandas>=2.2", ("Read: a\nb", "environment")),
        ("polars", ("environment",)),
    ]
    assert made.import_modules == ("matplotlib", "pandas")
    assert made.uses_matplotlib
    assert not made.uses_output_dir
    assert made.pipeline.name == "Test"
    assert made.parameters == ()


def test_an_empty_plan_gives_an_empty_program():
    made = program()
    assert made.blocks == ()
    assert made.imports == ""
    assert made.requirements == ()
    assert not made.uses_matplotlib


@pytest.mark.parametrize(
    ("params", "packages"),
    [
        ({}, ["pandas"]),
        ({"engine": "c"}, ["pandas"]),
        ({"engine": "pyarrow"}, ["pandas", "pyarrow"]),
        ({"engine": {"$parameter": "engine"}}, ["pandas", "pyarrow"]),
    ],
)
def test_conditional_requirements(params, packages):
    made = program(
        step("load", "data.read", path="x.csv", **params),
        parameters=[{"name": "engine", "type": "string", "default": "c"}],
    )
    assert [each.requirement.partition(">")[0] for each in made.requirements] == packages
    if "pyarrow" in packages:
        assert made.requirements[1].reasons == ("Read (reads Parquet files)",)


@pytest.mark.parametrize(("kind", "needed"), [("line", False), ("box", True), ("violin", True)])
def test_a_condition_may_list_values(kind, needed):
    made = program(step("plot", "explore.plot", kind=kind))
    assert any(each.requirement.startswith("seaborn") for each in made.requirements) == needed


def test_a_condition_may_ask_for_a_link():
    linked = program(
        step("v", "data.value"), step("plot", "explore.plot", inputs={"table": "v.table"})
    )
    assert "from math import pi" in linked.imports
    assert "pi" not in program(step("plot", "explore.plot")).imports


def test_a_conditional_import_follows_the_code():
    front = (
        FRONT
        + """imports: [{code: import json, when: {kind: json}}]
params: {properties: {kind: {default: json}}}
---#}
{{ outputs.out }} = {% if params.kind == "json" %}json.dumps(1){% else %}1{% endif %}
"""
    )
    components = catalog(data_x=front)
    assert "json" in program(step("x", "data.x"), components=components).imports
    made = program(
        step("x", "data.x", kind={"$parameter": "kind"}),
        components=components,
        parameters=[{"name": "kind", "type": "string", "default": "json"}],
    )
    assert made.imports == ""
    assert "json" not in made.blocks[0].code


@pytest.mark.parametrize(
    ("template", "code"),
    [("", "pass\n"), ("\n \n\t\n", "pass\n"), ("# nothing\n\n", "# nothing\npass\n")],
)
def test_a_snippet_without_statements_may_still_stand_in_a_block(template, code):
    made = program(step("x", "data.x"), components=catalog(data_x=f"{FRONT}---#}}\n{template}"))
    assert made.blocks[0].code == code


def test_blank_lines_around_a_snippet_go():
    template = "\n\n{{ outputs.out }} = 1\n{% if true %}\nx = 2\n{% endif %}\n   \ny = 3\n\n"
    made = program(step("x", "data.x"), components=catalog(data_x=f"{FRONT}---#}}\n{template}"))
    assert made.blocks[0].code == "out = 1\nx = 2\n\ny = 3\n"


def test_a_broken_built_in_component_blames_the_settings():
    broken = SMALL["data.value"].model_copy(update={"template": "{{ outputs.table }} = ("})
    made = plan(step("v", "data.value"))
    (planned,) = made.steps
    bad = replace(made, steps=(replace(planned, component=broken),))
    with pytest.raises(ExportError, match="step `v`") as error:
        render_program(bad)
    assert error.value.problems[0].remedy == "Change the settings of the step."


@pytest.mark.parametrize(
    ("template", "detail"),
    [
        ("global x\n", "global"),
        ("from os import *\n", "star|import"),
        ("from __future__ import annotations\n", "import"),
        ("def f():\n    global x\n", "global"),
        ("import os; from . import x\n", "relative"),
        ("return 1\n", "return"),
        ("yield 1\n", "yield"),
        ("break\n", "break"),
        ("x = [\n", "never closed"),
        ("{{ outputs.out }} = " + "-" * 100_000 + "1\n", "read"),
    ],
)
def test_code_that_cannot_stand_in_a_function_is_refused(template, detail):
    components = catalog(data_x=f"{FRONT}---#}}\n{template}")
    with pytest.raises(ExportError, match=detail) as error:
        program(step("x", "data.x"), components=components)
    assert error.value.problems[0].code == "render-failed"


def test_a_local_import_in_a_snippet_is_fine():
    template = "import os\n{{ outputs.out }} = os.name\n"
    made = program(step("x", "data.x"), components=catalog(data_x=f"{FRONT}---#}}\n{template}"))
    assert made.blocks[0].code == "import os\nout = os.name\n"


def test_invalid_escapes_in_custom_code_do_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = program(code_step("c", "x = '\\d'", outputs=["x"]))
    assert "'\\d'" in made.blocks[0].definitions


def test_the_same_program_every_time():
    steps = [
        step("load", "data.read", path="x.csv", engine="pyarrow"),
        step("plot", "explore.plot", kind="box", inputs={"table": "load.table"}),
        code_step("c", "from math import *\ny = pi", outputs=["y"]),
    ]
    assert program(*steps) == program(*steps)
