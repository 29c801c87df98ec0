"""What custom code is made of, read without running it.

Custom code is written as the body of a notebook cell and becomes the body of
a function, so that a script can call it. `analyse_code` finds what would mean
something else there, and the names that the code needs and gives.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jupyterlab_pipeline_export.components.early_names import early_names

__all__ = ["CodeAnalysis", "CodeProblem", "HoistedImport", "analyse_code", "normalise_code"]

_BUILTINS: Final = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
_MAGIC: Final = re.compile(
    r"\s*(%%?[A-Za-z]|!{1,2}\s*\S|\?{1,2}\S|[\w.]+\?{1,2}\s*$|[\w., ]+=\s*[%!])"
)
_FORBIDDEN: Final = re.compile("[\0\ud800-\udfff]")
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Something in the code that an artifact cannot hold."""

    code: str
    """Dashed name of the rule, such as `code-syntax`."""
    line: int
    """Counts from 1 within the code."""
    message: str
    remedy: str


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
    try:
        with warnings.catch_warnings():
            # An invalid escape in a string is no mistake that keeps code from running.
            warnings.simplefilter("ignore")
            return _analyse(code)
    except SyntaxError as error:
        return CodeAnalysis((_syntax_problem(code, error),))
    except (RecursionError, MemoryError):
        message = "The code is nested too deeply or too long to be read."
        return CodeAnalysis(
            (CodeProblem("code-too-complex", 1, message, "Split it into smaller statements."),)
        )


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
    problems = list(_refused(tree))
    if problems:
        return CodeAnalysis(tuple(sorted(problems, key=lambda problem: problem.line)))
    # What remains wrong, such as `break` outside a loop, only the compiler finds.
    compile(code, "<custom code>", "exec", dont_inherit=True)
    bound, free = _names(tree, symtable.symtable(code, "<custom code>", "exec"))
    early = early_names(tree.body) & bound
    return CodeAnalysis(
        problems=(*_class_problems(tree, bound | free), *_deleted_builtins(tree, early)),
        star_imports=tuple(_hoisted(node) for node in tree.body if _is_star(node)),
        future_imports=tuple(_hoisted(node) for node in tree.body if _is_future(node)),
        free_names=free,
        bound_names=bound,
        early_names=early,
        imported_modules=frozenset(_modules(tree)),
    )


def _refused(tree: ast.Module) -> Iterator[CodeProblem]:
    """Find statements that mean nothing, or something else, in the body of a function."""
    top_level = set(map(id, tree.body))
    named = False
    for statement in tree.body:
        if _is_star(statement) and named:
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
        case ast.ImportFrom() if _is_star(node) and not top_level:
            return "nested-star-import"
        case ast.ImportFrom() if _is_future(node) and "barry_as_FLUFL" in _members(node):
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


def _problem(rule: str, node: ast.AST) -> CodeProblem:
    message, remedy = _RULES[rule]
    # The clause of a comprehension has no place of its own: what it iterates over has.
    line = node.iter.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 1)
    return CodeProblem(rule, line, message, remedy)


def _class_problems(tree: ast.Module, outer: frozenset[str]) -> Iterator[CodeProblem]:
    """Find class bodies that read a name of the code around them and bind it, too.

    The body of a class looks such a name up among the globals, and what is
    global in a cell is local to a function.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bound = _bound_in_class(node)
            for name in sorted(early_names(node.body) & bound & outer):
                yield CodeProblem(
                    "class-rebinds-name",
                    node.lineno,
                    f"The class `{node.name}` reads `{name}` from the code around it and binds it, too.",
                    f"Give the attribute or the variable another name than `{name}`.",
                )


def _deleted_builtins(tree: ast.Module, early: frozenset[str]) -> Iterator[CodeProblem]:
    """Find names of builtins that the code reads, binds, and unbinds again.

    At the top level of a module such a name then means the builtin once more.
    """
    for node in _outside_functions(tree):
        name = None
        if isinstance(node, ast.ExceptHandler):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
            name = node.id
        if name in early & _BUILTINS:
            yield CodeProblem(
                "unbound-builtin",
                getattr(node, "lineno", 1),
                f"The code unbinds `{name}`, which is the name of a builtin that it uses, too.",
                f"Give the variable another name than `{name}`.",
            )


def _outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all nodes of the code but those within functions and classes."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)


def _bound_in_class(node: ast.ClassDef) -> frozenset[str]:
    return frozenset(
        child.id
        for statement in node.body
        for child in ast.walk(statement)
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store)
    )


def _names(tree: ast.Module, top: symtable.SymbolTable) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names bound at the top level, and those that nothing binds."""
    bound = {
        symbol.get_name()
        for symbol in top.get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    }
    # A table of symbols lacks what `:=` binds from within a comprehension.
    walruses = (node for node in _outside_functions(tree) if isinstance(node, ast.NamedExpr))
    bound.update(node.target.id for node in walruses)
    used: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (table is top or symbol.is_global())
        }
    return frozenset(bound), frozenset(used - bound - _BUILTINS)


def _members(node: ast.ImportFrom) -> list[str]:
    return [name.name for name in node.names]


def _is_star(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and _members(node) == ["*"]


def _is_future(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _hoisted(node: ast.stmt) -> HoistedImport:
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return HoistedImport(ast.unparse(node), (node.lineno, node.col_offset), end)


def _modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not _is_future(node):
            yield node.module.partition(".")[0]
