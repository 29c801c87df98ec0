"""What becomes of the facts about columns when rows or values change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from jupyterlab_pipeline_export.columns.tables import Column, Table

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.column_rules import ColumnType, RowsKept

__all__ = ["with_rows", "with_type", "with_values_changed", "without_facts", "without_missing"]

Change: TypeAlias = Callable[[Column], Column]


def with_rows(table: Table, rows: RowsKept) -> Table:
    """Return a table with other rows, and with the facts that still hold of them.

    Parameters
    ----------
    table
        What the rows are taken from.
    rows
        How: a ``sampled`` row stands for all, so facts hold on as shares do; of
        rows ``filtered`` by their values only what no row can contradict is
        kept; ``reordered`` ones are the same in another order; of ``new`` ones
        nothing is known.
    """
    if rows == "same":
        return table
    if rows == "reordered":
        return _changed(table, _in_other_order)
    if rows == "sampled":
        return replace(_changed(table, _in_other_order), rows=None)
    change = _of_some_rows if rows == "filtered" else without_facts
    return replace(_changed(table, change), rows=None, complete=False)


def with_values_changed(table: Table, names: Collection[str] | None) -> Table:
    """Return a table in which the values of columns (None for all) are others, of the same type."""
    return _changed(table, without_facts, names)


def without_missing(
    table: Table, names: Collection[str] | None, types: Collection[ColumnType]
) -> Table:
    """Return a table in which columns have a value in each row.

    Parameters
    ----------
    table
        The table.
    names
        The columns; None for all.
    types
        Only columns of these types; of any if empty.
    """

    def fill(column: Column) -> Column:
        if column.missing is False or (types and column.type not in types):
            return column
        return Column(column.name, column.type, missing=False)

    return _changed(table, fill, names)


def with_type(column: Column, type_: ColumnType) -> Column:
    """Return a column converted to a type."""
    if type_ == column.type:
        return column
    if type_ == "category":
        # The same values, only kept in another way.
        return replace(column, type=type_)
    return Column(column.name, type_)


def without_facts(column: Column) -> Column:
    """Return a column of which name and type alone are known."""
    bare = Column(column.name, column.type)
    return column if column == bare else bare


def _of_some_rows(column: Column) -> Column:
    kept = Column(
        column.name,
        column.type,
        missing=column.missing and None,
        unique=column.unique or None,
        # Whoever leaves rows out keeps the order of the others.
        ascending=column.ascending or None,
    )
    return column if column == kept else kept


def _in_other_order(column: Column) -> Column:
    return column if column.ascending is None else replace(column, ascending=None)


def _changed(table: Table, change: Change, names: Collection[str] | None = None) -> Table:
    """Return a table with some columns changed; the very same one where none does."""
    if table.columns is None:
        return table
    columns = tuple(
        change(column) if names is None or column.name in names else column
        for column in table.columns
    )
    same = all(map(_is, columns, table.columns))
    return table if same else replace(table, columns=columns)


def _is(new: Column, old: Column) -> bool:
    return new is old


def missing_in_any(columns: Iterable[Column]) -> bool | None:
    """Tell whether a value is missing in any of the columns."""
    known = [column.missing for column in columns]
    return True if True in known else None if None in known else False
