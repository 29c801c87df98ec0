"""What the sources of a pipeline hold, told from their heads."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import posixpath
import re
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final, TypeAlias

from jupyterlab_pipeline_export.columns.heads.head import NotToldError, UnreadableSourceError
from jupyterlab_pipeline_export.columns.heads.read import read_file, read_without_file
from jupyterlab_pipeline_export.columns.sources import find_sources
from jupyterlab_pipeline_export.columns.tables import UNKNOWN, Samples, Table
from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.pipeline.problems import Problem
from jupyterlab_pipeline_export.pipeline.wording import shown
from jupyterlab_pipeline_export.workspace.documents import clean_path
from jupyterlab_pipeline_export.workspace.store import os_failure

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.sources import SourceToRead
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.pipeline.model import Pipeline
    from jupyterlab_pipeline_export.workspace.store import FileState, Store

__all__ = ["SampleReader"]

MOST_REMEMBERED: Final = 256
MOST_FILES: Final = 100
"""So many files are looked at for one pipeline; nobody waits for more."""
MOST_BYTES_REMOTE: Final = 4 * 1024 * 1024
"""A store that is not on this machine hands out whole files only, so larger ones are left alone."""
ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a source could not be read; the message lacks its subject."""

    code: str
    message: str
    remedy: str


_Answer: TypeAlias = Table | _Failure
_Key: TypeAlias = tuple[str, ...]


class SampleReader:
    """Looks into what pipelines read, and remembers it as long as the files stay as they are.

    Parameters
    ----------
    store
        Where the files are; its rules on what may be seen hold.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembered: OrderedDict[_Key, _Answer] = OrderedDict()

    async def read(self, pipeline: Pipeline, catalog: Catalog, folder: str) -> Samples:
        """Look into all sources of a pipeline.

        Of large files the head alone is read, off the event loop. Nothing is
        executed, and no network is asked but that of the store.

        Parameters
        ----------
        pipeline
            The document.
        catalog
            The components that it may use.
        folder
            Folder of the document in the store.

        Returns
        -------
        Samples
            What could be told, and why the rest could not. A source that only
            running the code can tell is neither.
        """
        tables: dict[str, Table] = {}
        problems: list[Problem] = []
        files: set[str] = set()
        for source in find_sources(pipeline, catalog):
            if source.kind == "file":
                files.add(source.value)
                if len(files) > MOST_FILES:
                    continue
            answer = await self._answer(source, folder)
            if isinstance(answer, _Failure):
                problems.append(_problem(source, answer))
            elif answer is not UNKNOWN:
                tables[source.key] = answer
        return Samples(tables, tuple(problems))

    async def _answer(self, source: SourceToRead, folder: str) -> _Answer:
        if source.kind != "file":
            key: _Key = (source.kind, source.value, *_manner(source))
            return await self._remember(key, source, None, b"")
        path = _path_in_store(source.value, folder)
        if path is None:
            return UNKNOWN
        try:
            path = clean_path(path, self._store)
            if await self._store.kind(path) == "directory":
                message = "is a folder"
                return _Failure("source-unreadable", message, "Choose a file.")
            state = await self._store.state(path)
            key = ("file", path, state.modified, str(state.size), *_manner(source))
            if key in self._remembered or state.local is not None:
                return await self._remember(key, source, state, b"")
            content = await self._store.read(path, MOST_BYTES_REMOTE)
        except WorkspaceError as error:
            return _failure_of_store(error)
        return await self._remember(key, source, None, content)

    async def _remember(
        self, key: _Key, source: SourceToRead, state: FileState | None, content: bytes
    ) -> _Answer:
        if key not in self._remembered:
            local = state.local if state else None
            self._remembered[key] = await asyncio.to_thread(_look, source, local, content)
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(key)
        return self._remembered[key]


def _manner(source: SourceToRead) -> _Key:
    """Return the part of a key that says how something is read; the name of a file decides how it is unpacked."""
    return (str(source.reader), json.dumps(source.options, sort_keys=True), source.value)


def _path_in_store(value: str, folder: str) -> str | None:
    """Return the path of a file relative to the root of the store; None where no such path leads there."""
    if ADDRESS.match(value) or PureWindowsPath(value).anchor or value.startswith(("/", "~")):
        return None
    path = posixpath.normpath(posixpath.join(folder, value))
    return None if path == ".." or path.startswith("../") else path


def _look(source: SourceToRead, local: Path | None, content: bytes) -> _Answer:
    try:
        return _table(source, local, content)
    except NotToldError:
        return UNKNOWN
    except UnreadableSourceError as error:
        return _Failure("source-unreadable", str(error), error.remedy)
    except OSError as error:
        return _failure_of_store(os_failure(error, source.value))
    except Exception:
        # Files come from anywhere, and what their readers raise is not all known. Unknown columns do no harm.
        log.debug("Could not look into %s", source.value, exc_info=True)
        return UNKNOWN


def _table(source: SourceToRead, local: Path | None, content: bytes) -> Table:
    if source.kind != "file":
        return read_without_file(source)
    return _look_into(source, local) if local else read_file(source, io.BytesIO(content))


def _look_into(source: SourceToRead, local: Path) -> Table:
    # Opening a pipe would wait for somebody to write to it.
    handle = os.open(local, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            message = "is no ordinary file"
            raise UnreadableSourceError(message, "Choose a file that holds a table.")
        return read_file(source, file)


def _failure_of_store(error: WorkspaceError) -> _Answer:
    if error.reason == "missing":
        message = "is not there"
        remedy = "Put it there before you run what you export, or choose another file."
        return _Failure("source-missing", message, remedy)
    if error.reason == "too-large":
        return UNKNOWN
    message = f"cannot be read ({error.reason})"
    return _Failure(
        "source-unreadable", message, "Make it readable for you, or choose another file."
    )


def _problem(source: SourceToRead, failure: _Failure) -> Problem:
    what = f"The file {shown(source.value)}" if source.kind == "file" else "The text"
    return Problem(
        severity="info" if failure.code == "source-missing" else "warning",
        code=failure.code,
        pointer=source.place,
        step=source.step,
        message=f"{what}, which step `{source.step}` reads, {failure.message}.",
        remedy=failure.remedy,
    )
