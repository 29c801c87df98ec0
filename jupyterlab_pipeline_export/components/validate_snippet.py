"""Checks of a component's snippet, without rendering it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["SNIPPET_FILTERS", "SNIPPET_NAMES", "validate_snippet"]

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

SNIPPET_FILTERS: Final = frozenset(
    {
        "abs",
        "count",
        "d",
        "default",
        "dictsort",
        "first",
        "float",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "sort",
        "string",
        "sum",
        "title",
        "trim",
        "unique",
        "upper",
    }
)
"""The filters of Jinja that are deterministic and make no huge text of a small one: no padding to a width, no formatting."""

WORD: Final = re.compile(r"\w+")
REFUSED: Final = (
    nodes.Block,
    nodes.CallBlock,
    nodes.Extends,
    nodes.FilterBlock,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Macro,
)
NAMED_ARGUMENTS: Final = {"call": 2, "arguments": 1}
"""Where the functions take the names of parameters that become keyword arguments."""


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
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    try:
        environment.compile(component.template)
        tree = environment.parse(component.template)
    except TemplateSyntaxError as error:
        message = f"The snippet is no valid template: {_lower(error.message or 'syntax error')}"
        yield Fault(
            f"{message.rstrip('.')}.", "Correct the snippet at that line.", line=error.lineno
        )
        return
    except (RecursionError, MemoryError, SyntaxError):
        yield Fault("The snippet is nested too deeply.", "Make it simpler.", line=1)
        return
    yield from _statements(tree)
    # Jinja folds constants of the tree in which it looks for names, so that search has one of its own.
    yield from _names(environment.parse(component.template))
    yield from _references(tree, component)
    if not component.declared_ports:
        yield from _unset_outputs(tree, component)
    yield from _unused_parameters(component)


def _statements(tree: nodes.Template) -> Iterator[Fault]:
    for statement in tree.find_all(REFUSED):
        yield Fault(
            f"The snippet uses `{_lower(type(statement).__name__)}`, which snippets lack.",
            "Write the code out, with `if`, `for` and `set` alone.",
            line=statement.lineno,
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
