"""What holds for each file of the library, and that a file is all that a component needs."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from packaging.requirements import Requirement

from jupyterlab_pipeline_export import components
from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog, load_catalog
from jupyterlab_pipeline_export.components.loader import SUFFIX, load_component
from jupyterlab_pipeline_export.components.manifest import Component
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run

LIBRARY = Path(components.__path__[0]) / "library"
FILES = sorted(LIBRARY.glob(f"*/*{SUFFIX}"))
COMPONENTS = builtin_catalog().components
DISTRIBUTIONS = metadata.packages_distributions()
# Parameters that take values of a table, which may be anything.
ANY_NUMBER = {"fill_value", "lower", "number", "upper"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(SUFFIX))
def test_a_file_loads_without_problems(path: Path) -> None:
    # Untrusted, so that all checks run that a user's component has to pass.
    component, problems = load_component(path, "built-in", trusted=False)
    assert problems == ()
    assert component is not None


def test_the_catalogue_holds_every_file() -> None:
    ids = {f"{path.parent.name}.{path.name.removesuffix(SUFFIX)}" for path in FILES}
    assert set(COMPONENTS) == ids
    assert builtin_catalog().problems == ()


def _texts(component: Component) -> list[str]:
    ports = [*component.inputs.values(), *component.outputs.values()]
    properties: dict[str, Any] = component.params.get("properties", {})
    return [port.title for port in ports] + [each["title"] for each in properties.values()]


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_texts_for_people_are_complete(component: Component) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]", component.title)
    assert re.fullmatch(r"[A-Z].*\.", component.summary)
    assert component.docs.startswith("https://")
    assert component.keywords
    assert all(re.fullmatch(r"[A-Z].*[^.]|[A-Z]", title) for title in _texts(component))


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_parameters_are_described_and_bounded(component: Component) -> None:
    for name, schema in component.params.get("properties", {}).items():
        assert re.fullmatch(r"[A-Z0-9].*\.", schema["description"], re.DOTALL), name
        jsonschema.Draft202012Validator.check_schema(schema)
        for value in schema.get("examples", []):
            jsonschema.validate(value, schema)
        if "default" in schema:
            jsonschema.validate(schema["default"], schema)
        if schema.get("type") in {"integer", "number"} and name not in ANY_NUMBER:
            assert {"minimum", "exclusiveMinimum", "maximum"} & set(schema), name


@pytest.mark.parametrize("component", COMPONENTS.values(), ids=COMPONENTS)
def test_requirements_have_a_lower_bound_and_a_reason(component: Component) -> None:
    imports = " ".join(each if isinstance(each, str) else each.code for each in component.imports)
    for declared in component.requires:
        requirement = Requirement(declared.package)
        assert [each.operator for each in requirement.specifier] == [">="]
        module = {"scikit-learn": "sklearn"}.get(requirement.name, requirement.name)
        assert declared.reason or module in imports, requirement.name


def test_imports_are_declared(run: Run) -> None:
    """Each module that a case imports comes with Python or with a declared distribution."""
    declared = {Requirement(each.requirement).name for each in run.program.requirements}
    for module in run.program.import_modules:
        assert module not in sys.stdlib_module_names
        assert declared & set(DISTRIBUTIONS[module]), module


def test_adding_a_component_is_adding_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "clean"
    folder.mkdir()
    (folder / "round_numbers.py.jinja").write_text(
        "{#---\n"
        "title: Round numbers\n"
        "summary: Round all numbers.\n"
        "inputs: {table: {type: table}}\n"
        'outputs: {table: {type: table, name: "{table}_rounded"}}\n'
        "params: {properties: {decimals: {type: integer, default: 0}}}\n"
        "---#}\n"
        '{{ outputs.table }} = {{ inputs.table }}.{{ call("round", [], ["decimals"]) }}\n'
    )
    catalog = load_catalog(extra_folders=[tmp_path], user_paths=False, entry_points=False)
    assert catalog.problems == ()
    steps = [
        {"id": "iris", "component": "data.sample_dataset"},
        {
            "id": "rounded",
            "component": "clean.round_numbers",
            "inputs": {"table": "iris.table"},
            "params": {"decimals": 1},
        },
    ]
    pipeline = Pipeline.model_validate({"name": "Rounded", "steps": steps})
    program = render_program(make_plan(pipeline, catalog))
    assert program.blocks[-1].code.strip() == "iris_rounded = iris.round(decimals=1)"
