"""Types of columns that were read as text, inferred as pandas does it."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.heads.head import Values

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.column_rules import ColumnType

__all__ = ["NA_TEXTS", "TextRules", "infer"]

NA_TEXTS: Final = frozenset(
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    }
)  # fmt: skip
"""Texts that pandas takes for a missing value."""

# ASCII digits alone, and spaces alone around them, as pandas has it.
BLANK: Final = " \t\n\v\f\r"
INTEGER: Final = re.compile(r"[+-]?[0-9]+")
NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|inf(?:inity)?)",
    re.IGNORECASE,
)
BOOLEANS: Final = {
    "True": True, "TRUE": True, "true": True, "False": False, "FALSE": False, "false": False,
}  # fmt: skip
SMALLEST, LARGEST, LARGEST_UNSIGNED = -(2**63), 2**63 - 1, 2**64 - 1

DATE_SHAPE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:(?P<sign>[T ])\d{2}:\d{2}(?P<seconds>:\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class TextRules:
    """How texts are to be understood."""

    missing: Collection[str] = NA_TEXTS
    decimal: str = "."
    thousands: str = ""


def infer(
    texts: Sequence[str | None], rules: TextRules, *, dates: bool = False
) -> tuple[ColumnType, Values]:
    """Infer the type of a column.

    Parameters
    ----------
    texts
        The values, in their order; None where there is none at all.
    rules
        How they are to be understood.
    dates
        Whether the user says that they are dates.

    Returns
    -------
    ColumnType
        Unknown where pandas keeps a mixture, where there is no row, and where
        dates are written in a way that only pandas can tell.
    Values
        The values themselves, equal where pandas takes them for equal.
    """
    present = [text for text in texts if text is not None and text not in rules.missing]
    missing = len(texts) - len(present)
    different = dict.fromkeys(present)
    if not texts:
        return "unknown", Values((), 0)
    type_, values = _dates(different) if dates else _plain(different, rules)
    if missing and type_ == "integer":
        type_ = "number"
    if missing and type_ == "boolean":
        type_ = "unknown"
    if not different and not dates:
        type_ = "number"
    return type_, Values([values[text] for text in present], missing)


def _plain(texts: Collection[str], rules: TextRules) -> tuple[ColumnType, dict[str, Hashable]]:
    bare = {text: _without_thousands(text.strip(BLANK), rules) for text in texts}
    if all(map(INTEGER.fullmatch, bare.values())):
        integers = {text: _integer(each) for text, each in bare.items()}
        return _type_of_integers(list(integers.values())), dict(integers)
    if rules.decimal != ".":
        bare = {text: _with_point(each, rules.decimal) for text, each in bare.items()}
    if all(map(NUMBER.fullmatch, bare.values())):
        return "number", {text: float(each) for text, each in bare.items()}
    if all(text in BOOLEANS for text in texts):
        return "boolean", {text: BOOLEANS[text] for text in texts}
    return "text", {text: text for text in texts}


def _integer(text: str) -> Hashable:
    # Python refuses to read longer ones, which no column of integers holds anyway.
    return int(text) if len(text) < 100 else text


def _type_of_integers(values: Sequence[Hashable]) -> ColumnType:
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) < len(values):
        return "unknown"
    low, high = min(numbers, default=0), max(numbers, default=0)
    if low < SMALLEST or high > LARGEST_UNSIGNED:
        return "unknown"
    return "text" if low < 0 and high > LARGEST else "integer"


def _without_thousands(text: str, rules: TextRules) -> str:
    if not rules.thousands or rules.thousands not in text:
        return text
    return text.replace(rules.thousands, "") if text[:1] != rules.thousands else text


def _with_point(text: str, decimal: str) -> str:
    # Where another sign stands before the fraction, a point makes it a text.
    return "" if "." in text else text.replace(decimal, ".", 1)


def _dates(texts: Collection[str]) -> tuple[ColumnType, dict[str, Hashable]]:
    """Accept dates as ISO 8601 has them, all with the same parts; other ways to write them are for pandas to tell."""
    shapes = set()
    values: dict[str, Hashable] = {}
    for text in texts:
        shape = DATE_SHAPE.fullmatch(text)
        shapes.add(shape and (shape["sign"], bool(shape["seconds"])))
        try:
            values[text] = datetime.fromisoformat(text)
        except ValueError:
            return "unknown", {each: each for each in texts}
    if len(shapes) == 1 and None not in shapes:
        return "datetime", values
    return "unknown", {text: text for text in texts}
