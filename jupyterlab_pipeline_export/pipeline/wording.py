"""How values and names are put into the sentences of problems."""

from __future__ import annotations

import difflib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pydantic import JsonValue

__all__ = ["did_you_mean", "kind", "listed", "nearest", "shown"]

SHOWN_LENGTH: Final = 60
COMPARED_LENGTH: Final = 64
COMPARED_NAMES: Final = 1_000


def shown(value: JsonValue) -> str:
    """Return a value as JSON text, cut where it is long.

    Control characters come out escaped, so the text fits into one line of a
    terminal or a dialog, whatever the value holds.
    """
    if isinstance(value, str):
        value = value[: SHOWN_LENGTH + 1]
    elif isinstance(value, dict):
        return "{…}" if value else "{}"
    elif isinstance(value, list):
        return "[…]" if value else "[]"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


def kind(value: object) -> str:
    """Name the JSON type of a value, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "an object" if isinstance(value, dict) else "a list"


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return the known name that looks most like a misspelt one, if any does.

    Where there are very many names, or the misspelt one is very long, none is
    looked for: the comparison takes too long.
    """
    if len(name) > COMPARED_LENGTH or len(known) > COMPARED_NAMES:
        return None
    return _nearest(name, tuple(known))


@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    lowered = {each.lower(): each for each in reversed(known)}
    found = difflib.get_close_matches(name.lower(), lowered, n=1)
    return lowered[found[0]] if found else None


def listed(names: Sequence[str], *, conjunction: str = "or") -> str:
    """Join names to an enumeration such as ``a, b or c``, each in backquotes."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {conjunction} {quoted[-1]}"


def did_you_mean(name: str, known: Collection[str], *, otherwise: str) -> str:
    """Suggest the known name that is most like a misspelt one.

    Parameters
    ----------
    name
        What the document says.
    known
        What it may say.
    otherwise
        The remedy where nothing looks alike.

    Returns
    -------
    str
        One sentence.
    """
    suggestion = nearest(name, known)
    return f"Did you mean `{suggestion}`?" if suggestion else otherwise
