from __future__ import annotations

import pytest
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.codegen.requirements import RequirementsCollector
from jupyterlab_pipeline_export.errors import ExportError


def merged(*requirements):
    collector = RequirementsCollector()
    for number, requirement in enumerate(requirements):
        collector.add(requirement, f"step {number}")
    made = collector.merged()
    for each in made:
        Requirement(each.requirement)
    return [each.requirement for each in made]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ([], []),
        (["pandas>=2.0", "pandas>=2.1.3", "pandas>=1"], ["pandas>=2.1.3"]),
        (["pandas>=2.0", "Pandas<4"], ["pandas<4,>=2.0"]),
        (["scikit_learn>=1.4", "scikit-learn"], ["scikit_learn>=1.4"]),
        (["b", "a"], ["a", "b"]),
        (["dask[array]>=1", "dask[dataframe]"], ["dask[array,dataframe]>=1"]),
        (["a>=1.0", "a>=1"], ["a>=1.0"]),
        (["a==2.0", "a>=1"], ["a==2.0,>=1"]),
        (["a==2.*", "a>=1"], ["a==2.*,>=1"]),
        (["a~=2.1", "a!=2.2"], ["a!=2.2,~=2.1"]),
        (
            ["tomli>=2; python_version < '3.11'", "tomli>=1"],
            ["tomli>=1", 'tomli>=2; python_version < "3.11"'],
        ),
        (["a @ https://example.org/a.whl", "a>=1"], ["a @ https://example.org/a.whl"]),
        (
            ["a[x] @ https://example.org/a.whl ; python_version > '3'"],
            ['a[x] @ https://example.org/a.whl ; python_version > "3"'],
        ),
    ],
)
def test_merged(requirements, expected):
    assert merged(*requirements) == expected


def test_reasons_come_in_order_and_once():
    collector = RequirementsCollector()
    for reason in ["Read", "Train", "Read"]:
        collector.add("pandas>=2", reason)
    assert collector.merged()[0].reasons == ("Read", "Train")


@pytest.mark.parametrize(
    ("requirements", "code"),
    [
        (["a==1", "a>=2"], "conflicting-requirements"),
        (["a==1", "a==2"], "conflicting-requirements"),
        (["a @ https://example.org/1", "a @ https://example.org/2"], "conflicting-requirements"),
        (["a b c"], "invalid-requirement"),
        (["-r other.txt"], "invalid-requirement"),
        ([""], "invalid-requirement"),
    ],
)
def test_what_nothing_can_meet_is_a_problem(requirements, code):
    with pytest.raises(ExportError, match="needed by: step") as error:
        merged(*requirements)
    assert error.value.problems[0].code == code
    assert "\n" not in error.value.message
