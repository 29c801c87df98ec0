"""The head of a delimited text file, told as `pandas.read_csv` would read it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_BYTES,
    MOST_ROWS,
    NotToldError,
    UnreadableSourceError,
    column_of,
    refuse_options,
)
from jupyterlab_pipeline_export.columns.heads.names import names_of_header
from jupyterlab_pipeline_export.columns.heads.texts import NA_TEXTS, TextRules, infer
from jupyterlab_pipeline_export.columns.tables import Column, Table
from jupyterlab_pipeline_export.columns.values import type_of_dtype

if TYPE_CHECKING:
    from typing import BinaryIO

    from pydantic import JsonValue

__all__ = ["as_asked", "decode_head", "missing_texts", "read_csv", "text_column"]

NOT_HANDLED: Final = frozenset(
    {
        "converters", "dialect", "dtype_backend", "false_values", "lineterminator",
        "quoting", "skip_blank_lines", "skipfooter", "true_values", "usecols",
    }
)  # fmt: skip
"""Options that change names or types in ways that are not followed here."""
DATE_OPTIONS: Final = frozenset({"date_format", "dayfirst"})

Options = Mapping[str, "JsonValue"]


def read_csv(stream: BinaryIO, options: Options) -> Table:
    """Tell the columns of a delimited text.

    Parameters
    ----------
    stream
        The file, unpacked; its head alone is read.
    options
        Those of `pandas.read_csv`, by their names there.

    Returns
    -------
    Table
        With facts about values if the head is the whole.

    Raises
    ------
    UnreadableSourceError
        If it is no such text.
    NotToldError
        If only pandas can tell.
    """
    refuse_options(options, NOT_HANDLED)
    text, whole = decode_head(stream, options.get("encoding"))
    records, all_of_them = _records(_without_comments(text, options), options)
    if all_of_them and not whole:
        # The last one may be cut off anywhere, even within quotes.
        del records[-1:]
    whole = whole and all_of_them
    header, rows = _header_and_rows(records, options)
    names = _names(header, options)
    rows, index_width = _without_index(rows, names, options)
    limit = _count(options, "nrows")
    if limit is not None and len(rows) >= limit:
        rows, whole = rows[:limit], True
    if len(rows) > MOST_ROWS:
        rows, whole = rows[:MOST_ROWS], False
    left_out = _index_columns(options, names, index_width)
    columns = tuple(
        text_column(name, [_cell(row, place) for row in rows], options, complete=whole)
        for place, name in enumerate(names)
        if name not in left_out
    )
    return Table(columns, rows=len(rows) if whole else None, complete=whole)


def decode_head(stream: BinaryIO, encoding: JsonValue) -> tuple[str, bool]:
    """Return the head of a text, up to the end of a line, and whether it is the whole.

    Raises
    ------
    UnreadableSourceError
        If it is no text of that encoding, is empty, or its first line is endless.
    """
    content = stream.read(MOST_BYTES + 1)
    whole = len(content) <= MOST_BYTES
    if not content.strip():
        message = "is empty"
        raise UnreadableSourceError(message, "Choose a file that holds a table.")
    name = encoding if isinstance(encoding, str) else "utf-8"
    text = _decode(content, name, whole=whole).removeprefix("\ufeff")
    if "\0" in text:
        message = "holds bytes that no text has, so it is no table as text, or of another encoding"
        raise UnreadableSourceError(message, "Choose a text file, or give its encoding.")
    if not whole:
        end = max(text.rfind("\n"), text.rfind("\r"))
        if end < 0:
            message = f"has a first line of more than {MOST_BYTES:,} bytes"
            raise UnreadableSourceError(message, "Choose a file with one row in a line.")
        text = text[: end + 1]
    return text, whole


def _decode(content: bytes, encoding: str, *, whole: bool) -> str:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        text = decoder.decode(content, final=whole)
    except UnicodeDecodeError:
        message = f"is no text of the encoding {encoding}"
        remedy = "Give its encoding, such as latin-1 or utf-16, or choose a text file."
        raise UnreadableSourceError(message, remedy) from None
    except (LookupError, TypeError, ValueError, AttributeError):
        text = None
    if not isinstance(text, str):
        message = f"cannot be read with the encoding {encoding!r}, which Python does not know"
        raise UnreadableSourceError(message, "Give an encoding such as utf-8 or latin-1.")
    return text


def _without_comments(text: str, options: Options) -> str:
    sign = options.get("comment")
    if not isinstance(sign, str) or sign not in text:
        return text
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(sign)]
    if any(sign in line for line in lines):
        # Behind values, or within quotes: only pandas can tell.
        raise NotToldError
    return "".join(lines)


def _records(text: str, options: Options) -> tuple[list[list[str]], bool]:
    """Part a text into records, a line without anything being an empty one; tell whether these are all."""
    separator = options.get("sep", options.get("delimiter", ","))
    if not isinstance(separator, str) or len(separator) != 1 or separator in "\r\n":
        # Longer ones are regular expressions, and null is a guess of pandas.
        raise NotToldError
    quote = options.get("quotechar", '"')
    escape = options.get("escapechar")
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=separator,
            quotechar=quote if isinstance(quote, str) else '"',
            doublequote=options.get("doublequote", True) is not False,
            escapechar=escape if isinstance(escape, str) else None,
            skipinitialspace=options.get("skipinitialspace") is True,
        )
    except (TypeError, ValueError):
        raise NotToldError from None
    # One more for the header, one to see that there are more.
    most = MOST_ROWS + 2 + (_count(options, "skiprows") or 0)
    records: list[list[str]] = []
    try:
        for record in reader:
            if len(records) == most:
                return records, False
            records.append(record)
    except csv.Error:
        # Such as a value that goes on for ever: what stands before it counts.
        if not records:
            raise NotToldError from None
        return records, False
    return records, True


def _header_and_rows(
    records: Sequence[list[str]], options: Options
) -> tuple[list[str] | None, list[list[str]]]:
    skip = options.get("skiprows")
    skipped: Collection[Any] = ()
    if isinstance(skip, int):
        skipped = range(skip)
    elif isinstance(skip, list):
        skipped = {each for each in skip if isinstance(each, int)}
    lines = (each for number, each in enumerate(records) if number not in skipped)
    rows = [row for row in lines if not _is_blank(row)]
    place = options.get("header", "infer")
    if place == "infer":
        place = None if options.get("names") else 0
    if place is None:
        return None, rows
    if not isinstance(place, int):
        raise NotToldError
    if place >= len(rows):
        message = "has no header"
        remedy = "Skip fewer lines, or choose a file that holds a table."
        raise UnreadableSourceError(message, remedy)
    return rows[place], rows[place + 1 :]


def _is_blank(row: Sequence[str]) -> bool:
    return not row or (len(row) == 1 and row[0] != "" and not row[0].strip(" \t"))


def _names(header: list[str] | None, options: Options) -> list[str]:
    given = options.get("names")
    if isinstance(given, list):
        names = [each for each in given if isinstance(each, str)]
        if len(names) < len(given):
            raise NotToldError
        return names
    if header is None:
        # pandas numbers the columns: their names are no texts.
        raise NotToldError
    return names_of_header(header)


def _without_index(
    rows: list[list[str]], names: Sequence[str], options: Options
) -> tuple[list[list[str]], int]:
    """Take the first columns off where rows are longer than the header: pandas makes an index of them."""
    width = len(rows[0]) - len(names) if rows else 0
    if width <= 0 or options.get("index_col") is not None:
        return rows, 0
    return [row[width:] for row in rows], width


def _index_columns(options: Options, names: Sequence[str], index_width: int) -> set[str]:
    wanted = options.get("index_col")
    if wanted is None or isinstance(wanted, bool) or index_width:
        return set()
    places = wanted if isinstance(wanted, list) else [wanted]
    found = set()
    for each in places:
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, int) and -len(names) <= each < len(names):
            found.add(names[each])
    return found


def _cell(row: Sequence[str], place: int) -> str | None:
    """Return a cell; None where the row ends before."""
    return row[place] if place < len(row) else None


def text_column(
    name: str, cells: Sequence[str | None], options: Options, *, complete: bool
) -> Column:
    """Tell a column of texts, by the options of `pandas.read_csv` that are about values.

    Parameters
    ----------
    name
        Of the column.
    cells
        Its texts, in their order; None where there is none at all.
    options
        By their names in pandas.
    complete
        Whether these are all.

    Raises
    ------
    NotToldError
        If only pandas can tell.
    """
    dates = options.get("parse_dates")
    if isinstance(dates, dict):
        raise NotToldError
    rules = TextRules(
        missing=missing_texts(name, options),
        decimal=_text(options, "decimal", "."),
        thousands=_text(options, "thousands", ""),
    )
    is_date = isinstance(dates, list) and name in dates
    type_, values = infer(cells, rules, dates=is_date)
    # The default of `dayfirst` is false, and then it asks for nothing.
    if is_date and any(options.get(each) not in (None, False) for each in DATE_OPTIONS):
        type_ = "unknown"
    return as_asked(column_of(name, type_, values, complete=complete), options)


def as_asked(column: Column, options: Options) -> Column:
    """Return a column with the type that the option `dtype` gives it, if any."""
    dtype = options.get("dtype")
    wanted = dtype.get(column.name) if isinstance(dtype, dict) else dtype
    return column if wanted is None else Column(column.name, type_of_dtype(wanted), column.missing)


def missing_texts(name: str, options: Options) -> frozenset[str]:
    """Return the texts that stand for a missing value of a column."""
    if options.get("na_filter") is False:
        return frozenset()
    given = options.get("na_values")
    if isinstance(given, dict):
        given = given.get(name)
    further = frozenset(_spellings(given if isinstance(given, list) else [given]))
    return further if options.get("keep_default_na") is False else NA_TEXTS | further


def _spellings(values: Sequence[JsonValue]) -> Iterator[str]:
    """Give the texts that mean a value: a whole number may stand with a point, too."""
    for value in values:
        if value is None or isinstance(value, bool):
            continue
        yield str(value)
        try:
            number = float(str(value))
        except ValueError:
            continue
        yield str(number)
        if number.is_integer():
            yield str(int(number))


def _text(options: Options, name: str, default: str) -> str:
    value = options.get(name)
    return value if isinstance(value, str) else default


def _count(options: Options, name: str) -> int | None:
    value = options.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
