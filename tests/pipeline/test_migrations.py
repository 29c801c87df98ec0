"""Older documents, brought to the current version by injected migrations."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.pipeline.migrations import (
    MIGRATIONS,
    Migration,
    MigrationError,
    migrate,
)
from tests.pointers import resolve


def rename_title(document):
    document["name"] = document.pop("title")


def move_nodes(document):
    document["steps"] = [{"id": name, **node} for name, node in document.pop("nodes").items()]


OLD = {"schema_version": -1, "title": "Old", "nodes": {"load": {"component": "data.read_csv"}}}
WAY = (Migration(-1, rename_title), Migration(0, move_nodes))


def test_version_one_is_the_first():
    assert MIGRATIONS == ()


def test_steps_run_in_the_order_of_versions_whatever_the_order_given():
    for migrations in (WAY, WAY[::-1]):
        result = load_pipeline(OLD, migrations=migrations)
        assert result.pipeline.name == "Old"
        assert result.pipeline.steps[0].id == "load"
        (problem,) = result.problems
        assert (problem.severity, problem.code) == ("info", "migrated")


@given(st.integers(min_value=-5, max_value=5), st.permutations(range(-5, 5)))
def test_exactly_the_steps_from_the_documents_version_on_run_in_order(version, order):
    def note(number):
        return Migration(number, lambda document: document["ran"].append(number))

    document = {"schema_version": version, "ran": []}
    migrated = migrate(document, [note(number) for number in order], target=5)
    assert migrated == {"schema_version": 5, "ran": list(range(version, 5))}
    assert document == {"schema_version": version, "ran": []}


def test_given_document_stays_as_it_is():
    before = copy.deepcopy(OLD)
    load_pipeline(OLD, migrations=WAY)
    assert before == OLD


def test_missing_step_is_told():
    with pytest.raises(MigrationError, match="Nothing is known"):
        migrate(OLD, WAY[:1])
    (problem,) = load_pipeline(OLD, migrations=WAY[1:]).problems
    assert (problem.code, problem.pointer) == ("older-version", "/schema_version")


@pytest.mark.parametrize("broken", [{"nodes": 3}, {"nodes": {"a": 3}}, {"nodes": [1]}, {}])
def test_document_that_does_not_fit_its_version_is_a_problem(broken):
    (problem,) = load_pipeline(
        {"schema_version": 0, "name": "x", **broken}, migrations=WAY
    ).problems
    assert (problem.severity, problem.code) == ("error", "older-version")


def test_pointers_of_problems_resolve_in_the_document_as_it_was_given():
    old = {
        "schema_version": 0,
        "name": 5,
        "nodes": {"load": {"componnt": "x"}},
        "environment": {"pins": "no"},
    }
    result = load_pipeline(old, migrations=WAY)
    assert result.pipeline is None
    pointers = {problem.code: problem.pointer for problem in result.problems}
    assert pointers["missing-key"] == ""
    assert "/environment/pins" in {problem.pointer for problem in result.problems}
    for problem in result.problems:
        resolve(old, problem.pointer)
