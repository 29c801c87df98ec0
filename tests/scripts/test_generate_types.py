"""The generated schema and types are those of the models."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.pipeline.test_load import FULL
from tests.pipeline.test_load_anything import DOCUMENTS

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "generate_types.py"
SCHEMA = json.loads((ROOT / "docs" / "pipeline.schema.json").read_text(encoding="utf-8"))
TYPES = (ROOT / "src" / "_generated" / "models.ts").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def run(*arguments):
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(
    not (ROOT / "node_modules" / ".bin" / "json2ts").exists(), reason="needs jlpm install"
)
def test_committed_files_are_up_to_date():
    done = run("--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_option_is_wrong_usage():
    assert run("--chekc").returncode == 2


def test_schema_is_one_and_names_no_place():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "pipeline.schema.json"


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "jupyterlab_pipeline_export" / "examples").glob("*.pipeline.json")),
    ids=lambda path: path.name,
)
def test_examples_fit_the_schema(path):
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def test_full_document_fits_the_schema():
    VALIDATOR.validate(FULL)


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 2},
        {"name": ""},
        {"named": "x"},
        {"steps": [{"id": "A", "component": "a.b"}]},
        {"steps": [{"id": "a"}]},
        {"layout": {"load": [0]}},
        {"environment": {"pins": "some"}},
    ],
)
def test_schema_refuses_what_loading_refuses(change):
    document = {**FULL, **change}
    assert not VALIDATOR.is_valid(document)
    assert load_pipeline(document).pipeline is None


def test_schema_asks_for_the_version():
    assert not VALIDATOR.is_valid({"name": "x"})


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_whatever_loads_fits_the_schema(document):
    if load_pipeline(document).pipeline is not None:
        VALIDATOR.validate(document)


def test_interfaces_are_named_once_and_no_value_is_any():
    names = re.findall(r"^export (?:interface|type) (\w+)", TYPES, re.MULTILINE)
    assert len(names) == len(set(names))
    interfaces = re.findall(r"^export interface (\w+)", TYPES, re.MULTILINE)
    assert {"IPipeline", "IStep", "IParameter", "IProblem", "IComponent", "IExportOptions"} <= set(
        interfaces
    )
    assert all(re.fullmatch(r"I[A-Z][A-Za-z]+", name) for name in interfaces)
    assert not re.search(r"\bany\b[;\[|]", TYPES)
    code = re.sub(r"/\*\*.*?\*/", "", TYPES, flags=re.DOTALL)
    # Beside the type: a key and one of the types of columns are called so.
    assert not re.search(r"(?<=: )unknown\b", code)
