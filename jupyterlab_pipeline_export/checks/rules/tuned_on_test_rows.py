"""Settings chosen, or models compared, by rows that are meant for the last test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.held_out import counterpart, tuned_on_held_out
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    for (name, port), judge in tuned_on_held_out(view).items():
        step = view.by_id[name]
        yield Finding(
            step,
            f"Step `{name}` chooses by rows that `{judge.id}` judges by afterwards.",
            "Choose by the rows of the split that are there to train on.",
            ("inputs", port),
            _fix(view, step, port, judge),
        )


def _fix(view: View, step: StepView, port: str, judge: StepView) -> Fix | None:
    training, evaluation = step.traits.training, judge.traits.evaluation
    # Rows to stop by must be others than those to train on, so there is nothing to link them to.
    if training is None or evaluation is None or port != training.X:
        return None
    X = counterpart(view, judge.source(evaluation.X), of_test=True)  # noqa: N806 - as models call it
    y = counterpart(view, judge.source(evaluation.y), of_test=True)
    if X is None or (training.y and y is None):
        return None
    edit = Edit(view).link(step, port, f"{X.step}.{X.port}")
    if training.y and y:
        edit.link(step, training.y, f"{y.step}.{y.port}")
    return edit.fix("Choose by the training rows")


RULE = Rule(
    code="tuned-on-test-rows",
    severity="warning",
    title="Settings or models are chosen by test rows",
    why=(
        "Of many settings, some suit the test rows by luck. Where these rows choose the settings, the luck is counted as skill, and the"
        " score of the last test is too good. Rows can judge a model only if nothing about it was decided by them."
    ),
    source="https://www.jmlr.org/papers/v11/cawley10a.html",
    find=_find,
    fixes="Link the step to the training rows of the split.",
)
