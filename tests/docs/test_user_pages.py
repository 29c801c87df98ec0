"""What the pages about the document and about components say is so."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.format import format_python
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog, load_catalog
from jupyterlab_pipeline_export.components.fit import ANNOTATIONS
from jupyterlab_pipeline_export.components.formats import FORMATS
from jupyterlab_pipeline_export.components.loader import KEYS
from jupyterlab_pipeline_export.components.manifest import CATEGORIES, InputPort, OutputPort
from jupyterlab_pipeline_export.components.validate_snippet import SNIPPET_NAMES
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.pipeline.model import Environment, Parameter, Pipeline, Step

ROOT = Path(__file__).parents[2]
FORMAT = (ROOT / "docs" / "pipeline-format.md").read_text(encoding="utf-8")
COMPONENT = (ROOT / "docs" / "add-a-component.md").read_text(encoding="utf-8")
RULE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
OTHER_DASHED = {
    "built-in",
    "utf-8",
    "utf-8-sig",
    "x-always",
    "x-columns-of",
    "x-fixed",
    "x-needed-by",
}


def block(text, language, after=""):
    """Return the first block of code in a language behind a mark."""
    found = re.search(rf"```{language}\n(.*?)```", text[text.index(after) :], re.DOTALL)
    return found[1]


def section(text, heading):
    return text.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]


def first_cells(text):
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def test_example_document_is_right():
    result = load_pipeline(block(FORMAT, "json"))
    assert result.problems == ()
    assert check_pipeline(result.pipeline, builtin_catalog()) == ()


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## The whole", Pipeline),
        ("### `parameters`", Parameter),
        ("### `steps`", Step),
        ("### `environment`", Environment),
    ],
)
def test_tables_list_every_key(heading, model):
    assert first_cells(section(FORMAT, heading)) == list(model.model_fields)


def test_every_rule_is_listed_and_no_other():
    package = ROOT / "jupyterlab_pipeline_export"
    folders = ("pipeline", "components", "columns", "checks", "checks/rules")
    files = [path for folder in folders for path in (package / folder).glob("*.py")]
    files.append(package / "workspace" / "samples.py")
    texts = {
        str(node.value)
        for path in files
        # The rules of custom code are not listed: each says what to write instead.
        if path.stem not in {"code_rules", "custom_code", "early_names", "scopes"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    listed = set(first_cells(section(FORMAT, "## Problems")))
    assert listed <= texts
    assert {text for text in texts - listed if RULE.fullmatch(text)} == OTHER_DASHED


@pytest.fixture
def example(tmp_path):
    """A workspace with the component of the page and a table, and its pipeline."""
    path = tmp_path / "components" / "clean" / "clip_values.py.jinja"
    path.parent.mkdir(parents=True)
    path.write_text(block(COMPONENT, "jinja", "<!-- example -->"), encoding="utf-8")
    catalog = load_catalog(
        extra_folders=[tmp_path / "components"], user_paths=False, entry_points=False
    )
    steps = [
        {"id": "load", "component": "data.read_csv", "params": {"path": "penguins.csv"}},
        {
            "id": "clip",
            "component": "clean.clip_values",
            "inputs": {"table": "load.table"},
            "params": {"columns": ["body_mass_g"], "upper": 6000},
        },
    ]
    return catalog, load_pipeline({"schema_version": 1, "name": "Example", "steps": steps}).pipeline


def test_example_component_loads_renders_and_runs(example, tmp_path, monkeypatch):
    catalog, pipeline = example
    assert catalog.problems == ()
    assert check_pipeline(pipeline, catalog) == ()
    program = render_program(make_plan(pipeline, catalog))
    code = program.blocks[1].code
    assert format_python(code, python="3.12") == block(COMPONENT, "python", "<!-- result -->")
    pd.DataFrame({"species": ["Adelie", "Gentoo"], "body_mass_g": [3750, 6300]}).to_csv(
        tmp_path / "penguins.csv"
    )
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(program.imports + "".join(each.code for each in program.blocks), names)  # noqa: S102 - our own example
    assert names["penguins_clipped"]["body_mass_g"].tolist() == [3750, 6000]
    assert names["penguins_clipped"]["species"].tolist() == ["Adelie", "Gentoo"]


def test_tables_of_the_front_matter_list_every_key():
    assert first_cells(section(COMPONENT, "## The front matter")) == list(KEYS)
    ports = first_cells(section(COMPONENT, "### Ports"))
    assert set(ports) == {*InputPort.model_fields, *OutputPort.model_fields}
    assert len(ports) == len(set(ports))


def test_formats_and_own_keywords_are_listed():
    parameters = section(COMPONENT, "### Parameters")
    assert set(first_cells(parameters)) - {"format"} == FORMATS
    for keyword in ANNOTATIONS:
        if keyword.startswith("x-"):
            assert re.search(rf"- `{keyword}: (true|[A-Z]+)`", parameters)


def test_names_of_the_snippet_language_are_listed():
    listed = {
        re.match(r"\w+", cell)[0] for cell in first_cells(section(COMPONENT, "## The snippet"))
    }
    assert listed == SNIPPET_NAMES


def test_categories_are_listed():
    for category in CATEGORIES:
        assert f"`{category}`" in section(COMPONENT, "## Where it goes")


def test_examples_of_json_and_yaml_are_well_formed():
    for text in re.findall(r"```json\n(.*?)```", FORMAT, re.DOTALL):
        json.loads(text)
