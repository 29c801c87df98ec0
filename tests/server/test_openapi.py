from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate

from jupyterlab_pipeline_export.server.models import API_MODELS
from jupyterlab_pipeline_export.server.routes import ROUTES

ROOT = Path(__file__).parents[2]
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def description():
    return yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))


def test_the_description_is_valid(description):
    validate(description)


def test_it_has_the_paths_and_verbs_of_the_handlers(description):
    described = {
        (path, verb)
        for path, item in description["paths"].items()
        for verb in VERBS
        if verb in item
    }
    handled = {
        ("/" + re.sub(r"\(.*\)", "{format}", pattern), verb)
        for pattern, handler in ROUTES
        for verb in VERBS
        if verb in vars(handler)
    }
    assert described == handled


def test_its_schemas_are_those_of_the_models(description):
    generator = runpy.run_path(str(ROOT / "scripts" / "generate_openapi.py"))
    assert description["components"]["schemas"] == generator["schemas"]()
    assert {model.__name__ for model in API_MODELS} <= description["components"]["schemas"].keys()


def test_every_schema_is_used(description):
    text = (ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    for name in description["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text
