"""Checks of a component's snippet, without rendering it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateSyntaxError, meta, nodes

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.snippet_environment import (
    METHODS,
    REFUSED_STATEMENTS,
    SNIPPET_FILTERS,
    SnippetEnvironment,
)
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["SNIPPET_NAMES", "validate_snippet"]

SNIPPET_NAMES: Final = frozenset(
    {
        "arguments",
        "call",
        "chain",
        "comment",
        "define",
        "inputs",
        "outputs",
        "params",
        "range",
        "step",
        "unfitted",
    }
)
"""What the renderer hands to a snippet."""

WORD: Final = re.compile(r"\w+")
KNOWN_METHODS: Final = frozenset().union(*METHODS.values())
NAMED_ARGUMENTS: Final = {"call": 2, "arguments": 1}
"""Where the functions take the names of parameters that become keyword arguments."""


_ENVIRONMENT: Final = SnippetEnvironment()


def validate_snippet(component: Component) -> Iterator[Fault]:
    """Check that a snippet compiles and names only what there is.

    Parameters
    ----------
    component
        A component whose manifest has no faults.

    Yields
    ------
    Fault
        With lines within the snippet.
    """
    try:
        tree = _ENVIRONMENT.parse(component.template)
        faults = [*_statements(tree), *_attributes(tree, component)]
        if not faults:
            _ENVIRONMENT.compile_snippet(component.template)
            # Jinja changes the tree in which it looks for names, so that search has one of its own.
            faults = list(_names(_ENVIRONMENT.parse(component.template)))
            faults += _references(tree, component)
    except TemplateSyntaxError as error:
        message = f"The snippet is no valid template: {_lower(error.message or 'syntax error')}"
        yield Fault(
            f"{message.rstrip('.')}.", "Correct the snippet at that line.", line=error.lineno
        )
        return
    except (RecursionError, MemoryError, SyntaxError):
        yield Fault("The snippet is nested too deeply.", "Make it simpler.", line=1)
        return
    yield from faults
    if not component.declared_ports:
        yield from _unset_outputs(tree, component)
    yield from _unused_parameters(component)


def _statements(tree: nodes.Template) -> Iterator[Fault]:
    for statement in tree.find_all(REFUSED_STATEMENTS):
        yield Fault(
            f"The snippet uses `{_lower(type(statement).__name__)}`, which snippets lack.",
            "Write the code out, with `if`, `for` and `set` alone.",
            line=statement.lineno,
        )
    for loop in tree.find_all(nodes.For):
        if loop.recursive:
            yield Fault(
                "The snippet loops recursively, which snippets cannot.",
                "Write a loop without `recursive`.",
                line=loop.lineno,
            )
    for node in tree.find_all(nodes.Filter):
        if node.name not in SNIPPET_FILTERS:
            yield Fault(
                f"The snippet uses a filter `{node.name}`, which snippets lack.",
                did_you_mean(
                    node.name,
                    SNIPPET_FILTERS,
                    otherwise=f"Those are {listed(sorted(SNIPPET_FILTERS))}.",
                ),
                line=node.lineno,
            )


def _attributes(tree: nodes.Template, component: Component) -> Iterator[Fault]:
    """Find attributes that no value of a snippet has, or none that it may see."""
    declared = {*component.inputs, *component.outputs, *_parameters(component)}
    read: list[nodes.Getattr | nodes.Getitem] = [
        *tree.find_all(nodes.Getattr),
        *tree.find_all(nodes.Getitem),
    ]
    for node in read:
        name = node.attr if isinstance(node, nodes.Getattr) else _constant(node.arg)
        private = "_" if isinstance(node, nodes.Getattr) else "__"
        if isinstance(name, str) and name.startswith(private) and name not in declared:
            yield Fault(
                f"The snippet reads `{name}`, which is private to Python.",
                "Use the values that the step has: `params`, `inputs`, `outputs` and `step`.",
                line=node.lineno,
            )
    for call in tree.find_all(nodes.Call):
        function = call.node
        if (
            isinstance(function, nodes.Getattr)
            and not function.attr.startswith("_")
            and function.attr not in KNOWN_METHODS
        ):
            yield Fault(
                f"The snippet calls the method `{function.attr}`, which snippets lack.",
                did_you_mean(
                    function.attr,
                    KNOWN_METHODS,
                    otherwise="Write it in the code of the step, outside of the braces.",
                ),
                line=call.lineno,
            )


def _constant(node: nodes.Expr) -> object:
    return node.value if isinstance(node, nodes.Const) else None


def _names(tree: nodes.Template) -> Iterator[Fault]:
    # For Jinja, a name that one branch sets is undeclared: another might use it.
    set_somewhere = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    undeclared = meta.find_undeclared_variables(tree) - SNIPPET_NAMES - set_somewhere
    for node in tree.find_all(nodes.Name):
        if node.name in undeclared:
            undeclared.remove(node.name)
            yield Fault(
                f"The snippet names `{node.name}`, which nothing declares.",
                did_you_mean(
                    node.name,
                    SNIPPET_NAMES,
                    otherwise=f"Known are {listed(sorted(SNIPPET_NAMES))}.",
                ),
                line=node.lineno,
            )


def _references(tree: nodes.Template, component: Component) -> Iterator[Fault]:
    known: dict[str, Collection[str]] = {"params": _parameters(component)}
    if not component.declared_ports:
        known |= {"inputs": component.inputs, "outputs": component.outputs}
    for owner, name, line in _accesses(tree):
        if owner in known and name not in known[owner]:
            yield Fault(
                f"The snippet uses `{owner}.{name}`, which the front matter does not declare.",
                did_you_mean(name, known[owner], otherwise=f"Add it to `{owner}`."),
                line=line,
            )


def _accesses(tree: nodes.Template) -> Iterator[tuple[str, str, int]]:
    """Find each `owner.name`, also those that the functions of the snippet language make of a text."""
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name):
            yield node.node.name, node.attr, node.lineno
    for item in tree.find_all(nodes.Getitem):
        if (
            isinstance(item.node, nodes.Name)
            and isinstance(item.arg, nodes.Const)
            and isinstance(item.arg.value, str)
        ):
            yield item.node.name, item.arg.value, item.lineno
    for call in tree.find_all(nodes.Call):
        position = (
            NAMED_ARGUMENTS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        )
        if (
            position is not None
            and len(call.args) > position
            and isinstance(call.args[position], nodes.List)
        ):
            for each in call.args[position].iter_child_nodes():
                if isinstance(each, nodes.Const) and isinstance(each.value, str):
                    yield "params", each.value, each.lineno


def _unset_outputs(tree: nodes.Template, component: Component) -> Iterator[Fault]:
    used = {name for owner, name, _ in _accesses(tree) if owner == "outputs"}
    for name in component.outputs:
        if name not in used:
            yield Fault(
                f"The snippet never sets the output `{name}`.",
                f"Add a line such as `{{{{ outputs.{name} }}}} = …`, or remove the output.",
                ("outputs", name),
            )


def _unused_parameters(component: Component) -> Iterator[Fault]:
    """Find parameters that occur neither in the snippet nor in a condition or a name of a variable."""
    conditions = [each.when for each in component.imports if not isinstance(each, str)]
    conditions += [each.when for each in component.requires]
    elsewhere = {name for condition in conditions for name in condition}
    words = set(WORD.findall(component.template)).union(
        *(WORD.findall(port.name) for port in component.outputs.values())
    )
    for name in _parameters(component):
        if name not in words and name not in elsewhere and not component.declared_ports:
            yield Fault(
                f"The parameter `{name}` has no effect: the snippet never uses it.",
                f"Use `params.{name}`, or remove the parameter.",
                ("params", "properties", name),
            )


def _parameters(component: Component) -> Collection[str]:
    properties: Any = component.params.get("properties", {})
    return list(properties)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
