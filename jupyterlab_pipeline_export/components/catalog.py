"""The components there are: those of this package, of installed packages, of the user and of the workspace."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Final

from jupyter_core.paths import jupyter_path

from jupyterlab_pipeline_export.components.loader import SUFFIX, CatalogProblem, load_component
from jupyterlab_pipeline_export.components.manifest import CATEGORIES, Component

__all__ = [
    "ENTRY_POINT_GROUP",
    "FOLDER",
    "Catalog",
    "builtin_catalog",
    "find_components",
    "load_catalog",
]

ENTRY_POINT_GROUP: Final = "jupyterlab_pipeline_export.components"
FOLDER: Final = "pipeline_components"
"""Name of the folder of users' components on the Jupyter data path."""

LIBRARY: Final = Path(__file__).parent / "library"


@dataclass(frozen=True)
class Catalog:
    """Components by id, and what was left out for which reason."""

    components: Mapping[str, Component]
    problems: tuple[CatalogProblem, ...] = ()

    def get(self, component: str) -> Component | None:
        """Return a component, or None where there is none of that id."""
        return self.components.get(component)

    @cached_property
    def digest(self) -> str:
        """A digest of the whole catalogue, for caches of clients."""
        content = [
            [component.model_dump(mode="json"), component.template]
            for component in self.components.values()
        ]
        problems = [[each.file, each.line, each.message] for each in self.problems]
        text = json.dumps([content, problems], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def load_catalog(
    *,
    extra_folders: Sequence[Path] = (),
    user_paths: bool = True,
    entry_points: bool = True,
) -> Catalog:
    """Load all components; files that did not change since the last call are not read again.

    A component that cannot be loaded is left out and told in the problems. The
    first of those with the same id counts: the package's own, then installed
    packages', then the user's, then those of `extra_folders`.

    Parameters
    ----------
    extra_folders
        Further folders of components, such as the workspace's.
    user_paths
        Take the folders ``pipeline_components`` on the Jupyter data path.
    entry_points
        Take what installed packages declare in the group
        ``jupyterlab_pipeline_export.components``.
    """
    problems: list[CatalogProblem] = []
    sources = [("built-in", LIBRARY)]
    if entry_points:
        sources += _declared_folders(problems)
    if user_paths:
        sources += (("user", Path(folder)) for folder in jupyter_path(FOLDER))
    sources += (("workspace", Path(folder)) for folder in extra_folders)
    return _collect(sources, problems)


@cache
def builtin_catalog() -> Catalog:
    """Return the components of this package alone."""
    return _collect([("built-in", LIBRARY)], [])


def _collect(sources: Iterable[tuple[str, Path]], problems: list[CatalogProblem]) -> Catalog:
    components: dict[str, Component] = {}
    for origin, folder in sources:
        for path in find_components(folder, problems):
            component, found = load_component(path, origin, trusted=folder == LIBRARY)
            problems += found
            if component is None:
                continue
            other = components.setdefault(component.id, component)
            if other is not component:
                problems.append(_taken(path, other))
    by_category = sorted(
        components.values(),
        key=lambda component: (CATEGORIES.index(component.category), component.title.lower()),
    )
    ordered = {component.id: component for component in by_category}
    return Catalog(MappingProxyType(ordered), tuple(problems))


def find_components(folder: Path, problems: list[CatalogProblem]) -> list[Path]:
    """List the files of components in a folder, which need not exist.

    Parameters
    ----------
    folder
        Holds folders of categories.
    problems
        Gets what is wrong with the folder.
    """
    found: list[Path] = []
    try:
        if not folder.is_dir():
            return []
        for entry in os.scandir(folder):
            if entry.name.endswith(SUFFIX):
                problems.append(
                    CatalogProblem(
                        entry.path,
                        None,
                        "The file lies in no folder of a category.",
                        f"Move it into a folder such as `{CATEGORIES[0]}` beside it.",
                    )
                )
            elif entry.is_dir() and not entry.name.startswith((".", "_")):
                found += (
                    Path(each.path) for each in os.scandir(entry) if each.name.endswith(SUFFIX)
                )
    except OSError as error:
        problems.append(
            CatalogProblem(
                str(error.filename or folder),
                None,
                f"The folder cannot be read: {error.strerror}.",
                "Make it readable for the server's user.",
            )
        )
    return sorted(found)


def _taken(path: Path, other: Component) -> CatalogProblem:
    return CatalogProblem(
        str(path),
        None,
        f"There is a component `{other.id}` already ({other.origin}), and it is not replaced.",
        "Give the file another name.",
    )


def _declared_folders(problems: list[CatalogProblem]) -> Iterator[tuple[str, Path]]:
    declared = metadata.entry_points(group=ENTRY_POINT_GROUP)
    for entry_point in sorted(declared, key=lambda each: each.name):
        folder = _declared_folder(entry_point, problems)
        if folder is not None:
            yield (entry_point.dist.name if entry_point.dist else entry_point.name), folder


def _declared_folder(
    entry_point: metadata.EntryPoint, problems: list[CatalogProblem]
) -> Path | None:
    """Return the folder of a package, or the path, that an entry point names."""
    try:
        target = entry_point.load()
        # A namespace package has no file; `fspath` then says what is wrong.
        if isinstance(target, ModuleType) and target.__file__:
            return Path(target.__file__).parent
        return Path(os.fspath(target))
    except (Exception, SystemExit) as error:
        problems.append(
            CatalogProblem(
                f"entry point {entry_point.name} = {entry_point.value}",
                None,
                f"The entry point cannot be loaded: {type(error).__name__}: {error}",
                "Update or uninstall the package that declares it.",
            )
        )
        return None
