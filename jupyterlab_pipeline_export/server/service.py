"""What the REST API does, without HTTP: documents in, answers out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.columns.choices import column_choices
from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.components.catalog import load_catalog
from jupyterlab_pipeline_export.components.wiring import wire_what_fits
from jupyterlab_pipeline_export.errors import InvalidPipelineError
from jupyterlab_pipeline_export.exporters.build import build, make_context, with_parameters
from jupyterlab_pipeline_export.exporters.registry import get_exporter
from jupyterlab_pipeline_export.pipeline.limits import Limits
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.server.gallery import Gallery
from jupyterlab_pipeline_export.server.models import (
    ColumnsResponse,
    ExportedFile,
    ExportResponse,
    KnownColumn,
    KnownTable,
    PreviewArtifact,
    PreviewResponse,
    StepRange,
)
from jupyterlab_pipeline_export.workspace.archive import zip_artifacts
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.documents import (
    clean_path,
    folder_of,
    read_document,
    way_between,
)
from jupyterlab_pipeline_export.workspace.kernel_environment import snapshot
from jupyterlab_pipeline_export.workspace.samples import SampleReader
from jupyterlab_pipeline_export.workspace.store import TOO_LARGE
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

if TYPE_CHECKING:
    from pathlib import Path

    from jupyterlab_pipeline_export.columns.tables import Samples, Table
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.exporters.base import Artifact
    from jupyterlab_pipeline_export.pipeline.load import LoadResult
    from jupyterlab_pipeline_export.pipeline.model import Pipeline
    from jupyterlab_pipeline_export.pipeline.problems import Problem
    from jupyterlab_pipeline_export.server.models import (
        CheckRequest,
        ExportRequest,
        PreviewRequest,
    )

__all__ = ["Archive", "PipelineService", "ServiceSettings"]

WORKSPACE_FOLDER: Final = ".pipeline_components"
"""Folder beside a pipeline whose components it may use, where the administrator allows it."""

UNSAVED: Final = "pipeline.pipeline.json"
"""Name of a document that has no file yet."""


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the administrator of a server decides."""

    limits: Limits = field(default_factory=Limits)
    user_components: bool = True
    workspace_components: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """A download."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as it was read, with its place in the workspace."""

    content: Any
    folder: str
    source: str


@dataclass(frozen=True, slots=True)
class _Result:
    """The artifacts of a request and where they belong."""

    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]
    directory: str
    source: str
    stem: str


