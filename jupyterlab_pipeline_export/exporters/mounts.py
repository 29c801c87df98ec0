"""Where a container finds the files that a program reads, and where it puts its results."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyterlab_pipeline_export.codegen.program import DataFile

__all__ = ["APP_FOLDER", "WRITABLE_FOLDERS", "Mount", "MountPlan", "plan_mounts"]

APP_FOLDER: Final = PurePosixPath("/app")
WRITABLE_FOLDERS: Final = ("output", "models")
"""Folders below the app's that the container may write to."""

DATA_FOLDER: Final = PurePosixPath("/data")
LEVEL: Final = "pipeline-folder"


@dataclass(frozen=True, slots=True)
class Mount:
    """A file or folder of the host that the container sees."""

    source: str
    """Relative to the folder of the bundle, or absolute as in the document."""
    target: str
    read_only: bool


@dataclass(frozen=True, slots=True)
class MountPlan:
    """All mounts, and the folder that the program's data paths start from."""

    data_folder: PurePosixPath
    mounts: tuple[Mount, ...]


def plan_mounts(data_files: Iterable[DataFile], data_prefix: PurePosixPath) -> MountPlan:
    """Decide what a container mounts.

    Data comes in by its topmost folder, so that files beside it are there,
    too; what lies in the pipeline's own folder comes in file by file.

    Parameters
    ----------
    data_files
        What the program reads. Addresses on the network need no mount.
    data_prefix
        Way from the folder that holds the bundle to the pipeline's folder.

    Returns
    -------
    MountPlan
        The data, read-only and sorted, then the folders for results.
    """
    paths = {
        PurePosixPath(posixpath.normpath(file.path))
        for file in data_files
        if file.path and "://" not in file.path
    }
    climbs = max((path.parts.count("..") for path in paths), default=0)
    # Paths that lead out of the pipeline's folder must not end in a system folder of the container.
    data_folder = DATA_FOLDER.joinpath(*[LEVEL] * climbs) if climbs else APP_FOLDER
    to_pipeline = PurePosixPath("..") / data_prefix
    results = [
        Mount(f"./{name}", str(APP_FOLDER / name), read_only=False) for name in WRITABLE_FOLDERS
    ]
    taken = {mount.target for mount in results}
    data = {_data_mount(entry, to_pipeline, data_folder) for entry in map(_entry, paths)}
    ordered = sorted(
        (mount for mount in data if mount.target not in taken), key=lambda mount: mount.target
    )
    return MountPlan(data_folder, (*ordered, *results))


def _entry(path: PurePosixPath) -> PurePosixPath:
    """Return what has to be mounted for a path: the topmost folder or the file itself."""
    climbs = path.parts.count("..")
    inner = path.parts[climbs:]
    own_folder = climbs == 0 and inner[:1] in [(name,) for name in WRITABLE_FOLDERS]
    if path.is_absolute() or own_folder:
        return path
    return PurePosixPath(*path.parts[: climbs + 1])


def _data_mount(
    entry: PurePosixPath, to_pipeline: PurePosixPath, data_folder: PurePosixPath
) -> Mount:
    return Mount(
        source=posixpath.normpath(to_pipeline / entry),
        target=posixpath.normpath(data_folder / entry),
        read_only=True,
    )
