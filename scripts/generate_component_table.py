"""Write docs/component-tests.md, what the last run of the tests says of each component.

usage: python scripts/generate_component_table.py [--output FILE] REPORT...

Each REPORT is a JUnit report of pytest, such as build/reports/library.xml and
build/reports/heavy.xml of ``make test``. A component that no report tells of,
or of which a test failed or was skipped, ends the program with an error: the
table holds nothing that was not seen.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from packaging.requirements import Requirement

from jupyterlab_pipeline_export.components.catalog import builtin_catalog

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

PAGE: Final = Path(__file__).parents[1] / "docs" / "component-tests.md"
CASE: Final = re.compile(r"(?P<test>\w+)\[(?P<component>[a-z]+\.[a-z0-9_]+)(?:-.*)?\]", re.DOTALL)
COLUMNS: Final = {
    "linted": ("test_code_is_clean",),
    "executed": (
        "test_outputs_are_of_their_type",
        "test_running_again_gives_the_same_and_spares_the_inputs",
    ),
    "columns": ("test_what_is_told_comes_true",),
}
"""The tests of each case that a column of the table stands for."""
OWN_PORTS: Final = "test_library_custom"
"""The tests of components whose steps declare their ports themselves, and so have no cases."""
TABULAR: Final = frozenset({"table", "column", "array"})
INTRODUCTION: Final = """\
<!-- Written by scripts/generate_component_table.py from the reports of the tests. -->

# Tests of the components

Each component is rendered with its defaults, with each of its parameters alone and with all together. The code of each of these cases is formatted and linted,
and run, twice, on a small table; where the columns of a result are told before anything runs, they are held against those of the real result.
The numbers are those of cases in which all of it came true.
"""


@dataclass
class Outcomes:
    """What reports say: by test and component the numbers of passed and of other cases, and versions."""

    passed: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    others: list[str] = field(default_factory=list)
    own_ports: int = 0
    versions: dict[str, str] = field(default_factory=dict)

    def read(self, report: Path) -> None:
        """Add the outcomes of a report.

        Raises
        ------
        OSError
            If there is none.
        xml.etree.ElementTree.ParseError
            If it is no report.
        """
        root = ET.parse(report)  # noqa: S314 - written by our own runner
        for each in root.iter("property"):
            name, _, package = str(each.get("name")).partition(":")
            if name == "version":
                self.versions[package] = str(each.get("value"))
        for case in root.iter("testcase"):
            self._add(case)

    def _add(self, case: ET.Element) -> None:
        good = not any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
        module = str(case.get("classname")).rpartition(".")[2]
        if module == OWN_PORTS:
            self.own_ports += good
        match = CASE.fullmatch(str(case.get("name")))
        if match is None or not any(match["test"] in tests for tests in COLUMNS.values()):
            return
        if good:
            self.passed[match["test"], match["component"]] += 1
        else:
            self.others.append(str(case.get("name")))


def page(components: Iterable[Component], outcomes: Outcomes) -> str:
    """Return the whole page."""
    lines = [INTRODUCTION]
    lines += [
        "| component | rendered and linted | executed | columns | versions |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += (f"| {' | '.join(row(each, outcomes))} |" for each in components)
    return "\n".join(lines) + "\n"


def row(component: Component, outcomes: Outcomes) -> tuple[str, ...]:
    """Return the cells of a component."""
    if component.declared_ports:
        linted = executed = str(outcomes.own_ports)
    else:
        linted, executed = (
            str(least(outcomes.passed, COLUMNS[name], component.id))
            for name in ("linted", "executed")
        )
    checked = least(outcomes.passed, COLUMNS["columns"], component.id)
    if component.columns:
        columns = str(checked)
    elif any(port.type in TABULAR for port in component.outputs.values()):
        columns = "known when it runs"
    else:
        columns = "no table"
    names = sorted({Requirement(each.package).name for each in component.requires})
    versions = ", ".join(f"{name} {outcomes.versions.get(name, '')}".strip() for name in names)
    return f"`{component.id}`", linted, executed, columns, versions or "Python alone"


def least(passed: Mapping[tuple[str, str], int], tests: Iterable[str], component: str) -> int:
    """Return in how many cases of a component all of some tests passed, at most."""
    return min(passed.get((test, component), 0) for test in tests)


def gaps(components: Iterable[Component], outcomes: Outcomes) -> list[str]:
    """Tell what was not seen to work."""
    found = [f"not passed: {name}" for name in outcomes.others]
    for component in components:
        cells = row(component, outcomes)
        if "0" in cells:
            found.append(f"not tested: {component.id}")
        found += (
            f"no version: {each.package} of {component.id}"
            for each in component.requires
            if Requirement(each.package).name not in outcomes.versions
        )
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Write the table of the tests of all components.")
    parser.add_argument("reports", nargs="+", type=Path, metavar="REPORT")
    parser.add_argument("--output", type=Path, default=PAGE, metavar="FILE")
    arguments = parser.parse_args(argv)
    outcomes = Outcomes()
    try:
        for report in arguments.reports:
            outcomes.read(report)
    except (OSError, ET.ParseError) as error:
        parser.error(f"no usable report: {error}")
    components = tuple(builtin_catalog().components.values())
    if missing := gaps(components, outcomes):
        print("\n".join(missing), file=sys.stderr)
        return 1
    arguments.output.write_text(page(components, outcomes), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
