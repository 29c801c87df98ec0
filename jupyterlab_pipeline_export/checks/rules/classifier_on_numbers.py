"""A classifier that is to predict a measured number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import View
    from jupyterlab_pipeline_export.columns.tables import Column

__all__ = ["RULE"]

MOST_CLASSES: Final = 20
"""Numbers with a fraction of which there are more are measured, not counted classes."""
MOST_WHOLE_CLASSES: Final = 50
"""The same for whole numbers, which are codes of classes more often."""
ROWS_OF_A_CLASS: Final = 5
"""A class has at least so many rows on average."""


def _find(view: View) -> Iterator[Finding]:
    for step, training in view.trainings:
        if training.task != "classification":
            continue
        target = view.target_at(step, training.y)
        rows = view.table_at(step, training.y).rows
        if target and _is_measured(target, rows):
            yield Finding(
                step,
                f"Step `{step.id}` tells classes apart, but `{target.name}` has {target.distinct:,} different numbers.",
                "Train a regressor, or bin the target into classes first.",
                ("inputs", training.y),
            )


def _is_measured(target: Column, rows: int | None) -> bool:
    if target.distinct is None:
        return False
    if target.type == "number":
        return target.distinct > MOST_CLASSES
    many = target.distinct > MOST_WHOLE_CLASSES
    few_rows_each = rows is not None and target.distinct * ROWS_OF_A_CLASS > rows
    return target.type == "integer" and many and (few_rows_each or target.unique is True)


RULE = Rule(
    code="classifier-on-numbers",
    severity="warning",
    title="A classifier is to predict a continuous number",
    why=(
        "A classifier takes each number for a class of its own that has nothing to do with its neighbours: 10.1 is as far from 10.2 as from"
        " 99. Most classes have a single row then, so there is nothing to learn, and scikit-learn refuses numbers with a fraction outright."
    ),
    source="https://scikit-learn.org/stable/modules/generated/sklearn.utils.multiclass.type_of_target.html",
    find=_find,
)
