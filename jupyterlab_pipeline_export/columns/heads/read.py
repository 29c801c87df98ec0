"""Any source read as a table."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from jupyterlab_pipeline_export.columns.heads.arrow import read_feather, read_parquet
from jupyterlab_pipeline_export.columns.heads.csv_head import read_csv
from jupyterlab_pipeline_export.columns.heads.datasets import read_dataset
from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_BYTES,
    NotToldError,
    UnreadableSourceError,
)
from jupyterlab_pipeline_export.columns.heads.json_head import read_json
from jupyterlab_pipeline_export.columns.heads.workbook import read_excel

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.columns.sources import SourceToRead
    from jupyterlab_pipeline_export.columns.tables import Table
    from jupyterlab_pipeline_export.components.column_rules import Reader

__all__ = ["NEEDS_END", "read_file", "read_without_file"]

Read: TypeAlias = Callable[[BinaryIO, Mapping[str, "JsonValue"]], "Table"]

READERS: Final[Mapping[Reader, Read]] = {
    "csv": read_csv,
    "excel": read_excel,
    "feather": read_feather,
    "json": read_json,
    "parquet": read_parquet,
}
NEEDS_END: Final[frozenset[Reader]] = frozenset({"excel", "feather", "parquet"})
"""Readers that look at more of a file than its beginning."""

PACKED: Final[Mapping[str, str]] = {
    ".bz2": "bz2", ".gz": "gzip", ".tar": "tar", ".xz": "xz", ".zip": "zip", ".zst": "zstd",
}  # fmt: skip
MOST_MEMORY: Final = 64 * 1024 * 1024
"""So much may unpacking take; an archive of xz says itself how much it needs."""


def read_file(source: SourceToRead, stream: BinaryIO) -> Table:
    """Tell the columns of a file.

    Parameters
    ----------
    source
        What is read, and how.
    stream
        The file as it lies there.

    Raises
    ------
    UnreadableSourceError
        If it is not what it should be.
    NotToldError
        If only running the code can tell.
    """
    if source.reader is None:
        raise NotToldError
    if source.reader not in NEEDS_END:
        stream = _unpacked(source, stream)
    return READERS[source.reader](stream, source.options)


def read_without_file(source: SourceToRead) -> Table:
    """Tell the columns of a text within the document, or of a dataset; raises as `read_file`."""
    if source.kind == "dataset":
        return read_dataset(source.value)
    if source.reader is None or source.reader in NEEDS_END:
        raise NotToldError
    # The text is characters already, whatever the encoding of files.
    options = {name: value for name, value in source.options.items() if name != "encoding"}
    return READERS[source.reader](io.BytesIO(source.value.encode("utf-8", "replace")), options)


def _unpacked(source: SourceToRead, stream: BinaryIO) -> BinaryIO:
    """Return the head of a file, unpacked as pandas would do it by its ending."""
    method = source.options.get("compression", "infer")
    if method == "infer":
        endings = (PACKED[end] for end in PACKED if source.value.lower().endswith(end))
        method = next(endings, None)
    if method is None:
        return stream
    try:
        if method == "gzip":
            return io.BytesIO(gzip.GzipFile(fileobj=stream).read(MOST_BYTES + 1))
        if method == "bz2":
            return io.BytesIO(bz2.BZ2File(stream).read(MOST_BYTES + 1))
        if method == "xz":
            return io.BytesIO(_unpack_xz(stream))
    except (EOFError, OSError, lzma.LZMAError, zlib.error):
        message = f"cannot be unpacked as {method}"
        raise UnreadableSourceError(
            message, "Choose a file that is packed as its ending says."
        ) from None
    raise NotToldError


def _unpack_xz(stream: BinaryIO) -> bytes:
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY)
    found = bytearray()
    while len(found) <= MOST_BYTES and not unpacker.eof:
        packed = stream.read(1 << 16) if unpacker.needs_input else b""
        if unpacker.needs_input and not packed:
            break
        found += unpacker.decompress(packed, max_length=MOST_BYTES + 1 - len(found))
    return bytes(found)
