"""Names of columns as pandas makes them of a header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

__all__ = ["names_of_header"]


def names_of_header(header: Sequence[str]) -> list[str]:
    """Return the names of columns: an empty one gets its number, one that is there already a suffix.

    Parameters
    ----------
    header
        The cells of the header, in their order.

    Returns
    -------
    list of str
        All different, and as many.
    """
    names = [cell or f"Unnamed: {place}" for place, cell in enumerate(header)]
    # Names that somebody gave keep them, where one without a name would get the same.
    order = sorted(range(len(names)), key=lambda place: not header[place])
    taken = set(names)
    counts: Counter[str] = Counter()
    for place in order:
        old = name = names[place]
        number = counts[name]
        while number > 0:
            counts[old] = number + 1
            name = f"{old}.{number}"
            if name in taken:
                number += 1
            else:
                number = counts[name]
        names[place] = name
        taken.add(name)
        counts[name] = number + 1
    return names
