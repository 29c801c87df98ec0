"""A pipeline checked: everything that is wrong with it, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.structure import check_structure

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.model import Pipeline
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = ["check_pipeline"]


def check_pipeline(pipeline: Pipeline, catalog: Catalog) -> tuple[Problem, ...]:
    """Find all that is wrong with a pipeline, without running any of it.

    Parameters
    ----------
    pipeline
        A loaded document.
    catalog
        The components that it may use.

    Returns
    -------
    tuple of Problem
        Those of the whole document first, then step by step. What is wrong
        within a muted step is a warning.
    """
    return check_structure(pipeline, catalog)
