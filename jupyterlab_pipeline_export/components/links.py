"""Links of a pipeline, each followed to the output that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.manifest import ACCEPTED_TYPES, InputPort, accepts
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.ports import StepPorts
    from jupyterlab_pipeline_export.pipeline.model import Step

__all__ = ["FollowedLink", "Source", "follow_links"]

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An output of a step."""

    step: str
    port: str


@dataclass(frozen=True, slots=True)
class FollowedLink:
    """An output that is there and fits, with the place of the link."""

    source: Source
    place: Place


StepLinks = dict[str, list[FollowedLink]]


def follow_links(
    index: int,
    step: Step,
    ports: Mapping[str, StepPorts],
    ids: Mapping[str, int],
) -> tuple[StepLinks, list[Problem]]:
    """Follow the links of a step.

    Parameters
    ----------
    index
        The step's place in the document.
    step
        The step.
    ports
        The ports of all steps with a known component.
    ids
        The place of each step by its id.

    Returns
    -------
    dict
        The links that lead to an output of a fitting type, by input.
    list of Problem
        What is wrong with the others, and with inputs that lack a link.
    """
    links: StepLinks = {}
    problems: list[Problem] = []
    own = ports.get(step.id)
    for name, value in step.inputs.items():
        place: Place = ("steps", index, "inputs", name)
        port = own.inputs.get(name) if own else None
        if own and port is None:
            problems.append(_unknown_input(step, name, place, own))
        if port and not port.many and isinstance(value, list) and len(value) > 1:
            problems.append(_too_many(step, name, place, len(value)))
        for number, link in enumerate(value if isinstance(value, list) else [value]):
            link_place = (*place, number) if isinstance(value, list) else place
            followed = FollowedLink(Source(*link.split(".", 1)), link_place)
            problem = _link_problem(step, followed, ports, ids) or (
                _mismatch(step, name, port, followed, ports) if port else None
            )
            if problem:
                problems.append(problem)
            else:
                links.setdefault(name, []).append(followed)
    if own:
        problems += _missing(index, step, own)
    return links, problems


def _error(code: str, step: Step, place: Place, message: str, remedy: str) -> Problem:
    return Problem(
        severity="error",
        code=code,
        pointer=pointer(*place),
        step=step.id,
        message=message,
        remedy=remedy,
    )


def _unknown_input(step: Step, name: str, place: Place, own: StepPorts) -> Problem:
    known = (
        f"Its inputs are {listed(list(own.inputs), conjunction='and')}."
        if own.inputs
        else "It has none: remove it."
    )
    return _error(
        "unknown-input",
        step,
        place,
        f"Step `{step.id}` has no input {shown(name)}.",
        did_you_mean(name, own.inputs, otherwise=known),
    )


def _too_many(step: Step, name: str, place: Place, number: int) -> Problem:
    return _error(
        "too-many-links",
        step,
        place,
        f"The input `{name}` of step `{step.id}` takes one link, but it has {number}.",
        "Keep one of them.",
    )


def _link_problem(
    step: Step,
    link: FollowedLink,
    ports: Mapping[str, StepPorts],
    ids: Mapping[str, int],
) -> Problem | None:
    source = link.source
    if source.step == step.id:
        return _error(
            "self-link",
            step,
            link.place,
            f"Step `{step.id}` takes its own output `{source.port}`.",
            "Link another step that comes before it.",
        )
    if source.step not in ids:
        return _error(
            "unknown-step",
            step,
            link.place,
            f"Step `{step.id}` takes from a step `{source.step}`, which is not there.",
            did_you_mean(source.step, ids, otherwise="Link a step of this pipeline."),
        )
    other = ports.get(source.step)
    if other is None or source.port in other.outputs:
        return None
    known = (
        f"Its outputs are {listed(list(other.outputs), conjunction='and')}."
        if other.outputs
        else "It has none."
    )
    return _error(
        "unknown-output",
        step,
        link.place,
        f"Step `{source.step}` has no output `{source.port}`.",
        did_you_mean(source.port, other.outputs, otherwise=known),
    )


def _mismatch(
    step: Step,
    name: str,
    port: InputPort,
    link: FollowedLink,
    ports: Mapping[str, StepPorts],
) -> Problem | None:
    source = link.source
    other = ports.get(source.step)
    if other is None or accepts(port.type, other.outputs[source.port].type):
        return None
    return _error(
        "type-mismatch",
        step,
        link.place,
        f"The input `{name}` of step `{step.id}` is of the type `{port.type}`, but"
        f" `{source.step}.{source.port}` is of the type `{other.outputs[source.port].type}`.",
        f"Link an output of the type {listed(sorted(ACCEPTED_TYPES[port.type]))}.",
    )


def _missing(index: int, step: Step, own: StepPorts) -> Iterator[Problem]:
    # The key itself is not there to point at.
    place: Place = (
        ("steps", index, "inputs") if "inputs" in step.model_fields_set else ("steps", index)
    )
    for name, port in own.inputs.items():
        if not port.optional and not step.inputs.get(name):
            there = (*place, name) if name in step.inputs else place
            yield _error(
                "missing-input",
                step,
                there,
                f"Step `{step.id}` lacks its input `{name}`.",
                f"Link an output of the type `{port.type}`.",
            )
