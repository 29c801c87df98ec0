"""Parquet and Feather files, told from their schema where pyarrow is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_ROWS,
    NotToldError,
    UnreadableSourceError,
    column_of,
    refuse_options,
)
from jupyterlab_pipeline_export.columns.heads.objects import values_of
from jupyterlab_pipeline_export.columns.tables import Column, Table
from jupyterlab_pipeline_export.columns.values import type_of_dtype

if TYPE_CHECKING:
    from typing import BinaryIO

    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.column_rules import ColumnType

__all__ = ["read_feather", "read_parquet"]

MOST_BYTES_OF_VALUES: Final = 8 * 1024 * 1024
"""Files whose values take no more are read as a whole, for facts about these."""
NOT_HANDLED: Final = frozenset({"columns", "dtype_backend", "filters"})

Options = Mapping[str, "JsonValue"]


def read_parquet(stream: BinaryIO, options: Options) -> Table:
    """Tell the columns of a Parquet file.

    Parameters
    ----------
    stream
        The file; it must be seekable, since the schema stands at its end.
    options
        Those of `pandas.read_parquet`, by their names there.

    Raises
    ------
    UnreadableSourceError
        If it is no such file.
    NotToldError
        If pyarrow is not installed here.
    """
    refuse_options(options, NOT_HANDLED)
    try:
        import pyarrow as pa  # noqa: PLC0415 - slow, and only where it is installed
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise NotToldError from None
    try:
        file = pq.ParquetFile(stream)
        schema, metadata = file.schema_arrow, file.metadata
        groups = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
        small = metadata.num_rows <= MOST_ROWS and size <= MOST_BYTES_OF_VALUES
        content = file.read() if small else None
    except (pa.ArrowException, OSError, ValueError):
        message = "is no Parquet file"
        raise UnreadableSourceError(message, "Choose a Parquet file.") from None
    if content is not None:
        return _of_content(content, schema)
    return _of_schema(schema, metadata.num_rows, _nulls(groups))


def read_feather(stream: BinaryIO, options: Options) -> Table:
    """Tell the columns of a Feather file; as `read_parquet`."""
    refuse_options(options, NOT_HANDLED)
    try:
        import pyarrow as pa  # noqa: PLC0415 - slow, and only where it is installed
        from pyarrow import ipc  # noqa: PLC0415
    except ImportError:
        raise NotToldError from None
    start = stream.tell()
    size = stream.seek(0, 2)
    stream.seek(start)
    try:
        file = ipc.open_file(stream)
        small = size <= MOST_BYTES_OF_VALUES and _rows_of(file) <= MOST_ROWS
        content = file.read_all() if small else None
    except (pa.ArrowException, OSError, ValueError):
        message = "is no Feather file of version 2"
        raise UnreadableSourceError(message, "Choose a Feather file.") from None
    if content is not None:
        return _of_content(content, file.schema)
    return _of_schema(file.schema, None, {})


def _rows_of(file: Any) -> int:  # noqa: ANN401 - pyarrow has no types
    # Without data, a file of many batches would have to be read to count its rows.
    return file.get_batch(0).num_rows if file.num_record_batches == 1 else MOST_ROWS + 1


def _nulls(groups: list[Any]) -> dict[str, int]:
    """Return the number of missing values of each flat column, where all parts of the file tell it."""
    found: dict[str, int] = {}
    untold: set[str] = set()
    for group in groups:
        for index in range(group.num_columns):
            part = group.column(index)
            statistics = part.statistics
            if statistics and statistics.has_null_count:
                name = part.path_in_schema
                found[name] = found.get(name, 0) + statistics.null_count
            else:
                untold.add(part.path_in_schema)
    return {name: number for name, number in found.items() if name not in untold}


def _of_content(content: Any, schema: Any) -> Table:  # noqa: ANN401 - pyarrow has no types
    columns = []
    for field in _fields(schema):
        cells = content.column(field.name).to_pylist()
        values = values_of(cells)
        type_ = _type(field, schema, values.missing)
        columns.append(column_of(field.name, type_, values, complete=True))
    return Table(tuple(columns), rows=content.num_rows, complete=True)


def _of_schema(schema: Any, rows: int | None, nulls: Mapping[str, int]) -> Table:  # noqa: ANN401 - pyarrow has no types
    columns = []
    for field in _fields(schema):
        told = nulls.get(field.name)
        type_ = _type(field, schema, told)
        # A number may be missing without being null: it is then no number.
        certain = told is not None and (told > 0 or type_ != "number")
        columns.append(
            Column(field.name, type_, missing=told > 0 if certain and told is not None else None)
        )
    return Table(tuple(columns), rows=rows)


def _fields(schema: Any) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Return the fields that become columns: pandas keeps those of its index apart."""
    index = {
        each
        for each in (schema.pandas_metadata or {}).get("index_columns", ())
        if isinstance(each, str)
    }
    return [field for field in schema if field.name not in index]


def _type(field: Any, schema: Any, nulls: int | None) -> ColumnType:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.types as kinds  # noqa: PLC0415 - the caller has it already

    told = _dtype_in_pandas(field.name, schema)
    if told[:1].isupper():
        # One of pandas' own types, in which values may be missing.
        return type_of_dtype(told)
    kind = field.type
    if kinds.is_integer(kind) and nulls:
        return "number"
    if (kinds.is_integer(kind) or kinds.is_boolean(kind)) and nulls != 0 and told != "boolean":
        # Whether any value is missing decides the type.
        return "unknown"
    tests: tuple[tuple[Callable[[Any], bool], ColumnType], ...] = (
        (kinds.is_dictionary, "category"),
        (kinds.is_integer, "integer"),
        (kinds.is_boolean, "boolean"),
        (kinds.is_floating, "number"),
        (kinds.is_string, "text"),
        (kinds.is_large_string, "text"),
        (kinds.is_timestamp, "datetime"),
    )
    return next((type_ for fits, type_ in tests if fits(kind)), "unknown")


def _dtype_in_pandas(name: str, schema: Any) -> str:  # noqa: ANN401 - pyarrow has no types
    for column in (schema.pandas_metadata or {}).get("columns", ()):
        if column.get("field_name") == name:
            return str(column.get("numpy_type", ""))
    return ""
