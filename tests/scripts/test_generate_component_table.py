"""The table of the components' tests lists what reports tell, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.components.catalog import builtin_catalog

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "generate_component_table.py"
COMPONENTS = builtin_catalog().components
TESTS = (
    "test_code_is_clean",
    "test_outputs_are_of_their_type",
    "test_running_again_gives_the_same_and_spares_the_inputs",
    "test_what_is_told_comes_true",
)


def report(path, components, verdicts=()):
    """Write what pytest would of a run of some components; `verdicts` are those of the last case."""
    cases = [
        f'<testcase classname="tests.library" name={quoteattr(f"{test}[{each}-{label}]")}/>'
        for each in components
        for test in TESTS
        for label in ("defaults", "sep=a[b]-c")
    ]
    cases += [
        f'<testcase classname="tests.library" name="test_code_is_clean[{each}-all]"><{verdict}/></testcase>'
        for each, verdict in verdicts
    ]
    cases.append(
        '<testcase classname="tests.components.library.test_library_custom" name="test_x"/>'
    )
    names = {Requirement(each.package).name for one in COMPONENTS.values() for each in one.requires}
    properties = "".join(f'<property name="version:{name}" value="1.2"/>' for name in names)
    path.write_text(
        f"<testsuites><testsuite><properties>{properties}</properties>{''.join(cases)}</testsuite></testsuites>"
    )
    return path


@pytest.fixture
def write(tmp_path):
    def call(*reports):
        done = subprocess.run(
            [sys.executable, SCRIPT, "--output", tmp_path / "table.md", *reports],
            capture_output=True,
            text=True,
            check=False,
        )
        table = tmp_path / "table.md"
        return done, table.read_text(encoding="utf-8") if table.exists() else None

    return call


def test_several_reports_make_one_table(write, tmp_path):
    ids = list(COMPONENTS)
    done, table = write(
        report(tmp_path / "light.xml", ids[:50]), report(tmp_path / "heavy.xml", ids[50:])
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"^\| `(.*?)`", table, re.MULTILINE) == ids
    assert "| `data.read_csv` | 2 | 2 | 2 | pandas 1.2 |" in table


@pytest.mark.parametrize("verdict", ["failure", "error", "skipped"])
def test_what_did_not_pass_is_told_and_nothing_is_written(write, tmp_path, verdict):
    done, table = write(report(tmp_path / "r.xml", COMPONENTS, [("data.read_csv", verdict)]))
    assert (done.returncode, table) == (1, None)
    assert done.stderr == "not passed: test_code_is_clean[data.read_csv-all]\n"


def test_a_component_without_a_case_is_told(write, tmp_path):
    ids = [each for each in COMPONENTS if each != "train.logistic_regression"]
    done, table = write(report(tmp_path / "r.xml", ids))
    assert (done.returncode, table) == (1, None)
    assert done.stderr == "not tested: train.logistic_regression\n"


def test_a_report_that_is_not_there_is_wrong_usage(write, tmp_path):
    done, _ = write(tmp_path / "missing.xml")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_committed_table_lists_the_catalogue():
    table = (ROOT / "docs" / "component-tests.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(.*?)`", table, re.MULTILINE) == list(COMPONENTS)
