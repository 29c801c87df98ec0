"""``jupyter pipeline-export check``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.cli.arguments import UsageError
from jupyterlab_pipeline_export.cli.documents import read_local_document, read_local_samples
from jupyterlab_pipeline_export.cli.report import print_failure, print_line, print_problems
from jupyterlab_pipeline_export.components.catalog import load_catalog
from jupyterlab_pipeline_export.pipeline.problems import has_errors

if TYPE_CHECKING:
    import argparse

    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = ["run_check"]


def run_check(arguments: argparse.Namespace) -> int:
    """Print the problems of all documents; return the exit code."""
    catalog = load_catalog(extra_folders=arguments.components)
    code = 0
    found: list[dict[str, object]] = []
    for argument in arguments.documents:
        try:
            problems = _check(argument, catalog)
        except UsageError as error:
            print_failure(argument, str(error))
            code = 2
            continue
        if has_errors(problems):
            code = max(code, 1)
        if arguments.json:
            dumped = [problem.model_dump(mode="json") for problem in problems]
            found.append({"path": argument, "problems": dumped})
        else:
            print_problems(argument, problems, sys.stdout)
    if arguments.json:
        # Not through `print_line`: JSON escapes what could do harm, and nothing else may be changed.
        sys.stdout.write(json.dumps({"documents": found}, indent=2) + "\n")
    elif code == 0:
        print_line(f"{len(arguments.documents)} checked, no errors")
    return code


def _check(argument: str, catalog: Catalog) -> tuple[Problem, ...]:
    document = read_local_document(argument)
    pipeline = document.loaded.pipeline
    if pipeline is None:
        return document.loaded.problems
    samples = read_local_samples(document.path, pipeline, catalog)
    return (*document.loaded.problems, *check_pipeline(pipeline, catalog, samples))
