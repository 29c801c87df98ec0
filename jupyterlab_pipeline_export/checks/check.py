"""A pipeline checked: everything that is wrong with it, at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.column_checks import check_columns
from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.checks.view import make_view
from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.columns.tables import NO_SAMPLES
from jupyterlab_pipeline_export.components.structure import check_structure
from jupyterlab_pipeline_export.components.wiring import wire_what_fits
from jupyterlab_pipeline_export.pipeline.problems import has_errors

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.rule import Rule
    from jupyterlab_pipeline_export.checks.view import View
    from jupyterlab_pipeline_export.columns.tables import Samples
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.model import Pipeline
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = ["check_pipeline"]

LOG = logging.getLogger(__name__)


def check_pipeline(
    pipeline: Pipeline, catalog: Catalog, samples: Samples = NO_SAMPLES
) -> tuple[Problem, ...]:
    """Find all that is wrong with a pipeline, without running any of it.

    Parameters
    ----------
    pipeline
        A loaded document.
    catalog
        The components that it may use.
    samples
        What its sources hold, and why some could not be read. Without any, only
        that is told of columns which the document says itself.

    Returns
    -------
    tuple of Problem
        Those of the whole document first, then step by step. What is wrong
        within a muted step is a warning. Mistakes of machine learning are told
        as soon as all links lead somewhere.
    """
    problems = [*check_structure(pipeline, catalog), *samples.problems]
    wiring, found = wire_what_fits(pipeline, catalog)
    columns = known_columns(pipeline, catalog, wiring, samples)
    problems += check_columns(pipeline, catalog, wiring, columns)
    if not has_errors(found):
        problems += _mistakes(make_view(pipeline, catalog, wiring, columns))
    places = {step.id: index for index, step in enumerate(pipeline.steps)}
    return tuple(sorted(problems, key=lambda problem: places.get(problem.step or "", -1)))


def _mistakes(view: View) -> Iterator[Problem]:
    for rule in all_rules():
        yield from _applied(rule, view)


def _applied(rule: Rule, view: View) -> tuple[Problem, ...]:
    try:
        return tuple(rule.check(view))
    except Exception:
        # Advice that fails must not keep anybody from exporting.
        LOG.exception("The rule %s failed", rule.code)
        return ()
