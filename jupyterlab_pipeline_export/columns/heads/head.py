"""What all readers of heads share."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.tables import Column

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.column_rules import ColumnType

__all__ = [
    "FEW",
    "MOST_BYTES",
    "MOST_ROWS",
    "NotToldError",
    "UnreadableSourceError",
    "Values",
    "column_of",
    "refuse_options",
]

MOST_BYTES: Final = 512 * 1024
"""So much of a file is looked at, unpacked."""
MOST_ROWS: Final = 10_000
FEW: Final = 50
"""Up to so many different values, the share of each is told."""


class UnreadableSourceError(Exception):
    """A source cannot be read as what it should be; the message is a plain sentence without a subject.

    Parameters
    ----------
    message
        What is wrong, such as ``is empty``.
    remedy
        What the user can do.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class NotToldError(Exception):
    """The columns of a source cannot be told here, though nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a column as they were read."""

    present: Sequence[Hashable]
    """Without those that are missing, each in a form that is equal only to the same value."""
    missing: int


def column_of(name: str, type_: ColumnType, values: Values, *, complete: bool) -> Column:
    """Return a column with all that is certain of its values.

    Parameters
    ----------
    name, type_
        Of the column.
    values
        Those that were read.
    complete
        Whether these are all.
    """
    if not complete:
        return Column(name, type_, missing=True if values.missing else None)
    counts = Counter(values.present)
    total = len(values.present)
    few = 0 < len(counts) <= FEW
    return Column(
        name,
        type_,
        missing=values.missing > 0,
        distinct=len(counts),
        unique=bool(total) and not values.missing and len(counts) == total,
        shares=tuple((str(value), number / total) for value, number in counts.most_common())
        if few
        else None,
        spread=_spread(values.present) if type_ in {"integer", "number"} else None,
        ascending=_is_ascending(values) if type_ == "datetime" else None,
    )


def _spread(values: Sequence[Hashable]) -> float | None:
    """Return the standard deviation of numbers; None where any is infinite or too large, or where they are too few."""
    try:
        numbers = [float(value) for value in values if isinstance(value, (int, float))]
        if len(numbers) < 2:
            return None
        mean = math.fsum(numbers) / len(numbers)
        variance = math.fsum((number - mean) ** 2 for number in numbers)
    except (OverflowError, ValueError):
        return None
    if not math.isfinite(variance):
        return None
    # As exact as anybody needs it, so that the last digits of another machine make no difference.
    return float(f"{math.sqrt(variance / len(numbers)):.6g}")


def _is_ascending(values: Values) -> bool | None:
    dates = [value for value in values.present if isinstance(value, datetime)]
    if values.missing or len(dates) < max(2, len(values.present)):
        return None
    try:
        return all(earlier <= later for earlier, later in itertools.pairwise(dates))
    except TypeError:
        # Some with a time zone and some without.
        return None


def refuse_options(options: Mapping[str, JsonValue], names: Collection[str]) -> None:
    """Refuse options that are not followed here.

    Raises
    ------
    NotToldError
        If any of the names has a value that does something.
    """
    if any(options.get(name) not in (None, False) for name in names):
        raise NotToldError
