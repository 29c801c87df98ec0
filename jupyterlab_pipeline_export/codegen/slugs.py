"""Words of people turned into words of Python: identifiers and stems."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["slug", "stem"]

# Long enough for every name that a person would type, short enough for a line of code.
_MAX_LENGTH: Final = 40

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EXTENSIONS: Final = re.compile(
    r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,9}(?:\.(?:gz|bz2|xz|zip|zst))?\Z", re.DOTALL | re.IGNORECASE
)
_SEPARATORS: Final = re.compile(r"_+")

# Latin letters that Unicode does not take apart into a plain letter and a mark.
_LATIN: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


def slug(text: str) -> str:
    """Turn any text into the part of an identifier.

    Parameters
    ----------
    text
        Words as people write them.

    Returns
    -------
    str
        Lower-case words joined by underscores: Latin letters without their
        accents, letters of other scripts as they are. Empty where the text
        has no letter or digit; may start with a digit.
    """
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    letters = "".join(map(_letters, spaced.lower().translate(_LATIN)))
    # Lowering may leave marks that compose again; Python compares names in this form.
    words = _SEPARATORS.sub("_", unicodedata.normalize("NFKC", letters)).strip("_")
    if len(words) > _MAX_LENGTH:
        cut = words[: _MAX_LENGTH + 1]
        words = (cut.rpartition("_")[0] or cut[:_MAX_LENGTH]).strip("_")
    return words if not words or f"_{words}".isidentifier() else ""


def _letters(character: str) -> str:
    """Return what of a character may stand in an identifier, else an underscore."""
    base = unicodedata.normalize("NFKD", character)[0]
    if base.isascii() and base.isalnum():
        return base
    if unicodedata.category(character)[0] == "M":
        # The mark of a Latin letter has been split off by lower(); others belong to their letter.
        return "" if unicodedata.combining(character) in {220, 230} else character
    return character if f"_{character}".isidentifier() else "_"


def stem(value: str) -> str:
    """Return the slug of the last part of a path or an address, without its extensions.

    Parameters
    ----------
    value
        A path with either kind of slash, a URL, or any other text.

    Returns
    -------
    str
        ``data/Palmer penguins.csv.gz`` gives ``palmer_penguins``.
    """
    if "://" in value:
        value = re.split(r"[?#]", value, maxsplit=1)[0]
    last = re.split(r"[/\\]", value.rstrip("/\\"))[-1]
    return slug(_EXTENSIONS.sub("", last) or last)
