"""The head of a sheet of an Excel workbook, where openpyxl is installed."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.columns.heads.csv_head import (
    as_asked,
    missing_texts,
    text_column,
)
from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_ROWS,
    NotToldError,
    UnreadableSourceError,
    column_of,
    refuse_options,
)
from jupyterlab_pipeline_export.columns.heads.names import names_of_header
from jupyterlab_pipeline_export.columns.heads.objects import infer_objects
from jupyterlab_pipeline_export.columns.tables import Column, Table

if TYPE_CHECKING:
    from typing import BinaryIO

    from pydantic import JsonValue

__all__ = ["read_excel"]

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""The texts and styles of a workbook are held as a whole, so a larger one is not opened."""
MOST_CELLS: Final = 1_000_000
NOT_HANDLED: Final = frozenset(
    {
        "comment", "converters", "dtype_backend", "false_values", "index_col", "true_values",
        "usecols",
    }
)  # fmt: skip
OLD_FORMATS: Final = (b"\xd0\xcf\x11\xe0",)
"""What workbooks of other formats begin with, which openpyxl does not read."""

Options = Mapping[str, "JsonValue"]


def read_excel(stream: BinaryIO, options: Options) -> Table:
    """Tell the columns of a sheet.

    Parameters
    ----------
    stream
        The file; it must be seekable.
    options
        Those of `pandas.read_excel`, by their names there.

    Raises
    ------
    UnreadableSourceError
        If it is no workbook, or has no such sheet.
    NotToldError
        If openpyxl is not installed here, the workbook is too large, or only
        pandas can tell.
    """
    refuse_options(options, NOT_HANDLED)
    header, skip = options.get("header", 0), options.get("skiprows", 0)
    if not isinstance(header, int | None) or not isinstance(skip, int):
        raise NotToldError
    _refuse_large(stream)
    start = 0 if header is None else header + 1
    rows, whole = _rows(stream, options, most=MOST_ROWS + start + skip)
    rows = rows[skip:]
    if start > len(rows):
        raise NotToldError
    names = _names(rows[start - 1] if start else None, options)
    body, whole = _body(rows[start:], options, whole=whole)
    columns = tuple(
        _column(name, [row[place] for row in body], options, complete=whole)
        for place, name in enumerate(names)
    )
    return Table(columns, rows=len(body) if whole else None, complete=whole)


def _body(rows: list[list[Any]], options: Options, *, whole: bool) -> tuple[list[list[Any]], bool]:
    limit, footer = options.get("nrows"), options.get("skipfooter")
    if isinstance(limit, int):
        return (rows[:limit], True) if len(rows) >= limit else (rows, whole)
    if isinstance(footer, int) and footer and whole:
        return rows[:-footer], whole
    return rows, whole


def _refuse_large(stream: BinaryIO) -> None:
    begin = stream.read(4)
    stream.seek(0)
    if begin in OLD_FORMATS:
        raise NotToldError
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        message = "is no Excel workbook"
        raise UnreadableSourceError(message, "Choose an .xlsx file.") from None
    held = (part for part in parts if not part.filename.startswith("xl/worksheets/"))
    if sum(part.file_size for part in held) > MOST_UNPACKED:
        raise NotToldError
    stream.seek(0)


def _rows(stream: BinaryIO, options: Options, *, most: int) -> tuple[list[list[Any]], bool]:
    """Return rows of one width, without empty ones at the end, and whether they are all."""
    try:
        import openpyxl  # noqa: PLC0415 - slow, and only where it is installed
    except ImportError:
        raise NotToldError from None
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception:
        message = "is no Excel workbook"
        raise UnreadableSourceError(message, "Choose an .xlsx file.") from None
    try:
        sheet = _sheet(book, options.get("sheet_name", 0))
        # What a file says of its size may be wrong, and openpyxl would believe it.
        sheet.reset_dimensions()
        return _bounded(sheet.iter_rows(values_only=True), most)
    except (NotToldError, UnreadableSourceError):
        raise
    except Exception:
        raise NotToldError from None
    finally:
        book.close()


def _bounded(found: Iterator[Sequence[Any]], most: int) -> tuple[list[list[Any]], bool]:
    rows: list[list[Any]] = []
    cells, width, whole = 0, 0, True
    for row in found:
        cells += max(len(row), 1)
        if len(rows) >= most or cells > MOST_CELLS:
            whole = False
            break
        rows.append(_trimmed(row))
        width = max(width, len(rows[-1]))
    while rows and not rows[-1]:
        rows.pop()
    return [[*row, *([None] * (width - len(row)))] for row in rows], whole


def _trimmed(row: Sequence[Any]) -> list[Any]:
    cells = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _sheet(book: Any, wanted: JsonValue) -> Any:  # noqa: ANN401 - openpyxl has no types
    names = book.sheetnames
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        if 0 <= wanted < len(names):
            return book[names[wanted]]
    elif isinstance(wanted, str):
        if wanted in names:
            return book[wanted]
    else:
        raise NotToldError
    message = f"has no sheet {wanted!r}"
    raise UnreadableSourceError(message, f"Its sheets are {', '.join(map(repr, names))}.")


def _names(header: Sequence[Any] | None, options: Options) -> list[str]:
    given = options.get("names")
    found = given if isinstance(given, list) else header
    names = ["" if cell is None else cell for cell in found or ()]
    texts = [name for name in names if isinstance(name, str)]
    if found is None or len(texts) < len(names) or len(names) != len(header or names):
        # Names that are no texts, or not as many as there are columns.
        raise NotToldError
    return names_of_header(texts)


def _column(name: str, cells: Sequence[Any], options: Options, *, complete: bool) -> Column:
    # An empty cell is an empty text, which is missing unless somebody says otherwise.
    values = ["" if cell is None else _plain(cell) for cell in cells]
    if all(isinstance(value, str) for value in values):
        return text_column(name, values, options, complete=complete)
    texts = missing_texts(name, options)
    present = [None if isinstance(value, str) and value in texts else value for value in values]
    if all(value is None or isinstance(value, str) for value in present):
        return text_column(name, present, options, complete=complete)
    type_, found = infer_objects(present)
    dates = options.get("parse_dates")
    if isinstance(dates, list) and name in dates and type_ != "datetime":
        type_ = "unknown"
    return as_asked(column_of(name, type_, found, complete=complete), options)


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a cell may hold
    """Return the value as pandas takes it from a cell."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        return datetime.datetime(cell.year, cell.month, cell.day)
    return cell
