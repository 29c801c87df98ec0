"""Which names code binds in its own scope, leaving functions, classes and comprehensions in it aside.

``symtable`` does not say it: from Python 3.12 on, it counts the variables of
some comprehensions as those of the code around them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

__all__ = ["bound_names", "outside_functions"]


def outside_functions(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Yield the nodes of statements, without the insides of functions and classes."""
    stack: list[ast.AST] = [*body]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)


def bound_names(body: Iterable[ast.stmt]) -> frozenset[str]:
    """Return the names that statements bind, or unbind, in their own scope.

    Parameters
    ----------
    body
        Statements of a module or a class.

    Returns
    -------
    frozenset of str
        What a star import brings is not among them.
    """
    names: set[str | None] = set()
    of_comprehensions: set[int] = set()
    for node in outside_functions(body):
        match node:
            case ast.comprehension(target=target):
                of_comprehensions.update(map(id, ast.walk(target)))
            case ast.Name(ctx=ast.Store() | ast.Del()) if id(node) not in of_comprehensions:
                names.add(node.id)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar():
                names.add(node.name)
            case ast.MatchMapping():
                names.add(node.rest)
            case ast.alias():
                names.add(node.asname or node.name.partition(".")[0])
    return frozenset(name for name in names if name is not None) - {"*"}
