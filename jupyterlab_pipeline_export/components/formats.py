"""What the `format` of a parameter asks of its text, as far as a document alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.pipeline.problems import Severity

__all__ = ["FORMATS", "FormatProblem", "check_format"]

FORMATS: Final = frozenset(
    {"path", "output-path", "column", "columns", "python", "expression", "environment-variable"}
)

URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class FormatProblem(NamedTuple):
    """What is wrong with a text, as the end of a sentence that begins with the parameter's name."""

    severity: Severity
    code: str
    phrase: str
    remedy: str


def check_format(name: str, text: str) -> Iterator[FormatProblem]:
    """Check a text against its format.

    Parameters
    ----------
    name
        The format; those that ask for nothing here are fine, too.
    text
        The value.

    Yields
    ------
    FormatProblem
        Errors and warnings.
    """
    if name == "path":
        yield from _path(text)
    elif name == "output-path":
        yield from _output_path(text)
    elif name == "environment-variable" and not VARIABLE.fullmatch(text):
        yield FormatProblem(
            "error",
            "environment-variable",
            "is no name of an environment variable",
            "Write the name of the variable, such as DATABASE_URL, not its content.",
        )


def _path(text: str) -> Iterator[FormatProblem]:
    if URL.match(text):
        yield FormatProblem(
            "error",
            "not-a-file",
            "is the address of something on the web, but a file is needed",
            "Download it and give the path of the file.",
        )
    elif _is_absolute(text):
        yield FormatProblem(
            "warning",
            "absolute-path",
            "is an absolute path, which other machines do not have",
            "Give the path from the folder of the pipeline, such as data/table.csv.",
        )
    elif "\\" in text:
        yield FormatProblem(
            "warning",
            "backslash",
            "has backslashes, which divide folders on Windows alone",
            "Divide folders with / on every system.",
        )


def _output_path(text: str) -> Iterator[FormatProblem]:
    parts = text.split("/")
    if URL.match(text) or _is_absolute(text) or ".." in parts:
        yield FormatProblem(
            "error",
            "output-path",
            "leads out of the output folder",
            "Give a path below the output folder, such as model.joblib.",
        )
    elif "\\" in text or "\0" in text:
        yield FormatProblem(
            "error",
            "output-path",
            "has a backslash or a NUL character",
            "Divide folders with / on every system.",
        )
    elif parts[-1] in {"", "."}:
        yield FormatProblem("error", "output-path", "names no file", "Add the name of a file.")


def _is_absolute(text: str) -> bool:
    windows = PureWindowsPath(text)
    return (
        PurePosixPath(text).is_absolute()
        or bool(windows.drive or windows.root)
        or text.startswith("~")
    )
