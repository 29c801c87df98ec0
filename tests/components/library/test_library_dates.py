"""Steps that know of dates, and of rows in the order of time."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.components.library.on_tables import run_on

NAN = float("nan")
STAMPS = [datetime(2026, 2, 27, 23, 30) + timedelta(hours=9 * step) for step in range(12)]
SERIES = pd.DataFrame(
    {
        "seen at": STAMPS,
        "Größe": [3.0, 1.0, NAN, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0],
        "shop": list("abababababab"),
    }
)


@pytest.mark.parametrize(
    ("texts", "params", "expected"),
    [
        (["10/11/2026", "13/11/2026"], {"dayfirst": True}, ["2026-11-10", "2026-11-13"]),
        (["2026.31.01", "2025.01.12"], {"format": "%Y.%d.%m"}, ["2026-01-31", "2025-12-01"]),
        (["2026-01-31", "soon"], {"errors": "coerce"}, ["2026-01-31", None]),
        ([None, None], {}, [None, None]),
        ([1, 2], {"unit": "D"}, ["1970-01-02", "1970-01-03"]),
    ],
)
def test_dates_are_parsed(
    tmp_path: Path, texts: list[Any], params: dict[str, Any], expected: list[str | None]
) -> None:
    table = pd.DataFrame({"d 1": texts, "d 2": texts, "kept": texts}, index=[5, 5])
    params = {"columns": ["d 1", "d 2"], **params}
    result = run_on(tmp_path, "clean.parse_dates", params, table=table)
    for name in ("d 1", "d 2"):
        assert result[name].dtype.kind == "M"
        found = [None if pd.isna(each) else each.date().isoformat() for each in result[name]]
        assert found == expected
    pd.testing.assert_series_equal(result["kept"], table["kept"])


def test_dates_in_utc_have_a_zone(tmp_path: Path) -> None:
    table = pd.DataFrame({"d": ["2026-01-01 01:00+02:00"]})
    params = {"columns": ["d"], "utc": True}
    result = run_on(tmp_path, "clean.parse_dates", params, table=table)
    assert result["d"][0].isoformat() == "2025-12-31T23:00:00+00:00"


def test_a_text_that_is_no_date_is_an_error(tmp_path: Path) -> None:
    table = pd.DataFrame({"d": ["2026-01-31", "soon"]})
    with pytest.raises(ValueError, match="soon"):
        run_on(tmp_path, "clean.parse_dates", {"columns": ["d"]}, table=table)


@pytest.mark.parametrize("as_text", [False, True])
def test_parts_are_those_of_the_calendar(tmp_path: Path, as_text: bool) -> None:
    table = SERIES.assign(**{"seen at": SERIES["seen at"].astype(str)}) if as_text else SERIES
    parts = ["year", "quarter", "month", "week", "day", "day_of_year", "day_of_week"]
    params = {
        "column": "seen at",
        "parts": [*parts, "hour", "minute", "second"],
        "names": ["day_name", "month_name"],
        "drop": True,
    }
    result = run_on(tmp_path, "clean.date_parts", params, table=table)
    assert "seen at" not in result
    for row, stamp in enumerate(STAMPS):
        expected = {
            "year": stamp.year,
            "quarter": (stamp.month + 2) // 3,
            "month": stamp.month,
            "week": stamp.isocalendar()[1],
            "day": stamp.day,
            "day_of_year": (stamp.date() - date(stamp.year, 1, 1)).days + 1,
            "day_of_week": stamp.weekday(),
            "hour": stamp.hour,
            "minute": stamp.minute,
            "second": stamp.second,
            "day_name": f"{stamp:%A}",
            "month_name": f"{stamp:%B}",
        }
        assert {name: result[f"seen at_{name}"][row] for name in expected} == expected


def test_parts_of_a_missing_date_are_missing(tmp_path: Path) -> None:
    table = pd.DataFrame({"d": pd.to_datetime(["2026-01-31", None])})
    result = run_on(tmp_path, "clean.date_parts", {"column": "d"}, table=table)
    assert list(result.columns) == ["d", "d_year", "d_month", "d_day_of_week"]
    assert result["d_month"].isna().tolist() == [False, True]


def test_days_are_summed_up(tmp_path: Path) -> None:
    params = {"on": "seen at", "rule": "D", "columns": ["Größe"], "function": "sum"}
    result = run_on(tmp_path, "clean.resample", params, table=SERIES)
    sums: defaultdict[date, float] = defaultdict(float)
    for stamp, size in zip(STAMPS, SERIES["Größe"], strict=True):
        sums[stamp.date()] += 0 if np.isnan(size) else size
    assert {each.date(): size for each, size in result.to_numpy()} == dict(sums)
    assert list(result) == ["seen at", "Größe"]


def test_a_period_without_rows_is_there(tmp_path: Path) -> None:
    table = SERIES.iloc[[0, 11]]
    params = {"on": "seen at", "rule": "D", "columns": ["Größe"]}
    result = run_on(tmp_path, "clean.resample", params, table=table)
    assert len(result) == (STAMPS[11].date() - STAMPS[0].date()).days + 1
    assert result["Größe"].isna().sum() == len(result) - 2


def test_each_group_has_its_own_periods(tmp_path: Path) -> None:
    params = {
        "on": "seen at",
        "rule": "2D",
        "columns": ["Größe"],
        "function": "max",
        "by": ["shop"],
    }
    result = run_on(tmp_path, "clean.resample", params, table=SERIES)
    start = datetime.combine(STAMPS[0].date(), datetime.min.time())
    largest: dict[tuple[str, datetime], float] = {}
    for stamp, size, shop in zip(STAMPS, SERIES["Größe"], SERIES["shop"], strict=True):
        key = (shop, start + (stamp - start) // timedelta(days=2) * timedelta(days=2))
        largest[key] = max(largest.get(key, 0), 0 if np.isnan(size) else size)
    found = {(shop, stamp.to_pydatetime()): size for shop, stamp, size in result.to_numpy()}
    assert found == largest


@pytest.mark.parametrize("by", [None, ["shop"]])
@pytest.mark.parametrize("function", ["mean", "max", "std"])
def test_windows_of_rows(tmp_path: Path, function: str, by: list[str] | None) -> None:
    params: dict[str, Any] = {"columns": ["Größe"], "function": function, "min_periods": 2}
    params |= {"by": by} if by else {}
    result = run_on(tmp_path, "clean.rolling_window", params, table=SERIES)
    compute = {"mean": statistics.fmean, "max": max, "std": statistics.stdev}[function]
    for row in range(len(SERIES)):
        before = [
            SERIES["Größe"][each]
            for each in range(row + 1)
            if by is None or SERIES["shop"][each] == SERIES["shop"][row]
        ]
        values = [value for value in before[-3:] if not np.isnan(value)]
        expected = compute(values) if len(values) >= 2 else NAN
        found = result[f"Größe_rolling_{function}"][row]
        assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("by", [None, ["shop"]])
def test_windows_of_time_without_the_present_row(tmp_path: Path, by: list[str] | None) -> None:
    params: dict[str, Any] = {
        "columns": ["Größe"],
        "function": "sum",
        "on": "seen at",
        "period": "1D",
        "closed": "left",
    }
    params |= {"by": by} if by else {}
    result = run_on(tmp_path, "clean.rolling_window", params, table=SERIES)
    for row, stamp in enumerate(STAMPS):
        values = [
            SERIES["Größe"][each]
            for each in range(row)
            if stamp - STAMPS[each] <= timedelta(days=1)
            and (by is None or SERIES["shop"][each] == SERIES["shop"][row])
            and not np.isnan(SERIES["Größe"][each])
        ]
        expected = sum(values) if values else NAN
        assert result["Größe_rolling_sum"][row] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("by", [None, ["shop"]])
@pytest.mark.parametrize("method", ["lag", "diff", "pct_change"])
@pytest.mark.parametrize("index", [range(12), [0, 1] * 6], ids=["plain", "repeated"])
def test_rows_get_values_of_others(
    tmp_path: Path, method: str, by: list[str] | None, index: Any
) -> None:
    params: dict[str, Any] = {"columns": ["Größe"], "periods": [1, -2], "method": method}
    params |= {"by": by} if by else {}
    table = SERIES.set_axis(list(index))
    result = run_on(tmp_path, "clean.lag_features", params, table=table)
    step = 1 if by is None else 2
    for distance in params["periods"]:
        for row, now in enumerate(SERIES["Größe"]):
            other = row - step * distance
            then = SERIES["Größe"][other] if 0 <= other < len(SERIES) else NAN
            expected = {"lag": then, "diff": now - then, "pct_change": now / then - 1}[method]
            found = result[f"Größe_{method}_{distance}"].iloc[row]
            assert found == pytest.approx(expected, nan_ok=True)


def test_rows_without_a_row_before_are_dropped(tmp_path: Path) -> None:
    params = {"columns": ["shop"], "periods": [2], "dropna": True}
    result = run_on(tmp_path, "clean.lag_features", params, table=SERIES)
    assert list(result.index) == list(range(2, 12))
    assert list(result["shop_lag_2"]) == list(SERIES["shop"][:10])
