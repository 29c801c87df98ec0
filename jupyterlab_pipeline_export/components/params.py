"""The values of a step's parameters, held against the schema of its component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.fit import ANNOTATIONS
from jupyterlab_pipeline_export.components.formats import check_format
from jupyterlab_pipeline_export.components.schema_words import Misfit, find_misfits, schema_types
from jupyterlab_pipeline_export.pipeline.model import Parameter, Step, parameter_reference
from jupyterlab_pipeline_export.pipeline.problems import Problem, Severity, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["ParamsChecker"]

Place = tuple[str | int, ...]

CHECKED_BY_NAME: Final = ANNOTATIONS | {"type", "properties", "required", "additionalProperties"}
"""Keywords of the whole schema that need no look at all values together."""

PORTS: Final = frozenset({"inputs", "outputs"})
"""Parameters that declare ports: they have a check of their own."""


@dataclass(frozen=True, slots=True)
class _Finder:
    """A step in its document, to place problems."""

    index: int
    step: Step

    def error(self, code: str, place: Place, message: str, remedy: str) -> Problem:
        return self.problem("error", code, place, message, remedy)

    def problem(
        self, severity: Severity, code: str, place: Place, message: str, remedy: str
    ) -> Problem:
        there = ("params",) if "params" in self.step.model_fields_set else ()
        return Problem(
            severity=severity,
            code=code,
            pointer=pointer("steps", self.index, *there, *place),
            step=self.step.id,
            message=message,
            remedy=remedy,
        )


def _name(place: Place) -> str:
    """Name a value within the parameters, such as ``item 2 of `columns```."""
    if not place:
        return "they"
    *outer, last = place
    if isinstance(last, int):
        return f"item {last + 1} of {_name(tuple(outer))}"
    return f"{shown(last)} in {_name(tuple(outer))}" if outer else f"`{last}`"


class ParamsChecker:
    """Checks the values of one component's steps; what it learns about a value serves for the next one.

    Parameters
    ----------
    component
        The component.
    parameters
        The parameters of the pipeline, by name.
    """

    def __init__(self, component: Component, parameters: Mapping[str, Parameter]) -> None:
        self._component = component
        self._parameters = parameters
        schema: dict[str, Any] = component.params
        self._properties: dict[str, dict[str, Any]] = schema.get("properties", {})
        self._required = [
            name
            for name in schema.get("required", ())
            if name in self._properties and "default" not in self._properties[name]
        ]
        self._needed_by = {
            name: each["x-needed-by"]
            for name, each in self._properties.items()
            if "x-needed-by" in each
        }
        others = schema.get("additionalProperties", False)
        self._others: dict[str, Any] | None = {} if others is True else others or None
        self._together = {key: value for key, value in schema.items() if key not in CHECKED_BY_NAME}
        self._known: dict[tuple[str, type, JsonValue], tuple[Misfit, ...]] = {}

    def check(self, index: int, step: Step) -> Iterator[Problem]:
        """Check the values of a step.

        Parameters
        ----------
        index
            The step's place in the document.
        step
            A step of the component.

        Yields
        ------
        Problem
            All that is wrong with the values; for a reference, with the
            default of the parameter that it means.
        """
        at = _Finder(index, step)
        values: dict[str, JsonValue] = {}
        required = self._required_of(step)
        for name, value in step.params.items():
            schema = self._properties.get(name, self._others)
            if self._component.declared_ports and name in PORTS:
                continue
            if schema is None:
                yield self._unknown(at, name)
            elif isinstance(value, dict) and "$parameter" in value:
                problem, parameter = self._follow(at, name, value, schema)
                if problem:
                    yield problem
                elif parameter:
                    values[name] = parameter.default
                    yield from self._check_default(at, name, parameter, schema)
            elif not (name in required and _is_blank(value, schema)):
                values[name] = value
                yield from self._check_value(at, name, value, schema)
        yield from self._missing(at, required)
        for place, phrase in find_misfits(values, self._together):
            yield at.error(
                "bad-value",
                place if set(place[:1]) <= values.keys() else (),
                f"The values of step `{step.id}` do not fit together: {_name(place)} {phrase}.",
                "Change one of the values.",
            )

    def _check_value(
        self, at: _Finder, name: str, value: JsonValue, schema: dict[str, Any]
    ) -> Iterator[Problem]:
        inner = next(_inner_references((name,), value), None)
        if inner is not None:
            message = f"Step `{at.step.id}`: {_name(inner)} refers to a parameter within a value."
            remedy = "Refer to a parameter for the whole value, or write the value out."
            yield at.error("bad-reference", inner, message, remedy)
            return
        misfits = self._find_misfits(name, value, schema)
        for place, phrase in misfits:
            yield at.error(
                "bad-value",
                (name, *place),
                f"Step `{at.step.id}`: {_name((name, *place))} {phrase}.",
                "Change the value.",
            )
        for place, text, format_name in () if misfits else _texts((name,), value, schema):
            for found in check_format(format_name, text):
                message = f"Step `{at.step.id}`: {_name(place)} {found.phrase}: {shown(text)}."
                yield at.problem(found.severity, found.code, place, message, found.remedy)

    def _check_default(
        self,
        at: _Finder,
        name: str,
        parameter: Parameter,
        schema: dict[str, Any],
    ) -> Iterator[Problem]:
        """Check the value that a reference stands for until somebody changes it."""
        whose = f"Step `{at.step.id}`: `{name}`, the default of the parameter `{parameter.name}`,"
        misfits = self._find_misfits(name, parameter.default, schema)
        for _, phrase in misfits:
            yield at.error(
                "bad-value", (name,), f"{whose} {phrase}.", "Change the default of the parameter."
            )
        for _, text, format_name in () if misfits else _texts((), parameter.default, schema):
            for found in check_format(format_name, text):
                message = f"{whose} {found.phrase}: {shown(text)}."
                yield at.problem(found.severity, found.code, (name,), message, found.remedy)

    def _find_misfits(
        self, name: str, value: JsonValue, schema: dict[str, Any]
    ) -> tuple[Misfit, ...]:
        if isinstance(value, (dict, list)):
            return find_misfits(value, schema)
        key = (name, type(value), value)
        if key not in self._known:
            self._known[key] = find_misfits(value, schema)
        return self._known[key]

    def _follow(
        self,
        at: _Finder,
        name: str,
        value: dict[str, JsonValue],
        schema: dict[str, Any],
    ) -> tuple[Problem | None, Parameter | None]:
        """Find the parameter that a value refers to, or the problem with the reference."""
        whose = f"Step `{at.step.id}`: `{name}`"
        reference = parameter_reference(value)
        if reference is None:
            message = f"{whose} refers to a parameter in a way that is not understood."
            remedy = 'Write {"$parameter": "name"}, with nothing else in the braces.'
            return at.error("bad-reference", (name,), message, remedy), None
        parameter = self._parameters.get(reference)
        if parameter is None:
            message = f"{whose} refers to a parameter {shown(reference)}, which the pipeline does not have."
            remedy = did_you_mean(
                reference, self._parameters, otherwise="Add that parameter, or write a value."
            )
            return at.error("unknown-parameter", (name, "$parameter"), message, remedy), None
        if schema.get("x-fixed") or schema.get("format") == "python":
            message = f"{whose} shapes the code, so it cannot be a parameter of the pipeline."
            return at.error("fixed-value", (name,), message, "Choose a value."), None
        types = schema_types(schema)
        fitting = {"integer", "number"} if parameter.type == "integer" else {parameter.type}
        if types is not None and not fitting & types:
            message = (
                f"{whose} is of the type {listed(sorted(types))}, but the parameter `{reference}` is of the type"
                f" `{parameter.type}`."
            )
            remedy = "Refer to a parameter of a fitting type, or write a value."
            return at.error("parameter-type", (name,), message, remedy), None
        return None, parameter

    def _unknown(self, at: _Finder, name: str) -> Problem:
        names = list(self._properties)
        known = (
            f"Remove it; known here are {listed(names, conjunction='and')}."
            if names
            else "Remove it."
        )
        return at.error(
            "unknown-value",
            (name,),
            f"Step `{at.step.id}` has a value {shown(name)}, which component `{self._component.id}` does not know.",
            did_you_mean(name, names, otherwise=known),
        )

    def _required_of(self, step: Step) -> list[str]:
        """Return the parameters that need a value, with those that a link calls for."""
        called_for = (name for name, port in self._needed_by.items() if step.inputs.get(port))
        return [*self._required, *called_for]

    def _missing(self, at: _Finder, required: list[str]) -> Iterator[Problem]:
        for name in required:
            if name in at.step.params and not _is_blank(
                at.step.params[name], self._properties[name]
            ):
                continue
            yield at.error(
                "missing-value",
                (name,) if name in at.step.params else (),
                f"Step `{at.step.id}` lacks a value for `{name}`.",
                f"Fill in {shown(self._properties[name].get('title', name))}.",
            )


def _is_blank(value: JsonValue, schema: dict[str, Any]) -> bool:
    """Tell whether a form gives this value for a field that nobody filled in; an empty text may be meant otherwise."""
    return value is None or ("format" in schema and value in ("", []))


def _inner_references(place: Place, value: JsonValue) -> Iterator[Place]:
    """Find references to parameters that are no value of their own but part of one."""
    if isinstance(value, dict):
        if "$parameter" in value:
            yield place
        for key, each in value.items():
            yield from _inner_references((*place, key), each)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _inner_references((*place, index), each)


def _texts(
    place: Place, value: JsonValue, schema: dict[str, Any]
) -> Iterator[tuple[Place, str, str]]:
    """Find texts with a format: a value itself, or the items of a list."""
    if isinstance(value, str) and "format" in schema:
        yield place, value, schema["format"]
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for index, item in enumerate(value):
            yield from _texts((*place, index), item, schema["items"])
