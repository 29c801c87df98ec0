"""Text of the user as Markdown that shows it and does nothing else."""

from __future__ import annotations

import re

__all__ = ["code_span", "markdown_text"]

# An underscore within a word is no mark-up, and `X_train` reads better without a backslash.
SPECIAL = re.compile(r"[\\`*\[\]<>$~#&|]|(?<![^\W_])_|_(?![^\W_])")


def markdown_text(text: str) -> str:
    """Escape a line of text for Markdown.

    Parameters
    ----------
    text
        Any text, such as a title. Line breaks and other white space become single spaces.

    Returns
    -------
    str
        Markdown that renders as the text: no emphasis, link, HTML, heading or formula.
    """
    return SPECIAL.sub(_escape, " ".join(text.split()))


def _escape(match: re.Match[str]) -> str:
    # JupyterLab takes two backslashes and a bracket for the start of a formula, so a backslash becomes an entity.
    return "&#92;" if match[0] == "\\" else f"\\{match[0]}"


def code_span(text: str) -> str:
    """Return a line of text as code, with as many backticks around it as it takes."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if longest else ""
    return f"{fence}{padding}{text}{padding}{fence}"
