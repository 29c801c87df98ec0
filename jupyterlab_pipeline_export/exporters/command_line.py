"""The command line of a script: one option for every parameter of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import PlannedParameter
    from jupyterlab_pipeline_export.pipeline.model import ParameterType

__all__ = ["PYTHON_TYPES", "ScriptOption", "help_text", "script_options"]

PYTHON_TYPES: Final[dict[ParameterType, str]] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
}
"""Annotation by type of parameter."""

OWN_OPTIONS: Final = ("output", "data-dir", "verbose", "dry-run", "version", "help")
OWN_DESTINATIONS: Final = ("output", "data_dir", "verbose", "dry_run")

DEFAULT_HELP: Final[dict[ParameterType, str]] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
}


@dataclass(frozen=True, slots=True)
class ScriptOption:
    """An option of a script that sets a parameter of the pipeline."""

    flag: str
    """Such as ``--test-size``."""
    destination: str
    """Attribute of the parsed arguments."""
    variable: str
    """Argument of the script's function `run`."""
    type: ParameterType
    default: str | int | float | bool
    help: str

    @property
    def explicit_destination(self) -> bool:
        """Whether argparse would derive another destination from the flag."""
        return self.flag[2:].replace("-", "_") != self.destination


def script_options(parameters: Iterable[PlannedParameter]) -> tuple[ScriptOption, ...]:
    """Name an option for each parameter, clash-free with the script's own options and with each other.

    Parameters
    ----------
    parameters
        Those of the pipeline, with their names in Python.

    Returns
    -------
    tuple of ScriptOption
        In the order of the document.
    """
    flags = {*OWN_OPTIONS}
    destinations = {*OWN_DESTINATIONS}
    options = []
    for planned in parameters:
        parameter = planned.parameter
        flag = _free_flag(parameter.name, flags, negatable=parameter.type == "boolean")
        destination = planned.variable
        while destination in destinations:
            destination = f"parameter_{destination}"
        destinations.add(destination)
        description = " ".join(parameter.description.split()) or DEFAULT_HELP[parameter.type]
        options.append(
            ScriptOption(
                f"--{flag}",
                destination,
                planned.variable,
                parameter.type,
                parameter.default,
                description.replace("%", "%%"),
            )
        )
    return tuple(options)


def help_text(text: str) -> str:
    """Return a text as argparse has to be given it for a description, in one line.

    argparse fills in the program's name where the text asks for it, and only
    then takes a percent sign for special.
    """
    line = " ".join(text.split())
    return line.replace("%", "%%") if "%(prog)" in line else line


def _free_flag(name: str, taken: set[str], *, negatable: bool) -> str:
    flag = name.strip("_").replace("_", "-") or "parameter"
    while not taken.isdisjoint(spellings := {flag, f"no-{flag}"} if negatable else {flag}):
        flag = f"parameter-{flag}"
    taken |= spellings
    return flag
