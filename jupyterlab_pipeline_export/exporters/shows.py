"""How a result that a step shows reaches the user: below a notebook's cell, or in the log and the files of a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Block

__all__ = ["notebook_shows", "script_shows"]


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
