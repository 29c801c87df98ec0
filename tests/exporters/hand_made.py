"""Programs made by hand, for tests of exporters that need no code generation."""

from __future__ import annotations

from pathlib import PurePosixPath

from jupyterlab_pipeline_export.codegen.program import (
    DataFile,
    Plan,
    PlannedParameter,
    Program,
    ProgramRequirement,
    Symbols,
)
from jupyterlab_pipeline_export.exporters.base import (
    EnvironmentSnapshot,
    ExportContext,
    ExportOptions,
)
from jupyterlab_pipeline_export.pipeline.model import Parameter, Pipeline, Step


def make_program(*requirements, name="Penguins", description="", parameters=(), data_files=()):
    """Make a program without blocks; a requirement is a text or a pair of text and reasons."""
    pairs = [(each, ("Read data",)) if isinstance(each, str) else each for each in requirements]
    pipeline = Pipeline(
        name=name,
        description=description,
        parameters=[Parameter(**parameter) for parameter in parameters],
        steps=[Step(id="load", component="data.read_csv")],
    )
    planned = tuple(PlannedParameter(each, each.name) for each in pipeline.parameters)
    return Program(
        plan=Plan(pipeline, planned, ()),
        imports="",
        blocks=(),
        requirements=tuple(ProgramRequirement(text, tuple(reasons)) for text, reasons in pairs),
        data_files=tuple(DataFile(path, "load", "path") for path in data_files),
        symbols=Symbols(output_dir="output_dir", data_dir="data_dir"),
        uses_output_dir=True,
        uses_matplotlib=False,
        import_modules=(),
    )


def make_context(
    packages=None, *, source="penguins.pipeline.json", data_prefix="", environment=None, **options
):
    """Make a context; without packages no kernel was asked."""
    if packages is not None:
        environment = EnvironmentSnapshot(
            **{
                "kernel": "python3",
                "display_name": "Python 3",
                "python": "3.12",
                **(environment or {}),
            },
            packages=packages,
        )
    given = ExportOptions(**options)
    return ExportContext(
        source=source,
        options=given,
        python=given.python or "3.12",
        pins=given.pins or "exact",
        environment=environment,
        data_prefix=PurePosixPath(data_prefix),
    )
