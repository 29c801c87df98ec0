"""From a version and a style to the specifier of a requirements file: PEP 440 alone, no packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet

if TYPE_CHECKING:
    from packaging.version import Version

    from jupyterlab_pipeline_export.pipeline.model import Pins

__all__ = ["is_fixed", "pin", "supports_python"]

LOWER_BOUNDS: Final = frozenset({">=", ">"})


def pin(declared: SpecifierSet, version: Version, style: Pins) -> SpecifierSet:
    """Return the specifiers that pin a package to a version.

    Parameters
    ----------
    declared
        What is needed; `version` fits it. Its upper bounds and exclusions stay in every style.
    version
        The version to pin. A local label such as ``+cpu`` is left out: no index has it.
    style
        ``exact``, ``compatible``, ``minimum``, or ``none`` for what is declared alone.

    Returns
    -------
    SpecifierSet
        At least as narrow as `declared`.
    """
    if style == "none" or is_fixed(declared):
        return declared
    if style == "exact":
        return SpecifierSet(f"=={version.public}")
    lowest = (
        f"~={_with_two_components(version)}" if style == "compatible" else f">={version.public}"
    )
    kept = [str(each) for each in declared if each.operator not in LOWER_BOUNDS]
    return SpecifierSet(",".join([lowest, *kept]))


def is_fixed(declared: SpecifierSet) -> bool:
    """Tell whether somebody has already chosen one version."""
    return any(_fixes(each) for each in declared)


def supports_python(requires_python: str, python: str) -> bool:
    """Tell whether a package can be installed for a Python.

    Parameters
    ----------
    requires_python
        What the package says, such as ``>=3.11``; empty where it says nothing. What cannot be read excludes nothing.
    python
        Such as ``3.12``.
    """
    try:
        # The last of the patch releases: some packages exclude the first ones of a series.
        return SpecifierSet(requires_python).contains(f"{python}.99")
    except InvalidSpecifier:
        return True


def _fixes(specifier: Specifier) -> bool:
    return specifier.operator == "===" or (
        specifier.operator == "==" and not specifier.version.endswith(".*")
    )


def _with_two_components(version: Version) -> str:
    """Return the public version as ``~=`` takes it: ``5`` becomes ``5.0``."""
    if len(version.release) > 1:
        return version.public
    base = version.base_version
    return f"{base}.0{version.public.removeprefix(base)}"
