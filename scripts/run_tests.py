"""Run the test suites and end with one total line of all of them.

The runners' own summaries come in three formats, far apart. Each writes a JUnit report, from
which the total is computed; a suite that ends badly without saying which test failed counts as
one failure, so that a crashed runner can never look like success.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

REPORTS = Path("build/reports")
HEAVY_PYTHON = ".venv-heavy/bin/python"


@dataclass(frozen=True)
class Suite:
    """One runner: its name, its command line and the JUnit report that it writes."""

    name: str
    command: tuple[str, ...]
    report: Path


@dataclass(frozen=True)
class Counts:
    """How many tests ended in which way."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


def pytest_suite(name: str, *options: str, python: str = sys.executable) -> Suite:
    """Return a suite of pytest.

    Parameters
    ----------
    name
        Of the suite and of its report.
    *options
        Which tests, and how.
    python
        The interpreter of the environment that they need.
    """
    report = REPORTS / f"{name}.xml"
    return Suite(name, (python, "-m", "pytest", *options, f"--junitxml={report}"), report)


LIBRARY = "tests/components/library"
CONTAINERS = "tests/docker"

SUITES = (
    # Tests of a file share what is slow to make, so a file is never torn apart.
    pytest_suite(
        "python",
        "--numprocesses=auto",
        "--dist=loadfile",
        f"--ignore={LIBRARY}",
        f"--ignore={CONTAINERS}",
    ),
    # Thousands of cases: each process begins with its share, and then helps the others.
    pytest_suite("library", "--numprocesses=auto", "--dist=worksteal", LIBRARY),
    # One engine, and images that tests share.
    pytest_suite("docker", CONTAINERS),
    pytest_suite(
        "heavy", "-m", "heavy", "--numprocesses=auto", "--dist=worksteal", python=HEAVY_PYTHON
    ),
    Suite("jest", ("jlpm", "test"), REPORTS / "jest.xml"),
    Suite("browser", ("jlpm", "test:ui"), REPORTS / "ui.xml"),
)


def read_report(report: Path) -> Counts:
    """Count the tests of a JUnit report.

    Parameters
    ----------
    report
        The file that a runner wrote.

    Returns
    -------
    Counts
        Errors count as failures, and expected failures as skipped.

    Raises
    ------
    FileNotFoundError
        The runner wrote none.
    xml.etree.ElementTree.ParseError
        The runner was stopped while it wrote.
    """
    counts = Counts()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - written by our own runner
        if case.find("failure") is not None or case.find("error") is not None:
            counts += Counts(failed=1)
        elif case.find("skipped") is not None:
            counts += Counts(skipped=1)
        else:
            counts += Counts(passed=1)
    return counts


def run_suite(suite: Suite) -> Counts:
    """Run one suite, its output going where ours goes.

    Parameters
    ----------
    suite
        What to run. A report of an earlier run is removed first.

    Returns
    -------
    Counts
        What its report says, with at least one failure where its exit code tells of one.
    """
    suite.report.parent.mkdir(parents=True, exist_ok=True)
    suite.report.unlink(missing_ok=True)
    print(f"\n=== {suite.name} ===", flush=True)
    start = time.monotonic()
    try:
        code = subprocess.run(suite.command, check=False, stdin=subprocess.DEVNULL).returncode
    except OSError as error:
        print(f"{suite.name}: not started ({error})", flush=True)
        return Counts(failed=1)
    print(f"({suite.name}: {time.monotonic() - start:.0f} s)", flush=True)
    try:
        counts = read_report(suite.report)
    except (FileNotFoundError, ET.ParseError) as error:
        print(f"{suite.name}: no usable report ({error})", flush=True)
        return Counts(failed=1)
    if code != 0 and counts.failed == 0:
        print(f"{suite.name}: exit code {code}, though no test failed", flush=True)
        counts += Counts(failed=1)
    return counts


def run_all(suites: Sequence[Suite], failed_checks: Sequence[str] = ()) -> int:
    """Run suites one after the other, then print each one's counts and the total.

    Parameters
    ----------
    suites
        In the order to run them; a failure does not stop the following ones.
    failed_checks
        Names of checks that failed before, each counted as one failure.

    Returns
    -------
    int
        The exit code: 0 where no test failed.
    """
    results = [(suite.name, run_suite(suite)) for suite in suites]
    results += [(name, Counts(failed=1)) for name in failed_checks]
    print()
    for name, counts in results:
        print(f"{name}: {counts}")
    total = sum((counts for _, counts in results), Counts())
    print(total)
    return 1 if total.failed else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the suites that are named on the command line, or all."""
    names = [suite.name for suite in SUITES]
    parser = argparse.ArgumentParser(description="Run the test suites and print one total.")
    parser.add_argument("suite", nargs="*", help=f"one of {', '.join(names)} (all when none)")
    parser.add_argument(
        "--failed-check",
        action="append",
        default=[],
        metavar="NAME",
        help="count a check that failed before as one failure (may be repeated)",
    )
    arguments = parser.parse_args(argv)
    chosen = arguments.suite
    if unknown := sorted(set(chosen) - set(names)):
        parser.error(f"unknown suite: {', '.join(unknown)}")
    suites = [suite for suite in SUITES if not chosen or suite.name in chosen]
    return run_all(suites, arguments.failed_check)


if __name__ == "__main__":
    sys.exit(main())
