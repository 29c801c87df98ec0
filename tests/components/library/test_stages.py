"""Every component is executed by one run of the tests: the everyday one or the heavy one."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from scripts.run_tests import SUITES
from tests.components.library.cases import all_cases
from tests.components.library.stages import HEAVY, is_heavy, needed

ROOT = Path(__file__).parents[3]
COMPONENTS = builtin_catalog().components
EXECUTED = "tests/components/library/test_library_execution.py::test_outputs_are_of_their_type"


def test_heavy_packages_are_those_that_the_heavy_environment_installs() -> None:
    lines = (ROOT / "tests/heavy-requirements.txt").read_text(encoding="utf-8").splitlines()
    declared = {Requirement(line).name for line in lines if not line.startswith("#")}
    assert declared == HEAVY


def _collected(*options: str) -> set[str]:
    """Return the ids of the cases that a run with these options would execute."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *options, EXECUTED]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {line.partition("[")[2] for line in done.stdout.splitlines() if "::" in line}


def test_each_case_is_executed_by_exactly_one_suite() -> None:
    suites = {suite.name: suite.command for suite in SUITES if "pytest" in suite.command}
    assert "tests/components/library" in suites["library"]
    assert "--ignore=tests/components/library" in suites["python"]
    assert "-m" not in suites["library"][suites["library"].index("pytest") :]
    command = suites["heavy"]
    marked = command.index("heavy")
    everyday, heavy = _collected(), _collected(*command[marked - 1 : marked + 1])
    assert everyday.isdisjoint(heavy)
    # As pytest writes what is not ASCII.
    cases = {str(case).encode("unicode_escape").decode() for case in all_cases()}
    assert everyday | heavy == {f"{case}]" for case in cases}
    for id_ in heavy:
        assert is_heavy(COMPONENTS[id_.partition("-")[0]])


@pytest.mark.parametrize("name", sorted(set().union(*map(needed, COMPONENTS.values())) - HEAVY))
def test_the_everyday_environment_has_what_its_components_need(name: str) -> None:
    assert metadata.version(name)


@pytest.mark.heavy
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_the_heavy_environment_has_what_its_components_need(name: str) -> None:
    assert metadata.version(name)
