"""Errors that callers may handle.

::

    PipelineExportError
    ├── InvalidPipelineError     the document has problems that forbid an export
    ├── ExportError              a result would not be valid
    ├── ConflictError            files are in the way and the policy is to fail
    └── WorkspaceError           reading or writing the workspace failed

Each carries the problems to show, so that the command line, the REST API and
the interface say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = [
    "ConflictError",
    "ExportError",
    "InvalidPipelineError",
    "PipelineExportError",
    "WorkspaceError",
]

WorkspaceReason: TypeAlias = Literal["missing", "refused", "blocked", "too-large", "failed"]


class PipelineExportError(Exception):
    """Base of all errors of this package.

    Parameters
    ----------
    message
        One plain sentence for the user.
    problems
        The problems behind it, if any.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class InvalidPipelineError(PipelineExportError):
    """The document has problems that forbid an export."""


class ExportError(PipelineExportError):
    """A result would not be valid, so nothing was written."""


class ConflictError(PipelineExportError):
    """Files are in the way and the policy is to fail.

    Parameters
    ----------
    message
        One plain sentence for the user.
    conflicts
        Path and state (`edited`, `foreign`) of each file in the way.
    """

    def __init__(self, message: str, conflicts: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)


class WorkspaceError(PipelineExportError):
    """Reading or writing the workspace failed; what was there before is there still.

    Parameters
    ----------
    message
        One plain sentence for the user.
    problems
        The problems behind it, if any.
    reason
        ``missing`` where something is not there or must not be seen,
        ``refused`` where a permission lacks, ``blocked`` where something else
        stands in the way, ``too-large`` where a file is, ``failed`` where the
        storage itself broke down.
    """

    def __init__(
        self, message: str, problems: Sequence[Problem] = (), *, reason: WorkspaceReason = "failed"
    ) -> None:
        super().__init__(message, problems)
        self.reason = reason
