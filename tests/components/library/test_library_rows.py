"""Steps that choose and order rows, or convert their values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.components.library.on_tables import run_on

NAN = float("nan")
ROWS = pd.DataFrame(
    {
        "Größe": [3.0, NAN, 1.0, 3.0, NAN],
        "a b": ["x", "y", "z", "x", None],
        "n": [1, 2, 3, 1, 5],
    },
    index=[7, 7, 8, 8, 9],
)


@pytest.mark.parametrize(
    ("params", "kept"),
    [
        ({}, [0, 2, 3]),
        ({"subset": ["a b"]}, [0, 1, 2, 3]),
        ({"subset": ["a b", "Größe"], "how": "all"}, [0, 1, 2, 3]),
        ({"thresh": 2}, [0, 1, 2, 3]),
        ({"thresh": 3}, [0, 2, 3]),
    ],
)
def test_rows_without_values_are_dropped(
    tmp_path: Path, params: dict[str, Any], kept: list[int]
) -> None:
    result = run_on(tmp_path, "clean.drop_missing", params, table=ROWS)
    pd.testing.assert_frame_equal(result, ROWS.iloc[kept])


@pytest.mark.parametrize(
    ("params", "kept"), [({}, ["n"]), ({"thresh": 4}, ["a b", "n"]), ({"how": "all"}, list(ROWS))]
)
def test_columns_without_values_are_dropped(
    tmp_path: Path, params: dict[str, Any], kept: list[str]
) -> None:
    result = run_on(tmp_path, "clean.drop_missing", {"axis": "columns", **params}, table=ROWS)
    pd.testing.assert_frame_equal(result, ROWS[kept])


@pytest.mark.parametrize(
    ("keep", "kept"), [("first", [0, 1, 2, 4]), ("last", [1, 2, 3, 4]), ("none", [1, 2, 4])]
)
def test_of_equal_rows_as_many_stay_as_wanted(tmp_path: Path, keep: str, kept: list[int]) -> None:
    result = run_on(tmp_path, "clean.drop_duplicates", {"keep": keep}, table=ROWS)
    pd.testing.assert_frame_equal(result, ROWS.iloc[kept])


def test_some_columns_are_sorted_downwards(tmp_path: Path) -> None:
    params = {"by": ["Größe", "n"], "descending": ["Größe"]}
    result = run_on(tmp_path, "clean.sort_rows", params, table=ROWS)
    assert result["n"].tolist() == [1, 1, 3, 2, 5]
    first = run_on(tmp_path, "clean.sort_rows", params | {"na_position": "first"}, table=ROWS)
    assert first["n"].tolist() == [2, 5, 1, 1, 3]


def test_a_row_without_weight_is_never_drawn(tmp_path: Path) -> None:
    table = ROWS.assign(weight=[0, 1, 1, 0, 1])
    params = {"n": 3, "weights": "weight", "ignore_index": True}
    result = run_on(tmp_path, "clean.sample_rows", params, table=table)
    assert sorted(result["n"]) == [2, 3, 5]
    assert list(result.index) == [0, 1, 2]


@pytest.mark.parametrize(
    ("method", "filled"), [("ffill", [1, 1, NAN, 4]), ("bfill", [1, NAN, 4, 4])]
)
def test_long_gaps_are_filled_in_part(tmp_path: Path, method: str, filled: list[float]) -> None:
    table = pd.DataFrame({"x": [1, NAN, NAN, 4]})
    for columns in ({}, {"columns": ["x"]}):
        params = {"method": method, "limit": 1, **columns}
        result = run_on(tmp_path, "clean.fill_missing", params, table=table)
        pd.testing.assert_series_equal(result["x"], pd.Series(filled, name="x"))


def test_texts_become_numbers(tmp_path: Path) -> None:
    table = pd.DataFrame({"in €": ["1.234,5 €", "€ -7", None], "n": ["8", "9,5", "x"]})
    params = {"columns": ["in €", "n"], "remove": ["€", "."], "decimal": ",", "errors": "coerce"}
    result = run_on(tmp_path, "clean.parse_numbers", params, table=table)
    expected = pd.DataFrame({"in €": [1234.5, -7, NAN], "n": [8, 9.5, NAN]})
    pd.testing.assert_frame_equal(result, expected)
    with pytest.raises(ValueError, match="9,5"):
        run_on(tmp_path, "clean.parse_numbers", {"columns": ["n"]}, table=table)


def test_numbers_take_the_memory_that_they_need(tmp_path: Path) -> None:
    table = pd.DataFrame({"n": ["1", "300"]})
    params = {"columns": ["n"], "downcast": "unsigned"}
    result = run_on(tmp_path, "clean.parse_numbers", params, table=table)
    assert result["n"].dtype == "uint16"
