"""A random split that may leave a rare class out of one of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.balance import rare_class
from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.rows import is_random
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.components.step_values import parameter_schemas

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.components.traits import Split
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]

FEWEST: Final = 2
"""Rows of a class that a stratified split needs."""


def _find(view: View) -> Iterator[Finding]:
    tasks = _tasks(view)
    for step, split in view.splits:
        if not split.stratify or not is_random(step) or step.value(split.stratify):
            continue
        table = next((view.table_at(step, port) for port in step.inputs), None)
        name = step.value(split.target)
        target = table.column(name) if table and isinstance(name, str) else None
        rare = rare_class(target)
        if target is None or rare is None or not _is_class(target, tasks.get(step.id, set())):
            continue
        label, share = rare
        enough = table is None or table.rows is None or table.rows * share >= FEWEST
        yield Finding(
            step,
            f"Only {share:.1%} of the rows have the `{target.name}` {label}, and the split leaves it to chance how many of them it holds out.",
            "Stratify the split.",
            ("params", split.stratify),
            _fix(view, step, split, target) if enough else None,
        )


def _tasks(view: View) -> dict[str, set[str]]:
    """Return what is trained on the rows of each split."""
    found: dict[str, set[str]] = {}
    for step, training in view.trainings:
        source = step.source(training.y)
        if source:
            found.setdefault(source.step, set()).add(training.task)
    return found


def _is_class(target: Column, tasks: set[str]) -> bool:
    return "classification" in tasks or (target.type != "integer" and "regression" not in tasks)


def _fix(view: View, step: StepView, split: Split, target: Column) -> Fix | None:
    schema = parameter_schemas(step.component).get(split.stratify, {})
    if step.is_reference(split.stratify):
        return None
    if schema.get("type") == "boolean":
        edit = Edit(view).set_param(step, split.stratify, value=True)
    elif schema.get("format") == "column":
        edit = Edit(view).set_param(step, split.stratify, target.name)
    else:
        return None
    return edit.fix(f"Stratify by {target.name}")


RULE = Rule(
    code="unstratified-split",
    severity="warning",
    title="A split of an imbalanced target is not stratified",
    why=(
        "Of a class with few rows, chance may put hardly any, or nearly all, into the test. The score of that class then rests on a handful of"
        " rows and changes with every seed. A stratified split gives each part the same share of each class."
    ),
    source="https://scikit-learn.org/stable/modules/cross_validation.html#stratified-k-fold",
    find=_find,
    fixes="Stratify the split by its target.",
)
