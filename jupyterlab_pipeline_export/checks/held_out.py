"""Rows that are held out to judge models, and where they are used before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.rows import share_rows
from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.rows import Rows
    from jupyterlab_pipeline_export.checks.view import StepView, View

__all__ = ["counterpart", "judging_rows", "tuned_on_held_out"]


def judging_rows(view: View) -> Iterator[tuple[StepView, frozenset[Rows]]]:
    """Yield the steps that judge a model by rows that a split held out, with these rows."""
    for step, evaluation in view.evaluations:
        rows = view.rows_at(step, evaluation.X)
        held_out = frozenset(each for each in rows if "test" in each.within)
        if held_out and not evaluation.training_rows:
            yield step, held_out


def tuned_on_held_out(view: View) -> dict[tuple[str, str], StepView]:
    """Find inputs with rows that settings are chosen by, though models are judged by them later.

    Returns
    -------
    dict
        By step and input, the step that judges by such rows.
    """
    judges: dict[Rows, StepView] = {}
    for judge, rows in judging_rows(view):
        for each in rows:
            judges.setdefault(each, judge)
    found: dict[tuple[str, str], StepView] = {}
    for step, training in view.trainings:
        for port in (*((training.X,) if training.tunes else ()), *training.validation):
            taken = view.rows_at(step, port)
            for each, judge in judges.items() if taken else ():
                if share_rows(taken, frozenset({each})):
                    found[step.id, port] = judge
                    break
    return found


def counterpart(view: View, source: Source | None, *, of_test: bool) -> Source | None:
    """Return the output of a split with the other rows of the same columns.

    Parameters
    ----------
    view
        The pipeline.
    source
        An output, of a split or not.
    of_test
        Whether it has to be one with rows held out, else one with rows to learn from.

    Returns
    -------
    Source or None
        None where the output is no such part of a split.
    """
    step = view.by_id.get(source.step) if source else None
    split = step.traits.split if step else None
    if source is None or split is None:
        return None
    here, there = (split.test, split.train) if of_test else (split.train, split.test)
    if source.port not in here or here.index(source.port) >= len(there):
        return None
    return Source(source.step, there[here.index(source.port)])
