"""A column that names rows, given to a model to learn from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.parts import column_dropper
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.components.traits import Training
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]

NAMES: Final = re.compile(
    r"(?:^|.*[\W_])(?:id|ids|uuid|guid|identifier|index|row_?(?:id|number|nr|no))$|^unnamed: ?0$",
    re.IGNORECASE,
)
CAMEL: Final = re.compile(r".*[a-z](?:Id|ID|Uuid|UUID|Guid|GUID)$")
FEWEST_ROWS: Final = 10
"""Of fewer rows, that all values differ says little."""


def _find(view: View) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for step, training in view.trainings:
        source = step.source(training.X)
        if source is None or training.of:
            continue
        columns = view.features_at(step, training)
        for column in columns:
            place = (source.step, column.name)
            if place in told or not _is_identifier(column, columns, view, step):
                continue
            told.add(place)
            yield Finding(
                step,
                f"`{column.name}` names rows: each has a value of its own, and step `{step.id}` is to learn from it.",
                "Leave it out of the features.",
                ("inputs", training.X),
                _fix(view, step, training, column.name),
            )


def _is_identifier(column: Column, columns: tuple[Column, ...], view: View, step: StepView) -> bool:
    few = column.distinct is not None and column.distinct < FEWEST_ROWS
    if column.unique is not True or few or column.type in {"number", "datetime"}:
        return False
    if NAMES.match(column.name) or CAMEL.match(column.name):
        return True
    # A text that differs from row to row may be prose; then it is the only feature, or its preparation names it.
    return column.type == "text" and len(columns) > 1 and not _is_named(view, step, column.name)


def _is_named(view: View, step: StepView, name: str) -> bool:
    training = step.traits.training
    for source in step.inputs.get(training.preparation, ()) if training else ():
        giver = view.by_id[source.step]
        for part in giver.traits.parts:
            named = giver.value(part.columns)
            if named == name or (isinstance(named, list) and name in named):
                return True
    return False


def _fix(view: View, step: StepView, training: Training, name: str) -> Fix | None:
    """Leave the column out where features and target are parted."""
    source = step.source(training.X)
    giver = view.by_id[source.step] if source else None
    rule = giver.column_rule(source.port) if giver and source else None
    target = step.source(training.y)
    # Elsewhere than where features and target are parted, the test rows would keep the column.
    if giver is None or rule is None or (target and target.step != giver.id):
        return None
    for parameter in rule.keep:
        value = giver.value(parameter)
        if isinstance(value, list) and name in value:
            others = [each for each in value if each != name]
            if not others or giver.is_reference(parameter):
                return None
            return Edit(view).set_param(giver, parameter, others).fix(f"Leave {name} out")
    return _drop_before(view, giver, tuple(rule.from_), name)


def _drop_before(view: View, giver: StepView, ports: tuple[str, ...], name: str) -> Fix | None:
    found = column_dropper(view.catalog)
    if found is None or len(ports) != 1 or ports[0] not in giver.step.inputs:
        return None
    component, given, result, parameter = found
    link = giver.step.inputs[ports[0]]
    if not isinstance(link, str):
        return None
    edit = Edit(view)
    new = edit.add_step(giver, component, inputs={given: link}, params={parameter: [name]})
    return edit.link(giver, ports[0], f"{new}.{result}").fix(f"Drop {name}")


RULE = Rule(
    code="identifier-among-features",
    severity="warning",
    title="A column that names rows is among the features",
    why=(
        "A number or text that each row has for itself cannot be known of new rows, so what a model learns from it is noise, or a trace of how"
        " the data were collected: patients of one hospital numbered in one block, for example. The score looks good until the model is used."
    ),
    source="https://doi.org/10.1145/2382577.2382579",
    find=_find,
    fixes="Leave the column out of the features, or drop it before the split.",
)
