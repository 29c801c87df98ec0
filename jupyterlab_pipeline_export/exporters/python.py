"""Exports a standalone Python script with a command line, and its requirements."""

from __future__ import annotations

import ast
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from jupyterlab_pipeline_export.codegen.format import check_syntax, format_python
from jupyterlab_pipeline_export.codegen.indent import indent_code
from jupyterlab_pipeline_export.codegen.program import Symbols
from jupyterlab_pipeline_export.codegen.source import PyCode, PyComment, to_docstring, to_source
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.exporters.base import Artifact, ExportContext, StepLines
from jupyterlab_pipeline_export.exporters.command_line import (
    PYTHON_TYPES,
    help_text,
    script_options,
)
from jupyterlab_pipeline_export.exporters.requirements import (
    RequirementsExporter,
    pep723_dependencies,
)
from jupyterlab_pipeline_export.exporters.script_imports import SCAFFOLD_IMPORTS, split_imports
from jupyterlab_pipeline_export.exporters.shows import script_shows, unused_results
from jupyterlab_pipeline_export.exporters.stamp import pipeline_digest, stamp_text
from jupyterlab_pipeline_export.exporters.taken_names import refuse_taken_names
from jupyterlab_pipeline_export.exporters.text_templates import one_line
from jupyterlab_pipeline_export.pipeline.model import parameter_reference
from jupyterlab_pipeline_export.pipeline.problems import Problem

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Block, DataFile, Program
    from jupyterlab_pipeline_export.exporters.command_line import ScriptOption

__all__ = ["PythonExporter", "render_script"]

SYMBOLS: Final = Symbols(output_dir="output_dir", data_dir="data_dir")

METADATA_BLOCK: Final = re.compile(r"^# /// script$\s(?:^#(?:| .*)$\s)+^# ///$", re.MULTILINE)
"""What tools take for the metadata of a script, wherever it stands (PEP 723)."""

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("jupyterlab_pipeline_export.exporters"),
    undefined=StrictUndefined,
    finalize=to_source,
    # HTML has no say here: `to_source` writes every value as Python.
    autoescape=False,  # noqa: S701
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class PythonExporter:
    """Exports a script that runs anywhere, and its ``requirements.txt``."""

    name: ClassVar[str] = "python"
    label: ClassVar[str] = "Python script"
    description: ClassVar[str] = (
        "One standalone script with a command line, and its requirements.txt."
    )

    def symbols(self, context: ExportContext) -> Symbols:  # noqa: ARG002 - the same for every context
        """Say that both folders are variables: arguments of the script's function `run`."""
        return SYMBOLS

    def export(self, program: Program, context: ExportContext) -> tuple[Artifact, ...]:
        """Render the script and its requirements.

        Parameters
        ----------
        program
            The program, rendered with the `symbols` of this exporter.
        context
            Facts around the export.

        Returns
        -------
        tuple of Artifact
            The script, which knows the lines of each step, then ``requirements.txt``.

        Raises
        ------
        ExportError
            If the script would not parse as the chosen version of Python, or a requirement of the document is none.
        """
        script = render_script(program, context, self.name)
        return (script, *RequirementsExporter().export(program, context))


def render_script(program: Program, context: ExportContext, format_name: str) -> Artifact:
    """Render a program as a script.

    Parameters
    ----------
    program
        The program, rendered with the `symbols` of `PythonExporter`.
    context
        Facts around the export.
    format_name
        Format that makes the script again, as its header says.

    Returns
    -------
    Artifact
        The script, which knows the lines of each step.

    Raises
    ------
    ExportError
        If it would not parse as the chosen version of Python, a component takes a name of the script, or a requirement of
        the document is none.
    """
    refuse_taken_names(program)
    text = ENVIRONMENT.get_template("script.py.jinja").render(_values(program, context))
    formatted = format_python(text, python=context.python)
    check_syntax(formatted, context.python)
    script = stamp_text(
        formatted,
        style="hash",
        source=context.source,
        digest=pipeline_digest(program.pipeline),
        format_name=format_name,
    )
    if len(METADATA_BLOCK.findall(script)) != 1:
        raise _second_metadata_block()
    return Artifact(
        PurePosixPath(f"{context.stem}.py"),
        script.encode(),
        "text/x-python",
        executable=True,
        steps=_step_lines(script, program),
    )


