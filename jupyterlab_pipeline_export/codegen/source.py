"""Python source out of values: the one place where data becomes code.

Text of a user never becomes code by itself. What is meant as code is a
`PyCode`, what is meant as a comment a `PyComment`, and everything else is
written as a literal by `to_source`.
"""

from __future__ import annotations

import math
import re
from typing import Final, final

__all__ = ["PyCode", "PyComment", "to_docstring", "to_source"]

# Above this `repr` may refuse (sys.set_int_max_str_digits); hexadecimal has no such limit.
_DECIMAL_BITS: Final = 4096

# What tools read out of comments: each of these words is an order to one of them
# where it follows a `#`. `///` opens a block of script metadata, `%%` a cell.
_DIRECTIVE: Final = re.compile(
    r"(#[\s#!:|]*)(noqa|type|fmt|yapf|isort|ruff|flake8|pylint|pyright|mypy|pyre(?:-\w+)?|pytype|ty"
    r"|pragma|nosec|nosemgrep|doctest|sphinx|region|endregion|cython|distutils|autopep8|pyrefly"
    r"|noinspection|///+|%%+)(?![\w-])",
    re.IGNORECASE,
)
# An encoding declaration and the settings of editors count anywhere in a comment.
_MODELINE: Final = re.compile(r"(coding|\bvim?|\bex)(?=[:=])", re.IGNORECASE)
_QUOTES: Final = re.compile(r'"{3,}|"\Z')
_METADATA_BLOCK: Final = re.compile(r"^#(?= ///)", re.MULTILINE)


@final
class PyCode:
    """A piece of text that is Python code, not data.

    It is deliberately no ``str``: whatever a template does with it by string
    methods or filters gives a plain string, which `to_source` then quotes.

    Parameters
    ----------
    text
        The code. Only identifiers of the plan, results of `to_source` and
        text that a component's author wrote may be put together to it.
    shared : bool, default False
        For a variable: whether other steps take it, too.
    """

    __slots__ = ("_shared", "_text")

    def __init__(self, text: str, *, shared: bool = False) -> None:
        self._text = text
        self._shared = shared

    @property
    def shared(self) -> bool:
        """Whether other steps take this variable, too."""
        return self._shared

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"PyCode({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PyCode) and self._text == other._text

    def __hash__(self) -> int:
        return hash((PyCode, self._text))


@final
class PyComment:
    """One comment on a line of its own, whatever the text holds.

    Line breaks and control characters become spaces, and a word that tools
    take for an order, such as ``noqa``, is set in quotes.

    Parameters
    ----------
    text
        What the comment says.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        printable = "".join(character if character.isprintable() else " " for character in text)
        comment = f"# {' '.join(printable.split())}".rstrip()
        comment = _DIRECTIVE.sub(r'\1"\2"', comment)
        self._text = _MODELINE.sub(r"\1 ", comment)

    def __str__(self) -> str:
        return self._text


def to_source(value: object) -> str:
    """Write a value as Python source.

    Parameters
    ----------
    value
        None, a boolean, an integer, a finite float, a string, or a list,
        tuple or dictionary of those: written as a literal that
        ``ast.literal_eval`` turns back into an equal value of the same type.
        `PyCode` stands for itself, also within lists, tuples and
        dictionaries; `PyComment` only at the outermost level.

    Returns
    -------
    str
        Source of one line, without control or bidirectional characters.

    Raises
    ------
    TypeError
        If the value is of any other type.
    ValueError
        If a float is infinite or no number.
    """
    if isinstance(value, PyComment):
        return str(value)
    return _expression(value)


def _expression(value: object) -> str:
    match value:
        case PyCode():
            return str(value)
        case None | bool() | str():
            # For a string, repr escapes all that is not printable: line breaks of every
            # kind, control and bidirectional characters, and lone surrogates.
            return repr(value)
        case int() | float():
            return _number(value)
        case list():
            return f"[{', '.join(map(_expression, value))}]"
        case tuple():
            items = ", ".join(map(_expression, value))
            return f"({items},)" if len(value) == 1 else f"({items})"
        case dict():
            pairs = (f"{_expression(key)}: {_expression(item)}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
    # A name that the template misspells arrives here: its text raises the better error.
    msg = f"a value of type {type(value).__name__} cannot be written as Python: {value}"
    raise TypeError(msg)


def _number(value: float) -> str:
    if isinstance(value, int):
        return repr(value) if value.bit_length() <= _DECIMAL_BITS else hex(value)
    if not math.isfinite(value):
        msg = f"{value!r} has no literal in Python"
        raise ValueError(msg)
    return repr(value)


def to_docstring(text: str, indent: str = "") -> PyCode:
    r"""Write a text as a docstring.

    Parameters
    ----------
    text
        Any text. Line breaks of every kind become ``\n``; a tab becomes
        four spaces and other control characters escapes.
    indent : str, default ""
        What lines after the first begin with.

    Returns
    -------
    PyCode
        The string literal in triple quotes; its value is the text, apart
        from indentation and blank space at the ends of lines.
    """
    lines = [_escape(line.expandtabs(4).rstrip()) for line in text.strip().splitlines()]
    # Quotes would end the literal where three meet, or meet the three that close it.
    escaped = _QUOTES.sub(lambda match: match[0].replace('"', r"\""), "\n".join(lines))
    escaped = _METADATA_BLOCK.sub(r"\\x23", escaped)
    first, *rest = escaped.split("\n")
    if not rest:
        return PyCode(f'"""{first}"""')
    body = "\n".join([first, *(indent + line if line else "" for line in rest)])
    return PyCode(f'"""{body}\n{indent}"""')


def _escape(line: str) -> str:
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in line.replace("\\", r"\\")
    )
