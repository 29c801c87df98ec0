"""Names that a script needs itself, and that the code of no step may bind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.codegen.names import RESERVED_NAMES
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Block, Program

__all__ = ["refuse_taken_names"]


def refuse_taken_names(program: Program) -> None:
    """Make sure that no component's own variables hide a name of the script.

    A loop ``for step in ...`` in a snippet would make `step` a local variable
    of the function that runs all steps. Names that the planner chooses are
    free in any case, and tests hold the built-in components to it.

    Raises
    ------
    ExportError
        If a component of somebody else binds such a name.
    """
    problems = [
        _problem(block, taken)
        for block in program.blocks
        if block.step.component.origin != "built-in"
        and (taken := sorted(_bound_names(block.code) & RESERVED_NAMES))
    ]
    if problems:
        raise ExportError(problems[0].message, problems)


def _bound_names(code: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _problem(block: Block, taken: list[str]) -> Problem:
    planned = block.step
    names = ", ".join(f"`{name}`" for name in taken)
    return Problem(
        severity="error",
        code="taken-name",
        pointer=pointer("steps", planned.index, "component"),
        step=planned.step.id,
        message=f"The component `{planned.component.id}` uses variables of a name that scripts need themselves: {names}.",
        remedy=f"Give them other names in the component, which comes from: {planned.component.origin}.",
    )
