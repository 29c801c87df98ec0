"""A small table of made-up penguins, in every format that components read."""

from __future__ import annotations

import contextlib
import gzip
import sqlite3
from pathlib import Path

import fsspec
import joblib
import numpy as np
import pandas as pd
import skops.io
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROWS_PER_SPECIES = 24
# Mean bill length, bill depth and body mass.
SPECIES = {
    "Adelie": (38.8, 18.3, 3700),
    "Chinstrap": (48.8, 18.4, 3730),
    "Gentoo": (47.5, 15.0, 5080),
}


def penguins() -> pd.DataFrame:
    """Numbers, categories and dates, with missing values and a row that repeats another."""
    random = np.random.default_rng(0)
    parts = []
    for name, (length, depth, mass) in SPECIES.items():
        sex = np.tile(["female", "male"], ROWS_PER_SPECIES // 2)
        heavier = np.where(sex == "male", 1.05, 0.95)
        parts.append(
            pd.DataFrame(
                {
                    "species": name,
                    "island": np.resize(["Biscoe", "Dream", "Torgersen"], ROWS_PER_SPECIES),
                    "bill_length": (random.normal(length, 2, ROWS_PER_SPECIES) * heavier).round(1),
                    "bill_depth": (random.normal(depth, 0.8, ROWS_PER_SPECIES) * heavier).round(1),
                    "body_mass": (random.normal(mass, 200, ROWS_PER_SPECIES) * heavier).round(),
                    "sex": sex,
                    "year": np.resize([2007, 2008, 2009], ROWS_PER_SPECIES),
                    "seen": "2009-11-23",
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table.loc[[3, 30], "bill_length"] = np.nan
    table.loc[[5, 30], "island"] = None
    return pd.concat([table, table.tail(1)], ignore_index=True)


def passengers() -> pd.DataFrame:
    """Six years of months that grow by two passengers each, with a summer of twenty more."""
    month = np.arange(72)
    random = np.random.default_rng(0)
    summer = np.where((month % 12 >= 5) & (month % 12 <= 7), 20, 0)
    return pd.DataFrame(
        {
            "month": pd.date_range("2020-01-01", periods=72, freq="MS"),
            "passengers": (100 + 2 * month + summer + random.normal(0, 1, 72)).round(1),
        }
    )


def write_files(folder: Path) -> None:
    """Write the files that the examples of the components' parameters name."""
    (folder / "data").mkdir()
    (folder / "models").mkdir()
    table = penguins()
    table.to_csv(folder / "data/penguins.csv", index=False)
    table.to_csv(folder / "data/penguins.tsv", index=False, sep="\t")
    table.to_parquet(folder / "data/penguins.parquet")
    table.to_feather(folder / "data/penguins.feather")
    table.to_json(folder / "data/penguins.json", orient="records")
    table.to_json(folder / "data/penguins.jsonl", orient="records", lines=True)
    table.to_json(folder / "data/penguins_split.json", orient="split")
    with contextlib.closing(sqlite3.connect(folder / "data/penguins.db")) as database:
        table.to_sql("penguins", database, index=False)
    with pd.ExcelWriter(folder / "data/penguins.xlsx") as workbook:
        table.to_excel(workbook, sheet_name="All", index=False)
        table.to_excel(workbook, sheet_name="Birds", index=False, startrow=1)
    # As a German program would write it: a line above the header, 1.234,5 for a number.
    european = table.assign(species=table["species"].replace("Gentoo", "Gentoo (süd)"))
    text = european.to_csv(index=False, sep=";", decimal=",", na_rep="-")
    (folder / "data/pinguine.csv").write_text(f"Zählung\n{text}", encoding="latin-1")
    tabs = f"Zählung\n{text}".replace(";", "\t")
    (folder / "data/pinguine.tsv").write_text(tabs, encoding="latin-1")
    passengers().to_csv(folder / "data/passengers.csv", index=False)
    _write_parts(folder / "data/parts", table)
    _write_remote(folder)
    features = ["bill_length", "bill_depth", "year"]
    model = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(table[features], table["species"])
    joblib.dump(model, folder / "models/species.joblib")
    skops.io.dump(model, folder / "models/species.skops")


def _write_parts(folder: Path, table: pd.DataFrame) -> None:
    """Write the rows of each species to files of their own, in every format."""
    folder.mkdir()
    for species, group in table.groupby("species"):
        rows = group.reset_index(drop=True)
        rows.to_csv(folder / f"{species}.csv", index=False)
        rows.to_csv(folder / f"{species}.tsv", index=False, sep="\t")
        rows.to_excel(folder / f"{species}.xlsx", index=False)
        rows.to_feather(folder / f"{species}.feather")
        rows.to_json(folder / f"{species}.jsonl", orient="records", lines=True)
        rows.to_parquet(folder / f"{species}.parquet")


def _write_remote(folder: Path) -> None:
    """Put the files where an object store would have them; this one lives in memory."""
    store = fsspec.filesystem("memory")
    for file in (folder / "data").glob("penguins.*"):
        store.pipe_file(f"/{file.name}", file.read_bytes())
    packed = gzip.compress((folder / "data/penguins.csv").read_bytes())
    store.pipe_file("/packed", packed)
