"""Artifacts as a ZIP archive."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.exporters.stamp import read_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyterlab_pipeline_export.exporters.base import Artifact
    from jupyterlab_pipeline_export.exporters.stamp import ArtifactState

__all__ = ["ZIP_TYPE", "archive_state", "zip_artifacts"]

ZIP_TYPE: Final = "application/zip"

FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format can hold: the same artifacts give the same bytes at any time."""
UNIX: Final = 3
FILE_MODE: Final = 0o100644
EXECUTABLE_MODE: Final = 0o100755

LARGEST_MEMBER: Final = 64 * 2**20
"""Nothing larger is unpacked from an archive that is in the way: it may be a bomb, and is none of ours."""


def zip_artifacts(artifacts: Iterable[Artifact]) -> bytes:
    """Pack artifacts; equal artifacts give equal bytes.

    Executable ones are still so after unpacking on Unix.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for artifact in artifacts:
            member = zipfile.ZipInfo(str(artifact.path), FIRST_DATE)
            member.create_system = UNIX
            member.external_attr = (EXECUTABLE_MODE if artifact.executable else FILE_MODE) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, artifact.content)
    return buffer.getvalue()


def archive_state(existing: bytes, new: bytes, source: str) -> ArtifactState:
    """Tell what an existing archive is, seen from the one that would replace it; see `read_state`."""
    if existing == new:
        return "identical"
    try:
        was, now = _members(existing), _members(new)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "foreign"
    if was.keys() - now.keys():
        return "foreign"
    states = {read_state(was[name], now[name], name, source) for name in was}
    for state in ("foreign", "edited"):
        if state in states:
            return state
    return "updated"


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_MEMBER:
            message = "too large to be ours"
            raise ValueError(message)
        return {member.filename: archive.read(member) for member in archive.infolist()}
