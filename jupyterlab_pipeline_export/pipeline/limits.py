"""How large a document may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["DEEPEST", "Limits"]

DEEPEST: Final = 200
"""Validation, copying and writing JSON recurse over nested values; up to this depth they never reach Python's limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile or broken document from using up memory and time.

    Parameters
    ----------
    max_bytes
        Size of the document as JSON text.
    max_depth
        Objects and lists within each other, the document itself included; at
        most `DEEPEST`.
    max_steps
        Number of steps.
    max_problems
        Number of problems that are reported one by one.

    Raises
    ------
    ValueError
        If a limit is below 1, or `max_depth` above `DEEPEST`.
    """

    max_bytes: int = 5 * 2**20
    max_depth: int = 64
    max_steps: int = 20_000
    max_problems: int = 1_000

    def __post_init__(self) -> None:
        if min(self.max_bytes, self.max_depth, self.max_steps, self.max_problems) < 1:
            message = "every limit must be at least 1"
            raise ValueError(message)
        if self.max_depth > DEEPEST:
            message = f"max_depth must be at most {DEEPEST}"
            raise ValueError(message)
