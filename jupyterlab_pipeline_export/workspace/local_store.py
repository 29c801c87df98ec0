"""A folder of the local file system as a store."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.workspace.store import FileState, os_failure, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyterlab_pipeline_export.workspace.store import Kind

__all__ = ["LocalStore", "make_executable"]


class LocalStore:
    """A folder of the local file system, for the command line.

    The methods are coroutines only because those of remote stores must be.

    Parameters
    ----------
    root
        The folder, which exists.
    """

    allows_hidden = True

    def __init__(self, root: Path) -> None:
        self._root = root

    async def kind(self, path: str) -> Kind | None:
        """Tell what stands at a path; see `Store`."""
        target = self._root / path
        with _explained(target):
            if target.is_dir():
                return "directory"
            # A pipe or a broken link is in the way as much as a file is.
            return "file" if os.path.lexists(target) else None

    async def state(self, path: str) -> FileState:
        """Tell what is known of a file; see `Store`."""
        target = self._root / path
        with _explained(target):
            state = target.stat()
        return FileState(state.st_size, str(state.st_mtime_ns), target)

    async def read(self, path: str, limit: int) -> bytes:
        """Return the bytes of a file; see `Store`."""
        target = self._root / path
        with _explained(target):
            size = target.stat().st_size
            if size > limit:
                raise too_large(str(target), size, limit)
            return target.read_bytes()

    async def write(self, path: str, content: bytes, *, executable: bool = False) -> None:
        """Replace a file at once, so that no reader ever sees half of it; see `Store`."""
        # Through a link: replacing it would cut the file that it leads to off.
        target = Path(os.path.realpath(self._root / path))
        with _explained(target):
            mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".pipeline-export-")
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                temporary.chmod(mode)
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            if executable:
                make_executable(target)

    async def make_folder(self, path: str) -> None:
        """Create a folder; see `Store`."""
        target = self._root / path
        with _explained(target):
            target.mkdir()

    async def remove_file(self, path: str) -> None:
        """Remove a file; see `Store`."""
        target = self._root / path
        with _explained(target):
            target.unlink()

    async def remove_empty_folder(self, path: str) -> None:
        """Remove a folder, unless something stands in it; see `Store`."""
        target = self._root / path
        with _explained(target):
            target.rmdir()


def make_executable(path: Path) -> None:
    """Let those who may read a file start it, too, where the file system knows such a permission."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        path.chmod(mode | (mode & 0o444) >> 2)


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise os_failure(error, str(target)) from error
    except ValueError as error:  # a NUL in the path
        raise os_failure(FileNotFoundError(2, str(error)), str(target)) from error


def _umask() -> int:
    # There is no way to ask for it without setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
