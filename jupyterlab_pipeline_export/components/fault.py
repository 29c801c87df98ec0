"""What is wrong with a component, before it is known in which file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a component."""

    message: str
    remedy: str
    place: tuple[str | int, ...] = ()
    """Keys and indexes within the front matter."""
    line: int | None = None
    """Line of the snippet, from 1, where the fault is not in the front matter."""
