"""What custom code is made of, read without running it.

Custom code is written as the body of a notebook cell and becomes the body of
a function, so that a script can call it. `analyse_code` finds what would mean
something else there, and the names that the code needs and gives.
"""

from __future__ import annotations

import ast
import re
import symtable
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jupyterlab_pipeline_export.components.code_rules import (
    BUILTINS,
    CodeProblem,
    changed_meanings,
    is_future,
    is_star,
    refused_statements,
)
from jupyterlab_pipeline_export.components.early_names import early_names
from jupyterlab_pipeline_export.components.scopes import bound_names

__all__ = ["CodeAnalysis", "CodeProblem", "HoistedImport", "analyse_code", "normalise_code"]

_MAGIC: Final = re.compile(
    r"\s*(%%?[A-Za-z]|!{1,2}\s*\S|\?{1,2}\S|[\w.]+\?{1,2}\s*$|[\w., ]+=\s*[%!])"
)
_OPERATOR: Final = re.compile(r"[-+*/%@&|^<>]")
_MAX_OPERATORS: Final = 20_000
_TOO_COMPLEX: Final = CodeProblem(
    "code-too-complex",
    1,
    "The code is nested too deeply or too long to be read.",
    "Split it into smaller statements.",
)
_FORBIDDEN: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class HoistedImport:
    """An import that may stand at the top level of a module only."""

    statement: str
    start: tuple[int, int]
    """Line (from 1) and column (in bytes of UTF-8) of its first character in the normalised code."""
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CodeAnalysis:
    """What the code needs, gives, and has wrong."""

    problems: tuple[CodeProblem, ...]
    star_imports: tuple[HoistedImport, ...] = ()
    future_imports: tuple[HoistedImport, ...] = ()
    free_names: frozenset[str] = frozenset()
    """Names that it uses without binding them; builtins are left out."""
    bound_names: frozenset[str] = frozenset()
    """Names that it binds at its top level."""
    early_names: frozenset[str] = frozenset()
    """Bound names that it may read before it binds them, such as `max` in `max = max(a, b)`."""
    imported_modules: frozenset[str] = frozenset()
    """Top-level modules that it imports, wherever it does."""


def normalise_code(code: str) -> str:
    r"""Return code with ``\n`` as its only line end, one at its end, and no byte order mark."""
    text = code.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") or not text else text + "\n"


@lru_cache(maxsize=1024)
def analyse_code(code: str) -> CodeAnalysis:
    """Read custom code without running it.

    Parameters
    ----------
    code
        Statements as in a notebook cell.

    Returns
    -------
    CodeAnalysis
        Its names and imports; of code that does not parse, the problems alone.
    """
    refusal = _unreadable(code)
    if refusal:
        return CodeAnalysis((refusal,))
    code = normalise_code(code)
    if _may_crash(code):
        return CodeAnalysis((_TOO_COMPLEX,))
    try:
        with warnings.catch_warnings():
            # An invalid escape in a string is no mistake that keeps code from running.
            warnings.simplefilter("ignore")
            return _analyse(code)
    except SyntaxError as error:
        return CodeAnalysis((_syntax_problem(code, error),))
    except (RecursionError, MemoryError):
        return CodeAnalysis((_TOO_COMPLEX,))


def _may_crash(code: str) -> bool:
    """Tell whether reading the code might end the process instead of raising an error.

    Python 3.10 does not watch its stack where it makes a tree of a chain such
    as ``a + a + a + …``; it takes some ten thousands of them.
    """
    return sys.version_info < (3, 11) and len(_OPERATOR.findall(code)) > _MAX_OPERATORS


def _unreadable(code: str) -> CodeProblem | None:
    """Find the first character that no Python source may hold."""
    found = _FORBIDDEN.search(code)
    if found is None:
        return None
    name = "a NUL character" if found[0] == "\0" else "half of a surrogate pair"
    return CodeProblem(
        "code-characters",
        normalise_code(code)[: found.start()].count("\n") + 1,
        f"The code holds {name}, which no Python source may.",
        "Remove it, or write it as an escape within a string.",
    )


def _syntax_problem(code: str, error: SyntaxError) -> CodeProblem:
    line = max(error.lineno or 1, 1)
    lines = code.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    magic = _MAGIC.match(text)
    if magic:
        return CodeProblem(
            "code-magic",
            line,
            f"`{text.strip()}` is a notebook command, not Python.",
            "Write it in Python, such as `subprocess.run([...], check=True)` for a shell command.",
        )
    return CodeProblem(
        "code-syntax", line, f"The code is no valid Python: {error.msg}.", "Correct this line."
    )


def _analyse(code: str) -> CodeAnalysis:
    tree = ast.parse(code)
    problems = list(refused_statements(tree))
    if problems:
        return CodeAnalysis(tuple(sorted(problems, key=lambda problem: problem.line)))
    # What remains wrong, such as `break` outside a loop, only the compiler finds.
    compile(code, "<custom code>", "exec", dont_inherit=True)
    bound = bound_names(tree.body)
    early = early_names(tree.body)
    symbols = symtable.symtable(code, "<custom code>", "exec")
    free = _free_names(symbols, early) - bound
    early &= bound
    return CodeAnalysis(
        problems=tuple(changed_meanings(tree, bound | free, early)),
        star_imports=tuple(_hoisted(node) for node in tree.body if is_star(node)),
        future_imports=tuple(_hoisted(node) for node in tree.body if is_future(node)),
        free_names=free,
        bound_names=bound,
        early_names=early,
        imported_modules=frozenset(_modules(tree)),
    )


def _free_names(top: symtable.SymbolTable, early: frozenset[str]) -> frozenset[str]:
    """Return the names that the code uses and that no function or class in it binds.

    From Python 3.12 on, the table of the top level also holds variables of
    comprehensions; those that the statements themselves use are in `early`.
    """
    used: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced()
            and (symbol.is_global() if table is not top else symbol.get_name() in early)
        }
    return frozenset(used - BUILTINS)


def _hoisted(node: ast.stmt) -> HoistedImport:
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return HoistedImport(ast.unparse(node), (node.lineno, node.col_offset), end)


def _modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not is_future(node):
            yield node.module.partition(".")[0]
