"""The pipelines of the corpus, each with the mistakes that it has, and what the rules find in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.checks.view import View, make_view
from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.columns.heads.head import NotToldError, UnreadableSourceError
from jupyterlab_pipeline_export.columns.heads.read import read_file, read_without_file
from jupyterlab_pipeline_export.columns.sources import SourceToRead, find_sources
from jupyterlab_pipeline_export.columns.tables import Samples, Table
from jupyterlab_pipeline_export.components.catalog import Catalog, builtin_catalog
from jupyterlab_pipeline_export.components.structure import check_structure
from jupyterlab_pipeline_export.components.wiring import wire
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from jupyterlab_pipeline_export.pipeline.problems import Problem

CORPUS: Final = Path(__file__).parent / "corpus"
LABELS: Final[Mapping[str, list[str]]] = json.loads((CORPUS / "labels.json").read_text())
"""By the name of a pipeline, the codes of the mistakes that it has."""

Raw = dict[str, Any]


@cache
def document(name: str) -> Raw:
    """Return a pipeline of the corpus as raw JSON."""
    content: Raw = json.loads((CORPUS / f"{name}.pipeline.json").read_text())
    return content


def load(raw: Raw) -> Pipeline:
    """Load a document that has to be right."""
    result = load_pipeline(raw)
    assert result.problems == ()
    assert result.pipeline is not None
    return result.pipeline


def samples_of(pipeline: Pipeline, folder: Path, catalog: Catalog) -> Samples:
    """Read what a pipeline reads."""
    sources = {source.key: source for source in find_sources(pipeline, catalog)}
    tables = {key: _read(source, folder) for key, source in sources.items()}
    return Samples({key: table for key, table in tables.items() if table})


def _read(source: SourceToRead, folder: Path) -> Table | None:
    try:
        if source.kind != "file":
            return read_without_file(source)
        with (folder / source.value).open("rb") as stream:
            return read_file(source, stream)
    except (FileNotFoundError, NotToldError, UnreadableSourceError):
        return None


def view_of(pipeline: Pipeline, folder: Path = CORPUS, catalog: Catalog | None = None) -> View:
    """Return a pipeline as rules look at it."""
    catalog = catalog or builtin_catalog()
    wiring, problems = wire(pipeline, catalog)
    assert wiring is not None, problems
    samples = samples_of(pipeline, folder, catalog)
    return make_view(pipeline, catalog, wiring, known_columns(pipeline, catalog, wiring, samples))


def mistakes(raw: Raw, folder: Path = CORPUS) -> list[Problem]:
    """Return all that the rules find; a rule that raises is not forgiven here."""
    view = view_of(load(raw), folder)
    return [problem for rule in all_rules() for problem in rule.check(view)]


def structural(raw: Raw) -> list[Problem]:
    """Return what is wrong with a document whatever its data."""
    problems = check_structure(load(raw), builtin_catalog())
    return [problem for problem in problems if problem.severity != "info"]


@cache
def found(name: str) -> frozenset[str]:
    """Return the codes of what the rules find in a pipeline of the corpus."""
    return frozenset(problem.code for problem in mistakes(document(name)))
