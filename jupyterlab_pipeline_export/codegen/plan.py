"""The plan of a pipeline: its steps in run order, every name decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.codegen.imports import bound_by_imports
from jupyterlab_pipeline_export.codegen.names import NameSpace
from jupyterlab_pipeline_export.codegen.program import (
    Plan,
    PlannedInput,
    PlannedOutput,
    PlannedParameter,
    PlannedStep,
)
from jupyterlab_pipeline_export.codegen.slugs import slug, stem
from jupyterlab_pipeline_export.components.step_values import raw_value
from jupyterlab_pipeline_export.components.structure import check_structure
from jupyterlab_pipeline_export.components.wiring import Source, Wiring, wire
from jupyterlab_pipeline_export.errors import InvalidPipelineError
from jupyterlab_pipeline_export.pipeline.problems import has_errors

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["make_plan"]

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_REPEATED: Final = re.compile(r"_{2,}")
_JINJA: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BINDING: Final = re.compile(
    r"^[ \t]*((?:\w+[ \t]*,[ \t]*)*\w+)[ \t]*(?::[^=\n]*)?=(?!=)"
    r"|\bfor[ \t]+([\w \t,()]+?)[ \t]+in\b"
    r"|\b(?:as|def|class)[ \t]+(\w+)"
    r"|(\w+)[ \t]*:=",
    re.MULTILINE,
)


def make_plan(pipeline: Pipeline, catalog: Catalog) -> Plan:
    """Order the steps of a pipeline and give every value its name.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that its steps use.

    Returns
    -------
    Plan
        All steps that are not muted, in run order.

    Raises
    ------
    InvalidPipelineError
        If the pipeline has problems that forbid an export.
    """
    problems = check_structure(pipeline, catalog)
    wiring = None if has_errors(problems) else wire(pipeline, catalog)[0]
    if wiring is None:
        msg = f"The pipeline “{pipeline.name}” has problems."
        raise InvalidPipelineError(msg, problems)
    steps = [
        (index, pipeline.steps[index], _component(catalog, pipeline.steps[index]))
        for index in wiring.order
    ]
    components = {component.id: component for _, _, component in steps}.values()
    names = NameSpace(name for component in components for name in _names_in(component))
    parameters = tuple(
        PlannedParameter(parameter, names.claim(parameter.name))
        for parameter in pipeline.parameters
    )
    return Plan(pipeline, parameters, tuple(_plan_steps(steps, wiring, names)))


def _component(catalog: Catalog, step: Step) -> Component:
    component = catalog.get(step.component)
    assert component is not None  # noqa: S101 - check_structure has reported unknown components
    return component


def _names_in(component: Component) -> Iterator[str]:
    """Yield the names that the component's own text binds: imports and helper variables."""
    for statement in component.imports:
        yield from bound_by_imports(statement if isinstance(statement, str) else statement.code)
    yield from _bound_in_template(component.template)


@lru_cache(maxsize=1024)
def _bound_in_template(template: str) -> frozenset[str]:
    # An expression may be one of several targets, as in `{{ outputs.figure }}, ax = ...`.
    text = _JINJA.sub(lambda match: "_" if match[0].startswith("{{") else "", template)
    groups = (group for match in _BINDING.finditer(text) for group in match.groups() if group)
    return frozenset(name for group in groups for name in re.findall(r"\w+", group))


class _Variables:
    """The variables of all outputs, named after where their values come from."""

    def __init__(self, names: NameSpace, wiring: Wiring) -> None:
        self._names = names
        self._wiring = wiring
        self._variables: dict[Source, str] = {}
        self._stems: dict[Source, str] = {}

    def __getitem__(self, source: Source) -> str:
        return self._variables[source]

    def claim_outputs(self, step: Step, component: Component) -> None:
        """Name the outputs of a step; those of the steps that it follows are named already."""
        for port, output in self._wiring.ports[step.id].outputs.items():
            words = {
                placeholder: self._word(placeholder, step, component)
                for placeholder in _PLACEHOLDER.findall(output.name)
            }
            wanted = _PLACEHOLDER.sub(lambda match: words[match[1]], output.name or port)  # noqa: B023
            wanted = _REPEATED.sub("_", wanted).strip("_")
            if not wanted.isidentifier():
                wanted = f"{port}_{wanted}" if f"_{wanted}".isidentifier() and wanted else port
            source = Source(step.id, port)
            self._variables[source] = self._names.claim(wanted)
            self._stems[source] = next(filter(None, words.values()), wanted)

    def _word(self, placeholder: str, step: Step, component: Component) -> str:
        if placeholder in self._wiring.ports[step.id].inputs:
            sources = self._wiring.inputs[step.id].get(placeholder, ())
            return self._stems[sources[0]] if sources else ""
        return _word_of_value(raw_value(step.params, component, placeholder))


def _word_of_value(value: JsonValue) -> str:
    """Return the word that a parameter's value gives to a name, empty if none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str):
        return stem(value)
    # A number says little in a name, and what a parameter refers to may change at run time.
    return ""


def _functions(steps: Sequence[tuple[int, Step, Component]], names: NameSpace) -> Mapping[str, str]:
    """Claim a function name for each step, those first that surely define one."""
    functions = {}
    for _, step, _ in sorted(steps, key=lambda item: not item[2].declared_ports):
        wanted = slug(step.title) or step.id
        functions[step.id] = names.claim(wanted if wanted.isidentifier() else f"step_{wanted}")
    return functions


def _plan_steps(
    steps: Sequence[tuple[int, Step, Component]], wiring: Wiring, names: NameSpace
) -> Iterator[PlannedStep]:
    variables = _Variables(names, wiring)
    for _, step, component in steps:
        variables.claim_outputs(step, component)
    # Functions come after the values, so that they never take a name from one.
    functions = _functions(steps, names)
    uses = Counter(
        source
        for _, step, _ in steps
        for sources in wiring.inputs[step.id].values()
        for source in sources
    )
    for number, (index, step, component) in enumerate(steps, start=1):
        ports = wiring.ports[step.id]
        sources = wiring.inputs[step.id]
        yield PlannedStep(
            number=number,
            index=index,
            step=step,
            component=component,
            title=step.title.strip() or component.title,
            inputs={
                port: PlannedInput(
                    port=port,
                    many=declared.many,
                    variables=tuple(variables[source] for source in sources.get(port, ())),
                    shared=frozenset(
                        variables[source] for source in sources.get(port, ()) if uses[source] > 1
                    ),
                )
                for port, declared in ports.inputs.items()
            },
            outputs={
                port: PlannedOutput(
                    port, output.type, variables[Source(step.id, port)], output.show
                )
                for port, output in ports.outputs.items()
            },
            function=functions[step.id],
        )
