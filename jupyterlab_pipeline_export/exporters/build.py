"""From a pipeline to artifacts: the one way that previews, exports and downloads take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.format import PYTHON_VERSIONS
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.columns.tables import NO_SAMPLES
from jupyterlab_pipeline_export.errors import InvalidPipelineError
from jupyterlab_pipeline_export.exporters.base import ExportContext
from jupyterlab_pipeline_export.exporters.registry import get_exporter
from jupyterlab_pipeline_export.exporters.requirements import RequirementsBuilder
from jupyterlab_pipeline_export.pipeline.problems import Problem, has_errors, pointer
from jupyterlab_pipeline_export.pipeline.rules import fits_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyterlab_pipeline_export.columns.tables import Samples
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.exporters.base import (
        Artifact,
        EnvironmentSnapshot,
        ExportOptions,
    )
    from jupyterlab_pipeline_export.pipeline.model import Parameter, Pipeline

__all__ = ["DEFAULT_PYTHON", "BuildResult", "build", "make_context", "with_parameters"]

DEFAULT_PYTHON: Final = "3.12"
REQUIREMENTS_FILE: Final = "requirements.txt"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What an export gives, before anything is written."""

    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    """Warnings and notes; errors are raised."""


def make_context(
    pipeline: Pipeline,
    source: str,
    options: ExportOptions,
    environment: EnvironmentSnapshot | None = None,
    data_prefix: PurePosixPath = PurePosixPath(),
) -> ExportContext:
    """Gather the facts around an export, and decide what the options leave open.

    Parameters
    ----------
    pipeline
        The document; what the options leave open, its environment says.
    source
        File name of the document.
    options
        What the user chose for this export.
    environment
        What is installed where the artifacts are meant to run, if that is known.
    data_prefix
        Way from the folder of the artifacts to the folder of the pipeline.

    Returns
    -------
    ExportContext
        With the Python version of the options, else of the document, else of the environment, else 3.12.
    """
    wanted = options.python or pipeline.environment.python
    installed = (
        environment.python if environment and environment.python in PYTHON_VERSIONS else None
    )
    return ExportContext(
        source=source,
        options=options,
        python=wanted or installed or DEFAULT_PYTHON,
        pins=options.pins or pipeline.environment.pins,
        environment=environment,
        data_prefix=data_prefix,
    )


def build(
    pipeline: Pipeline,
    catalog: Catalog,
    format_name: str,
    context: ExportContext,
    samples: Samples = NO_SAMPLES,
) -> BuildResult:
    """Turn a pipeline into the artifacts of a format.

    Nothing of the pipeline runs, nothing is written, no network is asked.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that it may use.
    format_name
        A name, or alias, that `get_exporter` knows.
    context
        Facts around the export. Parameters in its options replace the defaults of the document's.
    samples
        What the sources of the pipeline hold, for its checks.

    Returns
    -------
    BuildResult
        The same for the same input, to the byte.

    Raises
    ------
    UnknownFormatError
        If there is no such format.
    InvalidPipelineError
        If the pipeline, or an option, has problems that forbid an export.
    ExportError
        If an artifact would not be valid.
    """
    exporter = get_exporter(format_name)
    pipeline, problems = with_parameters(pipeline, context.options.parameters)
    problems += [*_python_problems(context), *check_pipeline(pipeline, catalog, samples)]
    if not any(step.enabled for step in pipeline.steps):
        problems = [_as_error(problem) for problem in problems]
    if has_errors(problems):
        message = f"The pipeline “{pipeline.name}” cannot be exported."
        raise InvalidPipelineError(message, problems)
    program = render_program(make_plan(pipeline, catalog), exporter.symbols(context))
    artifacts = exporter.export(program, context)
    if any(artifact.path.name == REQUIREMENTS_FILE for artifact in artifacts):
        problems += RequirementsBuilder().build(program, context).problems
    return BuildResult(artifacts, tuple(problems))


def with_parameters(
    pipeline: Pipeline, values: Mapping[str, str | int | float | bool]
) -> tuple[Pipeline, list[Problem]]:
    """Give parameters new defaults.

    Parameters
    ----------
    pipeline
        The document.
    values
        Of its parameters, by name.

    Returns
    -------
    Pipeline
        The document with these defaults; those that do not fit stay.
    list of Problem
        One for each value that does not fit.
    """
    declared = {parameter.name: parameter for parameter in pipeline.parameters}
    problems = [_parameter_problem(name, value, declared) for name, value in values.items()]
    fitting = {
        name: value
        for (name, value), problem in zip(values.items(), problems, strict=True)
        if problem is None
    }
    parameters = [
        parameter.model_copy(update={"default": fitting[parameter.name]})
        if parameter.name in fitting
        else parameter
        for parameter in pipeline.parameters
    ]
    changed = pipeline.model_copy(update={"parameters": parameters}) if fitting else pipeline
    return changed, [problem for problem in problems if problem is not None]


def _parameter_problem(
    name: str, value: str | float | bool, declared: Mapping[str, Parameter]
) -> Problem | None:
    if name not in declared:
        known = ", ".join(f"`{each}`" for each in declared)
        return Problem(
            severity="error",
            code="unknown-parameter",
            pointer=pointer("parameters"),
            message=f"The export sets the parameter {name!r}, which the pipeline does not have.",
            remedy=f"Set one of {known}." if known else "Set none, or add it to the pipeline.",
        )
    wanted = declared[name].type
    if fits_type(value, wanted) and not (isinstance(value, float) and not math.isfinite(value)):
        return None
    return Problem(
        severity="error",
        code="parameter-type",
        pointer=pointer("parameters"),
        message=f"The export sets the parameter `{name}` to {value!r}, but its type is `{wanted}`.",
        remedy=f"Give a value of the type `{wanted}`.",
    )


def _python_problems(context: ExportContext) -> list[Problem]:
    if context.python in PYTHON_VERSIONS:
        return []
    return [
        Problem(
            severity="error",
            code="unsupported-python",
            pointer=pointer("environment", "python"),
            message=f"Artifacts cannot be made for Python {context.python}.",
            remedy=f"Choose one of {', '.join(PYTHON_VERSIONS)}.",
        )
    ]


def _as_error(problem: Problem) -> Problem:
    """Return the problem of having nothing to export as an error, any other as it is."""
    if problem.code != "empty-pipeline":
        return problem
    return problem.model_copy(update={"severity": "error"})
