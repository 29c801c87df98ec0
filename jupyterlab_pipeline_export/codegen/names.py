"""Names that a person would choose and that never collide."""

from __future__ import annotations

import builtins
import keyword
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

__all__ = ["RESERVED_NAMES", "NameSpace"]

RESERVED_NAMES: Final[frozenset[str]] = frozenset(
    # What the snippet language imports.
    {"clone", "make_pipeline", "Path"}
    # The notebook's scaffolding and what IPython defines.
    | {"In", "OUTPUT_DIR", "Out", "display", "get_ipython", "plt", "quit", "exit"}
    # The script's scaffolding.
    | {
        "FrameType",
        "Iterator",
        "Mapping",
        "NoReturn",
        "STEPS",
        "Sequence",
        "StepError",
        "annotations",
        "argparse",
        "args",
        "build_parser",
        "contextmanager",
        "data_dir",
        "dry_run",
        "log_metrics",
        "logger",
        "logging",
        "main",
        "matplotlib",
        "output_dir",
        "run",
        "signal",
        "step",
        "sys",
        "terminate",
        "time",
    }
)
"""Every name that the scaffolding of a script or notebook itself uses."""

_TAKEN_BY_PYTHON: Final = (
    frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins))
)
# Each module has such names from the start, and IPython keeps its history in `_`, `_1`, `_i1` ...
_SPECIAL: Final = re.compile(r"__\w*__|_+|_+i*\d*|_dh|_oh|_exit_code")


class NameSpace:
    """The names of one program: what is taken, and free names on request.

    Parameters
    ----------
    taken
        Names that are in use already, besides Python's own and `RESERVED_NAMES`.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*RESERVED_NAMES, *taken}
        self._next: defaultdict[str, int] = defaultdict(lambda: 2)

    def claim(self, wanted: str) -> str:
        """Take a name, or the free one that comes closest.

        Parameters
        ----------
        wanted
            An identifier; it may be a keyword.

        Returns
        -------
        str
            The wanted name; with an underscore at its end where that is a word
            of Python itself; with a number at its end where it is taken.
        """
        if _SPECIAL.fullmatch(wanted):
            wanted = wanted.strip("_") or "parameter"
            if not wanted.isidentifier():
                wanted = f"parameter_{wanted}"
        base = f"{wanted}_" if wanted in _TAKEN_BY_PYTHON else wanted
        name = base
        while name in self._taken or name in _TAKEN_BY_PYTHON:
            # Counting on from the last number keeps a thousand equal names linear.
            name = f"{base.rstrip('_')}_{self._next[base]}"
            self._next[base] += 1
        self._taken.add(name)
        return name
