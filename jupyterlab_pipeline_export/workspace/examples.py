"""The examples that come with the package: what there is, and a copy of one in the workspace."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import yaml

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.exporters.base import Artifact

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter, WriteReport

__all__ = ["Example", "copy_example", "load_examples"]

FOLDER: Final = Path(__file__).parent.parent / "examples"
INDEX: Final = "gallery.yaml"
SUFFIX: Final = ".pipeline.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A pipeline that comes with the package."""

    name: str
    """Name of its file, without the ending."""
    kind: str
    """The kind of job that it does, in a few words."""
    title: str
    summary: str
    """The first paragraph of its description, Markdown."""
    components: frozenset[str]
    """Ids of the components that it uses."""
    files: tuple[PurePosixPath, ...]
    """The document, then the files that it reads, relative to the folder of the examples."""


@cache
def load_examples() -> tuple[Example, ...]:
    """Return all examples, in the order in which they are offered."""
    index = yaml.safe_load((FOLDER / INDEX).read_text(encoding="utf-8"))
    return tuple(_load(entry) for entry in index)


def _load(entry: dict[str, Any]) -> Example:
    file = PurePosixPath(f"{entry['name']}{SUFFIX}")
    document = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return Example(
        name=entry["name"],
        kind=entry["kind"],
        title=document["name"],
        summary=document["description"].partition("\n\n")[0],
        components=frozenset(step["component"] for step in document["steps"]),
        files=(file, *map(PurePosixPath, entry.get("data", ()))),
    )


async def copy_example(writer: WorkspaceWriter, name: str, directory: str) -> WriteReport:
    """Copy an example, with its data, into a folder of its own.

    A copy that is there already and was not changed is left as it is; beside one that was
    changed, a numbered folder is made.

    Parameters
    ----------
    writer
        Where to.
    name
        Name of the example.
    directory
        Folder of the workspace in which the example gets its folder.

    Returns
    -------
    WriteReport
        The document first.

    Raises
    ------
    WorkspaceError
        If there is no such example, or if it cannot be written.
    """
    example = next((each for each in load_examples() if each.name == name), None)
    if example is None:
        message = f"There is no example `{name}`."
        raise WorkspaceError(message, reason="missing")
    artifacts = [_artifact(PurePosixPath(name), file) for file in example.files]
    return await writer.write(artifacts, directory, "rename", str(example.files[0]))


def _artifact(folder: PurePosixPath, file: PurePosixPath) -> Artifact:
    mimetype, _ = mimetypes.guess_type(file.name)
    content = (FOLDER / file).read_bytes()
    return Artifact(folder / file, content, mimetype or "application/octet-stream")