class PipelineService:
    """Checks, previews and exports pipelines of a server's workspace.

    Parameters
    ----------
    contents_manager
        The server's, so that its root, rules and storage hold.
    kernel_spec_manager
        The server's, so that its kernels are found.
    settings
        What the administrator decides.
    """

    def __init__(
        self,
        contents_manager: Any,  # noqa: ANN401 - two unrelated classes, or one of another package
        kernel_spec_manager: Any,  # noqa: ANN401 - the same
        settings: ServiceSettings,
    ) -> None:
        self._store = ContentsStore(contents_manager)
        self._samples = SampleReader(self._store)
        self._writer = WorkspaceWriter(self._store)
        self.gallery: Final = Gallery(self._store, self._writer)
        self._kernel_spec_manager = kernel_spec_manager
        self._settings = settings

    @property
    def max_body_bytes(self) -> int:
        """Largest body of a request: a document that is sent as text is escaped, so it grows."""
        return 2 * self._settings.limits.max_bytes

    async def catalog(self, path: str | None = None) -> Catalog:
        """Load the components.

        Parameters
        ----------
        path
            Path of a pipeline, whose folder may hold further components.

        Raises
        ------
        WorkspaceError
            If the path is none of the workspace.
        """
        folder = folder_of(clean_path(path, self._store)) if path else ""
        return await self._load_catalog(folder)

    async def check(self, request: CheckRequest) -> tuple[Problem, ...]:
        """Find the problems of a document.

        Raises
        ------
        InvalidPipelineError
            If there is no document in the request, or it is too large to be
            looked at.
        WorkspaceError
            If it cannot be read.
        """
        document = await self._open(request)
        loaded = await self._load(document)
        if loaded.pipeline is None:
            return loaded.problems
        catalog = await self._load_catalog(document.folder)
        samples = await self._samples.read(loaded.pipeline, catalog, document.folder)
        found = await asyncio.to_thread(check_pipeline, loaded.pipeline, catalog, samples)
        return (*loaded.problems, *found)

    async def columns(self, request: CheckRequest) -> ColumnsResponse:
        """Tell the columns of every table of a document.

        Raises
        ------
        InvalidPipelineError
            If there is no document in the request, or it is too large to be
            looked at.
        WorkspaceError
            If it cannot be read.
        """
        document = await self._open(request)
        loaded = await self._load(document)
        if loaded.pipeline is None:
            return ColumnsResponse(tables={}, choices={}, problems=list(loaded.problems))
        catalog = await self._load_catalog(document.folder)
        samples = await self._samples.read(loaded.pipeline, catalog, document.folder)
        tables = await asyncio.to_thread(_columns, loaded.pipeline, catalog, samples)
        return tables.model_copy(update={"problems": [*loaded.problems, *samples.problems]})

    async def preview(self, request: PreviewRequest, format_name: str) -> PreviewResponse:
        """Build artifacts and compare them with what is in the workspace.

        Raises
        ------
        UnknownFormatError
            If there is no such format.
        InvalidPipelineError, ExportError
            If the pipeline cannot be exported.
        WorkspaceError
            If the workspace cannot be read.
        """
        result = await self._build(request, format_name)
        artifacts, notes = await self._writer.adapt(
            result.artifacts, result.directory, result.source
        )
        states = await self._writer.classify(artifacts, result.directory, result.source)
        return PreviewResponse(
            artifacts=[
                PreviewArtifact(
                    path=str(each.path),
                    mimetype=each.mimetype,
                    content=each.content.decode("utf-8"),
                    status=states[str(each.path)],
                    steps=[
                        StepRange(step=lines.step, start=lines.start, end=lines.end)
                        for lines in each.steps
                    ],
                )
                for each in artifacts
            ],
            problems=[*result.problems, *notes],
        )

    async def export(self, request: ExportRequest, format_name: str) -> ExportResponse:
        """Build artifacts and write them to the workspace.

        Raises
        ------
        UnknownFormatError
            If there is no such format.
        InvalidPipelineError, ExportError
            If the pipeline cannot be exported.
        ConflictError
            If files are in the way and the policy is to fail.
        WorkspaceError
            If the workspace cannot be read or written.
        """
        result = await self._build(request, format_name)
        report = await self._writer.write(
            result.artifacts, result.directory, request.on_conflict, result.source
        )
        return ExportResponse(
            files=[ExportedFile(path=file.path, status=file.status) for file in report.files],
            problems=[*result.problems, *report.notes],
        )

    async def archive(self, request: PreviewRequest, format_name: str) -> Archive:
        """Build artifacts and pack them.

        Raises
        ------
        UnknownFormatError
            If there is no such format.
        InvalidPipelineError, ExportError
            If the pipeline cannot be exported.
        WorkspaceError
            If the document cannot be read.
        """
        result = await self._build(request, format_name)
        content = await asyncio.to_thread(zip_artifacts, result.artifacts)
        return Archive(f"{result.stem}-{get_exporter(format_name).name}.zip", content)

    async def _build(self, request: PreviewRequest, format_name: str) -> _Result:
        exporter = get_exporter(format_name)
        document = await self._open(request)
        directory = document.folder
        if request.directory is not None:
            directory = clean_path(request.directory, self._store)
        loaded = await self._load(document)
        pipeline = loaded.pipeline
        if pipeline is None:
            message = "The document has errors, so it cannot be exported."
            raise InvalidPipelineError(message, loaded.problems)
        kernel = request.options.kernel or pipeline.environment.kernel
        asked = await snapshot(kernel, self._kernel_spec_manager)
        # Without a place of its own, the document belongs where its artifacts go.
        prefix = way_between(directory, document.folder) if request.path else PurePosixPath()
        context = make_context(
            pipeline, document.source, request.options, asked.environment, prefix
        )
        catalog = await self._load_catalog(document.folder)
        changed, _ = with_parameters(pipeline, request.options.parameters)
        samples = await self._samples.read(changed, catalog, document.folder)
        built = await asyncio.to_thread(build, pipeline, catalog, exporter.name, context, samples)
        problems = (*loaded.problems, *asked.problems, *built.problems)
        return _Result(built.artifacts, problems, directory, document.source, context.stem)

    async def _open(self, request: CheckRequest) -> _Document:
        path = clean_path(request.path, self._store) if request.path else ""
        folder, source = folder_of(path), PurePosixPath(path).name or UNSAVED
        # What is on screen counts, even where its file was changed, renamed or deleted meanwhile.
        if request.document is not None or not path:
            if "document" not in request.model_fields_set:
                message = "The request names no pipeline: send `document`, `path` or both."
                raise InvalidPipelineError(message)
            return _Document(request.document, folder, source)
        content = await read_document(self._store, path, self._settings.limits.max_bytes)
        return _Document(content, folder, source)

    async def _load(self, document: _Document) -> LoadResult:
        loaded = await asyncio.to_thread(load_pipeline, document.content, self._settings.limits)
        if any(problem.code == TOO_LARGE for problem in loaded.problems):
            # Nothing was looked at, so this is no list of the document's problems.
            raise InvalidPipelineError(loaded.problems[0].message, loaded.problems)
        return loaded

    async def _load_catalog(self, folder: str) -> Catalog:
        return await asyncio.to_thread(
            load_catalog,
            extra_folders=self._workspace_folders(folder),
            user_paths=self._settings.user_components,
        )

    def _workspace_folders(self, folder: str) -> tuple[Path, ...]:
        local = self._store.local_path(folder) if self._settings.workspace_components else None
        return () if local is None else (local / WORKSPACE_FOLDER,)


def _columns(pipeline: Pipeline, catalog: Catalog, samples: Samples) -> ColumnsResponse:
    # Of a pipeline that is not finished yet, what can be told already is wanted most.
    wiring, _ = wire_what_fits(pipeline, catalog)
    known = known_columns(pipeline, catalog, wiring, samples)
    choices = column_choices(pipeline, catalog, wiring)
    return ColumnsResponse(
        tables={key: _known_table(table) for key, table in known.tables.items()},
        choices={
            step: {name: list(keys) for name, keys in by_parameter.items()}
            for step, by_parameter in choices.items()
        },
        problems=[],
    )


def _known_table(table: Table) -> KnownTable:
    if table.columns is None:
        return KnownTable(columns=None)
    return KnownTable(
        columns=[KnownColumn(name=column.name, type=column.type) for column in table.columns]
    )
