"""From bytes to JSON values, with a problem instead of an exception for anything that is no JSON."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.pipeline.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from jupyterlab_pipeline_export.pipeline.limits import Limits

__all__ = [
    "DuplicateKeys",
    "UnreadableDocumentError",
    "parse",
    "too_deep",
    "too_large",
    "unreadable",
]

OUTSIDE_BRACKETS: Final = re.compile(r"[^][{}]+")
LONGEST_INTEGER: Final = 4000
"""Fewer digits than Python refuses to convert; all that it converts is judged as in a parsed value."""


class UnreadableDocumentError(Exception):
    """Nothing of the document can be judged.

    Parameters
    ----------
    problem
        The reason.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def unreadable(code: str, message: str, remedy: str) -> Problem:
    """Return an error about the document as a whole."""
    return Problem(severity="error", code=code, message=message, remedy=remedy)


def too_large(limits: Limits) -> Problem:
    """Say that a document has too many bytes."""
    return unreadable(
        "too-large",
        f"The document is more than {limits.max_bytes:,} bytes long.",
        "Split the pipeline, or have the administrator of the server raise the limit.",
    )


def too_deep(limits: Limits) -> Problem:
    """Say that a document has too many levels."""
    return unreadable(
        "too-deep",
        f"The document nests objects and lists more than {limits.max_depth} levels deep.",
        "Make the values flatter; a pipeline needs few levels.",
    )


@dataclass(slots=True)
class DuplicateKeys:
    """The objects of a JSON text in which a key stands more than once."""

    found: dict[int, tuple[dict[str, JsonValue], Sequence[str]]] = field(default_factory=dict)
    """By the object's `id`; the object is kept along, so that no other can get the same `id`."""

    def build(self, members: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        """Build an object, the last one of equal keys winning, as `json` does."""
        value = dict(members)
        if len(value) < len(members):
            counts = Counter(key for key, _ in members)
            self.found[id(value)] = (value, [key for key in counts if counts[key] > 1])
        return value

    def of(self, value: dict[str, JsonValue]) -> Sequence[str]:
        """Return the keys that stand more than once in an object."""
        return self.found[id(value)][1] if id(value) in self.found else ()


def parse(source: str | bytes, limits: Limits) -> tuple[JsonValue, DuplicateKeys]:
    """Parse a JSON text.

    ``NaN`` and ``Infinity`` come through as floats, and numbers too large for
    a double as infinity, so that a later look at the values gives their place.

    Raises
    ------
    UnreadableDocumentError
        If it is no JSON text, too large or too deep.
    """
    text = _decode(source, limits)
    if _depth_exceeds(text, limits.max_depth):
        raise UnreadableDocumentError(too_deep(limits))
    duplicates = DuplicateKeys()
    try:
        value = json.loads(text, object_pairs_hook=duplicates.build, parse_int=_parse_int)
    except json.JSONDecodeError as error:
        raise UnreadableDocumentError(_not_json(text, error)) from None
    return value, duplicates


def _decode(source: str | bytes, limits: Limits) -> str:
    content = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    if len(content) > limits.max_bytes:
        raise UnreadableDocumentError(too_large(limits))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocumentError(_not_utf8("The file is encoded as UTF-16, not as UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"The text is not encoded as UTF-8: line {line} has a byte that does not fit."
        raise UnreadableDocumentError(_not_utf8(message)) from None
    if not text.strip():
        problem = unreadable(
            "empty-document",
            "The file is empty.",
            'Write a pipeline into it, at least {"schema_version": 1, "name": "My pipeline"}.',
        )
        raise UnreadableDocumentError(problem)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problem = unreadable(
            "nul-byte",
            f"The file has a NUL byte in line {line}, so it is no text or is damaged.",
            "Restore the file from a backup or version control.",
        )
        raise UnreadableDocumentError(problem)
    return text


def _not_utf8(message: str) -> Problem:
    return unreadable("not-utf-8", message, "Save the file with the encoding UTF-8.")


def _depth_exceeds(text: str, depth: int) -> bool:
    """Count brackets, because `json` recurses: a level of it for each level of the text."""
    # Backslashes stand only within strings; once no quote is escaped, every second piece between quotes is outside.
    outside = "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    brackets = OUTSIDE_BRACKETS.sub("", outside)
    return any(
        level > depth for level in accumulate(1 if each in "[{" else -1 for each in brackets)
    )


def _parse_int(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_INTEGER else math.inf


def _not_json(text: str, error: json.JSONDecodeError) -> Problem:
    place = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return unreadable(
            "not-json",
            f"The JSON text is cut off: what stands at {place} never ends.",
            "Complete the text, or restore the file from a backup or version control.",
        )
    return unreadable(
        "not-json",
        f"The text is not valid JSON at {place}: {error.msg[0].lower()}{error.msg[1:]}.",
        "Correct the text at that place.",
    )
