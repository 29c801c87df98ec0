"""``jupyter pipeline-export components --check FILE...``."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from jupyterlab_pipeline_export.cli.report import print_line
from jupyterlab_pipeline_export.codegen.trial import try_component
from jupyterlab_pipeline_export.components.catalog import find_components
from jupyterlab_pipeline_export.components.loader import (
    SUFFIX,
    CatalogProblem,
    load_component,
    locate,
)
from jupyterlab_pipeline_export.components.manifest import CATEGORIES

__all__ = ["check_components"]

ORIGIN = "user"


def check_components(paths: Sequence[Path], *, as_json: bool) -> int:
    """Check components as strangers' are when they are loaded, then try them; print what is wrong.

    Parameters
    ----------
    paths
        Files, or folders of them.
    as_json
        Print JSON for programs.

    Returns
    -------
    int
        The exit code: 1 where there are problems.
    """
    problems: list[CatalogProblem] = []
    files = _files(paths, problems)
    tried = sum(_check(path, problems) for path in files)
    if as_json:
        found = [dataclasses.asdict(each) for each in problems]
        sys.stdout.write(json.dumps({"checked": len(files), "problems": found}, indent=2) + "\n")
    else:
        for each in problems:
            place = each.file if each.line is None else f"{each.file}:{each.line}"
            print_line(f"{place}: {each.message} ({each.remedy})")
        if not problems:
            components = "component" if len(files) == 1 else "components"
            print_line(
                f"{len(files)} {components} checked, rendered with {tried} settings, no problems"
            )
    return 1 if problems else 0


def _files(paths: Iterable[Path], problems: list[CatalogProblem]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        # The category is the name of the folder, also where that is the working directory.
        place = path.absolute()
        if not place.is_dir():
            files.append(place)
            continue
        if place.name in CATEGORIES:
            found = sorted(place.glob(f"*{SUFFIX}"))
        else:
            found = find_components(place, problems)
        if not found:
            message = "The folder holds no component."
            remedy = "Name a file, a folder of a category, or one of such folders."
            problems.append(CatalogProblem(str(path), None, message, remedy))
        files += found
    return list(dict.fromkeys(files))


def _check(path: Path, problems: list[CatalogProblem]) -> int:
    component, found = load_component(path, ORIGIN)
    problems += found
    if component is None:
        return 0
    number, faults = try_component(component)
    problems += (locate(fault, path) for fault in faults)
    return number
