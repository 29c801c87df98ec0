"""The case that each test of the library is about, and the files that its code reads."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from packaging.requirements import Requirement

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


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Keep PyTorch to one thread, too: it is loaded when the limits of a run are already set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        yield


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


@pytest.fixture
def noted_versions(case: Case, record_property: Callable[[str, object], None]) -> None:
    """Note in the report what the component ran with, see scripts/generate_component_table.py.

    A property of the test, since those of a whole run get lost when it is done by several processes.
    """
    for each in case.component.requires:
        name = Requirement(each.package).name
        with contextlib.suppress(metadata.PackageNotFoundError):
            record_property(f"version:{name}", metadata.version(name))
