from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters import versions
from jupyterlab_pipeline_export.exporters.versions import DEVELOPMENT_TOOLS, version_table

SCRIPT = Path(__file__).parents[2] / "scripts" / "generate_versions.py"
DECLARED = sorted(
    {
        requirement.package
        for component in builtin_catalog().components.values()
        for requirement in component.requires
    }
)


def test_table_says_when_and_with_what_it_was_tested():
    table = version_table()
    assert datetime.date.fromisoformat(table.date).year >= 2026
    assert Version(table.python) >= Version("3.10")


@pytest.mark.parametrize("declared", DECLARED)
def test_every_requirement_of_a_component_has_a_tested_version(declared):
    requirement = Requirement(declared)
    tested = version_table().packages[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(tested.version, prereleases=True)
    assert not Version(tested.version).is_devrelease
    assert SpecifierSet(tested.requires_python).contains(f"{version_table().python}.99")


@pytest.mark.parametrize("tool", DEVELOPMENT_TOOLS)
def test_every_development_tool_has_a_tested_version(tool):
    assert tool in version_table().packages


def test_check_accepts_the_committed_table():
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_refuses_a_table_that_lacks_a_package(tmp_path):
    table = tmp_path / "versions.json"
    content = versions.VERSIONS_FILE.read_text(encoding="utf-8")
    table.write_text(content.replace('"pandas"', '"something-else"'), encoding="utf-8")
    code = (
        "import pathlib, runpy, sys\n"
        "from jupyterlab_pipeline_export.exporters import versions\n"
        "versions.VERSIONS_FILE = pathlib.Path(sys.argv.pop(1))\n"
        "runpy.run_path(sys.argv.pop(1), run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, table, SCRIPT, "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "pandas: the table has nothing" in done.stdout
