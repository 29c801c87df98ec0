"""``jupyter pipeline-export components``."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.cli.component_check import check_components
from jupyterlab_pipeline_export.cli.report import print_line
from jupyterlab_pipeline_export.components.catalog import load_catalog
from jupyterlab_pipeline_export.server.catalog import describe_catalog

if TYPE_CHECKING:
    import argparse

__all__ = ["run_components"]


def run_components(arguments: argparse.Namespace) -> int:
    """Print the components, and to the standard error those that were left out; or check files."""
    if arguments.files:
        return check_components(arguments.files, as_json=arguments.json)
    catalog = load_catalog(extra_folders=arguments.components)
    if arguments.json:
        sys.stdout.write(describe_catalog(catalog).model_dump_json(indent=2) + "\n")
        return 0
    width = max((len(name) for name in catalog.components), default=0)
    for category, members in groupby(catalog.components.values(), key=lambda each: each.category):
        print_line(f"{category}:")
        for component in members:
            print_line(f"  {component.id:<{width}}  {component.summary}")
    for problem in catalog.problems:
        place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
        print_line(f"{place}: warning: {problem.message} {problem.remedy}".rstrip(), sys.stderr)
    return 0
