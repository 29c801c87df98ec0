"""A pipeline held against the catalogue: whether its parts fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.custom_check import check_code, names_in_code
from jupyterlab_pipeline_export.components.outputs import overwritten_outputs
from jupyterlab_pipeline_export.components.params import ParamsChecker
from jupyterlab_pipeline_export.components.wiring import soften_muted, wire
from jupyterlab_pipeline_export.pipeline.model import Pipeline, parameter_reference
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog

__all__ = ["check_structure"]


def check_structure(pipeline: Pipeline, catalog: Catalog) -> tuple[Problem, ...]:
    """Find all that keeps a pipeline from running, whatever its data.

    Parameters
    ----------
    pipeline
        A loaded document.
    catalog
        The components that it may use.

    Returns
    -------
    tuple of Problem
        Those of the whole document first, then step by step. What is wrong
        within a muted step is a warning.
    """
    _, found = wire(pipeline, catalog)
    problems = [
        *_document_problems(pipeline, catalog),
        *found,
        *soften_muted(_step_problems(pipeline, catalog), pipeline),
        *overwritten_outputs(pipeline, catalog),
    ]
    places = {step.id: index for index, step in enumerate(pipeline.steps)}
    return tuple(sorted(problems, key=lambda problem: places.get(problem.step or "", -1)))


def _step_problems(pipeline: Pipeline, catalog: Catalog) -> Iterator[Problem]:
    parameters = {parameter.name: parameter for parameter in pipeline.parameters}
    checkers: dict[str, ParamsChecker] = {}
    for index, step in enumerate(pipeline.steps):
        component = catalog.get(step.component)
        if component is None:
            continue
        if component.id not in checkers:
            checkers[component.id] = ParamsChecker(component, parameters)
        yield from checkers[component.id].check(index, step)
        yield from check_code(index, step, component, parameters)


def _document_problems(pipeline: Pipeline, catalog: Catalog) -> Iterator[Problem]:
    if not any(step.enabled for step in pipeline.steps):
        has_steps = bool(pipeline.steps)
        yield Problem(
            severity="warning",
            code="empty-pipeline",
            pointer=pointer("steps") if "steps" in pipeline.model_fields_set else "",
            message="All steps are muted, so there is nothing to export."
            if has_steps
            else "The pipeline has no steps yet.",
            remedy="Unmute a step." if has_steps else "Add a step.",
        )
    used = _used_parameters(pipeline, catalog)
    for index, parameter in enumerate(pipeline.parameters):
        if parameter.name not in used:
            yield Problem(
                severity="info",
                code="unused-parameter",
                pointer=pointer("parameters", index),
                message=f"No step uses the parameter `{parameter.name}`.",
                remedy="Use it for a value of a step, or remove it.",
            )


def _used_parameters(pipeline: Pipeline, catalog: Catalog) -> set[str]:
    """Return the names of parameters that steps refer to, or that their code may use."""
    used: set[str] = set()
    for step in pipeline.steps:
        used.update(filter(None, map(parameter_reference, step.params.values())))
        component = catalog.get(step.component)
        if component and pipeline.parameters:
            used |= names_in_code(step, component)
    return used
