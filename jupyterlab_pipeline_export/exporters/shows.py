"""How a result that a step shows reaches the user: below a notebook's cell, or in the log and the files of a script."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jupyterlab_pipeline_export.codegen.program import Block

__all__ = ["notebook_shows", "script_shows", "unused_results"]


def notebook_shows(block: Block) -> str:
    """Return the statements that end the cell of a step.

    A single result is the last expression of the cell, as one would type it.
    """
    values = [shown.variable for shown in block.shows if shown.type != "figure"]
    statements = [values[0]] if len(values) == 1 else [f"display({value})" for value in values]
    if len(values) < len(block.shows):
        # One call draws all open figures; it comes first, since a last expression has to be the last.
        statements.insert(0, "plt.show()")
    return "".join(f"{statement}\n" for statement in statements)


def script_shows(block: Block, output_dir: str) -> str:
    """Return the statements that follow the code of a step in a script.

    Parameters
    ----------
    block
        The code of the step.
    output_dir
        Name of the variable that holds the output folder.
    """
    statements = []
    figures = 0
    for shown in block.shows:
        match shown.type:
            case "figure":
                figures += 1
                file = f"{block.step.step.id}{'' if figures == 1 else f'_{figures}'}.png"
                statements += [
                    f'{shown.variable}.savefig({output_dir} / "{file}", bbox_inches="tight")',
                    f"plt.close({shown.variable})",
                ]
            case "table" | "column":
                statements.append(f"print({shown.variable}.to_string())")
            case "metrics":
                statements.append(f"log_metrics({shown.variable})")
            case _:
                statements.append(f"print({shown.variable})")
    return "".join(f"{statement}\n" for statement in statements)


def unused_results(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Find the results that nothing takes: the loose ends of a pipeline.

    A linter would rightly ask what the variables of a function are for.

    Yields
    ------
    tuple of Block and str
        A step's code and the variable of such a result.
    """
    blocks = tuple(blocks)
    used = {
        variable
        for block in blocks
        for planned in block.step.inputs.values()
        for variable in planned.variables
    }
    used |= {shown.variable for block in blocks for shown in block.shows}
    for block in blocks:
        loose = [each.variable for each in block.step.outputs.values() if each.variable not in used]
        if loose:
            loaded = {
                node.id
                for node in ast.walk(ast.parse(block.code))
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            }
            yield from ((block, variable) for variable in loose if variable not in loaded)
