"""Problems of the code that users write into a step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jupyterlab_pipeline_export.components.custom_code import CodeAnalysis, analyse_code
from jupyterlab_pipeline_export.components.ports import StepPorts, find_ports
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Step

__all__ = ["check_code", "names_in_code"]


def check_code(
    index: int,
    step: Step,
    component: Component,
    parameters: Collection[str],
) -> Iterator[Problem]:
    """Check the code of a step; most have none.

    Parameters
    ----------
    index
        The step's place in the document.
    step
        The step.
    component
        Its component.
    parameters
        The names of the pipeline's parameters, which code may use.

    Yields
    ------
    Problem
        What keeps the code from running, and names that nothing defines.
    """
    for name, code in _codes(step, component):
        place = pointer("steps", index, "params", name)
        analysis = analyse_code(code)
        for found in analysis.problems:
            yield Problem(
                severity="error",
                code=found.code,
                pointer=place,
                step=step.id,
                message=f"Step `{step.id}`, line {found.line} of its code: {found.message}",
                remedy=found.remedy,
            )
        if component.declared_ports and not analysis.problems:
            ports = find_ports(step, component)
            yield from _unset_outputs(step, ports, analysis, place)
            yield from _undefined_names(step, {*ports.inputs, *parameters}, analysis, place)


def names_in_code(step: Step, component: Component) -> frozenset[str]:
    """Return the names that the code of a step needs from outside, such as parameters of the pipeline."""
    return frozenset().union(
        *(analyse_code(code).free_names for _, code in _codes(step, component))
    )


def _codes(step: Step, component: Component) -> Iterator[tuple[str, str]]:
    properties: Mapping[str, Any] = component.params.get("properties", {})  # type: ignore[assignment]
    for name, schema in properties.items():
        if schema.get("format") == "python":
            code = step.params.get(name, schema.get("default"))
            if isinstance(code, str):
                yield name, code


def _unset_outputs(
    step: Step, ports: StepPorts, analysis: CodeAnalysis, place: str
) -> Iterator[Problem]:
    if analysis.star_imports:
        return  # What a star import binds is known only where the code runs.
    for name in ports.outputs:
        if name not in analysis.bound_names and name not in ports.inputs:
            yield Problem(
                severity="error",
                code="unset-output",
                pointer=place,
                step=step.id,
                message=f"The code of step `{step.id}` sets no variable `{name}`, which is one of its outputs.",
                remedy=did_you_mean(
                    name,
                    sorted(analysis.bound_names),
                    otherwise=f"Add a line such as `{name} = …`.",
                ),
            )


def _undefined_names(
    step: Step,
    defined: Collection[str],
    analysis: CodeAnalysis,
    place: str,
) -> Iterator[Problem]:
    if analysis.star_imports:
        return
    for name in sorted(analysis.free_names.difference(defined)):
        yield Problem(
            severity="warning",
            code="undefined-name",
            pointer=place,
            step=step.id,
            message=f"The code of step `{step.id}` uses `{name}`, which nothing defines.",
            remedy=did_you_mean(
                name, sorted(defined), otherwise="Import it, or declare it as an input of the step."
            ),
        )
