"""From a JSON text to a pipeline, or to all that is wrong with it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError

from jupyterlab_pipeline_export.pipeline.limits import Limits
from jupyterlab_pipeline_export.pipeline.migrations import (
    MIGRATIONS,
    Migration,
    MigrationError,
    migrate,
)
from jupyterlab_pipeline_export.pipeline.model import SCHEMA_VERSION, Pipeline
from jupyterlab_pipeline_export.pipeline.problems import Problem, has_errors, pointer
from jupyterlab_pipeline_export.pipeline.rules import check_rules
from jupyterlab_pipeline_export.pipeline.sentences import explain
from jupyterlab_pipeline_export.pipeline.text import DuplicateKeys, UnreadableDocumentError, parse
from jupyterlab_pipeline_export.pipeline.values import SURROGATE, inspect_values
from jupyterlab_pipeline_export.pipeline.wording import kind, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LoadResult", "load_pipeline"]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A pipeline, or None with at least one error, and what there is to tell about it."""

    pipeline: Pipeline | None
    problems: tuple[Problem, ...]


def load_pipeline(
    source: str | bytes | JsonValue,
    limits: Limits = Limits(),  # noqa: B008 - frozen, so one for all calls is safe
    *,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> LoadResult:
    """Load a document, however broken it may be.

    Every problem carries a pointer that resolves within the document as it
    was given; the pointer of a missing key is that of the object without it.

    Parameters
    ----------
    source
        The JSON text as ``str`` or ``bytes``, or a parsed value of another
        type. It is never changed, and the pipeline shares nothing with it.
    limits
        What is refused as too large.
    migrations
        The way from older schema versions.

    Returns
    -------
    LoadResult
        With the pipeline where there are no errors.
    """
    try:
        document, duplicates = (
            parse(source, limits) if isinstance(source, (str, bytes)) else (source, DuplicateKeys())
        )
        problems = inspect_values(document, duplicates, limits)
    except UnreadableDocumentError as error:
        return LoadResult(None, (error.problem,))
    if any(problem.code == SURROGATE for problem in problems):
        # No problem could quote such a text, and no model takes it.
        return _result(None, problems, limits)
    if not isinstance(document, dict):
        return _result(None, [*problems, _not_an_object(document)], limits)
    version = document.get("schema_version")
    if isinstance(version, int) and not isinstance(version, bool) and version > SCHEMA_VERSION:
        return _result(None, [*problems, _newer(version)], limits)
    return _load_object(document, problems, limits, migrations)


def _load_object(
    document: dict[str, JsonValue],
    problems: list[Problem],
    limits: Limits,
    migrations: Sequence[Migration],
) -> LoadResult:
    version = document.get("schema_version")
    current = {**document, "schema_version": SCHEMA_VERSION}
    if isinstance(version, bool) or not isinstance(version, int):
        problems.append(_bad_version(document))
    elif version != SCHEMA_VERSION:
        try:
            current = migrate(document, migrations)
        except MigrationError as error:
            return _result(None, [*problems, _cannot_migrate(version, error)], limits)
        problems.append(_migrated(version))
    steps = current.get("steps")
    if isinstance(steps, list) and len(steps) > limits.max_steps:
        return _result(None, [*problems, _too_many_steps(len(steps), limits)], limits)
    pipeline = None
    try:
        pipeline = Pipeline.model_validate(current)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        problems += explain(errors[: limits.max_problems + 1], current)
    problems += check_rules(current)
    if isinstance(version, int) and version != SCHEMA_VERSION:
        problems = [_placed(problem, document) for problem in problems]
    return _result(pipeline, problems, limits)


def _result(pipeline: Pipeline | None, problems: Iterable[Problem], limits: Limits) -> LoadResult:
    told = tuple(problems)
    if len(told) > limits.max_problems:
        more = Problem(
            severity="info",
            code="more-problems",
            message=f"There are more problems than the {limits.max_problems:,} listed.",
            remedy="Correct these first, then look again.",
        )
        told = (
            *sorted(told, key=lambda problem: problem.severity != "error")[: limits.max_problems],
            more,
        )
    return LoadResult(None if has_errors(told) else pipeline, told)


def _placed(problem: Problem, document: dict[str, JsonValue]) -> Problem:
    """Shorten a pointer into a migrated document to what the given one has, too."""
    value: JsonValue = document
    parts: list[str | int] = []
    for text in problem.pointer.split("/")[1:]:
        part = text.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and part in value:
            value = value[part]
            parts.append(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
            parts.append(int(part))
        else:
            break
    return problem.model_copy(update={"pointer": pointer(*parts)})


def _error(code: str, place: tuple[str, ...], message: str, remedy: str) -> Problem:
    return Problem(
        severity="error", code=code, pointer=pointer(*place), message=message, remedy=remedy
    )


def _not_an_object(document: JsonValue) -> Problem:
    return _error(
        "not-an-object",
        (),
        f"The document is {kind(document)}, but a pipeline is an object.",
        'Write an object such as {"schema_version": 1, "name": "My pipeline", "steps": []}.',
    )


def _newer(version: int) -> Problem:
    return _error(
        "newer-version",
        ("schema_version",),
        f"The document has schema version {shown(version)}; this version of the extension reads up to {SCHEMA_VERSION}.",
        "Update jupyterlab_pipeline_export, or save the pipeline with the older version again.",
    )


def _bad_version(document: dict[str, JsonValue]) -> Problem:
    remedy = f'Write "schema_version": {SCHEMA_VERSION}.'
    if "schema_version" not in document:
        return _error(
            "missing-version", (), "The document does not say its schema version.", remedy
        )
    value = document["schema_version"]
    found = kind(value) if isinstance(value, (dict, list)) else shown(value)
    return _error(
        "bad-version",
        ("schema_version",),
        f"The schema version must be a whole number, but it is {found}.",
        remedy,
    )


def _cannot_migrate(version: int, error: MigrationError) -> Problem:
    return _error(
        "older-version",
        ("schema_version",),
        f"The document has schema version {shown(version)} and cannot be brought to version {SCHEMA_VERSION}: {error}",
        "Compare the document with docs/pipeline-format.md and correct it by hand.",
    )


def _migrated(version: int) -> Problem:
    return Problem(
        severity="info",
        code="migrated",
        pointer=pointer("schema_version"),
        message=f"The document has the older schema version {version} and was read as version {SCHEMA_VERSION}.",
        remedy="Save it to write the current version.",
    )


def _too_many_steps(number: int, limits: Limits) -> Problem:
    return _error(
        "too-many-steps",
        ("steps",),
        f"The pipeline has {number:,} steps; at most {limits.max_steps:,} are read.",
        "Split the pipeline, or have the administrator of the server raise the limit.",
    )
