"""What may stand on the command line.

Nothing else of the package is imported before the command is known, so that
``--help`` and a slip of the finger are answered at once.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export._version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ALL_FORMATS", "UsageError", "parse_arguments"]

PROGRAM: Final = "jupyter pipeline-export"
ALL_FORMATS: Final = "all"

USAGE: Final = f"""\
{PROGRAM} DOC... --to FORMAT [options]
       {PROGRAM} check DOC... [--json]
       {PROGRAM} components [--json] [--check FILE...]"""

EPILOG: Final = f"""\
examples:
  {PROGRAM} penguins.pipeline.json --to notebook
  {PROGRAM} *.pipeline.json --to all --zip --output-dir build
  {PROGRAM} penguins.pipeline.json --to script --set test_size=0.3 --stdout
  {PROGRAM} check *.pipeline.json

A file that is an earlier export of the same pipeline, and that nobody edited,
is always replaced; --on-conflict is about all others.

exit codes: 0 done, 1 problems in a document, 2 wrong usage"""


class UsageError(Exception):
    """The command was used wrongly; the message says how."""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the command line.

    Returns
    -------
    argparse.Namespace
        With `run`, the function that does it.

    Raises
    ------
    SystemExit
        After ``--help`` or ``--version``, and for wrong usage.
    """
    commands = {"check": _check_parser, "components": _components_parser}
    if argv and argv[0] in commands:
        return commands[argv[0]]().parse_args(argv[1:])
    return _export_parser().parse_args(argv)


def _export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=USAGE,
        description="Export machine-learning pipelines as notebooks, scripts, requirements and Docker bundles.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    _add_documents(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="FORMAT",
        help="notebook, python (or script), requirements, docker, or all",
    )
    parser.add_argument(
        "--output-dir",
        type=Path,
        metavar="DIR",
        help="folder to write to, created where missing; by default that of each pipeline",
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "--zip", action="store_true", help="write one ZIP archive for each pipeline"
    )
    output.add_argument(
        "--stdout", action="store_true", help="print the artifact instead of writing it"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        dest="values",
        help="new default for a parameter of the pipeline; may be repeated",
    )
    parser.add_argument(
        "--python", type=_python_version, metavar="VERSION", help="Python version, such as 3.12"
    )
    parser.add_argument(
        "--kernel", metavar="NAME", help="kernel whose environment gives the versions of packages"
    )
    parser.add_argument(
        "--pins",
        choices=("exact", "compatible", "minimum", "none"),
        help="how requirements are pinned: ==, ~=, >= or not at all",
    )
    parser.add_argument(
        "--on-conflict",
        choices=("fail", "overwrite", "rename"),
        default="fail",
        help="what to do about files in the way that are edited or not ours (default: fail)",
    )
    parser.add_argument(
        "--dev-requirements", action="store_true", help="add the tools to develop the artifacts"
    )
    parser.add_argument("--gpu", action="store_true", help="reserve a GPU in the Docker bundle")
    _add_components(parser)
    parser.set_defaults(run=_run_export)
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"{PROGRAM} check", description="Find all problems of pipelines, without exporting."
    )
    _add_documents(parser)
    _add_json(parser)
    _add_components(parser)
    parser.set_defaults(run=_run_check)
    return parser


def _components_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"{PROGRAM} components",
        description="List the components that steps can use, or check some that are being written.",
    )
    parser.add_argument(
        "--check",
        nargs="+",
        type=Path,
        metavar="FILE",
        dest="files",
        help="try these components, or all in these folders, with example settings; exit 1 on problems",
    )
    _add_json(parser)
    _add_components(parser)
    parser.set_defaults(run=_run_components)
    return parser


def _add_documents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "documents", nargs="+", metavar="DOC", help="pipeline document (*.pipeline.json)"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for programs")


def _add_components(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--components",
        action="append",
        default=[],
        type=_folder,
        metavar="DIR",
        help="folder of further components; may be repeated",
    )


def _run_export(arguments: argparse.Namespace) -> int:
    from jupyterlab_pipeline_export.cli.export import run_export  # noqa: PLC0415 - late on purpose

    return run_export(arguments)


def _run_check(arguments: argparse.Namespace) -> int:
    from jupyterlab_pipeline_export.cli.check import run_check  # noqa: PLC0415 - late on purpose

    return run_check(arguments)


def _run_components(arguments: argparse.Namespace) -> int:
    from jupyterlab_pipeline_export.cli.components import run_components  # noqa: PLC0415 - late on purpose

    return run_components(arguments)


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        message = f"{text!r} is not of the form NAME=VALUE"
        raise argparse.ArgumentTypeError(message)
    return name, value


def _python_version(text: str) -> str:
    if re.fullmatch(r"3\.[0-9]{1,2}", text) is None:
        message = f"{text!r} is no version such as 3.12"
        raise argparse.ArgumentTypeError(message)
    return text


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        message = f"{text!r} is no folder"
        raise argparse.ArgumentTypeError(message)
    return folder
