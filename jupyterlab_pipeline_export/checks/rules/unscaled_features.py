"""A model that measures distances, given columns of very different scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.features import Addition, add_transformer
from jupyterlab_pipeline_export.checks.parts import cure
from jupyterlab_pipeline_export.checks.preparation import prepare
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.preparation import Prepared
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]

MOST: Final = 10.0
"""So many times wider than another one a column may spread."""


def _find(view: View) -> Iterator[Finding]:
    for step, training in view.trainings:
        columns = view.features_at(step, training)
        if training.of or not columns or not step.any_holds(training.scaling):
            continue
        prepared = prepare(view, step, columns)
        left = [column for column in columns if column.name in prepared.unscaled and column.spread]
        if not prepared.certain or not left:
            continue
        widest = max(left, key=lambda column: column.spread or 0)
        narrowest = min(left, key=lambda column: column.spread or 0)
        if (widest.spread or 0) > MOST * (narrowest.spread or 0):
            yield Finding(
                step,
                f"Step `{step.id}` weighs columns by their scale, and `{widest.name}` spreads {_times(widest, narrowest)} times as widely as `{narrowest.name}`.",
                "Scale the features as part of the model's preparation.",
                ("inputs", training.preparation),
                _fix(view, step, columns, prepared),
            )


def _times(widest: Column, narrowest: Column) -> str:
    return f"{(widest.spread or 0) / (narrowest.spread or 1):,.0f}"


def _fix(view: View, step: StepView, columns: tuple[Column, ...], prepared: Prepared) -> Fix | None:
    scaler = cure(view.catalog, "scaling")
    # A scaler fails at texts, which are a mistake of their own.
    if scaler is None or prepared.text:
        return None
    edit = Edit(view)
    added = add_transformer(edit, step, Addition(scaler, first=False), prepared.unscaled, columns)
    return edit.fix("Scale the features") if added else None


RULE = Rule(
    code="unscaled-features",
    severity="warning",
    title="Features of very different scale reach a model that needs them scaled",
    why=(
        "Support vector machines and nearest neighbors measure distances, and a penalty on coefficients compares their size, so a column in"
        " grams counts a thousand times as much as the same one in kilograms. The unit of a column decides then what the model sees."
    ),
    source="https://scikit-learn.org/stable/auto_examples/preprocessing/plot_scaling_importance.html",
    find=_find,
    fixes="Add a scaler to the model's preparation.",
)
