"""What a place to keep files must offer, and how its failures are told."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.pipeline.problems import Problem

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.errors import WorkspaceReason

__all__ = ["TOO_LARGE", "FileState", "Kind", "Store", "os_failure", "too_large"]

TOO_LARGE: Final = "too-large"
"""Code of the problem of a document above the size limit, here and in the loader."""

Kind = Literal["file", "directory"]

EXPLANATIONS: Final[dict[int, tuple[WorkspaceReason, str]]] = {
    errno.EACCES: ("refused", "permission denied"),
    errno.EPERM: ("refused", "permission denied"),
    errno.EROFS: ("refused", "the file system is read-only"),
    errno.ENOENT: ("missing", "there is no such file or folder"),
    errno.ENAMETOOLONG: ("blocked", "the name is too long for the file system"),
    errno.EISDIR: ("blocked", "a folder has that name"),
    errno.ENOTDIR: ("blocked", "a part of the path is a file, not a folder"),
    errno.EEXIST: ("blocked", "something has that name already"),
    errno.ELOOP: ("blocked", "its symbolic links lead in a circle"),
    errno.ENOSPC: ("failed", "the disk is full"),
    errno.EDQUOT: ("failed", "the disk quota is used up"),
}


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it is now; another state means that its content may be another."""

    size: int | None
    modified: str
    local: Path | None
    """Where it lies on this machine, if it does."""


class Store(Protocol):
    """A tree of files; paths are relative to its root, with ``/``, the root itself is ``""``.

    Every method raises `WorkspaceError` where it fails, and nothing else.
    """

    @property
    def allows_hidden(self) -> bool:
        """Whether names that begin with a dot may be used."""
        ...

    async def kind(self, path: str) -> Kind | None:
        """Tell what stands at a path; None for nothing."""
        ...

    async def state(self, path: str) -> FileState:
        """Tell what is known of a file without reading it.

        Raises
        ------
        WorkspaceError
            If there is no such file, or it must not be seen.
        """
        ...

    async def read(self, path: str, limit: int) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        WorkspaceError
            If there is no such file, or if it is larger than `limit` bytes
            (the reason is then ``too-large``).
        """
        ...

    async def write(self, path: str, content: bytes, *, executable: bool = False) -> None:
        """Create or replace a file in a folder that exists.

        Parameters
        ----------
        path
            Where.
        content
            What; the file holds exactly these bytes afterwards.
        executable
            Whether people want to start it by its name. Where the store knows
            no permissions, nothing happens.
        """
        ...

    async def make_folder(self, path: str) -> None:
        """Create a folder in one that exists."""
        ...

    async def remove_file(self, path: str) -> None:
        """Remove a file."""
        ...

    async def remove_empty_folder(self, path: str) -> None:
        """Remove a folder, unless something stands in it."""
        ...


def os_failure(error: OSError, path: str) -> WorkspaceError:
    """Turn an error of the operating system into one with a plain sentence."""
    unknown: tuple[WorkspaceReason, str] = ("failed", error.strerror or type(error).__name__)
    reason, explanation = EXPLANATIONS.get(error.errno or 0, unknown)
    return WorkspaceError(f"`{path or '/'}`: {explanation}.", reason=reason)


def too_large(path: str, size: int, limit: int) -> WorkspaceError:
    """Refuse a file for its size."""
    message = f"`{path}` is {size:,} bytes long; at most {limit:,} are read."
    remedy = "Choose another file, or have the administrator of the server raise the limit."
    problem = Problem(severity="error", code=TOO_LARGE, message=message, remedy=remedy)
    return WorkspaceError(message, [problem], reason="too-large")
