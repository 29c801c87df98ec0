"""What the snippets of one program may use up, counted in steps of work.

A snippet may come from a stranger, and a few lines of a template can ask for
endless work: loops in loops, texts that double, lists within lists of
themselves. So each operation pays for what it looks at, before it is done. The
count depends on the template and its values alone, never on a clock, so a
pipeline fails everywhere or nowhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Undefined
from jinja2.exceptions import SecurityError

__all__ = ["Budget", "SnippetLimitError"]

MAX_WORK: Final = 5_000_000
"""A second or two; a step that names a thousand columns needs a few ten thousand."""
MAX_TEXT: Final = 10_000_000
"""Characters of one text, and of the code of a whole program: what documents may hold at most."""
TEXT_SHARE: Final = 8
"""As many characters count as one item of a list does, about as long as either takes."""

ITEMS: Final[tuple[type[Collection[Any]], ...]] = (
    list,
    tuple,
    set,
    frozenset,
    *map(type, ({}.keys(), {}.values(), {}.items())),
)


class SnippetLimitError(SecurityError):
    """A snippet asks for more than snippets may have; the message says of what."""

    code: Final = "component-limit"


@dataclass
class Budget:
    """What is left for the snippets of a program.

    Parameters
    ----------
    work
        Steps of work.
    output
        Characters of code.
    """

    work: int = MAX_WORK
    output: int = MAX_TEXT

    def pay(self, work: int) -> None:
        """Take away what an operation is about to cost.

        Raises
        ------
        SnippetLimitError
            If that is more than is left.
        """
        self.work -= work
        if self.work < 0:
            msg = f"it takes more than the {MAX_WORK:,} steps of work that the components of a program may take"
            raise SnippetLimitError(msg)

    def pay_for(self, *values: object) -> None:
        """Pay for looking at all of some values, whatever they contain.

        Raises
        ------
        SnippetLimitError
            If they are larger than what is left, or one is a text that is too long.
        """
        for value in values:
            # What most expressions hold, without the detour.
            if type(value) is str and len(value) < TEXT_SHARE:
                self.pay(1)
            else:
                self._pay_for_tree(value)

    def pay_for_text(self, characters: int) -> None:
        """Pay for a text that is about to be made.

        Raises
        ------
        SnippetLimitError
            If it is too long, or costs more than is left.
        """
        self.pay(_text_cost(characters))

    def pay_for_output(self, characters: int) -> None:
        """Pay for a piece of code.

        Raises
        ------
        SnippetLimitError
            If the code of the program gets too long.
        """
        self.output -= characters
        if self.output < 0:
            msg = f"it makes the program longer than {MAX_TEXT:,} characters"
            raise SnippetLimitError(msg)

    def _pay_for_tree(self, value: object) -> None:
        # A list that stands twice in another counts twice, as it does for whoever prints it.
        waiting: list[Any] = [value]
        number = 0
        while waiting:
            each = waiting.pop()
            kind = type(each)
            if kind is str and len(each) < TEXT_SHARE:
                number += 1
            elif kind is list or kind is tuple:
                number += 1
                # Before they are put on the list, so that it stays small.
                self._pay_if_many(number + len(waiting) + len(each))
                waiting += each
            else:
                number += self._cost(each, waiting)
        self.pay(number)

    def _pay_if_many(self, number: int) -> None:
        if number > self.work:
            self.pay(number)

    def _cost(self, value: Any, waiting: list[Any]) -> int:  # noqa: ANN401 - any value of a snippet
        """Return what a value costs by itself, and note what it contains."""
        if value is None or isinstance(value, (bool, float, Undefined)):
            return 1
        if isinstance(value, (str, int)):
            return _text_cost(len(value) if isinstance(value, str) else value.bit_length() // 3)
        if isinstance(value, range):
            return 1 + len(value)
        if isinstance(value, dict):
            self._pay_if_many(2 * len(value) + len(waiting))
            waiting.extend(value.keys())
            waiting.extend(value.values())
            return 1
        if isinstance(value, ITEMS):
            self._pay_if_many(len(value) + len(waiting))
            waiting.extend(value)
            return 1
        if callable(value):
            # Its text would tell of the server.
            msg = "a function of the snippet language is no value, and cannot be written as Python"
            raise SecurityError(msg)
        # Code, whose text is as long as it is; what else there is has a short one.
        return _text_cost(len(str(value)))


def _text_cost(characters: int) -> int:
    if characters > MAX_TEXT:
        msg = f"it makes a text of more than {MAX_TEXT:,} characters"
        raise SnippetLimitError(msg)
    return 1 + characters // TEXT_SHARE
