"""A preparation that learns from all rows before some of them are held out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.code_reading import read_code
from jupyterlab_pipeline_export.checks.edits import Edit, bypass_of
from jupyterlab_pipeline_export.checks.features import Addition, add_transformer
from jupyterlab_pipeline_export.checks.leaks import holding_out_behind
from jupyterlab_pipeline_export.checks.parts import choices, cure
from jupyterlab_pipeline_export.checks.preparation import NUMBERS
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.components.step_values import parameter_schemas

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    behind = holding_out_behind(view)
    for step in view.steps:
        holder = behind.get(step.id)
        if holder is None or step.traits.split or _is_held_out_already(view, step):
            continue
        if step.any_holds(step.traits.learns):
            yield Finding(
                step,
                f"Step `{step.id}` learns from all rows, and `{holder.id}` holds some of them out afterwards.",
                "Do this in the model's preparation, which learns from the training rows alone.",
                (),
                _fix(view, step, holder),
            )
            continue
        for name, code in view.codes_of(step):
            calls = read_code(code).learning
            if calls:
                yield Finding(
                    step,
                    f"The code of step `{step.id}` learns from all rows by `{calls[0].name}` in line {calls[0].line}, and `{holder.id}` holds some of them out afterwards.",
                    "Do this in the model's preparation, or after the split by the training rows alone.",
                    ("params", name),
                )


def _is_held_out_already(view: View, step: StepView) -> bool:
    """Tell whether rows were held out before, so that this is about the others alone."""
    return any("train" in rows.within for port in step.inputs for rows in view.rows_at(step, port))


def _fix(view: View, step: StepView, holder: StepView) -> Fix | None:
    """Take a step that fills gaps out, and give each model behind the split an imputer in its place."""
    imputer = cure(view.catalog, "missing")
    choice = _same_choice(step, imputer) if imputer else None
    if imputer is None or choice is None or not _stands_alone(view, step, holder):
        return None
    addition = Addition(imputer, first=True, params=choice)
    edit = Edit(view)
    for model, training in view.trainings:
        source = model.source(training.X)
        if source is None or source.step != holder.id or training.of:
            continue
        columns = view.features_at(model, training)
        if training.missing == "accepts":
            continue
        names = {column.name for column in columns if column.type in NUMBERS}
        if not columns or not add_transformer(edit, model, addition, names, columns):
            return None
    return edit.remove_step(step).fix("Fill in the model's preparation")


def _same_choice(step: StepView, imputer: Component) -> dict[str, JsonValue] | None:
    """Return the values by which an imputer fills gaps with what the step fills them with."""
    if [each.of for each in step.traits.changes] != ["missing"]:
        return None
    conditions = step.traits.learns if isinstance(step.traits.learns, tuple) else ()
    chosen = [step.value(name) for condition in conditions for name in condition]
    for name, schema in parameter_schemas(imputer).items():
        for value in choices(imputer, name):
            if value in chosen:
                return {} if schema.get("default") == value else {name: value}
    return None


def _stands_alone(view: View, step: StepView, holder: StepView) -> bool:
    """Tell whether only models and what judges them depend on what the step does."""
    split = holder.traits.split
    if split is None:
        return False
    behind = holding_out_behind(view)
    if any(
        taker.step.id != holder.id and (taker.step.id in behind or taker.step.traits.split)
        for taker in view.takers_of(step)
    ):
        return False
    direct = any(taker.step.id == holder.id for taker in view.takers_of(step))
    known = all(
        taker.step.traits.training or taker.step.traits.evaluation
        for taker in view.takers_of(holder)
    )
    return direct and known and all(bypass_of(step, port) for port in step.ports.outputs)


RULE = Rule(
    code="learned-before-split",
    severity="warning",
    title="A preparation learns from all rows before they are split",
    why=(
        "A mean, a scale or a selection that is taken over all rows carries something of the test rows into the training, so the score of the"
        " test is too good. The error cannot be seen in the result, and it is one of the most common in published work."
    ),
    source="https://scikit-learn.org/stable/common_pitfalls.html#data-leakage",
    find=_find,
    fixes="Take a step that fills gaps out and add an imputer to the models' preparation.",
)
