"""The YAML of a component's front matter, with the line of each of its values.

Plain scalars are read as in the core schema of YAML 1.2, which knows no dates,
no octal ``010`` and no ``yes`` or ``no``: what looks like a text is one.
Anchors, aliases and tags are refused. Values are built from parser events,
since PyYAML's own composer overflows the C stack on deeply nested input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["FrontMatter", "FrontMatterError", "read_front_matter"]

Place = tuple[str | int, ...]

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH: Final = 32
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS: Final = frozenset({"true", "True", "TRUE"})
FALSEHOODS: Final = frozenset({"false", "False", "FALSE"})
INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?")


class FrontMatterError(Exception):
    """The text is not the YAML of a front matter.

    Parameters
    ----------
    message
        One plain sentence.
    line
        Counts from 1 within the text.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a front matter and where they stand."""

    values: dict[str, JsonValue]
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or of the innermost one around a place that is not there."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def read_front_matter(text: str) -> FrontMatter:
    """Read the YAML of a front matter.

    Raises
    ------
    FrontMatterError
        If it is no YAML, uses what a front matter may not use, or is no mapping.
    """
    reader = _Reader(yaml.parse(text, Loader=LOADER))
    try:
        values = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"The front matter is no valid YAML: {error.problem or error.context}."
        raise FrontMatterError(message, line) from None
    except yaml.YAMLError:
        message = "The front matter holds a character that YAML does not allow."
        raise FrontMatterError(message, 1) from None
    if not isinstance(values, dict):
        message = "The front matter is no mapping of keys to values."
        raise FrontMatterError(message, 1)
    return FrontMatter(values, reader.lines)


@dataclass(slots=True)
class _Reader:
    events: Iterator[yaml.Event]
    lines: dict[Place, int] = field(default_factory=dict)

    def document(self) -> JsonValue:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        value = self.value(next(self.events), ())
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            message = "The front matter holds more than one YAML document."
            raise FrontMatterError(message, _line(after))
        return value

    def value(self, event: yaml.Event, place: Place) -> JsonValue:
        line = _line(event)
        self.lines[place] = line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "The front matter uses an anchor or an alias."
            raise FrontMatterError(message, line)
        if getattr(event, "tag", None):
            message = "The front matter uses a tag."
            raise FrontMatterError(message, line)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        if len(place) >= MAX_DEPTH:
            message = f"The front matter nests values more than {MAX_DEPTH} levels deep."
            raise FrontMatterError(message, line)
        return (
            self.mapping(place)
            if isinstance(event, yaml.MappingStartEvent)
            else self.sequence(place)
        )

    def mapping(self, place: Place) -> dict[str, JsonValue]:
        values: dict[str, JsonValue] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                message = "A key of the front matter is no text."
                raise FrontMatterError(message, line)
            key = event.value
            if key in values:
                message = f"The key `{key}` stands more than once in the same mapping."
                raise FrontMatterError(message, line)
            values[key] = self.value(next(self.events), (*place, key))
            self.lines[(*place, key)] = line
        return values

    def sequence(self, place: Place) -> list[JsonValue]:
        values: list[JsonValue] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.value(event, (*place, len(values))))
        return values


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(text: str) -> JsonValue:
    if text in NULLS:
        return None
    if text in TRUTHS or text in FALSEHOODS:
        return text in TRUTHS
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text
