"""The contents manager of a Jupyter server as a store."""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nbformat
from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.utils import ApiPath, to_os_path
from tornado.web import HTTPError

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.workspace.local_store import make_executable
from jupyterlab_pipeline_export.workspace.store import FileState, os_failure, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_server.services.contents.manager import AsyncContentsManager, ContentsManager

    from jupyterlab_pipeline_export.errors import WorkspaceReason
    from jupyterlab_pipeline_export.workspace.store import Kind

__all__ = ["ContentsStore"]

REASONS: Final[dict[int, WorkspaceReason]] = {
    400: "blocked",
    403: "refused",
    404: "missing",
    409: "blocked",
    413: "too-large",
}


class ContentsStore:
    """The workspace of a server: its root, its rules and any remote store behind it hold.

    Parameters
    ----------
    contents_manager
        Synchronous or not; local or not.
    """

    def __init__(self, contents_manager: ContentsManager | AsyncContentsManager) -> None:
        self._manager: Any = contents_manager

    @property
    def allows_hidden(self) -> bool:
        """Whether names that begin with a dot may be used."""
        return bool(getattr(self._manager, "allow_hidden", False))

    def local_path(self, path: str) -> Path | None:
        """Return where a path lies on this machine; None where the manager keeps files elsewhere."""
        if not isinstance(self._manager, FileContentsManager):
            return None
        return Path(to_os_path(ApiPath(path), self._manager.root_dir))

    async def kind(self, path: str) -> Kind | None:
        """Tell what stands at a path; see `Store`."""
        with _explained(path):
            if await ensure_async(self._manager.dir_exists(path)):
                return "directory"
            return "file" if await ensure_async(self._manager.file_exists(path)) else None

    async def state(self, path: str) -> FileState:
        """Tell what is known of a file; see `Store`."""
        with _explained(path):
            # The manager refuses what is hidden, or lies outside of its root.
            model = await ensure_async(self._manager.get(path, content=False, type="file"))
            local = self.local_path(path)
            if local is not None:
                # The manager's own time knows whole seconds, or none.
                state = local.stat()
                return FileState(state.st_size, str(state.st_mtime_ns), local)
        size = model.get("size")
        return FileState(
            size if isinstance(size, int) else None, str(model.get("last_modified")), None
        )

    async def read(self, path: str, limit: int) -> bytes:
        """Return the bytes of a file; see `Store`."""
        with _explained(path):
            # As a file even where it is a notebook: reading that as one would upgrade and change it.
            model = await ensure_async(self._manager.get(path, content=False, type="file"))
            size = model.get("size")
            if isinstance(size, int) and size > limit:
                raise too_large(path, size, limit)
            model = await ensure_async(self._manager.get(path, content=True, type="file"))
            content = _to_bytes(model)
        if len(content) > limit:
            raise too_large(path, len(content), limit)
        return content

    async def write(self, path: str, content: bytes, *, executable: bool = False) -> None:
        """Create or replace a file; see `Store`.

        Notebooks are saved as files, too: saved as notebooks, they would be
        written as the installed nbformat likes it, and two exports of the same
        pipeline could differ.
        """
        with _explained(path):
            await ensure_async(self._manager.save(_to_model(content), path))
        if path.endswith(".ipynb"):
            self._sign(content, path)
        if executable and (local := self.local_path(path)) is not None:
            make_executable(local)

    async def make_folder(self, path: str) -> None:
        """Create a folder; see `Store`."""
        with _explained(path):
            await ensure_async(self._manager.save({"type": "directory"}, path))

    async def remove_file(self, path: str) -> None:
        """Remove a file; see `Store`."""
        with _explained(path):
            await ensure_async(self._manager.delete(path))

    async def remove_empty_folder(self, path: str) -> None:
        """Remove a folder, unless something stands in it; see `Store`."""
        with _explained(path):
            model = await ensure_async(self._manager.get(path, content=True, type="directory"))
            if model["content"]:
                message = f"`{path}` is not empty."
                raise WorkspaceError(message, reason="blocked")
            await ensure_async(self._manager.delete(path))

    def _sign(self, content: bytes, path: str) -> None:
        """Do what saving it as a notebook would have done for one without outputs: let it open as trusted."""
        try:
            notebook = nbformat.from_dict(json.loads(content))  # type: ignore[no-untyped-call]
            self._manager.check_and_sign(notebook, path)
        except Exception:  # The notebook is written; that it opens as untrusted is no failure.
            self._manager.log.debug("Could not sign %s", path, exc_info=True)


def _to_model(content: bytes) -> dict[str, Any]:
    try:
        return {"type": "file", "format": "text", "content": content.decode("utf-8")}
    except UnicodeDecodeError:
        encoded = base64.b64encode(content).decode("ascii")
        return {"type": "file", "format": "base64", "content": encoded}


def _to_bytes(model: dict[str, Any]) -> bytes:
    content = model["content"]
    if model.get("format") == "base64":
        return base64.b64decode(content)
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass")
    # Some managers hand a notebook out as one, whatever they are asked for.
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@contextlib.contextmanager
def _explained(path: str) -> Iterator[None]:
    try:
        yield
    except WorkspaceError:
        raise
    except HTTPError as error:
        if isinstance(error.__cause__, OSError):
            raise os_failure(error.__cause__, path) from error
        raise _http_failure(error, path) from error
    except OSError as error:
        raise os_failure(error, path) from error
    except Exception as error:  # a manager of somebody else may raise what its storage does
        message = f"`{path or '/'}`: the contents manager failed ({type(error).__name__})."
        raise WorkspaceError(message, reason="failed") from error


def _http_failure(error: HTTPError, path: str) -> WorkspaceError:
    # The manager's own messages may name folders outside the workspace, so only the status is told.
    reason = REASONS.get(error.status_code, "failed")
    explanations: dict[WorkspaceReason, str] = {
        "missing": "there is no such file or folder in the workspace",
        "refused": "permission denied",
        "blocked": "the contents manager refused it",
        "too-large": "the contents manager refused it as too large",
        "failed": "the contents manager failed",
    }
    return WorkspaceError(f"`{path or '/'}`: {explanations[reason]}.", reason=reason)
