"""The formats that can be exported to: ours, then those of other packages."""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.exporters.docker import DockerExporter
from jupyterlab_pipeline_export.exporters.notebook import NotebookExporter
from jupyterlab_pipeline_export.exporters.python import PythonExporter
from jupyterlab_pipeline_export.exporters.requirements import RequirementsExporter

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.exporters.base import Exporter

__all__ = ["ENTRY_POINT_GROUP", "UnknownFormatError", "exporters", "get_exporter"]

ENTRY_POINT_GROUP: Final = "jupyterlab_pipeline_export.exporters"
ALIASES: Final = {"script": "python"}

logger = logging.getLogger(__name__)


class UnknownFormatError(LookupError):
    """There is no exporter of the name that was asked for."""


@cache
def exporters() -> tuple[Exporter, ...]:
    """Return all exporters, the built-in ones first.

    A package adds one with an entry point in the group
    ``jupyterlab_pipeline_export.exporters`` that names a class. One that
    cannot be loaded, or that takes a name in use, is left out and logged:
    somebody else's package must not keep ours from working.
    """
    known: dict[str, Exporter] = {
        exporter.name: exporter
        for exporter in (
            NotebookExporter(),
            PythonExporter(),
            RequirementsExporter(),
            DockerExporter(),
        )
    }
    for entry_point in sorted(
        entry_points(group=ENTRY_POINT_GROUP), key=lambda each: (each.name, each.value)
    ):
        try:
            exporter: Exporter = entry_point.load()()
            taken = exporter.name in known or exporter.name in ALIASES
            if taken or not (exporter.label and exporter.description):
                logger.warning(
                    "Exporter %s left out: its name is in use, or it has no label or description",
                    entry_point.value,
                )
                continue
        except Exception:
            logger.exception("Exporter %s left out: it cannot be loaded", entry_point.value)
            continue
        known[exporter.name] = exporter
    return tuple(known.values())


def get_exporter(name: str) -> Exporter:
    """Return the exporter of a format.

    Parameters
    ----------
    name
        Such as ``notebook``; ``script`` stands for ``python``.

    Raises
    ------
    UnknownFormatError
        If there is none; the message lists those that there are.
    """
    wanted = ALIASES.get(name, name)
    for exporter in exporters():
        if exporter.name == wanted:
            return exporter
    message = (
        f"There is no format {name!r}; there are {', '.join(each.name for each in exporters())}."
    )
    raise UnknownFormatError(message)
