"""A look at raw JSON values before any model sees them, without recursion."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.text import (
    DuplicateKeys,
    UnreadableDocumentError,
    too_deep,
    too_large,
    unreadable,
)
from jupyterlab_pipeline_export.pipeline.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import JsonValue

    from jupyterlab_pipeline_export.pipeline.limits import Limits

__all__ = ["SURROGATE", "inspect_values", "step_at"]

Place = tuple[str | int, ...]

SURROGATE: Final = "lone-surrogate"
LARGEST: Final = sys.float_info.max


def inspect_values(document: JsonValue, duplicates: DuplicateKeys, limits: Limits) -> list[Problem]:
    """Find what JSON cannot hold, or holds in different ways for different readers.

    Parameters
    ----------
    document
        The parsed document.
    duplicates
        What was noticed while parsing.
    limits
        The depth and, for values that came without a text, the size.

    Returns
    -------
    list of Problem
        In the order of the document; the look ends early where there are more
        than the limit.

    Raises
    ------
    UnreadableDocumentError
        If the values are too deep, too many, or none of JSON.
    """
    problems: list[Problem] = []
    # A lower bound of the length as JSON text: a value has at least one character.
    size = 0
    pending: list[tuple[object, Place]] = [(document, ())]
    while pending and len(problems) <= limits.max_problems:
        value, place = pending.pop()
        if isinstance(value, (dict, list)):
            if len(place) >= limits.max_depth:
                raise UnreadableDocumentError(too_deep(limits))
            inner = value.values() if isinstance(value, dict) else value
            size += 1 + len(value) + sum(len(each) for each in inner if isinstance(each, str))
        if isinstance(value, dict):
            size += sum(map(len, _checked_keys(value)))
            problems += _key_problems(document, place, value, duplicates)
            pending += [
                (each, (*place, key))
                for key, each in reversed(value.items())
                if not _is_harmless(each) and _is_unicode(key)
            ]
        elif isinstance(value, list):
            pending += [
                (each, (*place, index))
                for index, each in reversed(list(enumerate(value)))
                if not _is_harmless(each)
            ]
        elif isinstance(value, str):
            if not _is_unicode(value):
                problems.append(_surrogate(document, place, "The text holds half a character"))
        else:
            problems += _number_problems(document, value, place)
        if size > limits.max_bytes:
            raise UnreadableDocumentError(too_large(limits))
    return problems


def _is_harmless(value: object) -> bool:
    """Tell quickly of most values that nothing can be wrong with them."""
    return (isinstance(value, str) and value.isascii()) or value is None or isinstance(value, bool)


def _key_problems(
    document: JsonValue, place: Place, value: dict[str, JsonValue], duplicates: DuplicateKeys
) -> Iterator[Problem]:
    for key in duplicates.of(value):
        yield _duplicate(document, place, key)
    for key in value:
        if not _is_unicode(key):
            yield _surrogate(document, place, f"The key {key!a} holds half a character")


def step_at(document: JsonValue, place: Place) -> str | None:
    """Return the id of the step that a place lies in, if it lies in one that has an id."""
    steps = document.get("steps") if isinstance(document, dict) else None
    if (
        len(place) < 2
        or place[0] != "steps"
        or not isinstance(place[1], int)
        or not isinstance(steps, list)
    ):
        return None
    step = steps[place[1]]
    name = step.get("id") if isinstance(step, dict) else None
    return name if isinstance(name, str) and _is_unicode(name) else None


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _checked_keys(value: dict[object, object]) -> Iterator[str]:
    for key in value:
        if not isinstance(key, str):
            problem = unreadable(
                "not-json",
                f"A key of the document is {key!a}, which is no text.",
                "Make every key a text.",
            )
            raise UnreadableDocumentError(problem)
        yield key


def _problem(document: JsonValue, place: Place, code: str, message: str, remedy: str) -> Problem:
    return Problem(
        severity="error",
        code=code,
        pointer=pointer(*place),
        step=step_at(document, place),
        message=message,
        remedy=remedy,
    )


def _surrogate(document: JsonValue, place: Place, what: str) -> Problem:
    return _problem(
        document,
        place,
        SURROGATE,
        f"{what} (a lone surrogate), which no file can store.",
        "Type the text anew.",
    )


def _duplicate(document: JsonValue, place: Place, key: str) -> Problem:
    place = (*place, key) if _is_unicode(key) else place
    return _problem(
        document,
        place,
        "duplicate-key",
        f"The key {shown(key) if _is_unicode(key) else ascii(key)} stands more than once in the same object.",
        "Keep one of them.",
    )


def _number_problems(document: JsonValue, value: object, place: Place) -> Iterator[Problem]:
    if value is None or isinstance(value, bool):
        return
    if not isinstance(value, (int, float)):
        problem = unreadable(
            "not-json",
            f"The document holds a Python value of the type `{type(value).__name__}`, which JSON lacks.",
            "Use only texts, numbers, true, false, null, lists and objects.",
        )
        raise UnreadableDocumentError(problem)
    if isinstance(value, float) and math.isnan(value):
        yield _problem(
            document, place, "not-a-number", "NaN is no value of JSON.", "Write a number or null."
        )
    elif abs(value) > LARGEST:
        yield _problem(
            document,
            place,
            "number-out-of-range",
            "The number is infinite or too large: a JSON number is at most about 1.8e308.",
            "Write a smaller number.",
        )
