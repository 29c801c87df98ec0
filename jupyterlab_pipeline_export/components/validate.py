"""Checks of a component itself, beyond the shape of its manifest."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from packaging.requirements import InvalidRequirement, Requirement

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.validate_meaning import (
    validate_columns,
    validate_condition,
    validate_traits,
)
from jupyterlab_pipeline_export.components.validate_params import validate_params
from jupyterlab_pipeline_export.components.validate_snippet import validate_snippet
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["validate_component"]

Place = tuple[str | int, ...]

PORT_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NAME_PART: Final = re.compile(r"[A-Za-z0-9_]*")
LOWER_BOUNDS: Final = frozenset({">=", ">", "==", "===", "~="})


def validate_component(component: Component) -> Iterator[Fault]:
    """Find what is wrong with a component.

    Parameters
    ----------
    component
        A component whose manifest fits its model.

    Yields
    ------
    Fault
        In the order of the manifest, then of the snippet.
    """
    yield from _words(component)
    yield from _ports(component)
    yield from _imports(component)
    yield from _requirements(component)
    yield from validate_columns(component)
    yield from validate_traits(component)
    faults = tuple(validate_params(component.params))
    yield from faults
    if not faults:
        # The snippet's names can be judged only by parameters that make sense themselves.
        yield from validate_snippet(component)


def _words(component: Component) -> Iterator[Fault]:
    for key in ("title", "summary"):
        if not getattr(component, key).strip():
            yield Fault(f"The {key} is empty.", "Say in a few words what the step does.", (key,))
    if component.docs and not re.match(r"https://[^\s/]+", component.docs):
        yield Fault(
            "The link to the documentation is no https address.",
            "Begin it with https://.",
            ("docs",),
        )


def _ports(component: Component) -> Iterator[Fault]:
    for key, names in (("inputs", component.inputs), ("outputs", component.outputs)):
        for name in names:
            if not PORT_NAME.fullmatch(name):
                yield Fault(
                    f"{shown(name)} is no name of a port.",
                    "Use letters, digits and underscores, beginning with a letter.",
                    (key, name),
                )
    for name, port in component.outputs.items():
        yield from _name_pattern(component, port.name, ("outputs", name, "name"))


def _name_pattern(component: Component, pattern: str, place: Place) -> Iterator[Fault]:
    known = [*component.inputs, *_properties(component)]
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        yield Fault(
            f"The name {shown(pattern)} has a brace too many or too few.",
            "Close each brace.",
            place,
        )
        return
    for text, placeholder, options, conversion in parts:
        if not NAME_PART.fullmatch(text) or options or conversion:
            yield Fault(
                f"The name {shown(pattern)} is no pattern of a variable's name.",
                "Use letters, digits, underscores, and inputs or parameters in braces, such as {table}_clean.",
                place,
            )
        if placeholder is not None and placeholder not in known:
            yield Fault(
                f"The name {shown(pattern)} has a placeholder that is no input and no parameter: {shown(placeholder)}.",
                did_you_mean(placeholder, known, otherwise=_known(known)),
                place,
            )


def _imports(component: Component) -> Iterator[Fault]:
    for index, each in enumerate(component.imports):
        place: Place = ("imports", index)
        code = each if isinstance(each, str) else each.code
        if not _is_import(code):
            yield Fault(
                f"{shown(code)} is no import that a program can begin with.",
                "Write `import …` or `from … import …`, with no star and no relative module.",
                place,
            )
        if not isinstance(each, str):
            yield from validate_condition(component, each.when, (*place, "when"))


def _is_import(code: str) -> bool:
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(statements) and all(
        isinstance(each, ast.Import)
        or (
            isinstance(each, ast.ImportFrom)
            and each.level == 0
            and each.module != "__future__"
            and each.names[0].name != "*"
        )
        for each in statements
    )


def _requirements(component: Component) -> Iterator[Fault]:
    for index, each in enumerate(component.requires):
        place: Place = ("requires", index)
        try:
            requirement = Requirement(each.package)
        except InvalidRequirement:
            requirement = None
        if requirement is None or requirement.url:
            yield Fault(
                f"{shown(each.package)} is no requirement of a package by its version.",
                "Write, for example, `pandas>=2.0`.",
                place,
            )
        elif not any(specifier.operator in LOWER_BOUNDS for specifier in requirement.specifier):
            yield Fault(
                f"{shown(each.package)} does not say the lowest version that works.",
                f"Write, for example, `{requirement.name}>=1.0`.",
                place,
            )
        yield from validate_condition(component, each.when, (*place, "when"))


def _properties(component: Component) -> Mapping[str, Any]:
    properties = component.params.get("properties")
    return properties if isinstance(properties, dict) else {}


def _known(names: list[str]) -> str:
    return f"Known here are {listed(names, conjunction='and')}." if names else "Remove it."
