"""Which rows each port of a pipeline carries: parts of sources, as far as that can be told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.steps import StepView
    from jupyterlab_pipeline_export.components.column_rules import ColumnRule
    from jupyterlab_pipeline_export.components.traits import Split

__all__ = ["Flow", "Rows", "follow_rows", "is_random", "share_rows"]

Part = Literal["all", "train", "test", "some"]
"""All rows of a source, what a split gives, or a choice of rows about which no more is known."""

TABULAR: Final = frozenset({"table", "column", "array", "predictions"})
MOST_ORIGINS: Final = 8
"""Tables that are put together of more have rows that nothing is said about."""


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Rows of a source or a part of other rows; the same rows are the same object."""

    part: Part
    step: str
    """The step that reads or chooses them."""
    origin: Rows | None = None
    depth: int = 0
    by_chance: bool = False
    """Whether they were drawn at random."""

    within: frozenset[Part] = frozenset()
    """What these rows and all that they are part of are of their origin."""


Flow: TypeAlias = Mapping[Source, frozenset[Rows]]
"""By output; what is not there is not known."""


def share_rows(left: frozenset[Rows], right: frozenset[Rows]) -> bool:
    """Tell whether two tables have rows in common for certain."""
    return any(_overlap(one, other) for one in left for other in right)


def _overlap(one: Rows, other: Rows) -> bool:
    while one.depth > other.depth and one.origin:
        one = one.origin
    while other.depth > one.depth and other.origin:
        other = other.origin
    if one is other:
        return True
    below: tuple[Rows, Rows] = (one, other)
    while one is not other:
        if one.origin is None or other.origin is None:
            return False
        below = (one, other)
        one, other = one.origin, other.origin
    # Parts of two different random splits of one table share rows; of other choices, nobody knows.
    return all(each.by_chance for each in below) and below[0].step != below[1].step


@dataclass
class _Follower:
    """Follows rows from step to step; equal ways lead to the same object."""

    known: dict[tuple[int, str, Part], Rows] = field(default_factory=dict)
    flow: dict[Source, frozenset[Rows]] = field(default_factory=dict)

    def take(
        self, origin: Rows | None, how: str, part: Part, step: str, *, by_chance: bool = False
    ) -> Rows:
        key = (id(origin), how, part)
        if key not in self.known:
            depth = origin.depth + 1 if origin else 0
            within = origin.within | {part} if origin else frozenset({part})
            self.known[key] = Rows(part, step, origin, depth, by_chance, within)
        return self.known[key]

    def follow(self, step: StepView) -> None:
        if step.traits.split:
            self._split(step, step.traits.split)
            return
        for name, port in step.ports.outputs.items():
            if port.type in TABULAR and not step.component.declared_ports:
                rows = self._output(step, name)
                if rows is not None:
                    self.flow[Source(step.id, name)] = rows

    def _split(self, step: StepView, split: Split) -> None:
        table = next((each for name in step.inputs for each in step.inputs[name]), None)
        origins = self.flow.get(table) if table else None
        if origins is None:
            return
        how = _signature(step, {split.target})
        by_chance = is_random(step)
        parts: tuple[tuple[Part, tuple[str, ...]], ...] = (
            ("train", split.train),
            ("test", split.test),
        )
        for part, ports in parts:
            rows = frozenset(
                self.take(origin, how, part, step.id, by_chance=by_chance) for origin in origins
            )
            self.flow.update((Source(step.id, port), rows) for port in ports)

    def _output(self, step: StepView, name: str) -> frozenset[Rows] | None:
        if not step.ports.inputs:
            return frozenset({self.take(None, _signature(step, set()), "all", step.id)})
        rule = step.column_rule(name)
        if rule is None or rule.rows == "new" or not rule.from_:
            return None
        origins = self._inputs(step, rule)
        if origins is None or rule.rows == "same":
            return origins
        how = _signature(step, set())
        return frozenset(self.take(origin, how, "some", step.id) for origin in origins)

    def _inputs(self, step: StepView, rule: ColumnRule) -> frozenset[Rows] | None:
        found: set[Rows] = set()
        for name in rule.from_:
            for source in step.inputs.get(name, ()):
                rows = self.flow.get(source)
                if rows is None:
                    return None
                found |= rows
        return frozenset(found) if 0 < len(found) <= MOST_ORIGINS else None


def follow_rows(steps: Iterable[StepView]) -> Flow:
    """Tell which rows each output has.

    Parameters
    ----------
    steps
        All steps that are not muted, in the order in which they run.

    Returns
    -------
    Flow
        Outputs whose rows are not known are left out.
    """
    follower = _Follower()
    for step in steps:
        follower.follow(step)
    return follower.flow


def is_random(step: StepView) -> bool:
    """Tell whether a step holds out rows that are drawn by chance, each on its own."""
    split = step.traits.split
    if split is None or split.by != "random":
        return False
    return not split.shuffle or step.value(split.shuffle) is not False


def _signature(step: StepView, apart_from: set[str]) -> str:
    """Name what a step does to rows: two steps that do the same choose the same rows.

    What a split calls its target does not matter, nor which features it gives.
    """
    columns = {
        name for rules in step.component.columns.values() for rule in rules for name in rule.keep
    }
    left_out = apart_from | columns if step.traits.split else apart_from
    params = {name: value for name, value in step.params.items() if name not in left_out}
    return f"{step.component.id} {json.dumps(params, sort_keys=True)}"
