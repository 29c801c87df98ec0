"""Missing values on the way to a model that cannot take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.features import Addition, add_transformer
from jupyterlab_pipeline_export.checks.parts import cure
from jupyterlab_pipeline_export.checks.preparation import prepare
from jupyterlab_pipeline_export.checks.rule import Finding, Rule, shortly_listed

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    for step, training in view.trainings:
        columns = view.features_at(step, training)
        if training.of or not columns:
            continue
        prepared = prepare(view, step, columns)
        left = prepared.missing if training.missing == "refuses" and prepared.certain else set()
        names = {*left, *(refused.column.name for refused in prepared.refused_missing)}
        if names:
            refuser = prepared.refused_missing[0].by if prepared.refused_missing else step
            ordered = [column.name for column in columns if column.name in names]
            yield Finding(
                step,
                f"Values are missing in {shortly_listed(ordered)}, and step `{refuser.id}` takes none that are missing.",
                "Fill them by an imputer in the model's preparation.",
                ("inputs", training.preparation),
                _fix(view, step, names, columns),
            )


def _fix(view: View, step: StepView, names: set[str], columns: tuple[Column, ...]) -> Fix | None:
    imputer = cure(view.catalog, "missing")
    if imputer is None:
        return None
    edit = Edit(view)
    added = add_transformer(edit, step, Addition(imputer, first=True), names, columns)
    return edit.fix("Add an imputer") if added else None


RULE = Rule(
    code="missing-values-refused",
    severity="warning",
    title="Missing values reach a model that refuses them",
    why=(
        "Most models fail at the first value that is missing, so the pipeline stops after all that came before. An imputer in the model's"
        " preparation fills the gaps with what the training rows suggest, in the test and in later rows, too."
    ),
    source="https://scikit-learn.org/stable/modules/impute.html",
    find=_find,
    fixes="Add an imputer to the model's preparation.",
)
