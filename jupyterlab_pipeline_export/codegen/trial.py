"""Trying a component: its code, made with example settings and read by ruff, but not run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.environment import compile_snippet, failed_line
from jupyterlab_pipeline_export.codegen.format import PYTHON_VERSIONS, format_python, lint_python
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import Catalog
from jupyterlab_pipeline_export.components.example_values import (
    ExampleSettings,
    NoExampleError,
    example_settings,
)
from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.manifest import Component, OutputPort
from jupyterlab_pipeline_export.errors import PipelineExportError
from jupyterlab_pipeline_export.pipeline.model import Pipeline

__all__ = ["try_component"]

_SOURCE: Final = "custom.source"
_FOLDER: Final = 'from pathlib import Path\n\nOUTPUT_DIR = Path("output")\n'


def try_component(component: Component) -> tuple[int, tuple[Fault, ...]]:
    """Make the code of a component with its defaults, each parameter alone, and all together.

    Parameters
    ----------
    component
        A component without faults. Custom code has ports of each step's own, and is not tried.

    Returns
    -------
    int
        How many settings were tried.
    tuple of Fault
        What is wrong with the code, each told once.
    """
    if component.declared_ports:
        return 0, ()
    found: dict[tuple[str, int | None], Fault] = {}
    number = 0
    try:
        for settings in example_settings(component):
            number += 1
            for fault in _try(component, settings):
                found.setdefault((fault.message.partition(": ")[2], fault.line), fault)
    except NoExampleError as error:
        fault = Fault(
            f"The component cannot be tried: {error}.",
            "List values that fit under `examples`.",
            ("params", "properties", error.name),
        )
        found[fault.message, None] = fault
    return number, tuple(found.values())


def _try(component: Component, settings: ExampleSettings) -> Iterator[Fault]:
    inputs = {
        name: [f"source.{name}"] if port.many else f"source.{name}"
        for name, port in component.inputs.items()
        if settings.optional_inputs or not port.optional
    }
    steps = [
        {"id": "source", "component": _SOURCE},
        {"id": "step", "component": component.id, "inputs": inputs, "params": settings.params},
    ]
    catalog = Catalog({_SOURCE: _source_of(component), component.id: component})
    try:
        pipeline = Pipeline.model_validate({"name": component.title, "steps": steps})
        program = render_program(make_plan(pipeline, catalog))
        code = "\n".join(
            [program.imports, *(each.definitions + each.code for each in program.blocks)]
        )
        code = f"{_FOLDER}{code}" if program.uses_output_dir else code
        findings = lint_python(
            format_python(code, python=PYTHON_VERSIONS[0]), python=PYTHON_VERSIONS[0]
        )
    except PipelineExportError as error:
        details = [each.message for each in error.problems] or [error.message]
        line = None
        if error.__cause__ is not None:
            line = failed_line(compile_snippet(component.template), error.__cause__)
        for detail in details:
            yield _fault(settings, detail, line)
    else:
        for finding in findings:
            yield _fault(
                settings, f"the code is not clean ({finding.code}): {finding.message}", None
            )


def _source_of(component: Component) -> Component:
    """Return a component that gives what another takes."""
    return Component(
        id=_SOURCE,
        category="custom",
        title="Source",
        summary="Gives what is linked.",
        outputs={name: OutputPort(type=port.type) for name, port in component.inputs.items()},
        params={"type": "object", "properties": {}},
        template="".join(f"{{{{ outputs.{name} }}}} = None\n" for name in component.inputs),
    )


def _fault(settings: ExampleSettings, detail: str, line: int | None) -> Fault:
    sentence = detail if detail.endswith((".", "?")) else f"{detail}."
    return Fault(
        f"With {settings.label}: {sentence}",
        "Correct the snippet, or the schema of the parameter.",
        line=line or 1,
    )
