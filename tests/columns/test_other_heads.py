"""Parquet, Feather, Excel and JSON, held against pandas."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jupyterlab_pipeline_export.columns.heads.arrow import read_feather, read_parquet
from jupyterlab_pipeline_export.columns.heads.head import MOST_ROWS
from jupyterlab_pipeline_export.columns.heads.json_head import read_json
from jupyterlab_pipeline_export.columns.heads.workbook import read_excel
from jupyterlab_pipeline_export.columns.values import type_of_dtype

ROOT = Path(__file__).parents[2]


def table(rows):
    number = np.arange(rows)
    return pd.DataFrame(
        {
            "whole": number,
            "gaps": pd.Series(number).where(number > 0),
            "nullable": pd.Series(number, dtype="Int64").where(number > 0),
            "share": number / 7,
            "yes": number % 2 == 0,
            "word": pd.Series([f"w{each % 5}" for each in number]),
            "kind": pd.Series([f"k{each % 3}" for each in number]).astype("category"),
            "day": pd.date_range("2020-01-01", periods=rows, freq="h"),
        }
    )


def types(frame):
    kinds = {}
    for name in frame:
        texts = frame[name].dtype == object and pd.api.types.infer_dtype(frame[name]) == "string"
        kinds[name] = "text" if texts else type_of_dtype(frame[name].dtype)
    return kinds


def compare(told, real):
    assert [each.name for each in told.columns] == list(real.columns)
    found = types(real)
    for column in told.columns:
        assert column.type in {found[column.name], "unknown"}, column
        if column.missing is not None:
            assert column.missing == real[column.name].isna().any(), column


@pytest.mark.parametrize("rows", [10, MOST_ROWS + 10])
def test_parquet(tmp_path, rows):
    file = tmp_path / "table.parquet"
    table(rows).to_parquet(file)
    with file.open("rb") as stream:
        told = read_parquet(stream, {})
    compare(told, pd.read_parquet(file))
    assert (told.rows, told.complete) == (rows, rows <= MOST_ROWS)
    assert {each.type for each in told.columns} >= {
        "integer",
        "number",
        "text",
        "category",
        "datetime",
    }


@pytest.mark.parametrize("rows", [10, MOST_ROWS + 10])
def test_feather(tmp_path, rows):
    file = tmp_path / "table.feather"
    table(rows).to_feather(file)
    with file.open("rb") as stream:
        compare(read_feather(stream, {}), pd.read_feather(file))


def test_an_index_is_no_column(tmp_path):
    file = tmp_path / "table.parquet"
    table(5).set_index("word").to_parquet(file)
    with file.open("rb") as stream:
        compare(read_parquet(stream, {}), pd.read_parquet(file))


def test_excel(tmp_path):
    file = tmp_path / "table.xlsx"
    table(20).to_excel(file, index=False)
    with file.open("rb") as stream:
        told = read_excel(stream, {})
    compare(told, pd.read_excel(file))
    assert (told.rows, told.complete) == (20, True)


@pytest.mark.parametrize(
    "options",
    [{}, {"orient": "records"}, {"orient": "split"}, {"lines": True, "orient": "records"}],
)
def test_json(tmp_path, options):
    file = tmp_path / "table.json"
    table(20).drop(columns="day").to_json(
        file, index=options.get("orient") == "split" or None, **options
    )
    with file.open("rb") as stream:
        told = read_json(stream, options)
    compare(told, pd.read_json(file, **options))
    assert told.rows == 20


def test_facts_about_datasets_are_current(monkeypatch):
    script = ROOT / "scripts" / "generate_datasets.py"
    monkeypatch.setattr(sys, "argv", [str(script), "--check"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(script), run_name="__main__")
    assert caught.value.code == 0
