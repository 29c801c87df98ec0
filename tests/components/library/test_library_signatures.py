"""Keyword arguments exist in the installed libraries, and the defaults are theirs."""

from __future__ import annotations

import ast
import contextlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jupyterlab_pipeline_export.errors import InvalidPipelineError
from tests.components.library.cases import Case, cases_of
from tests.components.library.execution import Run

# What the libraries' documentation says where a signature holds a sentinel.
BEHIND_SENTINEL = {
    ("Axes.set", "xscale"): "linear",
    ("Axes.set", "yscale"): "linear",
    ("DataFrame.dropna", "axis"): "index",
    ("DataFrame.dropna", "how"): "any",
    ("DataFrame.melt", "var_name"): "variable",
    ("Figure.savefig", "transparent"): False,
    ("StringMethods.replace", "case"): True,
    ("concat", "axis"): "index",
    ("read_csv", "sep"): ",",
}


def _calls(run: Run) -> Iterator[tuple[str, inspect.Signature, list[ast.keyword]]]:
    """Yield name, signature and keywords of each call in the code of the step under test."""
    for node in ast.walk(ast.parse(run.subject.code)):
        if not isinstance(node, ast.Call):
            continue
        keywords = [each for each in node.keywords if each.arg is not None]
        if not keywords:
            continue
        function = run.evaluate(node.func)
        try:
            signature = inspect.signature(function)
        except ValueError:
            continue  # Some functions that are written in C tell none.
        yield _name(function), signature, keywords


def _name(function: Any) -> str:
    return str(getattr(function, "__qualname__", type(function).__qualname__))


def test_arguments_are_those_of_the_library(case: Case, run: Run) -> None:
    """The library knows each keyword, and by the same default, so that it can be left out."""
    properties = case.component.params.get("properties", {})
    for function, signature, keywords in _calls(run):
        kinds = {parameter.kind for parameter in signature.parameters.values()}
        if inspect.Parameter.VAR_KEYWORD not in kinds:
            assert {each.arg for each in keywords} <= set(signature.parameters), function
        for keyword in keywords:
            name = str(keyword.arg)
            schema = properties.get(name, {})
            if (
                schema.get("x-always")
                or "default" not in schema
                or name not in signature.parameters
            ):
                continue
            # A value that the snippet computes, such as the target to stratify by, is its own affair.
            if not isinstance(keyword.value, ast.Constant):
                continue
            default = signature.parameters[name].default
            default = BEHIND_SENTINEL.get((function, name), default)
            assert default == schema["default"], (function, name)


def test_every_parameter_changes_the_code(case: Case) -> None:
    """A parameter that no setting of the others brings into the code would be a dead field."""
    if case.label != "defaults":
        return
    cases = list(cases_of(case.component))
    for name in case.component.params.get("properties", {}):
        assert re.search(rf"\b{name}\b", case.component.template), name
        if name in case.component.params.get("required", []):
            continue
        values = [each.params[name] for each in cases if name in each.params]
        assert any(_changes(each, name, values) for each in cases), name


def _changes(case: Case, name: str, values: list[Any]) -> bool:
    """Tell whether another value of a parameter, or none, changes the code of a case."""
    others = {key: value for key, value in case.params.items() if key != name}
    for params in (others, *({**others, name: value} for value in values)):
        # Some values do not fit without others.
        with contextlib.suppress(InvalidPipelineError):
            if replace(case, params=params).code() != case.code():
                return True
    return False
