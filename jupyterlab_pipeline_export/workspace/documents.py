"""Paths of the workspace: what may be named, how to read it, and the way from one folder to another."""

from __future__ import annotations

import os.path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.errors import WorkspaceError

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.workspace.store import Store

__all__ = ["clean_path", "folder_of", "read_document", "way_between"]

COLLABORATION_DRIVE: Final = "RTC:"
"""Drive under which real-time collaboration opens the very files of the workspace."""


def clean_path(path: str, store: Store) -> str:
    """Bring a path that a client sent into the form that the store takes.

    Parameters
    ----------
    path
        Path with ``/``, perhaps with the drive of real-time collaboration.
    store
        Its rule on hidden files holds.

    Returns
    -------
    str
        The path relative to the root, without empty parts and without slashes
        at its ends; ``""`` for the root.

    Raises
    ------
    WorkspaceError
        If the path leads out of the workspace or to something hidden. As the
        server itself does it, nothing tells whether that exists.
    """
    parts = [part for part in path.removeprefix(COLLABORATION_DRIVE).split("/") if part]
    parts = [part for part in parts if part != "."]
    hidden = not store.allows_hidden and any(part.startswith(".") for part in parts)
    if ".." in parts or hidden or not _is_text(path):
        message = f"`{printable(path)}`: there is no such file or folder in the workspace."
        raise WorkspaceError(message, reason="missing")
    return "/".join(parts)


def printable(path: str) -> str:
    """Return a path with what would break a line of a message replaced."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in path
    )


def _is_text(path: str) -> bool:
    """Tell whether a file system can have such a name at all."""
    return "\0" not in path and not any("\ud800" <= character <= "\udfff" for character in path)


def folder_of(path: str) -> str:
    """Return the folder that a file is in; ``""`` for the root."""
    return path.rpartition("/")[0]


async def read_document(store: Store, path: str, limit: int) -> bytes:
    """Read a pipeline document.

    Parameters
    ----------
    store
        Where to.
    path
        As `clean_path` gives it.
    limit
        Largest number of bytes to read.

    Raises
    ------
    WorkspaceError
        If it is not there, is a folder, is too large, or may not be read.
    """
    kind = await store.kind(path)
    if kind is None:
        message = f"`{path}`: there is no such file or folder in the workspace."
        raise WorkspaceError(message, reason="missing")
    if kind == "directory":
        message = f"`{path or '/'}` is a folder, not a pipeline."
        raise WorkspaceError(message, reason="missing")
    return await store.read(path, limit)


def way_between(start: str, end: str) -> PurePosixPath:
    """Return the relative way from one folder to another, such as ``../data``.

    Both are paths of the same tree; ``.`` (which prints as such but has no
    parts) is the way from a folder to itself.
    """
    return PurePosixPath(os.path.relpath(f"/{end}", f"/{start}").replace(os.sep, "/"))
