"""Import statements: merged, and sorted as isort's default profile sorts them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["bound_by_imports", "imported_modules", "merge_imports", "third_party"]

_DIGITS: Final = re.compile(r"(\d+)")
_SWITCHES: Final = frozenset({"sklearn.experimental"})


class _Import(NamedTuple):
    """One name of an import statement; `member` is None for ``import module``."""

    module: str
    member: str | None
    alias: str | None


@lru_cache(maxsize=4096)
def _parse(statement: str) -> tuple[_Import, ...]:
    imports: list[_Import] = []
    for node in ast.parse(statement).body:
        if isinstance(node, ast.Import):
            imports += (_Import(name.name, None, name.asname) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports += (_Import(node.module, name.name, name.asname) for name in node.names)
        else:
            msg = f"not an absolute import statement: {statement!r}"
            raise ValueError(msg)
    return tuple(imports)


def bound_by_imports(statement: str) -> frozenset[str]:
    """Return the names that an import statement defines.

    Parameters
    ----------
    statement
        One or more absolute import statements.

    Returns
    -------
    frozenset of str
        Empty for a star import, whose names nobody knows before it runs.

    Raises
    ------
    ValueError, SyntaxError
        If the text is anything else.
    """
    return frozenset(
        item.alias or (item.module.partition(".")[0] if item.member is None else item.member)
        for item in _parse(statement)
        if item.member != "*"
    )


def imported_modules(statements: Iterable[str]) -> frozenset[str]:
    """Return the top-level modules that import statements name."""
    return frozenset(
        item.module.partition(".")[0] for statement in statements for item in _parse(statement)
    )


def third_party(modules: Iterable[str]) -> frozenset[str]:
    """Return those modules that come with a distribution, not with Python."""
    return frozenset(modules) - sys.stdlib_module_names - {"__future__", "__main__"}


def merge_imports(statements: Iterable[str]) -> str:
    """Merge import statements to a sorted block.

    Parameters
    ----------
    statements
        Absolute import statements, in any order and with repetitions.

    Returns
    -------
    str
        Groups for ``__future__``, the standard library and third parties, with
        a blank line between, each line ended; empty without statements. A
        star import comes before all named ones, so that it hides none of them.

    Raises
    ------
    ValueError, SyntaxError
        If a text is no absolute import statement.
    """
    items = {item for statement in statements for item in _parse(statement)}
    future = {item for item in items if item.module == "__future__"}
    stars = {item for item in items if item.member == "*"}
    named = items - future - stars
    groups = [
        list(_statements(future)),
        # Told to leave these where they are, linters agree with the order.
        [f"{line}  # isort: skip" for group in _by_origin(stars) for line in _statements(group)],
    ]
    groups += [list(_statements(group)) for group in _by_origin(named)]
    return "\n".join("".join(f"{line}\n" for line in group) for group in groups if group)


def _by_origin(items: Iterable[_Import]) -> tuple[list[_Import], list[_Import]]:
    standard: list[_Import] = []
    others: list[_Import] = []
    for item in items:
        known = item.module.partition(".")[0] in sys.stdlib_module_names
        (standard if known else others).append(item)
    return standard, others


def _statements(items: Iterable[_Import]) -> Iterator[str]:
    plain = [item for item in items if item.member is None]
    members: dict[tuple[str, _Import | None], list[_Import]] = {}
    for item in items:
        if item.member is not None:
            # A renamed member has a statement of its own.
            key = (item.module, item if item.alias else None)
            members.setdefault(key, []).append(item)
    for item in sorted(plain, key=lambda item: (_natural(item.module), _natural(item.alias or ""))):
        yield f"import {item.module}" + (f" as {item.alias}" if item.alias else "")
    lines = [(module, sorted(names, key=_member_key)) for (module, _), names in members.items()]
    for module, names in sorted(
        lines, key=lambda line: (_natural(line[0]), _member_key(line[1][0]))
    ):
        parts = (
            f"{name.member} as {name.alias}" if name.alias else str(name.member) for name in names
        )
        # Such an import switches a feature on: nothing uses its name.
        unused = "  # noqa: F401" if module in _SWITCHES else ""
        yield f"from {module} import {', '.join(parts)}{unused}"


def _member_key(item: _Import) -> tuple[object, ...]:
    """Sort constants before classes before everything else."""
    member = item.member or ""
    if len(member) > 1 and member.isupper():
        kind = 0
    elif member[:1].isupper():
        kind = 1
    else:
        kind = 2
    return kind, _natural(member), _natural(item.alias or "")


def _natural(name: str) -> tuple[object, ...]:
    """Sort without regard to case first, and numbers by their value."""
    parts = _DIGITS.split(name.lower())
    numbered = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
    return numbered, name
