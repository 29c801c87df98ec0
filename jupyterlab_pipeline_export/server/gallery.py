"""The gallery of examples."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.server.models import (
    ExampleResponse,
    ExamplesResponse,
    ExampleSummary,
)
from jupyterlab_pipeline_export.workspace.documents import clean_path
from jupyterlab_pipeline_export.workspace.examples import copy_example, load_examples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyterlab_pipeline_export.server.models import ExampleRequest
    from jupyterlab_pipeline_export.workspace.store import Store
    from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

__all__ = ["Gallery"]


class Gallery:
    """Offers the examples, and copies them into the workspace.

    Parameters
    ----------
    store
        The workspace.
    writer
        Writes to it.
    """

    def __init__(self, store: Store, writer: WorkspaceWriter) -> None:
        self._store = store
        self._writer = writer

    async def list(self) -> ExamplesResponse:
        """Describe all examples, in the order in which they are offered."""
        return await asyncio.to_thread(_describe)

    async def copy(self, request: ExampleRequest) -> ExampleResponse:
        """Copy an example, with its data, into a folder of its own.

        Raises
        ------
        WorkspaceError
            If there is no such example, or if it cannot be written.
        """
        directory = clean_path(request.directory, self._store)
        report = await copy_example(self._writer, request.name, directory)
        return ExampleResponse(path=report.files[0].path)


def _describe() -> ExamplesResponse:
    return ExamplesResponse(
        examples=[
            ExampleSummary(
                name=example.name,
                kind=example.kind,
                title=example.title,
                summary=example.summary,
                packages=_packages(example.components),
            )
            for example in load_examples()
        ]
    )


def _packages(components: Iterable[str]) -> list[str]:
    """Return the distributions that components always need, whatever their settings."""
    catalog = builtin_catalog().components
    return sorted(
        {
            Requirement(requirement.package).name
            for each in components
            for requirement in catalog[each].requires
            if not requirement.when
        }
    )
