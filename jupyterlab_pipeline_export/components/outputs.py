"""Files that more than one step writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["overwritten_outputs"]


def overwritten_outputs(pipeline: Pipeline, catalog: Catalog) -> Iterator[Problem]:
    """Warn of each step that writes to the file of an earlier one.

    Only paths that are known before the pipeline runs are compared, not those
    of its parameters.

    Parameters
    ----------
    pipeline
        A loaded document.
    catalog
        The components that it may use.

    Yields
    ------
    Problem
        A warning at the later step.
    """
    writers: dict[PurePosixPath, Step] = {}
    for index, step in enumerate(pipeline.steps):
        component = catalog.get(step.component)
        if component is None or not step.enabled:
            continue
        for name, path in _output_paths(step, component):
            first = writers.setdefault(path, step)
            if first is step:
                continue
            yield Problem(
                severity="warning",
                code="overwritten-output",
                pointer=pointer("steps", index, "params", name)
                if name in step.params
                else pointer("steps", index),
                step=step.id,
                message=f"`{name}` names the file `{path}`, which the step `{first.id}` writes, too: the later one overwrites it.",
                remedy=f"Give `{name}` another file name.",
            )


def _output_paths(step: Step, component: Component) -> Iterator[tuple[str, PurePosixPath]]:
    properties = component.params.get("properties")
    if not isinstance(properties, dict):
        return
    for name, schema in properties.items():
        if isinstance(schema, dict) and schema.get("format") == "output-path":
            value = step.params.get(name, schema.get("default"))
            if isinstance(value, str) and value:
                yield name, PurePosixPath(value)
