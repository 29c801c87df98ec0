"""Several tables that become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.facts import missing_in_any, without_facts
from jupyterlab_pipeline_export.columns.tables import UNKNOWN, Column, Table, Trail

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.values import StepParams
    from jupyterlab_pipeline_export.components.column_rules import ColumnType, Join

__all__ = ["join", "union"]

GAPS_LEFT: Final = ("right", "outer")
"""Joins that may leave rows without values from the left table."""
GAPS_RIGHT: Final = ("left", "outer")

WITH_GAPS: Final[Mapping[ColumnType, ColumnType]] = {"integer": "unknown", "boolean": "unknown"}
"""Whether a row stays without a value decides the type of these."""


def union(tables: Sequence[Table]) -> Table:
    """Put tables below each other.

    Parameters
    ----------
    tables
        In their order.

    Returns
    -------
    Table
        The columns of all, in the order of their first appearance; unknown
        where those of any table are.
    """
    if len(tables) == 1:
        return tables[0]
    if not tables or any(table.columns is None for table in tables):
        return UNKNOWN
    found: dict[str, list[Column]] = {}
    for table in tables:
        # A name that one table has twice cannot be put below another one.
        for column in {each.name: each for each in table.columns or ()}.values():
            found.setdefault(column.name, []).append(column)
    rows = [table.rows for table in tables]
    return Table(
        tuple(_below_each_other(parts, len(tables)) for parts in found.values()),
        rows=None if None in rows else sum(filter(None, rows)),
        trail=Trail(before=tuple(table.trail for table in tables)),
    )


def _below_each_other(parts: Sequence[Column], tables: int) -> Column:
    everywhere = len(parts) == tables
    types = {column.type for column in parts}
    if types == {"integer", "number"}:
        types = {"number"}
    type_: ColumnType = next(iter(types)) if len(types) == 1 else "unknown"
    # Tables with different categories become plain values.
    if type_ == "category" or (type_ == "boolean" and not everywhere):
        type_ = "unknown"
    if type_ == "integer" and not everywhere:
        type_ = "number"
    missing = missing_in_any(parts) if everywhere else None
    return Column(parts[0].name, type_, missing=missing)


def join(left: Table, right: Table, rule: Join, params: StepParams) -> Table:
    """Put two tables beside each other, as `pandas.merge` does.

    Parameters
    ----------
    left, right
        The tables.
    rule
        Which parameters name the keys.
    params
        Their values.

    Returns
    -------
    Table
        Unknown where the columns of any of the two are, or where the keys do
        not fit together.
    """
    if left.columns is None or right.columns is None:
        return UNKNOWN
    left_keys, right_keys = _keys(left, right, rule, params)
    if len(left_keys) != len(right_keys):
        return UNKNOWN
    # A key of the same name on both sides is there once.
    shared = {name for name, other in zip(left_keys, right_keys, strict=True) if name == other}
    lefts, rights = _names(left), _names(right)
    both = (lefts & rights) - shared
    how = params.value(rule.how) if rule.how else "inner"
    suffixes = _suffixes(rule, params)
    others = {column.name: column for column in right.columns}
    columns = [
        _key(column, others.get(column.name))
        if column.name in shared
        else _beside(column, both, suffixes[0], gaps=how in GAPS_LEFT)
        for column in left.columns
    ]
    columns += [
        _beside(column, both, suffixes[1], gaps=how in GAPS_RIGHT)
        for column in right.columns
        if column.name not in shared
    ]
    return Table(tuple(columns), trail=Trail(before=(left.trail, right.trail)))


def _keys(left: Table, right: Table, rule: Join, params: StepParams) -> tuple[list[str], list[str]]:
    if rule.how and params.value(rule.how) == "cross":
        return [], []
    keys = params.names(rule.on)
    lefts = params.names(rule.left_on) or keys
    rights = params.names(rule.right_on) or keys
    if not lefts and not rights:
        known = _names(right)
        lefts = rights = [column.name for column in left.columns or () if column.name in known]
    return lefts, rights


def _suffixes(rule: Join, params: StepParams) -> tuple[str, str]:
    if isinstance(rule.suffixes, tuple):
        return rule.suffixes
    given = params.names(rule.suffixes)
    return (given[0], given[1]) if len(given) == 2 else ("_x", "_y")


def _names(table: Table) -> set[str]:
    return {column.name for column in table.columns or ()}


def _key(column: Column, other: Column | None) -> Column:
    same = other is not None and other.type == column.type and column.type != "category"
    return Column(column.name, column.type if same else "unknown")


def _beside(column: Column, both: Iterable[str], suffix: str, *, gaps: bool) -> Column:
    bare = without_facts(column)
    if gaps:
        bare = replace(bare, type=WITH_GAPS.get(bare.type, bare.type))
    return replace(bare, name=bare.name + suffix) if bare.name in both else bare
