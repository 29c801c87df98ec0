"""Documents of the local file system."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.cli.arguments import UsageError
from jupyterlab_pipeline_export.pipeline.load import LoadResult, load_pipeline
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.samples import SampleReader

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.tables import Samples
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.model import Pipeline

__all__ = ["LocalDocument", "read_local_document", "read_local_samples"]

LONGEST_READ = 64 * 2**20
"""Far above the limit of the loader, which then says how large the document is; a device would never end."""


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document that was read, whatever it holds."""

    argument: str
    """As it stands on the command line."""
    path: Path
    loaded: LoadResult


def read_local_document(argument: str) -> LocalDocument:
    """Read and load a document.

    Raises
    ------
    UsageError
        If there is no such file, or it cannot be read.
    """
    path = Path(argument)
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_READ)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        message = f"cannot be read: {reason or error}"
        raise UsageError(message) from None
    return LocalDocument(argument, path, load_pipeline(content))


def read_local_samples(path: Path, pipeline: Pipeline, catalog: Catalog) -> Samples:
    """Look into what a pipeline reads, for its checks; no file is too far away.

    Parameters
    ----------
    path
        File of the document.
    pipeline
        The document.
    catalog
        The components that it may use.
    """
    folder = path.absolute().parent
    root = Path(folder.anchor)
    reader = SampleReader(LocalStore(root))
    return asyncio.run(reader.read(pipeline, catalog, folder.relative_to(root).as_posix()))
