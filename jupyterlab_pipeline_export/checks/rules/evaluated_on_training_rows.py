"""A model judged by rows that it was fitted to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.held_out import counterpart, tuned_on_held_out
from jupyterlab_pipeline_export.checks.rows import share_rows
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.models import Fitted
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.components.traits import Evaluation
    from jupyterlab_pipeline_export.components.wiring import Source
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    tuned = {step for step, _ in tuned_on_held_out(view)}
    for step, evaluation in view.evaluations:
        rows = view.rows_at(step, evaluation.X)
        if evaluation.training_rows or not rows:
            continue
        for source in step.inputs.get(evaluation.model, ()):
            fitted = view.models.get(source)
            # Where the tuning saw test rows, that is the mistake, and told there.
            if fitted and fitted.by.id not in tuned and share_rows(rows, fitted.rows):
                yield Finding(
                    step,
                    f"Step `{step.id}` judges the model of `{fitted.by.id}` by rows that it was trained on.",
                    "Judge it by rows that a split held out.",
                    ("inputs", evaluation.X),
                    _fix(view, step, evaluation, fitted),
                )
                break


def _fix(view: View, step: StepView, evaluation: Evaluation, fitted: Fitted) -> Fix | None:
    return _judge_by_test_rows(view, step, evaluation, fitted) or _train_on_training_rows(
        view, step, evaluation, fitted
    )


def _judge_by_test_rows(
    view: View, step: StepView, evaluation: Evaluation, fitted: Fitted
) -> Fix | None:
    training = fitted.by.traits.training
    if training is None or len(step.inputs.get(evaluation.model, ())) > 1:
        return None
    X = counterpart(view, fitted.by.source(training.X), of_test=False)  # noqa: N806 - as models call it
    y = counterpart(view, fitted.by.source(training.y), of_test=False)
    wants_y = step.source(evaluation.y) is not None
    if X is None or (wants_y and y is None) or share_rows(view.rows[X], fitted.rows):
        return None
    edit = Edit(view).link(step, evaluation.X, _link(X))
    if wants_y and y:
        edit.link(step, evaluation.y, _link(y))
    return edit.fix("Judge by the test rows")


def _train_on_training_rows(
    view: View, step: StepView, evaluation: Evaluation, fitted: Fitted
) -> Fix | None:
    training = fitted.by.traits.training
    X = counterpart(view, step.source(evaluation.X), of_test=True)  # noqa: N806 - as models call it
    y = counterpart(view, step.source(evaluation.y), of_test=True)
    if training is None or X is None or (training.y and y is None):
        return None
    edit = Edit(view).link(fitted.by, training.X, _link(X))
    if training.y and y:
        edit.link(fitted.by, training.y, _link(y))
    return edit.fix("Train on the training rows")


def _link(source: Source) -> str:
    return f"{source.step}.{source.port}"


RULE = Rule(
    code="evaluated-on-training-rows",
    severity="warning",
    title="A model is judged by rows that it was trained on",
    why=(
        "A model knows the rows that it learned from, so its score on them says how well it remembers, not how well it predicts."
        " The score looks good, and the model disappoints as soon as it meets new rows."
    ),
    source="https://scikit-learn.org/stable/modules/cross_validation.html",
    find=_find,
    fixes="Judge by the test rows of the split, or train on its training rows.",
)
