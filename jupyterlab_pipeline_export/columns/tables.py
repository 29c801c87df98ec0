"""What is known of a table before anything runs: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.column_rules import ColumnType
    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = [
    "NO_SAMPLES",
    "UNKNOWN",
    "Column",
    "KnownColumns",
    "Loss",
    "Samples",
    "Table",
    "TableKey",
    "Trail",
    "output_key",
    "source_key",
]

TableKey: TypeAlias = str
"""``step.port`` for an output, ``step:parameter`` for the source that a parameter names."""


def output_key(step: str, port: str) -> TableKey:
    """Return the key of an output's table."""
    return f"{step}.{port}"


def source_key(step: str, parameter: str) -> TableKey:
    """Return the key of what a step reads, before it picks columns from it."""
    return f"{step}:{parameter}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with what is certain of its values; None where nothing is.

    Facts come from sources that were read as a whole. They hold for the rows
    of the table, or for those that a random share was drawn from.
    """

    name: str
    type: ColumnType = "unknown"
    missing: bool | None = None
    """Whether any value is missing."""
    distinct: int | None = None
    """Number of different values, missing ones not counted."""
    unique: bool | None = None
    """Whether each row has a value of its own."""
    shares: tuple[tuple[str, float], ...] | None = None
    """Where there are few different values: each as text, and its share of those that are not missing, largest first."""
    spread: float | None = None
    """Of numbers: their standard deviation."""
    ascending: bool | None = None
    """Of dates: whether none is before that of the row above."""


@dataclass(frozen=True, slots=True)
class Loss:
    """How a name went from a table."""

    step: str
    """The step that took it away."""
    new_name: str | None = None
    """What that step calls the column now; None where it left the column out."""


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """Names that went and came on the way to a table.

    Each step adds its own part to those before, so that a long pipeline costs
    no more than the changes in it.
    """

    losses: Mapping[str, Loss] = field(default_factory=dict)
    gained: frozenset[str] = frozenset()
    # Without the past in it, so that the text of a long trail does not recurse.
    before: tuple[Trail, ...] = field(default=(), repr=False)

    def loss(self, name: str) -> Loss | None:
        """Return how a name went; None if it never did, or came back since."""
        waiting, seen = [self], {id(self)}
        while waiting:
            trail = waiting.pop()
            if name in trail.losses:
                return trail.losses[name]
            if name in trail.gained:
                continue
            fresh = [each for each in reversed(trail.before) if id(each) not in seen]
            seen.update(map(id, fresh))
            waiting += fresh
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a single column of one, as far as it is known."""

    columns: tuple[Column, ...] | None = None
    """In their order; None where they cannot be told before the code runs."""
    rows: int | None = None
    """Number of rows, where it is certain."""
    complete: bool = False
    """Whether the sources were read as a whole, so that facts about values can be told."""
    trail: Trail = field(default=Trail(), compare=False)

    def column(self, name: str) -> Column | None:
        """Return a column; None where it is not there, or not known to be."""
        return next((each for each in self.columns or () if each.name == name), None)

    def lost(self, name: str) -> Loss | None:
        """Return how a name went on the way to this table; None where it is there, or may be."""
        if self.column(name) is not None:
            return None
        return self.trail.loss(name)


UNKNOWN: Final = Table()


@dataclass(frozen=True, slots=True)
class Samples:
    """What is known of the sources of a pipeline, read before."""

    tables: Mapping[TableKey, Table] = field(default_factory=lambda: MappingProxyType({}))
    """By `source_key`; a source that could not be read is not there."""
    problems: tuple[Problem, ...] = ()
    """Why sources could not be read."""


NO_SAMPLES: Final = Samples()


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """The tables of a pipeline."""

    tables: Mapping[TableKey, Table] = field(default_factory=dict)
    """Of each output that is a table or a column, and of each source, of the steps that are not muted."""

    def output(self, step: str, port: str) -> Table:
        """Return the table of an output; an unknown one where nothing can be told."""
        return self.tables.get(output_key(step, port), UNKNOWN)

    def source(self, step: str, parameter: str) -> Table:
        """Return what a step reads, before it picks columns from it."""
        return self.tables.get(source_key(step, parameter), UNKNOWN)
