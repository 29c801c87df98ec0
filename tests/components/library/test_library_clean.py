"""Steps that clean a table give what a computation by other means gives."""

from __future__ import annotations

import math
import statistics
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.components.library.on_tables import run_on

NAN = float("nan")
SIZES = pd.DataFrame(
    {
        "Länge (mm)": [1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 50.0, NAN],
        'say "hi"': [10, 11, 9, 10, -90, 10, 11, 10],
        "name": ["a", "b", "a", "b", "a", "b", "a", "b"],
    }
)
# Rows of which some share a label, as after putting tables together.
REPEATED = SIZES.set_axis([0, 1, 0, 1, 0, 1, 0, 1])
NUMBERS = ["Länge (mm)", 'say "hi"']


def missing_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with nothing in it but missing numbers."""
    return table[NUMBERS].astype(float) * NAN


def test_columns_come_first(tmp_path: Path) -> None:
    result = run_on(tmp_path, "clean.reorder_columns", {"columns": ["name"]}, table=REPEATED)
    assert list(result) == ["name", *NUMBERS]
    pd.testing.assert_frame_equal(result[list(SIZES)], REPEATED)


@pytest.mark.parametrize("table", [SIZES, REPEATED], ids=["plain", "repeated"])
@pytest.mark.parametrize("columns", [None, NUMBERS])
@pytest.mark.parametrize("method", ["iqr", "zscore", "quantiles"])
def test_outliers_are_those_of_the_textbook(
    tmp_path: Path, method: str, columns: list[str] | None, table: pd.DataFrame
) -> None:
    settings = {"factor": 1, "threshold": 2, "lower": 0.2, "upper": 0.8}
    limits = {}
    for name in NUMBERS:
        values = SIZES[name].dropna().to_numpy()
        if method == "iqr":
            first, third = np.percentile(values, [25, 75])
            limits[name] = (first - (third - first), third + (third - first))
        elif method == "zscore":
            mean, deviation = statistics.fmean(values), np.std(values, ddof=1)
            limits[name] = (mean - 2 * deviation, mean + 2 * deviation)
        else:
            limits[name] = tuple(np.percentile(values, [20, 80]))
    params: dict[str, Any] = {"method": method, **settings}
    params |= {"columns": columns} if columns else {}
    kept = [
        row
        for row in range(len(SIZES))
        if not any(
            SIZES[name][row] < low or SIZES[name][row] > high
            for name, (low, high) in limits.items()
        )
    ]
    assert 0 < len(kept) < len(SIZES)
    dropped = run_on(tmp_path, "clean.remove_outliers", params, table=table)
    pd.testing.assert_frame_equal(dropped, table.iloc[kept])

    clipped = run_on(tmp_path, "clean.remove_outliers", {**params, "action": "clip"}, table=table)
    blank = run_on(tmp_path, "clean.remove_outliers", {**params, "action": "blank"}, table=table)
    for name, (low, high) in limits.items():
        for row, value in enumerate(SIZES[name]):
            if math.isnan(value):
                assert math.isnan(clipped[name].iloc[row])
                continue
            assert clipped[name].iloc[row] == pytest.approx(min(max(value, low), high))
            assert math.isnan(blank[name].iloc[row]) == (value < low or value > high)


def test_a_table_without_numbers_or_values_has_no_outliers(tmp_path: Path) -> None:
    for table in (SIZES[["name"]], missing_of(SIZES), SIZES.head(0)):
        result = run_on(tmp_path, "clean.remove_outliers", {}, table=table)
        pd.testing.assert_frame_equal(result, table)


@pytest.mark.parametrize("columns", [None, NUMBERS])
def test_numbers_are_limited(tmp_path: Path, columns: list[str] | None) -> None:
    params = {"lower": 2.25, "upper": 10} | ({"columns": columns} if columns else {})
    result = run_on(tmp_path, "clean.clip", params, table=REPEATED)
    assert list(result["Länge (mm)"])[:7] == [2.25, 2.25, 2.5, 3, 3.5, 4, 10]
    assert math.isnan(result["Länge (mm)"].iloc[7])
    assert list(result['say "hi"']) == [10, 10, 9, 10, 2.25, 10, 10, 10]
    assert list(result["name"]) == list(SIZES["name"])


GAPS = [NAN, 1.0, NAN, NAN, 4.0, 6.0, NAN]


@pytest.mark.parametrize(
    ("params", "filled"),
    [
        ({}, [NAN, 1, 2, 3, 4, 6, 6]),
        ({"limit": 1}, [NAN, 1, 2, NAN, 4, 6, 6]),
        ({"limit_area": "inside"}, [NAN, 1, 2, 3, 4, 6, NAN]),
        ({"limit_direction": "both"}, [1, 1, 2, 3, 4, 6, 6]),
        ({"limit_direction": "backward"}, [1, 1, 2, 3, 4, 6, NAN]),
    ],
)
@pytest.mark.parametrize("index", [range(7), [0, 0, 1, 1, 2, 2, 3]], ids=["plain", "repeated"])
def test_gaps_are_interpolated(
    tmp_path: Path, params: dict[str, Any], filled: list[float], index: Any
) -> None:
    table = pd.DataFrame({"größe": GAPS, "word": list("abcdefg")}, index=list(index))
    for columns in ({}, {"columns": ["größe"]}):
        result = run_on(tmp_path, "clean.interpolate_missing", {**params, **columns}, table=table)
        np.testing.assert_allclose(result["größe"], filled)
        assert list(result["word"]) == list("abcdefg")


@pytest.mark.parametrize(
    ("params", "filled"),
    [
        ({"method": "nearest"}, [NAN, 1, 1, 4, 4, 6, NAN]),
        ({"method": "polynomial", "order": 1}, [NAN, 1, 2, 3, 4, 6, NAN]),
    ],
)
def test_gaps_are_filled_along_curves(
    tmp_path: Path, params: dict[str, Any], filled: list[float]
) -> None:
    result = run_on(tmp_path, "clean.interpolate_missing", params, table=pd.DataFrame({"x": GAPS}))
    np.testing.assert_allclose(result["x"], filled)


def test_gaps_are_interpolated_by_time(tmp_path: Path) -> None:
    days = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-05"])
    table = pd.DataFrame({"x": [0.0, NAN, 8.0]}, index=days)
    result = run_on(tmp_path, "clean.interpolate_missing", {"method": "time"}, table=table)
    assert list(result["x"]) == [0, 2, 8]


def test_where_all_is_missing_nothing_is_interpolated(tmp_path: Path) -> None:
    table = missing_of(SIZES)
    result = run_on(tmp_path, "clean.interpolate_missing", {}, table=table)
    pd.testing.assert_frame_equal(result, table)


def test_texts_are_cleaned(tmp_path: Path) -> None:
    texts = ["  Große  Katze ", "", None, unicodedata.normalize("NFD", "é "), "\tZZ\n"]
    table = pd.DataFrame({"a b": texts, "other": texts}, index=[0, 0, 1, 1, 2])
    params = {
        "columns": ["a b"],
        "form": "NFC",
        "letters": "lower",
        "pat": r"\s+",
        "repl": "-",
        "regex": True,
        "empty_as_missing": True,
    }
    result = run_on(tmp_path, "clean.clean_text", params, table=table)
    expected = []
    for text in texts:
        clean = unicodedata.normalize("NFC", (text or "").strip()).lower()
        expected.append("-".join(clean.split()) or None)
    assert [None if pd.isna(value) else value for value in result["a b"]] == expected
    assert list(result["other"].dropna()) == [text for text in texts if text is not None]


def test_a_dot_to_replace_is_a_dot(tmp_path: Path) -> None:
    table = pd.DataFrame({"x": ["1.5", "A"], "y": ["a.", "Ab"]})
    params = {"columns": ["x", "y"], "pat": ".", "repl": r"\1"}
    result = run_on(tmp_path, "clean.clean_text", params, table=table)
    assert result.to_numpy().tolist() == [[r"1\15", r"a\1"], ["A", "Ab"]]
    params = {"columns": ["x", "y"], "pat": "a", "case": False}
    result = run_on(tmp_path, "clean.clean_text", params, table=table)
    assert result.to_numpy().tolist() == [["1.5", "."], ["", "b"]]


REPLACED = pd.DataFrame({"place": ["n/a", "Øst", "1"], "n": [-999, 1, 2], "m": [1.5, -999.0, 2.0]})


def test_values_are_replaced_everywhere(tmp_path: Path) -> None:
    params = {
        "texts": {"Øst": "Vest"},
        "numbers": {"1": 7, "1.5": 2.5},
        "missing_texts": ["n/a"],
        "missing_numbers": [-999],
    }
    result = run_on(tmp_path, "clean.replace_values", params, table=REPLACED)
    assert result["place"].isna().tolist() == [True, False, False]
    assert result["place"].tolist()[1:] == ["Vest", "1"]
    np.testing.assert_array_equal(result["n"], [NAN, 7, 2])
    np.testing.assert_array_equal(result["m"], [2.5, NAN, 2])


def test_values_of_other_columns_are_spared(tmp_path: Path) -> None:
    params = {
        "columns": ["n", "place"],
        "texts": {"^Ø": "O"},
        "regex": True,
        "numbers": {"2": 3},
        "missing_numbers": [-999],
    }
    result = run_on(tmp_path, "clean.replace_values", params, table=REPLACED)
    assert result["place"].tolist() == ["n/a", "Ost", "1"]
    np.testing.assert_array_equal(result["n"], [NAN, 1, 3])
    assert result["m"].tolist() == [1.5, -999, 2]


def test_numbers_fall_into_ranges(tmp_path: Path) -> None:
    values = [0.0, 1.0, 2.0, 5.0, 9.0, 10.0, NAN]
    table = pd.DataFrame({"x": values}, index=[3, 3, 3, 1, 1, 1, 0])
    params: dict[str, Any] = {"column": "x", "name": "Größe"}
    edges = {"method": "edges", "edges": [0, 2, 10], "labels": ["klein", "groß"]}
    result = run_on(tmp_path, "clean.bin_column", {**params, **edges}, table=table)["Größe"]
    expected = [None, "klein", "klein", "groß", "groß", "groß", None]
    assert [None if pd.isna(each) else each for each in result] == expected

    left = {**params, **edges, "right": False}
    result = run_on(tmp_path, "clean.bin_column", left, table=table)["Größe"]
    expected = ["klein", "klein", "groß", "groß", "groß", None, None]
    assert [None if pd.isna(each) else each for each in result] == expected

    same_width = {**params, "bins": 2, "numbered": True}
    result = run_on(tmp_path, "clean.bin_column", same_width, table=table)["Größe"]
    np.testing.assert_array_equal(result, [0, 0, 0, 0, 1, 1, NAN])

    same_rows = {**params, "method": "quantiles", "bins": 3, "numbered": True}
    result = run_on(tmp_path, "clean.bin_column", same_rows, table=table)["Größe"]
    np.testing.assert_array_equal(result, [0, 0, 1, 1, 2, 2, NAN])
