"""The case that each test of the library is about, and the files that its code reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from tests.components.library.cases import Case, all_cases
from tests.components.library.execution import Run, program_of
from tests.components.library.sample_data import write_files
from tests.components.library.stages import is_heavy

mpl.use("Agg")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples of the components' parameters name."""
    path = tmp_path_factory.mktemp("pipeline")
    write_files(path)
    return path


CASES = [
    pytest.param(each, id=str(each), marks=[pytest.mark.heavy] if is_heavy(each.component) else [])
    for each in all_cases()
]


@pytest.fixture(scope="session", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


@pytest.fixture(scope="session")
def run(case: Case, folder: Path) -> Iterator[Run]:
    yield Run(program_of(case.pipeline()), folder)
    plt.close("all")
