"""Which version of a package to pin: the installed one where that helps others, else the tested one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from jupyterlab_pipeline_export.exporters.pins import is_fixed, supports_python
from jupyterlab_pipeline_export.exporters.versions import version_table

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    from jupyterlab_pipeline_export.exporters.base import ExportContext
    from jupyterlab_pipeline_export.pipeline.problems import Severity

__all__ = ["VersionChoice", "choose_version"]


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version to pin, and what the user should know about it."""

    version: Version | None
    """None where the requirement stays as it is declared."""
    note: str = ""
    """Why it is not the installed version as it is; empty where it is."""
    severity: Severity | None = None
    """How much the note matters; None for a comment in the file alone."""


def choose_version(requirement: Requirement, context: ExportContext) -> VersionChoice:
    """Choose the version of a package.

    It is the one that the chosen kernel's environment has. Where the package
    is not there, does not fit what is needed, is a development version that no
    index has, or does not support the Python version of the artifacts, it is
    the tested one; and where that does not fit either, there is none.

    Parameters
    ----------
    requirement
        What is needed; not a URL.
    context
        Facts around the export.

    Returns
    -------
    VersionChoice
        A version that the requirement's specifier contains, or none.
    """
    if context.pins == "none" or is_fixed(requirement.specifier):
        return VersionChoice(None)
    if context.environment is None:
        return _tested(requirement, context, "")
    name = canonicalize_name(requirement.name)
    installed = context.environment.packages.get(name)
    if installed is None:
        return _tested(requirement, context, "not installed in the kernel's environment")
    requires_python = context.environment.requires_python.get(name, "")
    if reason := _unfit(requirement.specifier, installed, requires_python, context.python):
        return _tested(requirement, context, reason)
    version = Version(installed)
    note = f"installed as {version}, a build that indexes leave out" if version.local else ""
    return VersionChoice(version, note)


def _unfit(specifier: SpecifierSet, installed: str, requires_python: str, python: str) -> str:
    """Say why the installed version cannot be pinned; empty if it can."""
    try:
        version = Version(installed)
    except InvalidVersion:
        return "the installed version has a number that cannot be read"
    if version.is_devrelease:
        return f"the installed {version} is a development version"
    if not specifier.contains(version.public, prereleases=True):
        return f"the installed {version} does not fit what is needed, {specifier}"
    if not supports_python(requires_python, python):
        return f"the installed {version} does not support Python {python}"
    return ""


def _tested(requirement: Requirement, context: ExportContext, reason: str) -> VersionChoice:
    """Fall back to the tested version where that fits."""
    tested = version_table().packages.get(canonicalize_name(requirement.name))
    if (
        tested is not None
        and requirement.specifier.contains(tested.version, prereleases=True)
        and supports_python(tested.requires_python, context.python)
    ):
        if not reason:
            return VersionChoice(Version(tested.version))
        return VersionChoice(
            Version(tested.version), f"{reason}, so this is the tested version", "info"
        )
    unknown = (
        f"no tested version fits Python {context.python}, so the latest that fits is installed"
    )
    return VersionChoice(None, f"{reason}; {unknown}" if reason else unknown, "warning")
