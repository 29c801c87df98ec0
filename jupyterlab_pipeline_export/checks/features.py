"""Changes to what a model is given: what quick fixes of several rules have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.parts import tolerant
from jupyterlab_pipeline_export.checks.preparation import NUMBERS, part_columns

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.checks.edits import Edit
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.components.traits import Part

__all__ = ["Addition", "add_transformer", "may_be_prepared", "preparation_port"]


def preparation_port(step: StepView) -> str:
    """Return the input of a step that takes any number of transformers; empty where it has none."""
    name = step.traits.training.preparation if step.traits.training else ""
    port = step.ports.inputs.get(name)
    return name if port and port.many else ""


@dataclass(frozen=True)
class Addition:
    """A transformer that a fix adds to the preparation of a model."""

    component: Component
    first: bool
    """Whether it comes before the other transformers, else after them."""
    params: Mapping[str, JsonValue] = field(default_factory=dict)


def add_transformer(
    edit: Edit,
    step: StepView,
    addition: Addition,
    names: Collection[str],
    columns: Collection[Column],
) -> bool:
    """Lead columns through one more transformer on their way into a model.

    It goes where these columns go through transformers of their own already,
    else in front of, or behind, all of the model's preparation.

    Parameters
    ----------
    edit
        The change that it becomes part of.
    step
        The step that fits the model.
    addition
        The transformer.
    names
        The columns in need of it.
    columns
        All features of the model.

    Returns
    -------
    bool
        False, and nothing changed, where there is no place for it.
    """
    view = edit.view
    if not may_be_prepared(view, step):
        return False
    by_name = {column.name: column for column in columns}
    host, place, reached = step, preparation_port(step), set(by_name)
    for source in step.inputs.get(place, ()):
        giver = view.by_id[source.step]
        part = _part_for(giver, names, by_name)
        if part:
            host, place = giver, part.input
            reached = part_columns(giver, part, by_name) & set(by_name)
        elif giver.traits.parts and addition.first:
            # What comes before it gives columns without names, which it could not part any more.
            return False
    params = dict(addition.params)
    if addition.first and any(by_name[name].type not in NUMBERS for name in reached):
        needed = tolerant(addition.component, "text")
        if needed is None or any(params.get(key, value) != value for key, value in needed.items()):
            return False
        params |= needed
    new = edit.add_step(host, addition.component, params=params)
    output = next(iter(addition.component.outputs))
    edit.append_link(host, place, f"{new}.{output}", first=addition.first)
    return True


def may_be_prepared(view: View, step: StepView) -> bool:
    """Tell whether a model can be given further transformers.

    Where its settings are searched, their names begin with the step's as soon as there is any preparation, so
    the first one would make the search fail.
    """
    port = preparation_port(step)
    if not port or port in step.linked:
        return bool(port)
    for taker in view.takers_of(step):
        training = taker.step.traits.training
        outputs = taker.step.ports.outputs.values()
        if training and training.tunes and any(each.type == "model" for each in outputs):
            return False
    return True


def _part_for(
    giver: StepView, names: Collection[str], columns: Mapping[str, Column]
) -> Part | None:
    """Return the part of a transformer that all of some columns go through, or would if it led anywhere."""
    for part in giver.traits.parts:
        chosen = giver.inputs.get(part.input) or part.otherwise != "all"
        many = giver.ports.inputs[part.input].many
        if chosen and many and set(names) <= part_columns(giver, part, columns):
            return part
    return None
