from __future__ import annotations

import json

import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import load_catalog
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.documents import BAD_DOCUMENTS, changed, text

from .conftest import NAME


def test_a_good_document(run):
    outcome = run("check", NAME)
    assert outcome.code == 0
    assert "1 checked, no errors" in outcome.out
    assert outcome.err == ""


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_bad_document_is_explained_in_one_line_each(run, folder, name):
    content, code, pointer = BAD_DOCUMENTS[name]
    (folder / NAME).write_bytes(content)
    outcome = run("check", NAME)
    assert outcome.code == 1
    errors = [line for line in outcome.out.splitlines() if ": error: " in line]
    assert errors[0].startswith(f"{NAME}: error: {pointer or 'document'}: ")
    as_json = run("check", NAME, "--json")
    assert as_json.code == 1
    (document,) = json.loads(as_json.out)["documents"]
    problem = next(each for each in document["problems"] if each["severity"] == "error")
    assert (problem["code"], problem["pointer"]) == (code, pointer)
    assert (
        errors[0]
        == f"{NAME}: error: {pointer or 'document'}: {problem['message']} {problem['remedy']}"
    )
    assert (folder / NAME).read_bytes() == content


def test_the_problems_are_those_of_the_check(run, folder):
    """As the REST API gives them, too: its tests hold it against the same check."""
    content = text(changed(load={"component": "data.read_cvs"}, clean={"inputs": {}}))
    (folder / NAME).write_bytes(content)
    (document,) = json.loads(run("check", NAME, "--json").out)["documents"]
    loaded = load_pipeline(content)
    wanted = (*loaded.problems, *check_pipeline(loaded.pipeline, load_catalog()))
    assert document["problems"] == [each.model_dump(mode="json") for each in wanted]


def test_all_documents_are_checked(run, folder):
    (folder / "bad.pipeline.json").write_bytes(b"{")
    outcome = run("check", "bad.pipeline.json", "missing.pipeline.json", NAME)
    assert outcome.code == 2
    assert "bad.pipeline.json: error: " in outcome.out
    assert "missing.pipeline.json: error: " in outcome.err
    assert NAME in outcome.out


def test_no_name_breaks_a_line(run, folder):
    name = "a\nb.pipeline.json"
    (folder / name).write_bytes(b"{")
    outcome = run("check", name)
    assert len(outcome.out.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--json"], ["check", NAME, "--to", "x"]]
)
def test_wrong_usage(run, arguments):
    assert run(*arguments).code == 2
