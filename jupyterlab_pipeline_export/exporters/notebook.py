"""Exports a notebook that runs from top to bottom."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from jupyterlab_pipeline_export.codegen.format import check_syntax, format_notebook
from jupyterlab_pipeline_export.codegen.imports import merge_imports
from jupyterlab_pipeline_export.codegen.program import Symbols
from jupyterlab_pipeline_export.codegen.source import PyComment, to_source
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.exporters.base import Artifact, ExportContext
from jupyterlab_pipeline_export.exporters.markdown import code_span, markdown_text
from jupyterlab_pipeline_export.exporters.shows import notebook_shows
from jupyterlab_pipeline_export.exporters.stamp import (
    METADATA_KEY,
    notebook_stamp,
    regenerate_command,
)
from jupyterlab_pipeline_export.exporters.text_templates import one_line
from jupyterlab_pipeline_export.pipeline.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyterlab_pipeline_export.codegen.program import (
        Block,
        PlannedParameter,
        Program,
    )

__all__ = ["NotebookExporter"]

Cell: TypeAlias = dict[str, Any]

OUTPUT_DIR: Final = "OUTPUT_DIR"
CELL_ID_LENGTH: Final = 64
"""What the notebook format allows."""


class NotebookExporter:
    """Exports an ``.ipynb`` of format 4.5."""

    name: ClassVar[str] = "notebook"
    label: ClassVar[str] = "Notebook"
    description: ClassVar[str] = "A notebook that opens at once and runs from top to bottom."

    def symbols(self, context: ExportContext) -> Symbols:
        """Say that data paths start from the notebook's folder, which is where its kernel runs."""
        return Symbols(output_dir=OUTPUT_DIR, data_prefix=context.data_prefix)

    def export(self, program: Program, context: ExportContext) -> tuple[Artifact, ...]:
        """Render the notebook.

        Parameters
        ----------
        program
            The program, rendered with the `symbols` of this exporter.
        context
            Facts around the export.

        Returns
        -------
        tuple of Artifact
            One.

        Raises
        ------
        ExportError
            If a cell would not parse as the chosen version of Python, or the result were no valid notebook.
        """
        cells = list(_cells(program, context))
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        check_syntax("\n".join(code), context.python)
        if _draws(program):
            # No Python, but IPython knows it wherever a notebook runs. Before the first step, after the imports.
            position = next(
                index for index, cell in enumerate(cells) if cell["metadata"].get(METADATA_KEY)
            )
            cells.insert(position, _code_cell("pipeline-figures", "%matplotlib inline"))
        notebook = _notebook(cells, program, context)
        # As notebook programs write it: saving it again makes no difference in version control.
        text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        path = PurePosixPath(f"{context.stem}.ipynb")
        return (Artifact(path, text.encode(), "application/x-ipynb+json"),)


def _cells(program: Program, context: ExportContext) -> Iterator[Cell]:
    yield _markdown_cell("pipeline-title", _introduction(program, context))
    setup = _setup_code(program)
    if imports := _imports(program, setup):
        yield _code_cell("pipeline-imports", imports)
    if program.parameters:
        yield _code_cell(
            "pipeline-parameters", _parameters_code(program.parameters), tags=["parameters"]
        )
    if setup:
        yield _code_cell("pipeline-setup", setup)
    for block in program.blocks:
        metadata = {METADATA_KEY: {"step": block.step.step.id}}
        yield _markdown_cell(_text_cell_id(block.step.step.id), _step_text(block), **metadata)
        if not block.is_text:
            yield _code_cell(block.step.step.id, _step_code(block), **metadata)


