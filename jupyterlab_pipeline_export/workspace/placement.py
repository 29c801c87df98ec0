"""Where artifacts go, and what stands there already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.exporters.stamp import other_source, read_state
from jupyterlab_pipeline_export.pipeline.problems import Problem
from jupyterlab_pipeline_export.workspace.archive import ZIP_TYPE, archive_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyterlab_pipeline_export.exporters.base import Artifact
    from jupyterlab_pipeline_export.workspace.store import Store

__all__ = [
    "Target",
    "TargetState",
    "adapt_names",
    "find_targets",
    "groups",
    "numbered",
    "require_folder",
    "take_fallbacks",
]

TargetState = Literal["new", "identical", "updated", "edited", "foreign"]

LARGEST_BACKUP: Final = 64 * 2**20
"""A file in the way is kept in memory until everything is written; no export of ours comes near this size."""

DOCKERIGNORE: Final = ".dockerignore"
VISIBLE_DOCKERIGNORE: Final = "Dockerfile.dockerignore"
"""BuildKit prefers it to ``.dockerignore`` when it builds from a ``Dockerfile``."""


@dataclass(frozen=True, slots=True)
class Target:
    """An artifact with its place in the store and what stands there."""

    artifact: Artifact
    path: str
    """Relative to the root of the store."""
    state: TargetState
    before: bytes | None = None
    """What the file holds; None where there is none."""
    obstacle: str = ""
    """Why nothing can be written there, not even by overwriting: one sentence."""

    @property
    def in_the_way(self) -> bool:
        """Whether writing would destroy what is not this export's own."""
        return self.state in {"edited", "foreign"}


def adapt_names(
    artifacts: Iterable[Artifact],
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Give hidden files visible names, for a store that takes no hidden ones.

    Returns
    -------
    artifacts : tuple of Artifact
        With a ``.dockerignore`` under the name that Docker's BuildKit reads
        it by, too.
    notes : tuple of Problem
        What to tell the user about it.

    Raises
    ------
    WorkspaceError
        If any other file is hidden.
    """
    adapted, notes = [], []
    for artifact in artifacts:
        path = artifact.path
        if path.name == DOCKERIGNORE:
            path = path.with_name(VISIBLE_DOCKERIGNORE)
            notes.append(_dockerignore_note())
        if any(part.startswith(".") for part in path.parts):
            message = f"`{path}` would be a hidden file, and this server takes none."
            raise WorkspaceError(message, reason="blocked")
        adapted.append(replace(artifact, path=path))
    return tuple(adapted), tuple(notes)


async def take_fallbacks(
    store: Store, artifacts: Iterable[Artifact], directory: str, source: str
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Give a name of its own to what would replace the export of another pipeline.

    Only artifacts with a `fallback` are concerned: two pipelines of one folder
    both have a ``requirements.txt``, and neither is lost.

    Returns
    -------
    artifacts : tuple of Artifact
        With the fallback as path where it is needed.
    notes : tuple of Problem
        What to tell the user about it.

    Raises
    ------
    WorkspaceError
        If the store cannot be read.
    """
    placed, notes = [], []
    for artifact in artifacts:
        if artifact.fallback is None:
            placed.append(artifact)
            continue
        (target,) = await find_targets(store, [artifact], directory, source)
        other = None if target.before is None else other_source(target.before, source)
        if other is None:
            placed.append(artifact)
        else:
            placed.append(replace(artifact, path=artifact.fallback))
            notes.append(_fallback_note(artifact.path, artifact.fallback, other))
    return tuple(placed), tuple(notes)


def groups(artifacts: Iterable[Artifact]) -> Iterable[Sequence[Artifact]]:
    """Split artifacts into what belongs together: each file, and each folder with all that is in it."""
    found: dict[str, list[Artifact]] = {}
    for artifact in artifacts:
        found.setdefault(artifact.path.parts[0], []).append(artifact)
    return found.values()


def numbered(group: Iterable[Artifact], number: int) -> list[Artifact]:
    """Give a file, or the folder that a group shares, a numbered name: ``penguins (1).py``."""
    renamed = []
    for artifact in group:
        top, *rest = artifact.path.parts
        name = PurePosixPath(top)
        numbered_top = f"{top} ({number})" if rest else f"{name.stem} ({number}){name.suffix}"
        renamed.append(replace(artifact, path=PurePosixPath(numbered_top, *rest)))
    return renamed


async def require_folder(store: Store, directory: str) -> None:
    """Make sure that a folder is there or can be made.

    Raises
    ------
    WorkspaceError
        If it, or a folder that it is in, is a file, or if the store cannot be
        read.
    """
    for folder in reversed(PurePosixPath(directory, "_").parents[:-1]):
        kind = await store.kind(str(folder))
        if kind is None:
            return
        if kind == "file":
            message = f"`{folder}` is a file, so nothing can be written into a folder of that name."
            raise WorkspaceError(message, reason="blocked")


async def find_targets(
    store: Store, artifacts: Iterable[Artifact], directory: str, source: str
) -> list[Target]:
    """Look at the places that artifacts would be written to.

    Raises
    ------
    WorkspaceError
        If the store cannot be read.
    """
    folders: dict[str, str | None] = {}
    return [await _find_target(store, each, directory, source, folders) for each in artifacts]


async def _find_target(
    store: Store, artifact: Artifact, directory: str, source: str, folders: dict[str, str | None]
) -> Target:
    path = f"{directory}/{artifact.path}".lstrip("/")
    for folder in reversed(PurePosixPath(path).parents[:-1]):
        name = str(folder)
        if name not in folders:
            folders[name] = await store.kind(name)
        if folders[name] is None:
            return Target(artifact, path, "new")
        if folders[name] == "file":
            obstacle = f"`{name}` is a file, so no folder of that name can be made."
            return Target(artifact, path, "foreign", obstacle=obstacle)
    kind = await store.kind(path)
    if kind is None:
        return Target(artifact, path, "new")
    if kind == "directory":
        obstacle = f"`{path}` is a folder, so no file of that name can be written."
        return Target(artifact, path, "foreign", obstacle=obstacle)
    try:
        before = await store.read(path, LARGEST_BACKUP)
    except WorkspaceError as error:
        if error.reason != "too-large":
            raise
        obstacle = f"`{path}` is too large to be replaced safely: rename or remove it first."
        return Target(artifact, path, "foreign", obstacle=obstacle)
    return Target(artifact, path, _state(artifact, before, source), before)


def _state(artifact: Artifact, before: bytes, source: str) -> TargetState:
    if artifact.mimetype == ZIP_TYPE:
        return archive_state(before, artifact.content, source)
    return read_state(before, artifact.content, artifact.path.name, source)


def _fallback_note(path: PurePosixPath, fallback: PurePosixPath, other: str) -> Problem:
    return Problem(
        severity="info",
        code="taken-by-another-pipeline",
        message=f"`{path}` belongs to `{other}`, so this pipeline's goes to `{fallback}`.",
        remedy="Export into a folder of its own to keep the plain name.",
    )


def _dockerignore_note() -> Problem:
    return Problem(
        severity="info",
        code="hidden-file",
        message=f"The server takes no hidden files, so `{DOCKERIGNORE}` is written as `{VISIBLE_DOCKERIGNORE}`.",
        remedy="Docker's BuildKit, its default builder, reads either name: nothing needs to be done.",
    )
