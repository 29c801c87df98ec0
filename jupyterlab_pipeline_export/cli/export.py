"""``jupyter pipeline-export DOC... --to FORMAT``."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import KernelSpecManager

from jupyterlab_pipeline_export.cli.arguments import ALL_FORMATS, UsageError
from jupyterlab_pipeline_export.cli.documents import read_local_document, read_local_samples
from jupyterlab_pipeline_export.cli.parameters import typed_values
from jupyterlab_pipeline_export.cli.report import print_failure, print_line, print_problems
from jupyterlab_pipeline_export.components.catalog import load_catalog
from jupyterlab_pipeline_export.errors import (
    ConflictError,
    InvalidPipelineError,
    PipelineExportError,
)
from jupyterlab_pipeline_export.exporters.base import Artifact, ExportOptions
from jupyterlab_pipeline_export.exporters.build import build, make_context, with_parameters
from jupyterlab_pipeline_export.exporters.registry import (
    UnknownFormatError,
    exporters,
    get_exporter,
)
from jupyterlab_pipeline_export.workspace.archive import ZIP_TYPE, zip_artifacts
from jupyterlab_pipeline_export.workspace.kernel_environment import snapshot_sync
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

if TYPE_CHECKING:
    import argparse

    from jupyterlab_pipeline_export.cli.documents import LocalDocument
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.exporters.base import ExportContext
    from jupyterlab_pipeline_export.pipeline.model import Pipeline
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = ["run_export"]


def run_export(arguments: argparse.Namespace) -> int:
    """Export all documents; one that fails stops no other.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    UsageError
        If the arguments do not go together, before anything is read.
    """
    formats = _formats(arguments.to)
    if arguments.stdout and (len(arguments.documents) > 1 or len(formats) > 1):
        message = "--stdout takes one document and one format"
        raise UsageError(message)
    if arguments.stdout and arguments.output_dir is not None:
        message = "--stdout and --output-dir do not go together"
        raise UsageError(message)
    catalog = load_catalog(extra_folders=arguments.components)
    return max(_export(each, formats, catalog, arguments) for each in arguments.documents)


def _formats(wanted: str) -> tuple[str, ...]:
    if wanted == ALL_FORMATS:
        return tuple(exporter.name for exporter in exporters())
    try:
        return (get_exporter(wanted).name,)
    except UnknownFormatError as error:
        raise UsageError(str(error)) from None


def _export(
    argument: str, formats: tuple[str, ...], catalog: Catalog, arguments: argparse.Namespace
) -> int:
    try:
        document = read_local_document(argument)
        artifacts, problems, context = _build(document, formats, catalog, arguments)
        print_problems(argument, problems, sys.stderr)
        if arguments.stdout:
            _print_artifact(artifacts, arguments.to)
        else:
            notes = _write(document, artifacts, context, arguments)
            print_problems(argument, notes, sys.stderr)
    except UsageError as error:
        print_failure(argument, str(error))
        return 2
    except ConflictError as error:
        remedy = "Choose another --output-dir, or an --on-conflict other than fail."
        print_failure(argument, f"{error.message} {remedy}")
        return 1
    except PipelineExportError as error:
        print_problems(argument, error.problems, sys.stderr)
        if not error.problems:
            print_failure(argument, error.message)
        return 1
    return 0


def _build(
    document: LocalDocument,
    formats: tuple[str, ...],
    catalog: Catalog,
    arguments: argparse.Namespace,
) -> tuple[list[Artifact], list[Problem], ExportContext]:
    pipeline = document.loaded.pipeline
    if pipeline is None:
        message = "The document has errors, so it cannot be exported."
        raise InvalidPipelineError(message, document.loaded.problems)
    options = _options(pipeline, arguments)
    kernel = options.kernel or pipeline.environment.kernel
    asked = snapshot_sync(kernel, KernelSpecManager())
    folder = arguments.output_dir or document.path.parent
    prefix = _way_between(folder, document.path.parent)
    context = make_context(pipeline, document.path.name, options, asked.environment, prefix)
    # By path: the requirements of a script are the file that the format `requirements` gives.
    artifacts: dict[PurePosixPath, Artifact] = {}
    problems = dict.fromkeys((*document.loaded.problems, *asked.problems))
    changed, _ = with_parameters(pipeline, options.parameters)
    samples = read_local_samples(document.path, changed, catalog)
    for name in formats:
        result = build(pipeline, catalog, name, context, samples)
        artifacts.update((each.path, each) for each in result.artifacts)
        problems.update(dict.fromkeys(result.problems))
    return list(artifacts.values()), list(problems), context


def _options(pipeline: Pipeline, arguments: argparse.Namespace) -> ExportOptions:
    return ExportOptions(
        python=arguments.python,
        pins=arguments.pins,
        kernel=arguments.kernel,
        parameters=typed_values(pipeline, arguments.values),
        dev_requirements=arguments.dev_requirements,
        gpu=arguments.gpu,
    )


def _way_between(start: Path, end: Path) -> PurePosixPath:
    try:
        return PurePosixPath(Path(os.path.relpath(end.resolve(), start.resolve())).as_posix())
    except ValueError:  # another drive of Windows, to which no relative way leads
        return PurePosixPath(end.resolve().as_posix())


def _print_artifact(artifacts: list[Artifact], wanted: str) -> None:
    if any(len(artifact.path.parts) > 1 for artifact in artifacts):
        message = f"--stdout prints one text, but `{wanted}` is a folder of files"
        raise UsageError(message)
    # The format's own artifact comes first, before what goes with it.
    sys.stdout.flush()
    sys.stdout.buffer.write(artifacts[0].content)
    sys.stdout.buffer.flush()


def _write(
    document: LocalDocument,
    artifacts: list[Artifact],
    context: ExportContext,
    arguments: argparse.Namespace,
) -> tuple[Problem, ...]:
    folder = Path(arguments.output_dir or document.path.parent).absolute()
    if arguments.zip:
        suffix = "" if arguments.to == ALL_FORMATS else f"-{get_exporter(arguments.to).name}"
        path = PurePosixPath(f"{context.stem}{suffix}.zip")
        artifacts = [Artifact(path, zip_artifacts(artifacts), ZIP_TYPE)]
    # From the first folder that is there, so that the writer makes the rest and can undo it.
    root = next(each for each in (folder, *folder.parents) if each.exists())
    writer = WorkspaceWriter(LocalStore(root))
    directory = "" if root == folder else folder.relative_to(root).as_posix()
    report = asyncio.run(writer.write(artifacts, directory, arguments.on_conflict, context.source))
    for file in report.files:
        print_line(f"{file.status}: {_shown(root / file.path)}")
    return report.notes


def _shown(path: Path) -> Path:
    """Return a path as the user would write it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