def _notebook(cells: list[Cell], program: Program, context: ExportContext) -> Cell:
    """Put formatted cells together, stamp them, and validate the whole once."""
    notebook: Cell = {
        "cells": cells,
        "metadata": {
            "kernelspec": _kernelspec(program, context),
            "language_info": {
                "codemirror_mode": {"name": "ipython", "version": 3},
                "file_extension": ".py",
                "mimetype": "text/x-python",
                "name": "python",
                "nbconvert_exporter": "python",
                "pygments_lexer": "ipython3",
                "version": context.python,
            },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    formatted: Cell = json.loads(format_notebook(json.dumps(notebook), python=context.python))
    for cell in formatted["cells"]:
        cell["source"] = "".join(cell["source"]).strip("\n").splitlines(keepends=True)
    stamp = notebook_stamp(formatted["cells"], context.source, program.pipeline)
    formatted["metadata"][METADATA_KEY] = stamp
    _validate(formatted)
    return formatted


def _validate(notebook: Cell) -> None:
    # Importing nbformat takes longer than all other formats together need.
    import nbformat  # noqa: PLC0415

    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        problem = Problem(
            severity="error",
            code="invalid-notebook",
            message=f"The notebook would not be valid: {error}".partition("\n")[0],
            remedy="Please report this.",
        )
        msg = "The notebook would not be valid."
        raise ExportError(msg, [problem]) from error


def _kernelspec(program: Program, context: ExportContext) -> dict[str, str]:
    if context.environment is not None:
        name, display_name = context.environment.kernel, context.environment.display_name
    else:
        name = context.options.kernel or program.pipeline.environment.kernel or "python3"
        display_name = "Python 3 (ipykernel)" if name == "python3" else name
    return {"display_name": display_name, "language": "python", "name": name}


def _introduction(program: Program, context: ExportContext) -> str:
    pipeline = program.pipeline
    command = code_span(regenerate_command(context.source, NotebookExporter.name))
    parts = [
        f"# {markdown_text(one_line(pipeline.name))}",
        pipeline.description.strip(),
        f"Generated by jupyterlab_pipeline_export. Edit the pipeline, then regenerate this notebook with: {command}",
    ]
    return "\n\n".join(part for part in parts if part)


def _draws(program: Program) -> bool:
    return program.uses_matplotlib or _shows_figure(program)


def _shows_figure(program: Program) -> bool:
    return any(shown.type == "figure" for block in program.blocks for shown in block.shows)


def _imports(program: Program, setup: str) -> str:
    return merge_imports(
        [
            program.imports,
            *(["from pathlib import Path"] if setup else []),
            *(["import matplotlib.pyplot as plt"] if _shows_figure(program) else []),
        ]
    )


def _parameters_code(parameters: tuple[PlannedParameter, ...]) -> str:
    lines = []
    for planned in parameters:
        if planned.parameter.description.strip():
            lines.append(str(PyComment(planned.parameter.description)))
        lines.append(f"{planned.variable} = {to_source(planned.parameter.default)}")
    return "\n".join(lines)


def _setup_code(program: Program) -> str:
    if not program.uses_output_dir:
        return ""
    return f'{OUTPUT_DIR} = Path("output")\n{OUTPUT_DIR}.mkdir(parents=True, exist_ok=True)\n'


def _step_code(block: Block) -> str:
    definitions = f"{block.definitions}\n\n" if block.definitions else ""
    return definitions + block.code + notebook_shows(block)


def _text_cell_id(step: str) -> str:
    # Ids of steps have no hyphen, so these collide neither with them nor with the cells before the first step.
    suffix = "-text"
    if len(step) + len(suffix) > CELL_ID_LENGTH:
        digest = sha256(step.encode()).hexdigest()[:8]
        step = f"{step[: CELL_ID_LENGTH - len(suffix) - len(digest) - 1]}-{digest}"
    return step + suffix


def _step_text(block: Block) -> str:
    planned = block.step
    docs = "" if block.is_text else planned.component.docs
    parts = [
        f"## {planned.number}. {markdown_text(one_line(planned.title))}",
        planned.step.note.strip(),
        f"Documentation: [{markdown_text(one_line(planned.component.title))}](<{docs}>)"
        if docs
        else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _markdown_cell(cell_id: str, source: str, **metadata: object) -> Cell:
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def _code_cell(cell_id: str, source: str, **metadata: object) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }
