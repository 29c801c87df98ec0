"""Links and ports of a pipeline resolved, and the order in which its steps run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.links import (
    FollowedLink,
    Source,
    StepLinks,
    follow_links,
)
from jupyterlab_pipeline_export.components.manifest import accepts
from jupyterlab_pipeline_export.components.order import find_cycles, run_order
from jupyterlab_pipeline_export.components.ports import StepPorts, find_ports, port_problems
from jupyterlab_pipeline_export.pipeline.problems import Problem, has_errors, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["Source", "StepPorts", "Wiring", "soften_muted", "wire", "wire_what_fits"]


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where each step takes its inputs from, and when it runs."""

    inputs: Mapping[str, Mapping[str, tuple[Source, ...]]]
    """By step and input; steps that are not muted only, and none of the sources is muted."""
    ports: Mapping[str, StepPorts]
    """By step, of all steps with a known component."""
    order: tuple[int, ...]
    """Places in the document of the steps that are not muted."""


def wire(pipeline: Pipeline, catalog: Catalog) -> tuple[Wiring | None, tuple[Problem, ...]]:
    """Resolve components, ports and links.

    A muted step is bypassed: what takes its output takes, in its place, the
    first of the muted step's own linked inputs that has the type of that output.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that it may use.

    Returns
    -------
    Wiring or None
        None where there are errors.
    tuple of Problem
        All that is wrong with components, ports, links and their order; what
        is wrong within a muted step is a warning.
    """
    wiring, problems = wire_what_fits(pipeline, catalog)
    return (None if has_errors(problems) else wiring), problems


def wire_what_fits(pipeline: Pipeline, catalog: Catalog) -> tuple[Wiring, tuple[Problem, ...]]:
    """Resolve components, ports and links, and pass over those that do not fit.

    While somebody is still building a pipeline, something is always missing:
    this is for what can be told of the rest.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that it may use.

    Returns
    -------
    Wiring
        Without links that lead nowhere or do not fit; steps of unknown
        components have no ports; steps on a cycle, and behind one, have no
        place in the order.
    tuple of Problem
        As of `wire`.
    """
    ids = {step.id: index for index, step in enumerate(pipeline.steps)}
    ports: dict[str, StepPorts] = {}
    problems: list[Problem] = []
    for index, step in enumerate(pipeline.steps):
        component = catalog.get(step.component)
        if component is None:
            problems.append(_unknown_component(index, step, catalog))
        else:
            ports[step.id] = find_ports(step, component)
            problems += port_problems(index, step, component)
    links: dict[str, StepLinks] = {}
    for index, step in enumerate(pipeline.steps):
        links[step.id], found = follow_links(index, step, ports, ids)
        problems += found
    taken, muted_problems = _bypass(pipeline, ports, links)
    problems += muted_problems
    graph = {
        ids[step]: [ids[link.source.step] for followed in by_port.values() for link in followed]
        for step, by_port in taken.items()
    }
    order = run_order(graph)
    problems += (_cycle(cycle, pipeline, taken) for cycle in find_cycles(graph, order))
    inputs = {
        step: {name: tuple(link.source for link in followed) for name, followed in by_port.items()}
        for step, by_port in taken.items()
    }
    return Wiring(inputs, ports, tuple(order)), soften_muted(problems, pipeline)


def soften_muted(problems: Iterable[Problem], pipeline: Pipeline) -> tuple[Problem, ...]:
    """Turn errors within muted steps into warnings: no artifact holds these steps."""
    muted = {step.id for step in pipeline.steps if not step.enabled}
    return tuple(
        problem.model_copy(update={"severity": "warning"})
        if problem.severity == "error" and problem.step in muted
        else problem
        for problem in problems
    )


def _unknown_component(index: int, step: Step, catalog: Catalog) -> Problem:
    return Problem(
        severity="error",
        code="unknown-component",
        pointer=pointer("steps", index, "component"),
        step=step.id,
        message=f"There is no component `{step.component}`.",
        remedy=did_you_mean(
            step.component,
            catalog.components,
            otherwise="Choose a component of the catalogue, or install the package that brings this one.",
        ),
    )


def _bypass(
    pipeline: Pipeline,
    ports: Mapping[str, StepPorts],
    links: Mapping[str, StepLinks],
) -> tuple[dict[str, StepLinks], list[Problem]]:
    """Lead the links of all steps that are not muted to steps that are not muted."""
    muted = {step.id for step in pipeline.steps if not step.enabled}
    resolved: dict[Source, Source | None] = {}
    taken: dict[str, StepLinks] = {}
    problems: list[Problem] = []
    for step in pipeline.steps:
        if step.id in muted:
            continue
        by_port: StepLinks = {}
        taken[step.id] = by_port
        for name, followed in links[step.id].items():
            by_port[name] = []
            for link in followed:
                source = _resolve(link.source, muted, ports, links, resolved)
                if source is None or not _fits(step.id, name, source, ports):
                    problems.append(_muted_input(step, name, link))
                else:
                    by_port[name].append(FollowedLink(source, link.place))
    return taken, problems


def _resolve(
    source: Source,
    muted: set[str],
    ports: Mapping[str, StepPorts],
    links: Mapping[str, StepLinks],
    resolved: dict[Source, Source | None],
) -> Source | None:
    """Follow an output through muted steps; `resolved` remembers each way, so that no part of it is gone twice."""
    way: dict[Source, None] = {}
    current: Source | None = source
    while current is not None and current.step in muted:
        if current in resolved:
            current = resolved[current]
        elif current in way:
            current = None
        else:
            way[current] = None
            current = _bypassed(current, ports, links)
    resolved.update(dict.fromkeys(way, current))
    return current


def _bypassed(
    source: Source, ports: Mapping[str, StepPorts], links: Mapping[str, StepLinks]
) -> Source | None:
    own = ports.get(source.step)
    if own is None:
        return None
    wanted = own.outputs[source.port].type
    for name, port in own.inputs.items():
        if port.type == wanted and links[source.step].get(name):
            return links[source.step][name][0].source
    return None


def _fits(step: str, name: str, source: Source, ports: Mapping[str, StepPorts]) -> bool:
    taker, giver = ports.get(step), ports.get(source.step)
    port = taker.inputs.get(name) if taker else None
    return port is None or giver is None or accepts(port.type, giver.outputs[source.port].type)


def _muted_input(step: Step, name: str, link: FollowedLink) -> Problem:
    return Problem(
        severity="error",
        code="muted-input",
        pointer=pointer(*link.place),
        step=step.id,
        message=f"The input `{name}` of step `{step.id}` comes from `{link.source.step}`, which is muted and cannot be bypassed.",
        remedy=f"Unmute `{link.source.step}`, mute `{step.id}`, too, or link another step.",
    )


def _cycle(cycle: list[int], pipeline: Pipeline, taken: Mapping[str, StepLinks]) -> Problem:
    names = [pipeline.steps[index].id for index in cycle]
    first, last = names[0], names[-1]
    links = (link for followed in taken[first].values() for link in followed)
    place = next(link.place for link in links if link.source.step == last)
    shown = names if len(names) <= 12 else [*names[:10], "…", last]
    circle = " → ".join([*shown, first])
    through = "" if len(names) > 1 else " through muted steps"
    return Problem(
        severity="error",
        code="cycle",
        pointer=pointer(*place),
        step=first,
        message=f"Steps wait for each other in a circle{through}: {circle}.",
        remedy="Remove one of the links between them.",
    )
