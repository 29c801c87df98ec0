"""Names that code may read before it binds them.

At the top level of a module such a read finds a builtin or a global of the
same name, as in ``max = max(a, b)``. Within a function it fails, because the
name is local there. Where the analysis cannot tell, it says that a name may
be read early.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["early_names"]

_SCOPES: Final = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
# `except*` has a class of its own, of the same shape, where Python has it.
_TRIES: Final = (ast.Try, getattr(ast, "TryStar", ast.Try))
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def early_names(body: Iterable[ast.stmt]) -> frozenset[str]:
    """Return the names that may be read before the statements bind them.

    Parameters
    ----------
    body
        Statements of a module or a class.

    Returns
    -------
    frozenset of str
        Names that nothing binds are among them.
    """
    flow = _Flow()
    flow.block(body, frozenset())
    return frozenset(flow.early)


class _Flow:
    """Walks statements in the order in which they run."""

    def __init__(self) -> None:
        self.early: set[str] = set()

    def block(self, body: Iterable[ast.stmt], ready: frozenset[str]) -> frozenset[str]:
        """Return the names that are surely bound after the statements."""
        for statement in body:
            ready = self._statement(statement, ready)
        return ready

    def _read(self, nodes: Iterable[ast.AST | None], ready: frozenset[str]) -> None:
        for node in nodes:
            if node is not None:
                self.early.update(_reads(node) - ready)

    def _statement(self, node: ast.stmt, ready: frozenset[str]) -> frozenset[str]:
        """Return the names that are surely bound after a statement."""
        match node:
            case ast.If() | ast.Match():
                return self._branches(node, ready)
            case ast.For() | ast.AsyncFor() | ast.While():
                return self._loop(node, ready)
            case ast.With() | ast.AsyncWith():
                return self._with(node, ready)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return self._definition(node, ready)
        if isinstance(node, _TRIES):
            return self._try(node, ready)
        self._read([node], ready)
        return _after_simple(node, ready)

    def _branches(self, node: ast.If | ast.Match, ready: frozenset[str]) -> frozenset[str]:
        if isinstance(node, ast.If):
            self._read([node.test], ready)
            return self.block(node.body, ready) & self.block(node.orelse, ready)
        self._read([node.subject], ready)
        for branch in node.cases:
            bound = ready | _captures(branch.pattern)
            self._read([branch.pattern, branch.guard], bound)
            self.block(branch.body, bound)
        return ready

    def _loop(
        self, node: ast.For | ast.AsyncFor | ast.While, ready: frozenset[str]
    ) -> frozenset[str]:
        """Follow a loop, which may never run its body."""
        if isinstance(node, ast.While):
            self._read([node.test], ready)
            self.block(node.body, ready)
        else:
            self._read([node.iter, node.target], ready)
            self.block(node.body, ready | _stores(node.target))
        self.block(node.orelse, ready)
        return ready

    def _with(self, node: ast.With | ast.AsyncWith, ready: frozenset[str]) -> frozenset[str]:
        for item in node.items:
            self._read([item.context_expr, item.optional_vars], ready)
            if item.optional_vars is not None:
                ready |= _stores(item.optional_vars)
        return self.block(node.body, ready)

    def _definition(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, ready: frozenset[str]
    ) -> frozenset[str]:
        """Follow a definition: functions run later, when its own name is bound."""
        after = ready | {node.name}
        if isinstance(node, ast.ClassDef):
            self._read([*node.decorator_list, *node.bases, *node.keywords], ready)
            for statement in node.body:
                later = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
                self._read([statement], after if later else ready)
        else:
            self._read(_evaluated_outside(node), ready)
            self._read([node], after)
        return after

    def _try(self, node: ast.Try, ready: frozenset[str]) -> frozenset[str]:
        after = self.block(node.orelse, self.block(node.body, ready))
        for handler in node.handlers:
            self._read([handler.type], ready)
            named = {handler.name} if handler.name else set()
            # The name of the exception is unbound again at the end of its handler.
            after &= self.block(handler.body, ready | named) - named
        return after | self.block(node.finalbody, ready)


def _after_simple(node: ast.stmt, ready: frozenset[str]) -> frozenset[str]:
    """Return the names that are bound after a statement without a body of its own flow."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return ready | {name.asname or name.name.partition(".")[0] for name in node.names}
        case ast.Delete():
            return ready - {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        case ast.Assign():
            return ready.union(*map(_stores, node.targets))
        case ast.AnnAssign(value=value) if value is not None:
            return ready | _stores(node.target)
    # An augmented assignment binds only what was bound before.
    return ready


def _stores(target: ast.AST) -> frozenset[str]:
    return frozenset(
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def _captures(pattern: ast.pattern) -> frozenset[str]:
    names = (
        node.rest if isinstance(node, ast.MatchMapping) else getattr(node, "name", None)
        for node in ast.walk(pattern)
    )
    return frozenset(name for name in names if name)


def _reads(root: ast.AST) -> frozenset[str]:
    """Return the names that the code below a node reads, those local to an inner scope left out."""
    names: set[str] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, _SCOPES):
            names |= _reads_of_scope(node)
            stack += _evaluated_outside(node)
            continue
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            names.add(node.id)
        stack += ast.iter_child_nodes(node)
    return frozenset(names)


def _reads_of_scope(scope: ast.AST) -> set[str]:
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    return read - bound


def _evaluated_outside(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a function or comprehension that the code around it evaluates."""
    if isinstance(scope, _COMPREHENSIONS):
        yield scope.generators[0].iter
    elif isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        yield from scope.args.defaults
        yield from filter(None, scope.args.kw_defaults)
        yield from getattr(scope, "decorator_list", ())
