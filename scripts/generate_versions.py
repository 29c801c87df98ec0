"""Write the table of tested versions, from the environment that runs this script.

usage: python scripts/generate_versions.py [--check]

The table lists every package that a built-in component may need. What this
environment lacks keeps its entry, so run it in each: `make versions` does.
``--check`` writes nothing and fails if the table lists other packages than
that. Other versions are only told: new releases must not break a build that
was fine.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters.versions import DEVELOPMENT_TOOLS, VERSIONS_FILE


def needed_packages() -> list[str]:
    """Return the canonical names of all packages that built-in components and developers need."""
    declared = {
        Requirement(requirement.package).name
        for component in builtin_catalog().components.values()
        for requirement in component.requires
    }
    return sorted({canonicalize_name(name) for name in declared} | set(DEVELOPMENT_TOOLS))


def listed_versions() -> dict[str, dict[str, str]]:
    """Return what the table holds by now."""
    packages: dict[str, dict[str, str]] = json.loads(VERSIONS_FILE.read_text(encoding="utf-8"))[
        "packages"
    ]
    return packages


def tested_versions(names: list[str]) -> dict[str, dict[str, str]]:
    """Look up the packages in this environment, else in the table; end the program where one is in neither."""
    versions = {}
    missing = []
    listed = listed_versions()
    for name in names:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if name in listed:
                versions[name] = listed[name]
            else:
                missing.append(name)
            continue
        versions[name] = {
            # A build of its own, such as +cpu, can be had from its maker alone.
            "version": Version(found.version).public,
            "requires_python": str(found.metadata.json.get("requires_python", "")),
        }
    if missing:
        sys.exit(f"Neither installed here nor tested before: {', '.join(missing)}")
    return versions


def check(versions: dict[str, dict[str, str]]) -> int:
    """Compare the table with this environment and return the exit code."""
    table = listed_versions()
    for name in sorted(versions.keys() | table.keys()):
        here, listed = (each.get(name, {}).get("version", "nothing") for each in (versions, table))
        if here != listed:
            print(f"{name}: the table has {listed}, this environment {here}")
    return 0 if versions.keys() == table.keys() else 1


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Write the table of tested versions.")
    parser.add_argument(
        "--check", action="store_true", help="only compare, and fail if the packages differ"
    )
    arguments = parser.parse_args()
    versions = tested_versions(needed_packages())
    if arguments.check:
        return check(versions)
    content = {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "packages": versions,
    }
    VERSIONS_FILE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
