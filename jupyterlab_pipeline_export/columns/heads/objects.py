"""Types of columns that were read as Python objects: from JSON, a workbook, or Arrow."""

from __future__ import annotations

import datetime
import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.heads.head import Values

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.column_rules import ColumnType

__all__ = ["infer_objects", "values_of"]

LARGEST: Final = 2**63 - 1
TYPES: Final[Mapping[type, ColumnType]] = {
    bool: "boolean",
    datetime.datetime: "datetime",
    float: "number",
    str: "text",
}


def infer_objects(cells: Sequence[object]) -> tuple[ColumnType, Values]:
    """Infer the type that pandas gives a column of such values.

    Parameters
    ----------
    cells
        The values in their order; None for a missing one.

    Returns
    -------
    ColumnType
        Unknown where pandas keeps a mixture.
    Values
        The values themselves.
    """
    values = values_of(cells)
    kinds = {type(value) for value in values.present}
    if kinds == {int}:
        return _integers(values), values
    if kinds == {bool} and values.missing:
        return "unknown", values
    if kinds == {int, float}:
        return "number", values
    return TYPES.get(next(iter(kinds)), "unknown") if len(kinds) == 1 else "unknown", values


def values_of(cells: Sequence[object]) -> Values:
    """Return values in a form that can be counted, without those that are missing."""
    present = [_countable(cell) for cell in cells if not _is_missing(cell)]
    return Values(present, len(cells) - len(present))


def _integers(values: Values) -> ColumnType:
    if values.missing:
        return "number"
    fits = all(isinstance(each, int) and abs(each) <= LARGEST for each in values.present)
    return "integer" if fits else "unknown"


def _is_missing(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def _countable(cell: object) -> Hashable:
    """Return the value, or its text where it cannot be told from others otherwise."""
    return cell if isinstance(cell, (bool, int, float, str, datetime.datetime)) else repr(cell)
