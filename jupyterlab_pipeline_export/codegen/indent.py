"""Indentation that leaves the text of multi-line strings alone."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from typing import Final

__all__ = ["has_statements", "indent_code"]

# Only code with one of these may hold a string token that spans lines. A plain
# f-string is among them: its replacement fields may, from Python 3.12 on.
_MAY_SPAN_LINES: Final = re.compile(r"\"\"\"|'''|\\\n|[fFtT][rR]?[\"']")

# F-strings and t-strings are tokenised in parts where the tokenizer knows them.
_STARTS: Final = frozenset(
    getattr(tokenize, name)
    for name in ("FSTRING_START", "TSTRING_START")
    if hasattr(tokenize, name)
)
_ENDS: Final = frozenset(
    getattr(tokenize, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, name)
)


def indent_code(code: str, prefix: str = "    ") -> str:
    r"""Indent statements so that they can become the body of a block.

    Parameters
    ----------
    code
        Statements that parse on their own, with ``\n`` as the only line end.
    prefix : str, default four spaces
        Put before each line that is neither blank nor inside a string.

    Returns
    -------
    str
        The same statements, one level deeper. Tabs and form feeds in the
        indentation of lines become spaces.
    """
    inside = frozenset(_lines_inside_strings(code)) if _MAY_SPAN_LINES.search(code) else frozenset()
    # Only "\\n" ends a line of source: splitlines would also cut at form feeds.
    lines = code.split("\n")
    return "\n".join(
        line if number in inside else _indent_line(line, prefix)
        for number, line in enumerate(lines, start=1)
    )


def has_statements(code: str) -> bool:
    """Tell whether there is more to code than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n"))


def _indent_line(line: str, prefix: str) -> str:
    text = line.lstrip(" \t\f")
    if not text:
        return ""
    # A form feed starts the count of columns anew, and a tab goes to the next eighth column.
    blank = line[: len(line) - len(text)].rpartition("\f")[2]
    return prefix + blank.expandtabs(8) + text


def _lines_inside_strings(code: str) -> Iterator[int]:
    """Yield the numbers of lines that begin inside a string."""
    depth = 0
    first = 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type in _STARTS:
            if depth == 0:
                first = token.start[0]
            depth += 1
        elif token.type in _ENDS:
            depth -= 1
            if depth == 0:
                yield from range(first + 1, token.end[0] + 1)
        elif token.type == tokenize.STRING and depth == 0:
            yield from range(token.start[0] + 1, token.end[0] + 1)
