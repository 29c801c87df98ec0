"""Custom code as a function: arguments in, results out, the code as its body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jupyterlab_pipeline_export.codegen.indent import has_statements, indent_code
from jupyterlab_pipeline_export.components.code_rules import BUILTINS
from jupyterlab_pipeline_export.components.custom_code import (
    CodeAnalysis,
    HoistedImport,
    analyse_code,
    normalise_code,
)

__all__ = ["CustomFunction", "CustomFunctionError", "make_function"]


class CustomFunctionError(ValueError):
    """The code cannot become a function that gives the declared outputs."""


@dataclass(frozen=True, slots=True)
class CustomFunction:
    """A function definition, and what the code around it has to know."""

    definition: str
    parameters: tuple[str, ...]
    """Those parameters of the pipeline that it takes after its inputs."""
    imports: tuple[str, ...]
    """Statements that had to leave the function: star and ``__future__`` imports."""
    modules: frozenset[str]
    """Top-level modules that the code imports within the function."""


def make_function(
    name: str,
    code: str,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    parameters: Collection[str],
) -> CustomFunction:
    """Make a function of custom code.

    Parameters
    ----------
    name
        A free identifier.
    code
        Statements as in a notebook cell.
    inputs
        Names of the arguments.
    outputs
        Names of the variables to return.
    parameters
        Names of the pipeline's parameters: the function takes those that the
        code uses.

    Returns
    -------
    CustomFunction
        Its body does what the code does at the top level of a module.

    Raises
    ------
    CustomFunctionError
        If the code has problems, or does not bind an output.
    """
    analysis = analyse_code(code)
    if analysis.problems:
        problem = analysis.problems[0]
        msg = f"line {problem.line} of the code: {problem.message}"
        raise CustomFunctionError(msg)
    read_from_outside = analysis.free_names | analysis.early_names
    taken = [each for each in parameters if each in read_from_outside and each not in inputs]
    known = {*inputs, *taken}
    _check_names(analysis, known, outputs)
    # A builtin that the code also binds would be an unbound local name at first.
    rebound = sorted((analysis.early_names & BUILTINS) - known)
    arguments = [*inputs, *taken, *(f"{each}={each}" for each in rebound)]
    hoisted = (*analysis.future_imports, *analysis.star_imports)
    body = _without(normalise_code(code), hoisted)
    ending = f"return {', '.join(outputs)}\n" if outputs else ""
    if not ending and not has_statements(body):
        ending = "pass\n"
    return CustomFunction(
        definition=f"def {name}({', '.join(arguments)}):\n{indent_code(body + ending)}",
        parameters=tuple(taken),
        imports=tuple(each.statement for each in hoisted),
        modules=analysis.imported_modules,
    )


def _check_names(analysis: CodeAnalysis, known: set[str], outputs: Sequence[str]) -> None:
    bound = analysis.bound_names | known
    # Nobody knows before it runs which names a star import brings.
    if analysis.star_imports:
        unknown = sorted(analysis.early_names - known - BUILTINS)
        if unknown:
            msg = f"the code reads `{unknown[0]}` from a star import and then binds it: use another name"
            raise CustomFunctionError(msg)
        return
    missing = [each for each in outputs if each not in bound]
    if missing:
        msg = f"the code never binds its output `{missing[0]}`: assign a value to that name"
        raise CustomFunctionError(msg)


def _without(code: str, hoisted: Sequence[HoistedImport]) -> str:
    """Take statements out of code: whole lines where nothing else stands on them."""
    lines = code.encode().split(b"\n")
    for each in sorted(hoisted, key=lambda each: each.start, reverse=True):
        (first, column), (last, end) = each.start, each.end
        before, after = lines[first - 1][:column], lines[last - 1][end:]
        alone = not before.strip() and not after.strip()
        lines[first - 1 : last] = [] if alone else [before + b"pass" + after]
    return b"\n".join(lines).decode()
