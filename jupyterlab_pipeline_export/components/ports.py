"""The ports of steps: those of their component, or those that a step declares itself."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from jupyterlab_pipeline_export.components.manifest import (
    Component,
    InputPort,
    OutputPort,
    PortType,
)
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, kind, listed, shown

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.pipeline.model import Step

__all__ = ["StepPorts", "find_ports", "port_problems"]

PORT_TYPES: Final[dict[str, PortType]] = {each: each for each in get_args(PortType)}
PORT_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
DECLARING: Final = ("inputs", "outputs")


@dataclass(frozen=True, slots=True)
class StepPorts:
    """The ports that a step has."""

    inputs: Mapping[str, InputPort] = field(default_factory=dict)
    outputs: Mapping[str, OutputPort] = field(default_factory=dict)


def find_ports(step: Step, component: Component) -> StepPorts:
    """Return the ports of a step; declarations that do not fit are passed over."""
    if not component.declared_ports:
        return StepPorts(component.inputs, component.outputs)
    inputs = {name: InputPort(type=type_) for name, type_ in _declared(step, component, "inputs")}
    outputs = {
        name: OutputPort(type=type_) for name, type_ in _declared(step, component, "outputs")
    }
    return StepPorts({**component.inputs, **inputs}, {**component.outputs, **outputs})


def port_problems(index: int, step: Step, component: Component) -> Iterator[Problem]:
    """Find what does not fit in the ports that a step declares.

    Parameters
    ----------
    index
        The step's place in the document.
    step
        The step.
    component
        Its component.

    Yields
    ------
    Problem
        None for a component that has its own ports.
    """
    for parameter in DECLARING if component.declared_ports else ():
        value = step.params.get(parameter, {})
        if not isinstance(value, dict):
            yield Problem(
                severity="error",
                code="bad-port",
                pointer=pointer("steps", index, "params", parameter),
                step=step.id,
                message=f"The {parameter} of the code must be an object of types by name, but they are {kind(value)}.",
                remedy='Write, for example, {"table": "table"}.',
            )
            continue
        for name, type_ in value.items():
            place = pointer("steps", index, "params", parameter, name)
            if not _is_port_name(name):
                yield Problem(
                    severity="error",
                    code="bad-port",
                    pointer=place,
                    step=step.id,
                    message=f"The code cannot have {shown(name)} among its {parameter}: that is no name of a variable.",
                    remedy="Use letters, digits and underscores, beginning with a letter, and no Python keyword.",
                )
            if not isinstance(type_, str) or type_ not in PORT_TYPES:
                types = f"Choose {listed(list(PORT_TYPES))}."
                yield Problem(
                    severity="error",
                    code="bad-port",
                    pointer=place,
                    step=step.id,
                    message=f"{shown(name)}, among the {parameter} of the code, has no type of a port but {shown(type_)}.",
                    remedy=did_you_mean(type_, PORT_TYPES, otherwise=types)
                    if isinstance(type_, str)
                    else types,
                )


def _declared(step: Step, component: Component, parameter: str) -> Iterator[tuple[str, PortType]]:
    value = step.params.get(parameter, _default(component, parameter))
    for name, type_ in value.items() if isinstance(value, dict) else ():
        if _is_port_name(name) and isinstance(type_, str) and type_ in PORT_TYPES:
            yield name, PORT_TYPES[type_]


def _default(component: Component, parameter: str) -> JsonValue:
    properties = component.params.get("properties")
    schema = properties.get(parameter) if isinstance(properties, dict) else None
    return schema.get("default") if isinstance(schema, dict) else None


def _is_port_name(name: str) -> bool:
    return PORT_NAME.fullmatch(name) is not None and not keyword.iskeyword(name)
