"""The entry point: from arguments to an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from jupyterlab_pipeline_export.cli.arguments import UsageError, parse_arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

INTERRUPTED = 130
"""What shells call a process that the user ended with Ctrl+C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv
        The arguments; those of the process if left out.

    Returns
    -------
    int
        0 if everything was done, 1 if a document has problems or could not be
        exported, 2 if the command was used wrongly.
    """
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_characters(stream)
    try:
        arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except UsageError as error:
        print(f"jupyter pipeline-export: error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except SystemExit as stop:  # argparse leaves so after --help and for wrong usage
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has enough, as `head` does; the interpreter must not complain at exit, either.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _never_fail_on_characters(stream: TextIO) -> None:
    """Escape what a terminal's encoding lacks: a title must not end the command."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
