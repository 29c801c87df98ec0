"""The catalogue as a payload, for the REST API and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.exporters.registry import exporters
from jupyterlab_pipeline_export.server.models import CatalogResponse, ComponentProblem, Format

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog

__all__ = ["describe_catalog"]


def describe_catalog(catalog: Catalog) -> CatalogResponse:
    """List the components of a catalogue, the formats, and the components that were left out."""
    return CatalogResponse(
        components=list(catalog.components.values()),
        formats=[
            Format(name=each.name, label=each.label, description=each.description)
            for each in exporters()
        ],
        problems=[
            ComponentProblem(
                file=each.file, line=each.line, message=each.message, remedy=each.remedy
            )
            for each in catalog.problems
        ],
    )
