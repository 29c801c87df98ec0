"""Which models a pipeline has, and by which rows they came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.rows import Flow, Rows
    from jupyterlab_pipeline_export.checks.steps import StepView
    from jupyterlab_pipeline_export.components.traits import Task

__all__ = ["Fitted", "follow_models", "task_of"]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model that a step fits."""

    by: StepView
    task: Task
    """`any` where it is not known."""
    rows: frozenset[Rows]
    """What it was fitted to; none where that is not known."""


def follow_models(steps: Iterable[StepView], rows: Flow) -> Mapping[Source, Fitted]:
    """Tell of each output with a model which step fitted it.

    Parameters
    ----------
    steps
        All steps that are not muted, in the order in which they run.
    rows
        Which rows each output has.

    Returns
    -------
    Mapping of Source to Fitted
        Models that come from elsewhere, such as a file or custom code, are left out.
    """
    models: dict[Source, Fitted] = {}
    for step in steps:
        training = step.traits.training
        if training is None:
            continue
        source = step.source(training.X)
        known = rows.get(source, frozenset()) if source else frozenset()
        fitted = Fitted(step, task_of(step, models), known)
        for name, port in step.ports.outputs.items():
            if port.type == "model":
                models[Source(step.id, name)] = fitted
    return models


def task_of(step: StepView, models: Mapping[Source, Fitted]) -> Task:
    """Return what a step that fits a model predicts, `any` where it is not known.

    Parameters
    ----------
    step
        A step with the trait `training` or `evaluation`.
    models
        Those of the steps before.
    """
    training, evaluation = step.traits.training, step.traits.evaluation
    if training and training.task != "any":
        return training.task
    if evaluation and evaluation.task != "any":
        return evaluation.task
    port = training.of if training else evaluation.model if evaluation else ""
    source = step.source(port)
    fitted = models.get(source) if source else None
    return fitted.task if fitted else "any"
