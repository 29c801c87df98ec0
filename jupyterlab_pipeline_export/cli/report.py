"""What the command prints about documents."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from jupyterlab_pipeline_export.workspace.documents import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = ["print_failure", "print_line", "print_problems"]

WHOLE_DOCUMENT = "document"
"""Place of a problem that concerns no single part; a pointer would be empty."""


def print_line(text: str, stream: TextIO | None = None) -> None:
    """Print one line, to the standard output unless told otherwise; no name can break it."""
    print(printable(text), file=stream or sys.stdout)


def print_problems(document: str, problems: Iterable[Problem], stream: TextIO) -> None:
    """Print problems as ``DOC: severity: place: message``."""
    for each in problems:
        place = each.pointer or WHOLE_DOCUMENT
        line = f"{document}: {each.severity}: {place}: {each.message} {each.remedy}"
        print_line(line.rstrip(), stream)


def print_failure(document: str, message: str) -> None:
    """Print an error that has no place in the document, in the same form."""
    print_line(f"{document}: error: {WHOLE_DOCUMENT}: {message}", sys.stderr)
