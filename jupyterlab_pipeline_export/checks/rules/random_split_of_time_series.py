"""Rows in the order of time, held out at random."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.parts import time_split
from jupyterlab_pipeline_export.checks.rows import is_random
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.components.step_values import parameter_schemas
from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    for step, _ in view.splits:
        if not is_random(step):
            continue
        tables = (view.table_at(step, port) for port in step.inputs)
        columns = (column for table in tables for column in table.columns or ())
        time = next(filter(_is_time, columns), None)
        if time:
            yield Finding(
                step,
                f"The rows stand in the order of `{time.name}`, and step `{step.id}` holds out rows from everywhere in between.",
                "Hold out the latest rows instead.",
                (),
                _fix(view, step, time),
            )


def _is_time(column: Column) -> bool:
    """Tell whether each row has a time of its own, later than the one before."""
    return column.type == "datetime" and column.ascending is True and column.unique is True


def _fix(view: View, step: StepView, time: Column) -> Fix | None:
    component = time_split(view.catalog)
    split = component.traits.split if component else None
    if component is None or split is None:
        return None
    taken = {port for port in step.ports.outputs if Source(step.id, port) in view.takers}
    same_inputs = step.ports.inputs.keys() == component.inputs.keys()
    if not same_inputs or not taken <= component.outputs.keys():
        return None
    known = parameter_schemas(component)
    params = {name: value for name, value in step.step.params.items() if name in known}
    return (
        Edit(view)
        .change_component(step, component, {**params, split.time: time.name})
        .fix("Hold out the latest rows")
    )


RULE = Rule(
    code="random-split-of-time-series",
    severity="warning",
    title="A time series is split at random",
    why=(
        "Rows close in time are alike, so a model that saw yesterday and tomorrow knows today without having learned to look ahead. The score"
        " of a random test says nothing about the future, which is what the model is for."
    ),
    source="https://scikit-learn.org/stable/modules/cross_validation.html#time-series-split",
    find=_find,
    fixes="Split by time instead.",
)
