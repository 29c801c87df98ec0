"""Texts on the way to a model that needs numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.edits import Edit, links_of
from jupyterlab_pipeline_export.checks.features import may_be_prepared, preparation_port
from jupyterlab_pipeline_export.checks.parts import cure, parting
from jupyterlab_pipeline_export.checks.preparation import NUMBERS, prepare
from jupyterlab_pipeline_export.checks.rule import Finding, Rule, shortly_listed

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]

MOST_CATEGORIES: Final = 50
"""A column with more different texts should not become a column for each of them unasked."""


def _find(view: View) -> Iterator[Finding]:
    for step, training in view.trainings:
        columns = view.features_at(step, training)
        if training.of or not columns:
            continue
        prepared = prepare(view, step, columns)
        left = prepared.text if training.text == "refuses" and prepared.certain else set()
        names = {*left, *(refused.column.name for refused in prepared.refused_text)}
        if names:
            refuser = prepared.refused_text[0].by if prepared.refused_text else step
            ordered = [column.name for column in columns if column.name in names]
            yield Finding(
                step,
                f"There are texts in {shortly_listed(ordered)}, and step `{refuser.id}` needs numbers.",
                "Encode these columns in the model's preparation, or leave them out.",
                ("inputs", training.preparation),
                _fix(view, step, columns),
            )


def _fix(view: View, step: StepView, columns: tuple[Column, ...]) -> Fix | None:
    """Lead numbers through what the preparation is now, and all other columns through an encoder."""
    port = preparation_port(step)
    encoder, found = cure(view.catalog, "text", most=True), parting(view.catalog)
    others = [column for column in columns if column.type not in NUMBERS]
    few = all(
        column.distinct is not None and column.distinct <= MOST_CATEGORIES for column in others
    )
    if encoder is None or found is None or not few or not may_be_prepared(view, step):
        return None
    edit = Edit(view)
    for source in step.inputs.get(port, ()):
        giver = view.by_id[source.step]
        if giver.traits.parts:
            return _fill_part(edit, giver, encoder)
    component, numeric, categorical = found
    encoding = edit.add_step(step, encoder)
    links: list[JsonValue] = [*links_of(step.step, port)]
    inputs: dict[str, JsonValue] = {categorical: [f"{encoding}.{next(iter(encoder.outputs))}"]}
    if links:
        inputs[numeric] = links
    by_column = edit.add_step(step, component, inputs=inputs)
    edit.link(step, port, [f"{by_column}.{next(iter(component.outputs))}"])
    return edit.fix("Encode texts, and only these")


def _fill_part(edit: Edit, giver: StepView, encoder: Component) -> Fix | None:
    """Lead what is no number through the encoder, where the preparation parts columns and has nothing for these yet."""
    for part in giver.traits.parts:
        free = part.input not in giver.linked and giver.ports.inputs[part.input].many
        if free and part.otherwise == "others" and not giver.value(part.columns):
            encoding = edit.add_step(giver, encoder)
            edit.append_link(giver, part.input, f"{encoding}.{next(iter(encoder.outputs))}")
            return edit.fix("Encode texts")
    return None


RULE = Rule(
    code="text-refused",
    severity="warning",
    title="Texts reach a model that needs numbers",
    why=(
        "Nearly all models compute with numbers, and fail at the first text. An encoder in the model's preparation learns the categories from"
        " the training rows, and knows what to do about one that turns up later."
    ),
    source="https://scikit-learn.org/stable/modules/preprocessing.html#encoding-categorical-features",
    find=_find,
    fixes="Encode text columns by a preparation by column.",
)
