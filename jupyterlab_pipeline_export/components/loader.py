"""From a file `<category>/<name>.py.jinja` to a component."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.frontmatter import (
    FrontMatter,
    FrontMatterError,
    read_front_matter,
)
from jupyterlab_pipeline_export.components.manifest import (
    CATEGORIES,
    Component,
    InputPort,
    OutputPort,
    Requirement,
)
from jupyterlab_pipeline_export.components.meaning_faults import MEANING, meaning_faults
from jupyterlab_pipeline_export.components.validate import validate_component
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["SUFFIX", "CatalogProblem", "load_component", "locate", "parse_component"]

SUFFIX: Final = ".py.jinja"
MAX_BYTES: Final = 256 * 2**10
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
OPENING: Final = "{#---\n"
CLOSING: Final = "\n---#}\n"
FROM_PLACE: Final = frozenset({"id", "category", "origin", "template"})
KEYS: Final = tuple(key for key in Component.model_fields if key not in FROM_PLACE)

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CatalogProblem:
    """Why a component, or a source of components, was left out."""

    file: str
    line: int | None
    message: str
    remedy: str


Loaded = tuple[Component | None, tuple[CatalogProblem, ...]]


def load_component(path: Path, origin: str, *, trusted: bool = False) -> Loaded:
    """Load a component from its file.

    Parameters
    ----------
    path
        The file; its folder is the category, its name the component's.
    origin
        As in `Component.origin`.
    trusted
        Leave out the checks beyond the manifest's model: for the components of
        this package, which its tests check.

    Returns
    -------
    Component or None
        None where there are problems.
    tuple of CatalogProblem
        Empty where there is a component.
    """
    try:
        if not path.is_file():
            return _refuse(path, "This is no file.", "Remove it, or put a component there.")
        state = path.stat()
        if state.st_size > MAX_BYTES:
            return _refuse(
                path,
                f"The file is longer than {MAX_BYTES:,} bytes.",
                "Make the component smaller.",
            )
        return _load(path, origin, trusted, state.st_mtime_ns, state.st_size)
    except OSError as error:
        return _refuse(
            path,
            f"The file cannot be read: {error.strerror}.",
            "Make it readable for the server's user.",
        )


@lru_cache(maxsize=1024)
def _load(path: Path, origin: str, trusted: bool, modified: int, size: int) -> Loaded:  # noqa: ARG001 - a cache's key
    """Read and parse a file, once for each of its states."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _refuse(
            path, "The file is not encoded as UTF-8.", "Save it with the encoding UTF-8.", line
        )
    return parse_component(text, path, origin, trusted=trusted)


def parse_component(text: str, path: Path, origin: str, *, trusted: bool = False) -> Loaded:
    """Parse the text of a component; the arguments and results are those of `load_component`."""
    name, category = path.name.removesuffix(SUFFIX), path.parent.name
    if category not in CATEGORIES:
        return _refuse(
            path,
            f"The folder {shown(category)} is no category.",
            f"Put the file into a folder named {listed(CATEGORIES)}.",
        )
    if not NAME.fullmatch(name):
        return _refuse(
            path,
            f"The name {shown(name)} is no name of a component.",
            "Use lower-case letters, digits and underscores, beginning with a letter.",
        )
    text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    end = text.find(CLOSING)
    if not text.startswith(OPENING) or end < 0:
        return _refuse(
            path,
            "The file has no front matter.",
            "Begin with a line `{#---`, then YAML, then a line `---#}`.",
            1,
        )
    try:
        # In place of the line that opens the front matter stands an empty one, so that lines count as in the file.
        front = read_front_matter("\n" + text[len(OPENING) : end])
    except FrontMatterError as error:
        return _refuse(path, error.message, "Correct the front matter at that line.", error.line)
    template_start = end + len(CLOSING)
    lines_before = text.count("\n", 0, template_start)
    component, faults = _build(front, f"{category}.{name}", origin, text[template_start:])
    if component is not None and not trusted:
        faults = tuple(validate_component(component))
    if not faults:
        return component, ()
    return None, tuple(
        CatalogProblem(
            file=str(path),
            line=front.line_of(fault.place) if fault.line is None else lines_before + fault.line,
            message=fault.message,
            remedy=fault.remedy,
        )
        for fault in faults
    )


def locate(fault: Fault, path: Path) -> CatalogProblem:
    """Find the line of a fault of a component that was loaded from a file.

    Raises
    ------
    OSError
        If the file is gone.
    """
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    end = text.index(CLOSING)
    line = fault.line
    if line is None:
        line = read_front_matter("\n" + text[len(OPENING) : end]).line_of(fault.place)
    else:
        line += text.count("\n", 0, end + len(CLOSING))
    return CatalogProblem(str(path), line, fault.message, fault.remedy)


def _refuse(path: Path, message: str, remedy: str, line: int | None = None) -> Loaded:
    return None, (CatalogProblem(str(path), line, message, remedy),)


def _build(
    front: FrontMatter, id_: str, origin: str, template: str
) -> tuple[Component | None, tuple[Fault, ...]]:
    values = dict(front.values)
    if foreign := sorted(FROM_PLACE & values.keys()):
        return None, tuple(
            Fault(
                f"`{key}` is no key of a front matter.",
                "Remove it: the file's place and text give it.",
                (key,),
            )
            for key in foreign
        )
    requires = values.get("requires")
    if isinstance(requires, list):
        values["requires"] = [
            {"package": each} if isinstance(each, str) else each for each in requires
        ]
    params = values.get("params", {})
    if isinstance(params, dict):
        values["params"] = {"type": "object", "properties": {}, **params}
    values |= {"id": id_, "category": id_.partition(".")[0], "origin": origin, "template": template}
    try:
        return Component.model_validate(values), ()
    except ValidationError as error:
        return None, tuple(_faults(error.errors(include_url=False), values))


def _faults(errors: list[ErrorDetails], values: Mapping[str, Any]) -> Iterator[Fault]:
    told: set[Place] = set()
    meaning = [error for error in errors if error["loc"][0] in MEANING]
    yield from meaning_faults(meaning, values)
    for error in errors:
        if error["loc"][0] in MEANING:
            continue
        place, missing = error["loc"], error["type"] == "missing"
        if place[0] == "imports" and len(place) > 1:
            # Each branch of the union has its own opinion; one sentence covers them.
            place = place[:2]
        if place in told:
            continue
        told.add(place)
        name = str(place[-1])
        if place[0] == "imports" and len(place) > 1:
            yield Fault(
                "An import must be a text, or a mapping with `code` and `when`.",
                "Write, for example, `import pandas as pd`.",
                place,
            )
        elif missing:
            yield Fault(f"`{name}` is missing.", f"Add `{name}`.", place)
        elif error["type"] == "extra_forbidden":
            known = _known_keys(place)
            yield Fault(
                f"The key `{name}` is unknown.",
                did_you_mean(name, known, otherwise="Remove it."),
                place,
            )
        else:
            yield Fault(
                f"`{name}` does not fit: {error['msg'][0].lower()}{error['msg'][1:]}.",
                "Correct the value.",
                place,
            )


def _known_keys(place: Place) -> tuple[str, ...]:
    if len(place) == 1:
        return KEYS
    models: dict[str | int, type[BaseModel]] = {
        "inputs": InputPort,
        "outputs": OutputPort,
        "requires": Requirement,
    }
    return tuple(models[place[0]].model_fields) if place[0] in models else ()
