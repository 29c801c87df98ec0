"""A regressor that is to predict a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import View

__all__ = ["RULE"]

CLASSES: Final = {"boolean": "yes or no", "category": "categories", "text": "texts"}


def _find(view: View) -> Iterator[Finding]:
    for step, training in view.trainings:
        target = view.target_at(step, training.y)
        if training.task == "regression" and target and target.type in CLASSES:
            yield Finding(
                step,
                f"Step `{step.id}` predicts a number, but `{target.name}` holds {CLASSES[target.type]}.",
                "Train a classifier, or choose a target that holds numbers.",
                ("inputs", training.y),
            )


RULE = Rule(
    code="regressor-on-classes",
    severity="warning",
    title="A regressor is to predict a class",
    why=(
        "Classes have no order and no distances, so there is no number between two of them to predict. Texts make the training fail; yes and"
        " no are taken for 1 and 0, and what comes out is neither a class nor a probability."
    ),
    source="https://scikit-learn.org/stable/modules/generated/sklearn.utils.multiclass.type_of_target.html",
    find=_find,
)
