"""The pipelines of the corpus, each with the mistakes that it has, and what the rules find in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.checks.view import make_view
from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.columns.heads.head import NotToldError, UnreadableSourceError
from jupyterlab_pipeline_export.columns.heads.read import read_file, read_without_file
from jupyterlab_pipeline_export.columns.sources import find_sources
from jupyterlab_pipeline_export.columns.tables import Samples
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.structure import check_structure
from jupyterlab_pipeline_export.components.wiring import wire
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

CORPUS = Path(__file__).parent / "corpus"
LABELS = json.loads((CORPUS / "labels.json").read_text())


@cache
def document(name):
    """Return a pipeline of the corpus as raw JSON."""
    return json.loads((CORPUS / f"{name}.pipeline.json").read_text())


def load(raw):
    result = load_pipeline(raw)
    assert result.problems == ()
    return result.pipeline


def samples_of(pipeline, folder=CORPUS, catalog=None):
    """Read what a pipeline reads, as the server does."""
    sources = {
        source.key: source for source in find_sources(pipeline, catalog or builtin_catalog())
    }
    tables = {key: _read(source, folder) for key, source in sources.items()}
    return Samples({key: table for key, table in tables.items() if table})


def _read(source, folder):
    try:
        if source.kind != "file":
            return read_without_file(source)
        with (folder / source.value).open("rb") as stream:
            return read_file(source, stream)
    except (FileNotFoundError, NotToldError, UnreadableSourceError):
        return None


def view_of(pipeline, folder=CORPUS, catalog=None):
    """Return a pipeline as rules look at it."""
    catalog = catalog or builtin_catalog()
    wiring, problems = wire(pipeline, catalog)
    assert wiring is not None, problems
    columns = known_columns(pipeline, catalog, wiring, samples_of(pipeline, folder, catalog))
    return make_view(pipeline, catalog, wiring, columns)


def mistakes(raw, folder=CORPUS):
    """Return all that the rules find; a rule that raises makes the test fail."""
    view = view_of(load(raw), folder)
    return [problem for rule in all_rules() for problem in rule.check(view)]


def structural(raw):
    """Return what is wrong with a document whatever its data."""
    return [
        problem
        for problem in check_structure(load(raw), builtin_catalog())
        if problem.severity != "info"
    ]


@cache
def found(name):
    """Return the codes of what the rules find in a pipeline of the corpus."""
    return frozenset(problem.code for problem in mistakes(document(name)))
