"""Steps whose tables reach rows that are to be held out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View

__all__ = ["holding_out_behind"]

TABULAR: Final = frozenset({"table", "column", "array"})


def holding_out_behind(view: View) -> dict[str, StepView]:
    """Tell of each step which one behind it holds rows out of what it gives.

    That is a split, or a step that tunes by parts of its rows in turn.

    Returns
    -------
    dict
        By id; steps whose tables are never split are left out.
    """
    found: dict[str, StepView] = {}
    for step in reversed(view.steps):
        training = step.traits.training
        holds_out = bool(step.traits.split or (training and training.tunes))
        passes_on = any(port.type in TABULAR for port in step.ports.outputs.values())
        behind = step if holds_out else found.get(step.id) if passes_on else None
        if behind is None:
            continue
        ports = [training.X] if training and holds_out else step.inputs
        for port in ports:
            for source in step.inputs.get(port, ()):
                giver = view.by_id[source.step]
                if giver.ports.outputs[source.port].type in TABULAR:
                    found[source.step] = behind
    return found
