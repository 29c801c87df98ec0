"""ruff as formatter, linter and judge of syntax: one process each, blind to any configuration."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.pipeline.problems import Problem

__all__ = [
    "PYTHON_VERSIONS",
    "LintFinding",
    "check_syntax",
    "find_ruff",
    "format_notebook",
    "format_python",
    "lint_python",
]

PYTHON_VERSIONS: Final[tuple[str, ...]] = ("3.10", "3.11", "3.12", "3.13", "3.14")
"""The Python versions that artifacts may be made for."""

_TIMEOUT: Final = 60
_RULES: Final = "E4,E7,E9,F"
# A star import in custom code is its author's choice.
_IGNORED: Final = "F403,F405"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """Something that ruff found in generated code, with its place counted from 1."""

    code: str
    """Name of the rule, such as ``F821``; ``invalid-syntax`` where the text does not parse."""
    message: str
    line: int
    column: int


@cache
def find_ruff() -> str:
    """Return the path of the ruff program that is installed with this package.

    Returns
    -------
    str
        Path of the executable.

    Raises
    ------
    ExportError
        If there is none.
    """
    try:
        path: str = find_ruff_bin()
    except FileNotFoundError as error:
        message = "The program ruff is not installed."
        raise _failure(message, "Install this extension again.") from error
    return path


def format_python(code: str, *, python: str) -> str:
    """Format Python code.

    Parameters
    ----------
    code
        A module that parses.
    python
        The version that it is meant for, such as ``3.12``.

    Returns
    -------
    str
        The module in ruff's default style.

    Raises
    ------
    ExportError
        If the code does not parse, or ruff cannot run.
    """
    return _run(["format", "--stdin-filename", "program.py"], code, python)


def format_notebook(text: str, *, python: str) -> str:
    """Format the code cells of a notebook.

    Parameters
    ----------
    text
        The notebook as JSON.
    python
        The version that it is meant for, such as ``3.12``.

    Returns
    -------
    str
        The notebook with its cells in ruff's default style.

    Raises
    ------
    ExportError
        If the text is no notebook, a cell does not parse, or ruff cannot run.
    """
    return _run(["format", "--stdin-filename", "program.ipynb"], text, python)


def lint_python(code: str, *, python: str) -> tuple[LintFinding, ...]:
    """Find what is suspicious in Python code by ruff's default rules.

    Parameters
    ----------
    code
        A module.
    python
        The version that it is meant for, such as ``3.12``.

    Returns
    -------
    tuple of LintFinding
        In the order of their places; syntax errors are among them.

    Raises
    ------
    ExportError
        If ruff cannot run.
    """
    return _check(code, python, _RULES)


def check_syntax(code: str, python: str) -> None:
    """Make sure that code parses as a certain version of Python.

    Parameters
    ----------
    code
        A module.
    python
        The version, such as ``3.12``.

    Raises
    ------
    ExportError
        If it does not parse; the message names the line.
    """
    version = (3, min(int(_version(python).partition(".")[2]), sys.version_info.minor))
    try:
        with warnings.catch_warnings():
            # An invalid escape in a user's string is theirs to see when they run it.
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            ast.parse(code, feature_version=version)
    except SyntaxError as error:
        raise _syntax_failure(python, error.lineno, error.msg) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise _syntax_failure(python, None, str(error) or type(error).__name__) from None
    # ast knows the grammar of older versions only in part; ruff knows the rest.
    for finding in _check(code, python, "E9"):
        if finding.code == "invalid-syntax":
            raise _syntax_failure(python, finding.line, finding.message)


def _check(code: str, python: str, rules: str) -> tuple[LintFinding, ...]:
    arguments = [
        "check",
        "--exit-zero",
        "--output-format",
        "json",
        "--select",
        rules,
        "--ignore",
        _IGNORED,
    ]
    output = _run([*arguments, "--stdin-filename", "program.py"], code, python)
    found: list[dict[str, Any]] = json.loads(output)
    findings = [
        LintFinding(
            item["code"] or "invalid-syntax",
            item["message"],
            item["location"]["row"],
            item["location"]["column"],
        )
        for item in found
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.column)))


def _run(arguments: list[str], text: str, python: str) -> str:
    version = "py" + _version(python).replace(".", "")
    common = ["--isolated", "--no-cache", "--quiet", "--target-version", version]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    try:
        result = subprocess.run(  # noqa: S603 - list arguments, all of our own making
            [find_ruff(), *arguments, *common, "-"],
            # As bytes: text mode would translate line ends.
            input=text.encode(),
            capture_output=True,
            check=False,
            cwd=tempfile.gettempdir(),
            env=environment,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError) as error:
        message = f"ruff could not run: {error}"
        raise _failure(message, "Install this extension again.") from error
    if result.returncode != 0:
        detail = result.stderr.decode(errors="replace").strip().partition("\n")[0]
        message = f"ruff could not read the generated code: {detail}"
        raise _failure(message, "Change the custom code or the component that this comes from.")
    return result.stdout.decode()


def _version(python: str) -> str:
    if python not in PYTHON_VERSIONS:
        message = f"Artifacts cannot be made for Python {python}."
        raise _failure(message, f"Choose one of {', '.join(PYTHON_VERSIONS)}.")
    return python


def _syntax_failure(python: str, line: int | None, message: str) -> ExportError:
    place = f" in line {line}" if line else ""
    return _failure(
        f"The generated code is no valid Python {python}{place}: {message}.",
        "Choose a newer Python version, or change the custom code that needs it.",
        code="invalid-syntax",
    )


def _failure(message: str, remedy: str, code: str = "format-failed") -> ExportError:
    return ExportError(
        message, [Problem(severity="error", code=code, message=message, remedy=remedy)]
    )
