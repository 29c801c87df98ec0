"""JSON told as `pandas.read_json` would read it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.columns.heads.csv_head import as_asked, decode_head
from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_ROWS,
    NotToldError,
    UnreadableSourceError,
    column_of,
    refuse_options,
)
from jupyterlab_pipeline_export.columns.heads.objects import infer_objects
from jupyterlab_pipeline_export.columns.tables import Column, Table

if TYPE_CHECKING:
    from typing import BinaryIO

    from pydantic import JsonValue

    from jupyterlab_pipeline_export.columns.heads.head import Values
    from jupyterlab_pipeline_export.components.column_rules import ColumnType

__all__ = ["read_json"]

NOT_HANDLED: Final = frozenset(
    {"convert_axes", "convert_dates", "date_unit", "dtype_backend", "precise_float", "typ"}
)
DATE_NAME: Final = re.compile(r"(?:modified|date|.*_at|.*_time|timestamp.*)", re.IGNORECASE)
"""Names whose values pandas takes for dates where it can."""
NOT_A_TEXT: Final = re.compile(r"\s*[+-]?[\d.]")
"""Beginning of labels that pandas may make numbers or dates of."""


def read_json(stream: BinaryIO, options: Mapping[str, JsonValue]) -> Table:
    """Tell the columns of a JSON file.

    Parameters
    ----------
    stream
        The file; its head alone is read.
    options
        Those of `pandas.read_json`, by their names there.

    Raises
    ------
    UnreadableSourceError
        If it is no such file.
    NotToldError
        If only pandas can tell, as of a large file that is not in lines.
    """
    refuse_options(options, NOT_HANDLED)
    orient = options.get("orient")
    if orient not in {None, "records", "columns", "split"}:
        raise NotToldError
    text, whole = decode_head(stream, options.get("encoding"))
    if options.get("lines") is True:
        limit = options.get("nrows")
        rows, whole = _lines(text, limit if isinstance(limit, int) else None, whole=whole)
        cells = _by_column(rows)
    elif whole:
        cells = _split(_load(text)) if orient == "split" else _of_document(_load(text))
    else:
        raise NotToldError
    if all(map(NOT_A_TEXT.match, cells)):
        raise NotToldError
    columns = tuple(
        _column(name, values, options, complete=whole) for name, values in cells.items()
    )
    rows_number = len(next(iter(cells.values()), ())) if whole else None
    return Table(columns, rows=rows_number, complete=whole)


def _lines(text: str, limit: int | None, *, whole: bool) -> tuple[list[Any], bool]:
    lines = [line for line in text.split("\n") if line.strip()]
    most = MOST_ROWS if limit is None else min(limit, MOST_ROWS)
    whole = (whole and len(lines) <= most) or (most == limit and len(lines) >= most)
    return [_load(line) for line in lines[:most]], whole


def _load(text: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(text)
    except RecursionError:
        raise NotToldError from None
    except ValueError:
        message = "is no JSON"
        remedy = "Choose a JSON file, and say whether each line of it is an object of its own."
        raise UnreadableSourceError(message, remedy) from None


def _of_document(document: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - any JSON
    if isinstance(document, list):
        return _by_column(document)
    if not isinstance(document, dict):
        raise NotToldError
    cells: dict[str, list[Any]] = {}
    labels: set[tuple[str, ...]] = set()
    for name, values in document.items():
        if isinstance(values, dict):
            labels.add(tuple(values))
            cells[name] = list(values.values())
        elif isinstance(values, list):
            labels.add((str(len(values)),))
            cells[name] = values
    if len(cells) < len(document) or len(labels) > 1:
        raise NotToldError
    return cells


def _split(document: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - any JSON
    names = document.get("columns") if isinstance(document, dict) else None
    rows = document.get("data") if isinstance(document, dict) else None
    if not isinstance(names, list) or not isinstance(rows, list):
        raise NotToldError
    fits = all(isinstance(row, list) and len(row) == len(names) for row in rows)
    if not fits or not all(isinstance(name, str) for name in names):
        raise NotToldError
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _by_column(rows: Sequence[Any]) -> dict[str, list[Any]]:
    if not all(isinstance(row, dict) for row in rows):
        raise NotToldError
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _column(
    name: str, cells: Sequence[object], options: Mapping[str, JsonValue], *, complete: bool
) -> Column:
    type_, values = infer_objects(cells)
    type_ = _as_pandas_converts(name, type_, values)
    return as_asked(column_of(name, type_, values, complete=complete), options)


def _as_pandas_converts(name: str, type_: ColumnType, values: Values) -> ColumnType:
    """Follow what pandas makes of values beyond what they are, or say that it cannot be told."""
    if DATE_NAME.fullmatch(name) and type_ != "boolean":
        return "unknown"
    if type_ == "number" and not values.missing:
        whole = all(
            isinstance(each, (int, float)) and float(each).is_integer() for each in values.present
        )
        return "integer" if whole else "number"
    if type_ == "text" and all(NOT_A_TEXT.match(str(each)) for each in values.present):
        return "unknown"
    return type_