def _values(program: Program, context: ExportContext) -> dict[str, object]:
    """Return what the template needs; text that is no `PyCode` comes out as a literal."""
    pipeline = program.pipeline
    shown = {shown.type for block in program.blocks for shown in block.shows}
    uses_matplotlib = program.uses_matplotlib or "figure" in shown
    uses_output_dir = program.uses_output_dir or "figure" in shown
    standard_imports, other_imports = split_imports(
        [
            program.imports,
            *SCAFFOLD_IMPORTS,
            *(["from collections.abc import Mapping"] if "metrics" in shown else []),
            *(["import matplotlib"] if uses_matplotlib else []),
            *(["import matplotlib.pyplot as plt"] if "figure" in shown else []),
        ]
    )
    options = script_options(program.parameters)
    folders = {
        "data_dir": ("args.data_dir", bool(program.data_files)),
        "output_dir": ("args.output", uses_output_dir),
    }
    used_folders = {name: argument for name, (argument, used) in folders.items() if used}
    return {
        "requires_python": PyCode(json.dumps(f">={context.python}")),
        "dependencies": [
            PyCode(json.dumps(each)) for each in pep723_dependencies(program, context)
        ],
        "docstring": to_docstring(f"{one_line(pipeline.name)}\n\n{pipeline.description}"),
        "standard_imports": PyCode(standard_imports),
        "other_imports": PyCode(indent_code(other_imports.rstrip("\n"))) if other_imports else None,
        "uses_matplotlib": uses_matplotlib,
        "uses_output_dir": uses_output_dir,
        "shows_metrics": "metrics" in shown,
        "titles": tuple(_title(block) for block in program.blocks),
        "definitions": [PyCode(block.definitions) for block in program.blocks if block.definitions],
        "blocks": _blocks_values(program),
        "signature": _signature(used_folders, options),
        "arguments": _arguments(used_folders, options),
        "input_files": _input_files(program, options),
        "description": help_text(pipeline.name),
        "options": [_option_values(option) for option in options],
        "data_dir": _data_dir(context),
        "version": f"%(prog)s (pipeline {pipeline_digest(pipeline)})",
    }


def _title(block: Block) -> str:
    return f"{block.step.number}. {one_line(block.step.title)}"


def _blocks_values(program: Program) -> list[dict[str, object]]:
    code = {
        block.step.step.id: block.code + script_shows(block, SYMBOLS.output_dir)
        for block in program.blocks
    }
    for block, variable in unused_results(program.blocks):
        code[block.step.step.id] += f'logger.debug("{variable}: %s", {variable})\n'
    return [
        {
            "title": _title(block),
            "note": [PyComment(line) for line in block.step.step.note.strip().splitlines()],
            "code": PyCode(indent_code(code[block.step.step.id] or "pass\n", " " * 8)),
        }
        for block in program.blocks
    ]


def _signature(folders: dict[str, str], options: tuple[ScriptOption, ...]) -> PyCode:
    parameters = [f"{option.variable}: {PYTHON_TYPES[option.type]}" for option in options]
    return PyCode(
        ", ".join(
            [*(f"{name}: Path" for name in folders), *(["*"] if parameters else []), *parameters]
        )
    )


def _arguments(folders: dict[str, str], options: tuple[ScriptOption, ...]) -> PyCode:
    return PyCode(
        ", ".join(
            [
                *folders.values(),
                *(f"{option.variable}=args.{option.destination}" for option in options),
            ]
        )
    )


def _option_values(option: ScriptOption) -> dict[str, object]:
    return {
        "flag": option.flag,
        "type": option.type,
        "python_type": PyCode(PYTHON_TYPES[option.type]),
        "explicit_destination": option.explicit_destination,
        "destination": option.destination,
        "default": option.default,
        "help": option.help,
    }


def _input_files(program: Program, options: tuple[ScriptOption, ...]) -> tuple[object, ...]:
    """Return the paths of the input files, without repetition, those that a parameter gives as code."""
    destinations = {
        planned.parameter.name: option.destination
        for planned, option in zip(program.parameters, options, strict=True)
    }
    steps = {step.id: step for step in program.pipeline.steps}

    def path(file: DataFile) -> object:
        reference = parameter_reference(steps[file.step].params.get(file.parameter))
        return file.path if reference is None else PyCode(f"args.{destinations[reference]}")

    return tuple(dict.fromkeys(map(path, program.data_files)))


def _data_dir(context: ExportContext) -> PyCode:
    prefix = f" / {to_source(str(context.data_prefix))}" if context.data_prefix.parts else ""
    return PyCode(f"Path(__file__).resolve().parent{prefix}")


def _step_lines(script: str, program: Program) -> tuple[StepLines, ...]:
    run = next(
        node
        for node in ast.parse(script).body
        if isinstance(node, ast.FunctionDef) and node.name == "run"
    )
    places = [
        (node.lineno, node.end_lineno or node.lineno)
        for node in run.body
        if isinstance(node, ast.With)
    ]
    return tuple(
        StepLines(block.step.step.id, start, end)
        for block, (start, end) in zip(program.blocks, places, strict=True)
    )


def _second_metadata_block() -> ExportError:
    problem = Problem(
        severity="error",
        code="second-metadata-block",
        message="Custom code holds the lines of a script's metadata block (`# /// script`), and a script may have one only.",
        remedy="Name further packages in the environment's requirements, and take the lines out of the code.",
    )
    return ExportError("The script would have two metadata blocks.", [problem])
