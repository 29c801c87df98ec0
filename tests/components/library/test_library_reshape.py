"""Steps that put rows and tables together give what loops over the rows give."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.components.library.on_tables import run_on

NAN = float("nan")
SALES = pd.DataFrame(
    {
        "city": ["Köln", "Aix", "Köln", None, "Aix", "Köln"],
        "my item": ["a'b", "c", "c", "c", "c", "c"],
        "price": [1.0, 2.0, NAN, 4.0, 5.0, 6.0],
        "n": [1, 2, 3, 4, 5, 6],
    },
    index=[0, 1, 0, 1, 2, 2],
)
COMPUTE: dict[str, Callable[[Sequence[float]], float]] = {
    "mean": statistics.fmean,
    "median": statistics.median,
    "sum": sum,
    "min": min,
    "max": max,
    "std": statistics.stdev,
    "var": statistics.variance,
    "count": len,
    "nunique": lambda values: len(set(values)),
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
}


def prices_of(*keys: str) -> dict[tuple[Any, ...], list[float]]:
    """Return the prices that are known by the values of the keys."""
    found: defaultdict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in SALES.to_dict("records"):
        key = tuple(row[name] for name in keys)
        if not any(map(pd.isna, key)):
            found[key] += [] if np.isnan(row["price"]) else [row["price"]]
    return dict(found)


@pytest.mark.parametrize("by", [["city"], ["city", "my item"]])
def test_groups_are_summed_up(tmp_path: Path, by: list[str]) -> None:
    params = {"by": by, "columns": ["price"], "functions": list(COMPUTE), "size": "number of rows"}
    result = run_on(tmp_path, "clean.group_aggregate", params, table=SALES)
    groups = prices_of(*by)
    names = [*by, *(f"price_{function}" for function in COMPUTE), "number of rows"]
    assert list(result) == names
    assert [tuple(row) for row in result[by].to_numpy()] == sorted(groups)
    for row in result.to_dict("records"):
        prices = groups[tuple(row[name] for name in by)]
        for function, compute in COMPUTE.items():
            few = function in {"std", "var"} and len(prices) < 2
            few = few or (not prices and function not in {"sum", "count", "nunique"})
            expected = NAN if few else compute(prices)
            assert row[f"price_{function}"] == pytest.approx(expected, nan_ok=True), function
    assert result["number of rows"].sum() == SALES["city"].notna().sum()


def test_a_group_of_missing_values_can_be_kept(tmp_path: Path) -> None:
    params = {"by": ["city"], "columns": ["n"], "functions": ["sum"], "dropna": False}
    result = run_on(tmp_path, "clean.group_aggregate", params | {"sort": False}, table=SALES)
    assert result["n_sum"].tolist() == [10, 7, 4]
    assert result["city"].isna().tolist() == [False, False, True]


def test_no_rows_make_no_groups(tmp_path: Path) -> None:
    params = {"by": ["city"], "columns": ["n"]}
    result = run_on(tmp_path, "clean.group_aggregate", params, table=SALES.head(0))
    assert list(result) == ["city", "n_mean"]
    assert result.empty


@pytest.mark.parametrize("as_category", [False, True])
@pytest.mark.parametrize("function", ["mean", "sum", "max", "count", "nunique"])
def test_values_become_columns(tmp_path: Path, function: str, as_category: bool) -> None:
    table = SALES.astype({"my item": "category"}) if as_category else SALES
    params = {"index": ["city"], "columns": "my item", "values": "price", "aggfunc": function}
    result = run_on(tmp_path, "clean.pivot_table", params, table=table)
    assert sorted(result) == ["a'b", "c", "city"]
    assert all(type(name) is str for name in result)
    for row in result.to_dict("records"):
        for item in ("a'b", "c"):
            prices = prices_of("city", "my item").get((row["city"], item))
            expected = COMPUTE[function](prices) if prices else NAN
            assert row[item] == pytest.approx(expected, nan_ok=True)


def test_numbers_become_names_of_columns_and_empty_cells_a_value(tmp_path: Path) -> None:
    params = {"index": ["city"], "columns": "n", "values": "price", "fill_value": 0}
    result = run_on(tmp_path, "clean.pivot_table", params, table=SALES)
    assert list(result)[:3] == ["city", "1", "2"]
    assert result.set_index("city").loc["Aix", "1"] == 0


def test_columns_become_rows(tmp_path: Path) -> None:
    params = {
        "id_vars": ["city", "my item"],
        "value_vars": ["price", "n"],
        "var_name": "what?",
        "value_name": "Größe",
    }
    result = run_on(tmp_path, "clean.melt", params, table=SALES)
    expected = [
        (row["city"], row["my item"], name, row[name])
        for name in ("price", "n")
        for row in SALES.to_dict("records")
    ]
    assert list(result) == ["city", "my item", "what?", "Größe"]
    assert len(result) == len(expected)
    for found, wanted in zip(result.itertuples(index=False, name=None), expected, strict=True):
        assert [each for each in found if pd.notna(each)] == [
            each for each in wanted if pd.notna(each)
        ]


CITIES = pd.DataFrame(
    {
        "town": ["Aix", "Köln", "Köln", "Ulm"],
        "n": [10, 20, 21, 30],
    }
)


@pytest.mark.parametrize("how", ["inner", "left", "right", "outer"])
def test_rows_with_the_same_key_are_joined(tmp_path: Path, how: str) -> None:
    params: dict[str, Any] = {
        "how": how,
        "left_on": ["city"],
        "right_on": ["town"],
        "suffixes": ["", " (right)"],
        "indicator": True,
    }
    result = run_on(tmp_path, "clean.join_tables", params, left=SALES, right=CITIES)
    pairs = [
        (city, n, town, m)
        for city, n in zip(SALES["city"], SALES["n"], strict=True)
        for town, m in CITIES.to_numpy()
        if city == town
    ]
    left_alone = [
        (city, n, None, None)
        for city, n in zip(SALES["city"], SALES["n"], strict=True)
        if city not in set(CITIES["town"])
    ]
    right_alone = [
        (None, None, town, m) for town, m in CITIES.to_numpy() if town not in set(SALES["city"])
    ]
    expected = pairs + left_alone * (how in {"left", "outer"})
    expected += right_alone * (how in {"right", "outer"})
    found = [
        tuple(None if pd.isna(each) else each for each in row)
        for row in result[["city", "n", "town", "n (right)"]].to_numpy()
    ]
    assert sorted(found, key=str) == sorted(
        [tuple(None if pd.isna(each) else each for each in row) for row in expected], key=str
    ) or sorted(map(_numbers, found)) == sorted(map(_numbers, expected))
    assert (result["_merge"] == "both").sum() == len(pairs)


def _numbers(row: Sequence[Any]) -> str:
    """Write numbers the same way, whether a missing one made others of the column floats or not."""
    return str([None if pd.isna(x) else float(x) if not isinstance(x, str) else x for x in row])


def test_a_cross_join_needs_no_keys(tmp_path: Path) -> None:
    result = run_on(
        tmp_path, "clean.join_tables", {"how": "cross"}, left=SALES, right=CITIES[["town"]]
    )
    assert len(result) == len(SALES) * len(CITIES)


def test_keys_that_should_be_unique_are_checked(tmp_path: Path) -> None:
    params = {"left_on": ["city"], "right_on": ["town"], "validate": "m:1"}
    with pytest.raises(pd.errors.MergeError, match="not unique"):
        run_on(tmp_path, "clean.join_tables", params, left=SALES, right=CITIES)


def test_tables_stand_below_each_other(tmp_path: Path) -> None:
    other = SALES[["n", "city"]].assign(neu=1)
    result = run_on(tmp_path, "clean.concat_tables", {}, tables=[SALES, other])
    assert list(result) == [*SALES, "neu"]
    assert list(result.index) == list(range(2 * len(SALES)))
    assert result["n"].tolist() == [*SALES["n"], *SALES["n"]]
    assert result["price"].isna().sum() == 1 + len(SALES)
    shared = run_on(
        tmp_path, "clean.concat_tables", {"join": "inner"}, tables=[SALES, other, CITIES]
    )
    assert list(shared) == ["n"]


def test_tables_stand_beside_each_other(tmp_path: Path) -> None:
    left, right = CITIES, CITIES.rename(columns=str.upper).iloc[[3, 0]]
    result = run_on(tmp_path, "clean.concat_tables", {"axis": "columns"}, tables=[left, right])
    assert list(result) == ["town", "n", "TOWN", "N"]
    assert result["N"].dropna().to_dict() == {0: 10, 3: 30}


def test_an_index_is_set_and_taken_back(tmp_path: Path) -> None:
    params = {"keys": ["city", "my item"], "sort": True}
    indexed = run_on(tmp_path, "clean.set_index", params, table=SALES.dropna())
    assert list(indexed) == ["price", "n"]
    assert indexed.index.is_monotonic_increasing
    back = run_on(tmp_path, "clean.reset_index", {}, table=indexed)
    rows = sorted(SALES.dropna().itertuples(index=False, name=None))
    assert sorted(back[list(SALES)].itertuples(index=False, name=None)) == rows
    forgotten = run_on(tmp_path, "clean.reset_index", {"drop": True}, table=indexed)
    assert list(forgotten) == ["price", "n"]
    assert list(forgotten.index) == [0, 1, 2, 3]
    named = run_on(tmp_path, "clean.reset_index", {"names": ["Zeile"]}, table=SALES)
    assert named["Zeile"].tolist() == list(SALES.index)
