"""From errors to answers: which status, which body."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tornado import web

from jupyterlab_pipeline_export.errors import (
    ConflictError,
    InvalidPipelineError,
    PipelineExportError,
    WorkspaceError,
)
from jupyterlab_pipeline_export.exporters.registry import UnknownFormatError
from jupyterlab_pipeline_export.server.models import ConflictFile, ErrorResponse
from jupyterlab_pipeline_export.workspace.store import TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyterlab_pipeline_export.errors import WorkspaceReason

__all__ = ["ApiError", "answered_errors"]

WORKSPACE_STATUS: Final[dict[WorkspaceReason, int]] = {
    "missing": 404,
    "refused": 403,
    "blocked": 409,
    "too-large": 413,
    "failed": 507,
}


class ApiError(web.HTTPError):
    """An error whose answer is known to the last key.

    Parameters
    ----------
    status
        HTTP status.
    reply
        Body of the answer.
    """

    def __init__(self, status: int, reply: ErrorResponse) -> None:
        # Names of files may hold line breaks; none may forge a line of the log.
        super().__init__(status, repr(reply.message))
        self.reply = reply


@contextmanager
def answered_errors() -> Iterator[None]:
    """Turn the errors of this package into answers.

    Raises
    ------
    ApiError
        In place of a `PipelineExportError` or an `UnknownFormatError`.
    """
    try:
        yield
    except UnknownFormatError as error:
        raise ApiError(404, ErrorResponse(message=str(error))) from error
    except ConflictError as error:
        conflicts = [ConflictFile(path=path, status=state) for path, state in error.conflicts]
        reply = ErrorResponse(message=error.message, conflicts=conflicts)
        raise ApiError(409, reply) from error
    except PipelineExportError as error:
        reply = ErrorResponse(message=error.message, problems=list(error.problems))
        raise ApiError(_status(error), reply) from error


def _status(error: PipelineExportError) -> int:
    if isinstance(error, WorkspaceError):
        return WORKSPACE_STATUS[error.reason]
    if isinstance(error, InvalidPipelineError) and any(
        each.code == TOO_LARGE for each in error.problems
    ):
        return 413
    return 400
