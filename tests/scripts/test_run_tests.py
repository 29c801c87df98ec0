from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.run_tests import Counts, Suite, main, read_report, run_all

REPORT = """<testsuites><testsuite name="s">
<testcase name="good"/>
<testcase name="also good"><system-out>failure</system-out></testcase>
<testcase name="bad"><failure message="no"/></testcase>
<testcase name="broken"><error message="set-up"/></testcase>
<testcase name="left out"><skipped/></testcase>
</testsuite></testsuites>"""
GOOD = '<testsuite><testcase name="good"/></testsuite>'


def suite(tmp_path: Path, name: str, *, report: str | None, code: int = 0) -> Suite:
    """A runner that writes ``report`` and exits with ``code``."""
    path = tmp_path / f"{name}.xml"
    write = "" if report is None else f"open({str(path)!r}, 'w').write({report!r})"
    program = f"import sys\n{write}\nsys.exit({code})"
    return Suite(name, (sys.executable, "-c", program), path)


def last_line(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.splitlines()[-1]


def test_report_is_counted_by_test_case(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    assert read_report(path) == Counts(passed=2, failed=2, skipped=1)


def test_total_adds_all_suites(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    suites = [suite(tmp_path, "a", report=REPORT, code=1), suite(tmp_path, "b", report=GOOD)]
    assert run_all(suites) == 1
    assert last_line(capfd) == "3 passed, 2 failed, 1 skipped"


def test_a_check_that_failed_before_is_in_the_total(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_all([suite(tmp_path, "a", report=GOOD)], ["lint"]) == 1
    assert last_line(capfd) == "1 passed, 1 failed"


def test_success_needs_no_mention_of_skips(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_all([suite(tmp_path, "a", report=GOOD)]) == 0
    assert last_line(capfd) == "1 passed, 0 failed"


@pytest.mark.parametrize(
    ("report", "code", "total"),
    [
        pytest.param(GOOD, 3, "1 passed, 1 failed", id="bad exit code"),
        pytest.param(None, 0, "0 passed, 1 failed", id="no report"),
        pytest.param(GOOD[:-4], 0, "0 passed, 1 failed", id="truncated report"),
    ],
)
def test_a_broken_runner_is_a_failure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], report: str | None, code: int, total: str
) -> None:
    assert run_all([suite(tmp_path, "a", report=report, code=code)]) == 1
    assert last_line(capfd) == total


def test_a_runner_that_is_not_installed_is_a_failure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    missing = Suite("a", (str(tmp_path / "python"), "-m", "pytest"), tmp_path / "a.xml")
    assert run_all([missing]) == 1
    assert last_line(capfd) == "0 passed, 1 failed"


def test_a_report_of_an_earlier_run_does_not_count(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(GOOD, encoding="utf-8")
    assert run_all([suite(tmp_path, "a", report=None)]) == 1
    assert last_line(capfd) == "0 passed, 1 failed"


def test_unknown_suite_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["nonsense"])
    assert stop.value.code == 2
    assert "unknown suite: nonsense" in capfd.readouterr().err
