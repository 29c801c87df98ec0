"""Accuracy as the only score where one class is rare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.balance import rare_class
from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.models import task_of
from jupyterlab_pipeline_export.checks.parts import choices
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.components.step_values import parameter_schemas

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.components.traits import Scores
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]

ACCURACY: Final = "accuracy"
BALANCED: Final = "balanced_accuracy"


def _find(view: View) -> Iterator[Finding]:
    for step in view.steps:
        part = step.traits.training or step.traits.evaluation
        if part is None or task_of(step, view.models) != "classification":
            continue
        scores = part.scores
        evaluation = step.traits.evaluation
        by_condition = evaluation is not None and step.any_holds(evaluation.only_accuracy)
        if not by_condition and not (scores and _only_accuracy(step, scores)):
            continue
        target = view.target_at(step, part.y)
        rare = rare_class(target)
        if target and rare:
            yield Finding(
                step,
                f"Step `{step.id}` judges by accuracy alone, though only {rare[1]:.1%} of the rows have the `{target.name}` {rare[0]}.",
                "Judge by balanced accuracy, F1 or the area under a curve, too.",
                ("params", scores.param) if scores else (),
                _fix(view, step, scores) if scores else None,
            )


def _only_accuracy(step: StepView, scores: Scores) -> bool:
    value = step.value(scores.param)
    if not value:
        return scores.default in {"", ACCURACY}
    return set(value if isinstance(value, list) else [value]) == {ACCURACY}


def _fix(view: View, step: StepView, scores: Scores) -> Fix | None:
    if BALANCED not in choices(step.component, scores.param) or step.is_reference(scores.param):
        return None
    several = parameter_schemas(step.component)[scores.param].get("type") == "array"
    value: JsonValue = [ACCURACY, BALANCED] if several else BALANCED
    return Edit(view).set_param(step, scores.param, value).fix("Use balanced accuracy")


RULE = Rule(
    code="accuracy-alone",
    severity="warning",
    title="Accuracy is the only score for an imbalanced target",
    why=(
        "Where 95 of 100 rows belong to one class, a model that always says this class is right in 95 % of all cases and has learned nothing."
        " Accuracy cannot tell it from a good one. Balanced accuracy gives each class the same weight."
    ),
    source="https://scikit-learn.org/stable/modules/model_evaluation.html#balanced-accuracy-score",
    find=_find,
    fixes="Score by balanced accuracy, too.",
)
