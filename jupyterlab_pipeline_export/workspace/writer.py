"""Artifacts into a store: all of them or none, and nothing of the user's is lost."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from weakref import WeakValueDictionary

from jupyterlab_pipeline_export.errors import ConflictError, WorkspaceError
from jupyterlab_pipeline_export.workspace.documents import folder_of
from jupyterlab_pipeline_export.workspace.placement import (
    Target,
    adapt_names,
    find_targets,
    groups,
    numbered,
    require_folder,
    take_fallbacks,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from jupyterlab_pipeline_export.exporters.base import Artifact
    from jupyterlab_pipeline_export.pipeline.problems import Problem
    from jupyterlab_pipeline_export.workspace.placement import TargetState
    from jupyterlab_pipeline_export.workspace.store import Store

__all__ = ["FileStatus", "OnConflict", "WorkspaceWriter", "WriteReport", "WrittenFile"]

OnConflict = Literal["fail", "overwrite", "rename"]
FileStatus = Literal["created", "identical", "overwritten", "renamed"]

HIGHEST_NUMBER: Final = 999


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file after an export."""

    path: str
    """Relative to the root of the store."""
    status: FileStatus


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What an export did."""

    files: tuple[WrittenFile, ...]
    notes: tuple[Problem, ...]


class WorkspaceWriter:
    """Writes artifacts to a store.

    One writer serves all exports to its store: it keeps simultaneous ones
    apart.

    Parameters
    ----------
    store
        The workspace of a server or a folder of the local file system.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def adapt(
        self, artifacts: Iterable[Artifact], directory: str, source: str
    ) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
        """Give hidden files names that the store takes, and leave alone what other pipelines have exported.

        Parameters
        ----------
        artifacts
            What is to be written.
        directory
            Folder of the export; it need not exist.
        source
            File name of the pipeline document.

        Returns
        -------
        artifacts : tuple of Artifact
            As `write` would write them.
        notes : tuple of Problem
            What to tell the user about it.

        Raises
        ------
        WorkspaceError
            If the store cannot be read.
        """
        placed, notes = await take_fallbacks(self._store, artifacts, directory, source)
        if self._store.allows_hidden:
            return placed, notes
        visible, more_notes = adapt_names(placed)
        return visible, (*notes, *more_notes)

    async def classify(
        self, artifacts: Iterable[Artifact], directory: str, source: str
    ) -> dict[str, TargetState]:
        """Say what stands where the artifacts would be written.

        Parameters
        ----------
        artifacts
            As `adapt` gives them.
        directory
            Folder of the export; it need not exist.
        source
            File name of the pipeline document.

        Returns
        -------
        dict
            State by the artifact's path.

        Raises
        ------
        WorkspaceError
            If the store cannot be read.
        """
        targets = await find_targets(self._store, artifacts, directory, source)
        return {str(target.artifact.path): target.state for target in targets}

    async def write(
        self, artifacts: Iterable[Artifact], directory: str, on_conflict: OnConflict, source: str
    ) -> WriteReport:
        """Write artifacts: all of them, or none.

        A file that is as it should be is left alone, and an export of the same
        document that nobody edited is replaced. Any other file is in the way;
        then the policy decides.

        Parameters
        ----------
        artifacts
            What to write.
        directory
            Folder of the export; it is created where it does not exist.
        on_conflict
            ``fail`` to write nothing, ``overwrite`` to replace what is in the
            way, ``rename`` to write under a numbered name. What shares a
            folder of its own is renamed with it, so that it stays together.
        source
            File name of the pipeline document.

        Raises
        ------
        ConflictError
            If files are in the way and the policy is to fail.
        WorkspaceError
            If something cannot be written. What was there before has been put
            back then; should that fail, too, the message says so.
        """
        artifacts = tuple(artifacts)
        async with self._exclusive(artifacts, directory):
            await require_folder(self._store, directory)
            artifacts, notes = await self.adapt(artifacts, directory, source)
            targets: list[Target] = []
            renamed: set[str] = set()
            for group in groups(artifacts):
                found = await find_targets(self._store, group, directory, source)
                if on_conflict == "rename" and any(target.in_the_way for target in found):
                    found = await self._find_free(group, directory, source)
                    renamed.update(target.path for target in found if target.state == "new")
                targets += found
            _refuse_conflicts(targets, on_conflict)
            await self._write_all([target for target in targets if target.state != "identical"])
        files = (WrittenFile(target.path, _status(target, renamed)) for target in targets)
        return WriteReport(tuple(files), notes)

    async def _find_free(
        self, group: Sequence[Artifact], directory: str, source: str
    ) -> list[Target]:
        for number in range(1, HIGHEST_NUMBER + 1):
            candidates = numbered(group, number)
            found = await find_targets(self._store, candidates, directory, source)
            if not any(target.in_the_way for target in found):
                return found
        message = f"`{group[0].path}` and {HIGHEST_NUMBER} numbered names are taken already."
        raise WorkspaceError(message, reason="blocked")

    async def _write_all(self, targets: Sequence[Target]) -> None:
        made: list[str] = []
        touched: list[Target] = []
        try:
            for target in targets:
                await self._make_folders(folder_of(target.path), made)
                # Noted before: a write that fails may leave half a file.
                touched.append(target)
                content, executable = target.artifact.content, target.artifact.executable
                await self._store.write(target.path, content, executable=executable)
        except BaseException as error:
            lost = await self._put_back(touched, made)
            if not isinstance(error, WorkspaceError):
                raise
            raise _failure(error, lost) from error

    async def _make_folders(self, folder: str, made: list[str]) -> None:
        if not folder or folder in made or await self._store.kind(folder) is not None:
            return
        await self._make_folders(folder_of(folder), made)
        made.append(folder)
        await self._store.make_folder(folder)

    async def _put_back(self, touched: Sequence[Target], made: Sequence[str]) -> list[str]:
        """Undo what was done; return what could not be put back."""
        undone = [(each.path, await self._undo_write(each)) for each in reversed(touched)]
        undone += [(each, await self._undo_folder(each)) for each in reversed(made)]
        return [path for path, succeeded in undone if not succeeded]

    async def _undo_write(self, target: Target) -> bool:
        try:
            if target.before is not None:
                await self._store.write(target.path, target.before)
            elif await self._store.kind(target.path) == "file":
                await self._store.remove_file(target.path)
        except WorkspaceError:
            return False
        return True

    async def _undo_folder(self, folder: str) -> bool:
        try:
            if await self._store.kind(folder) == "directory":
                await self._store.remove_empty_folder(folder)
        except WorkspaceError:
            return False
        return True

    @asynccontextmanager
    async def _exclusive(
        self, artifacts: Iterable[Artifact], directory: str
    ) -> AsyncIterator[None]:
        """Keep every other export out of the folders that this one writes to."""
        paths = (f"{directory}/{each.path}".lstrip("/") for each in artifacts)
        folders = {directory} | {folder_of(path) for path in paths}
        async with AsyncExitStack() as stack:
            # All exports take them in the same order, so none waits for one that waits for it.
            for folder in sorted(folders):
                lock = self._locks.setdefault(folder, asyncio.Lock())
                await stack.enter_async_context(lock)
            yield


def _refuse_conflicts(targets: Sequence[Target], on_conflict: OnConflict) -> None:
    for target in targets:
        if target.obstacle:
            raise WorkspaceError(target.obstacle, reason="blocked")
    conflicts = [(target.path, target.state) for target in targets if target.in_the_way]
    if conflicts and on_conflict == "fail":
        names = ", ".join(f"`{path}`" for path, _ in conflicts)
        message = f"Nothing was written, because it would replace work that is not this export's: {names}."
        raise ConflictError(message, conflicts)


def _status(target: Target, renamed: set[str]) -> FileStatus:
    if target.state == "identical":
        return "identical"
    if target.state != "new":
        return "overwritten"
    return "renamed" if target.path in renamed else "created"


def _failure(error: WorkspaceError, lost: Sequence[str]) -> WorkspaceError:
    if not lost:
        message = f"{error.message} Nothing was changed."
    else:
        names = ", ".join(f"`{path}`" for path in lost)
        message = f"{error.message} Not everything could be put back as it was, look at {names}."
    return WorkspaceError(message, error.problems, reason=error.reason)
