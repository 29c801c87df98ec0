"""The versions that the generated code was tested with, for packages that the user's environment lacks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

__all__ = ["DEVELOPMENT_TOOLS", "VERSIONS_FILE", "TestedVersion", "VersionTable", "version_table"]

DEVELOPMENT_TOOLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ipykernel": "runs notebooks",
        "jupyterlab": "opens notebooks",
        "pytest": "runs tests",
        "ruff": "formats and checks code",
    }
)
"""What the development section of a requirements file lists, with the use of each."""

VERSIONS_FILE: Final = Path(__file__).with_name("versions.json")
"""Made by ``scripts/generate_versions.py``."""


@dataclass(frozen=True, slots=True)
class TestedVersion:
    """A version of a package, with the Python versions that it supports."""

    __test__ = False
    """Tells pytest that the name is a coincidence."""

    version: str
    requires_python: str
    """As the package says, such as ``>=3.11``; may be empty."""


@dataclass(frozen=True, slots=True)
class VersionTable:
    """Versions that were tested together."""

    date: str
    """Day of the test, such as ``2026-11-23``."""
    python: str
    """Python version of the test, such as ``3.12``."""
    packages: Mapping[str, TestedVersion]
    """By canonical distribution name."""


@cache
def version_table() -> VersionTable:
    """Return the table that ships with the package."""
    content = json.loads(VERSIONS_FILE.read_text(encoding="utf-8"))
    packages = {name: TestedVersion(**entry) for name, entry in content["packages"].items()}
    return VersionTable(content["date"], content["python"], MappingProxyType(packages))
