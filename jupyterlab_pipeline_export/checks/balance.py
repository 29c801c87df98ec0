"""Whether the classes of a target are of very different size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.tables import Column

__all__ = ["rare_class"]

CLASS_TYPES: Final = frozenset({"boolean", "category", "integer", "text"})
RARE: Final = 0.4
"""A class is rare that has less than this part of an equal share: of two classes, under 20 % of the rows."""


def rare_class(target: Column | None) -> tuple[str, float] | None:
    """Return the rarest class of an imbalanced target and its share.

    Parameters
    ----------
    target
        The column to predict; None where it is not known.

    Returns
    -------
    tuple of str and float, or None
        None where the classes are balanced or not known.
    """
    if target is None or target.type not in CLASS_TYPES or not target.shares:
        return None
    name, share = target.shares[-1]
    number = len(target.shares)
    return (name, share) if number > 1 and share * number < RARE else None
