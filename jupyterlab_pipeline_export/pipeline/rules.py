"""Rules of a document that no model of its parts can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.requirements import InvalidRequirement, Requirement

from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import kind, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import JsonValue

__all__ = ["check_rules", "fits_type"]

TYPE_WORDS: Final = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def fits_type(value: JsonValue, wanted: str) -> bool:
    """Tell whether a value is of a parameter's type.

    A whole number fits ``number``; true and false fit ``boolean`` alone, and a
    number with a point never fits ``integer``.

    Parameters
    ----------
    value
        Any JSON value.
    wanted
        One of `pipeline.model.ParameterType`.
    """
    if wanted == "string":
        return isinstance(value, str)
    if isinstance(value, bool) or wanted == "boolean":
        return isinstance(value, bool) and wanted == "boolean"
    return isinstance(value, int) or (wanted == "number" and isinstance(value, float))


def check_rules(document: dict[str, JsonValue]) -> Iterator[Problem]:
    """Check a raw document, passing over whatever its models refuse anyway.

    Yields
    ------
    Problem
        Ids and names that are taken, defaults of another type than they say,
        and requirements that are none.
    """
    yield from _doubled_ids(document)
    yield from _parameters(document)
    yield from _requirements(document)


def _objects(value: JsonValue) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    for index, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, dict):
            yield index, each


def _doubled_ids(document: dict[str, JsonValue]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, step in _objects(document.get("steps")):
        name = step.get("id")
        if isinstance(name, str) and first.setdefault(name, index) != index:
            yield Problem(
                severity="error",
                code="duplicate-step",
                pointer=pointer("steps", index, "id"),
                step=name,
                message=f"Steps {first[name] + 1} and {index + 1} have the same id {shown(name)}.",
                remedy="Give one of them another id, and change the links that mean it.",
            )


def _parameters(document: dict[str, JsonValue]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, parameter in _objects(document.get("parameters")):
        name, wanted, default = (
            parameter.get("name"),
            parameter.get("type"),
            parameter.get("default"),
        )
        if isinstance(name, str) and first.setdefault(name, index) != index:
            yield Problem(
                severity="error",
                code="duplicate-parameter",
                pointer=pointer("parameters", index, "name"),
                message=f"Parameters {first[name] + 1} and {index + 1} have the same name {shown(name)}.",
                remedy="Give one of them another name.",
            )
        if (
            isinstance(wanted, str)
            and wanted in TYPE_WORDS
            and isinstance(default, (str, int, float))
            and not fits_type(default, wanted)
        ):
            yield Problem(
                severity="error",
                code="default-type",
                pointer=pointer("parameters", index, "default"),
                message=(
                    f"Parameter {index + 1}: the default {shown(default)} is {kind(default)}, but the type is `{wanted}`."
                ),
                remedy=f"Write {TYPE_WORDS[wanted]} as the default, or choose another type.",
            )


def _requirements(document: dict[str, JsonValue]) -> Iterator[Problem]:
    environment = document.get("environment")
    lines = environment.get("requirements") if isinstance(environment, dict) else None
    for index, line in enumerate(lines if isinstance(lines, list) else ()):
        if not isinstance(line, str):
            continue
        try:
            Requirement(line)
        except InvalidRequirement:
            yield Problem(
                severity="error",
                code="bad-requirement",
                pointer=pointer("environment", "requirements", index),
                message=f"{shown(line)} is no requirement as pip understands it.",
                remedy="Write a package and, if need be, a version, such as `pandas>=2`.",
            )
