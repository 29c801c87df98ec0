"""What custom code may not hold, because it would mean something else in a function or in a script."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jupyterlab_pipeline_export.components.early_names import early_names
from jupyterlab_pipeline_export.components.scopes import bound_names, outside_functions

__all__ = [
    "BUILTINS",
    "CodeProblem",
    "changed_meanings",
    "is_future",
    "is_star",
    "refused_statements",
]

BUILTINS: Final = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
"""Names that code has without binding them."""

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

_RULES: Final[dict[str, tuple[str, str]]] = {
    "code-await": (
        "`await`, `async for` and `async with` run in a notebook only, not in a script.",
        "Call a function that needs no `await`.",
    ),
    "code-global": (
        "`global` refers to other variables in a script than in a notebook.",
        "Take the value as an input of the step, or pass it as an argument of the function.",
    ),
    "code-return": (
        "`return` stands outside a function.",
        "Assign the value to a variable and name that as an output of the step.",
    ),
    "code-yield": (
        "`yield` stands outside a function.",
        "Collect the values in a list and name that as an output of the step.",
    ),
    "future-import": (
        "This `__future__` import changes the syntax of the whole program.",
        "Remove it.",
    ),
    "late-star-import": (
        "A star import after other statements may replace names that they bound.",
        "Move it above all statements that are no imports, or import the names that you need.",
    ),
    "nested-star-import": (
        "A star import within another statement cannot be moved to the top of a script.",
        "Import the names that you need, or move it out of that statement.",
    ),
    "relative-import": (
        "A relative import works within a package only, and an artifact is none.",
        "Import the module by its full name.",
    ),
}


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Something in the code that an artifact cannot hold."""

    code: str
    """Dashed name of the rule, such as `code-syntax`."""
    line: int
    """Counts from 1 within the code."""
    message: str
    remedy: str


def refused_statements(tree: ast.Module) -> Iterator[CodeProblem]:
    """Find statements that mean nothing, or something else, in the body of a function."""
    top_level = set(map(id, tree.body))
    named = False
    for statement in tree.body:
        if is_star(statement) and named:
            yield _problem("late-star-import", statement)
        named = named or not isinstance(statement, (ast.Import, ast.ImportFrom, ast.Expr))
    # Each entry: a node, and whether it belongs to a function of the code.
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        node, in_function = stack.pop()
        refusal = _refusal(node, in_function=in_function, top_level=id(node) in top_level)
        if refusal:
            yield _problem(refusal, node)
        inside = in_function or isinstance(node, _FUNCTIONS)
        stack += ((child, inside) for child in ast.iter_child_nodes(node))


def _refusal(node: ast.AST, *, in_function: bool, top_level: bool) -> str | None:
    """Return the rule that a node breaks, if it breaks one."""
    match node:
        case ast.Global():
            return "code-global"
        case ast.ImportFrom(level=level) if level:
            return "relative-import"
        case ast.ImportFrom() if is_star(node) and not top_level:
            return "nested-star-import"
        case ast.ImportFrom() if is_future(node) and "barry_as_FLUFL" in _members(node):
            return "future-import"
    return None if in_function else _outside_function(node)


def _outside_function(node: ast.AST) -> str | None:
    """Return the rule that a node breaks because no function is around it."""
    match node:
        case ast.Return():
            return "code-return"
        case ast.Yield() | ast.YieldFrom():
            return "code-yield"
        case ast.Await() | ast.AsyncFor() | ast.AsyncWith():
            return "code-await"
        case ast.comprehension(is_async=1):
            return "code-await"
    return None


def _problem(rule: str, node: ast.AST) -> CodeProblem:
    message, remedy = _RULES[rule]
    # The clause of a comprehension has no place of its own: what it iterates over has.
    line = node.iter.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 1)
    return CodeProblem(rule, line, message, remedy)


def changed_meanings(
    tree: ast.Module, names: frozenset[str], early: frozenset[str]
) -> Iterator[CodeProblem]:
    """Find names that would mean something else if the code were the body of a function.

    Parameters
    ----------
    tree
        The code.
    names
        What it binds at its top level, and what it needs from outside.
    early
        What of this it may read before it binds it.

    Yields
    ------
    CodeProblem
        With the name, and the line where it stands.
    """
    yield from _class_problems(tree, names)
    yield from _unbound_builtins(tree, early)


def _class_problems(tree: ast.Module, outer: frozenset[str]) -> Iterator[CodeProblem]:
    """Find class bodies that read a name of the code around them and bind it, too.

    The body of a class looks such a name up among the globals, and what is
    global in a cell is local to a function.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bound = bound_names(node.body)
            # Of a builtin that nothing else binds, a function knows what a module does.
            for name in sorted((early_names(node.body) & bound) - (BUILTINS - outer)):
                yield CodeProblem(
                    "class-rebinds-name",
                    node.lineno,
                    f"The class `{node.name}` reads `{name}` from the code around it and binds it, too.",
                    f"Give the attribute or the variable another name than `{name}`.",
                )


def _unbound_builtins(tree: ast.Module, early: frozenset[str]) -> Iterator[CodeProblem]:
    """Find names of builtins that the code reads, binds, and unbinds again.

    At the top level of a module such a name then means the builtin once more.
    """
    for node in outside_functions(tree.body):
        name = None
        if isinstance(node, ast.ExceptHandler):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
            name = node.id
        if name in early & BUILTINS:
            yield CodeProblem(
                "unbound-builtin",
                getattr(node, "lineno", 1),
                f"The code unbinds `{name}`, which is the name of a builtin that it uses, too.",
                f"Give the variable another name than `{name}`.",
            )


def _members(node: ast.ImportFrom) -> list[str]:
    return [name.name for name in node.names]


def is_star(node: ast.AST) -> bool:
    """Tell whether a node is ``from … import *``."""
    return isinstance(node, ast.ImportFrom) and _members(node) == ["*"]


def is_future(node: ast.AST) -> bool:
    """Tell whether a node is an import from ``__future__``."""
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
