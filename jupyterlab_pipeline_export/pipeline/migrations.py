"""Bringing older documents to the current schema version, one version at a time."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from jupyterlab_pipeline_export.pipeline.model import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MIGRATIONS", "Migration", "MigrationError", "migrate"]

Document = dict[str, JsonValue]


class MigrationError(Exception):
    """No way leads from the document's version to the current one, or the document does not fit its own version."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step from one version to the next.

    Parameters
    ----------
    version
        The version that it starts from; the result is of the next one.
    apply
        Changes a raw document in place. It sees documents that nobody has
        validated, so it may raise any of ``AttributeError``, ``LookupError``,
        ``TypeError`` or ``ValueError`` on one that does not fit.
    """

    version: int
    apply: Callable[[Document], None]


MIGRATIONS: Final[tuple[Migration, ...]] = ()
"""Version 1 is the first, so nothing leads to it yet."""


def migrate(
    raw: Document,
    migrations: Sequence[Migration] = MIGRATIONS,
    *,
    target: int = SCHEMA_VERSION,
) -> Document:
    """Bring a raw document to the current version.

    Parameters
    ----------
    raw
        The document, with an integer ``schema_version`` of at most `target`;
        it stays as it is.
    migrations
        The known steps, in any order, one for each version at most.
    target
        The version to reach.

    Returns
    -------
    dict
        The document itself where it is of that version, else a changed copy.

    Raises
    ------
    MigrationError
        If a step is missing, or one cannot work on this document.
    """
    version = raw["schema_version"]
    if version == target:
        return raw
    steps = {migration.version: migration for migration in migrations}
    document = copy.deepcopy(raw)
    while isinstance(version, int) and version < target:
        if version not in steps:
            message = "Nothing is known about documents of that version."
            raise MigrationError(message)
        try:
            steps[version].apply(document)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            message = f"Its content does not fit schema version {version}."
            raise MigrationError(message) from error
        version += 1
        document["schema_version"] = version
    return document
