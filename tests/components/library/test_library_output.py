"""What components write can be read again, is safe to open, and says what is so."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import textwrap
from importlib import metadata
from pathlib import Path
from typing import Any

import joblib
import pandas as pd
import pytest
import skops.io
from sklearn.preprocessing import FunctionTransformer
from skops.io.exceptions import UntrustedTypesFoundException

from tests.components.library.flow import run_flow, step
from tests.components.library.sample_data import penguins

READ = step("read", "data.read_csv", path="data/penguins.csv")
FEATURES = ["bill_depth", "body_mass", "year"]
PARTS = step(
    "parts",
    "prepare.features_and_target",
    {"table": "read.table"},
    target="species",
    features=FEATURES,
)
TRAIN = step("train", "train.logistic_regression", {"X": "parts.X", "y": "parts.y"})
SCORES = step(
    "scores",
    "evaluate.classification_metrics",
    {"model": "train.model", "X": "parts.X", "y": "parts.y"},
)


@pytest.mark.parametrize(
    ("component", "path", "read"),
    [
        ("output.write_excel", "table.xlsx", pd.read_excel),
        ("output.write_feather", "table.feather", pd.read_feather),
        ("output.write_json", "table.jsonl", lambda path: pd.read_json(path, lines=True)),
    ],
)
def test_a_table_is_read_as_it_was_written(
    folder: Path, component: str, path: str, read: Any
) -> None:
    run_flow(folder, READ, step("write", component, {"table": "read.table"}, path=path))
    table = read(folder / "output" / path)
    assert list(table) == list(penguins())
    assert table["body_mass"].tolist() == penguins()["body_mass"].tolist()
    assert table["bill_length"].isna().sum() == penguins()["bill_length"].isna().sum()


def test_rows_are_added_to_a_database_or_replace_those_there(folder: Path) -> None:
    write = step("write", "output.write_sql", {"table": "read.table"}, name="t", con="DATABASE_URL")
    more = {**write, "id": "more", "params": {**write["params"], "if_exists": "append"}}
    counts = []
    for steps in ((write,), (write, more), (write,)):
        run_flow(folder, READ, *steps)
        with contextlib.closing(sqlite3.connect(folder / "data/penguins.db")) as database:
            counts += database.execute("SELECT count(*) FROM t").fetchone()
    assert counts == [len(penguins()), 2 * len(penguins()), len(penguins())]


def test_predictions_stand_beside_their_rows(folder: Path) -> None:
    links = {"predictions": "scores.predictions", "X": "parts.X"}
    save = step("save", "output.save_predictions", links, column="species", index=True)
    values = run_flow(folder, READ, PARTS, TRAIN, SCORES, save)
    saved = pd.read_csv(folder / "output/predictions.csv", index_col=0)
    assert list(saved) == [*FEATURES, "species"]
    assert saved["species"].tolist() == list(values["scores.predictions"])
    assert saved.index.tolist() == values["parts.X"].index.tolist()


def test_a_model_predicts_the_same_after_a_safe_way_through_a_file(folder: Path) -> None:
    save = step("save", "output.save_model_skops", {"model": "train.model"}, path="safe.skops")
    values = run_flow(folder, READ, PARTS, TRAIN, save)
    load = step("load", "output.load_model_skops", path="output/safe.skops")
    restored = run_flow(folder, load)["load.model"]
    X = values["parts.X"]  # noqa: N806 - as in the pipeline
    assert (restored.predict(X) == values["train.model"].predict(X)).all()


class Untrusted:
    """Stands for a type of somebody else's."""


def test_a_type_that_is_not_trusted_stops_the_loading(folder: Path) -> None:
    skops.io.dump(Untrusted(), folder / "models/untrusted.skops")
    load = step("load", "output.load_model_skops", path="models/untrusted.skops")
    with pytest.raises(UntrustedTypesFoundException, match="Untrusted"):
        run_flow(folder, load)


def _card(folder: Path, **params: Any) -> str:
    links = {"model": "train.model", "metrics": ["scores.metrics"], "X": "parts.X", "y": "parts.y"}
    run_flow(folder, READ, PARTS, TRAIN, SCORES, step("card", "output.model_card", links, **params))
    return (folder / "output/model_card.md").read_text(encoding="utf-8")


def test_a_model_card_tells_of_data_model_scores_and_versions(folder: Path) -> None:
    card = _card(folder, title="Species", intended_use="Tell *species* apart.")
    assert card.startswith("# Species\n")
    assert "Tell *species* apart." in card
    assert "    LogisticRegression(max_iter=1000)" in card
    assert "| Gentoo | 25 |" in card
    assert re.search(r"\| balanced\\_accuracy \| [01]\.?\d* \|", card)
    version = metadata.version("scikit-learn").replace(".", "\\.")
    assert f"| scikit\\-learn | {version} |" in card
    assert _card(folder, title="Species", intended_use="Tell *species* apart.") == card


def test_a_model_card_names_no_address(folder: Path) -> None:
    joblib.dump(FunctionTransformer(textwrap.indent), folder / "models/indent.joblib")
    load = step("load", "output.load_model", path="models/indent.joblib")
    run_flow(folder, load, step("card", "output.model_card", {"model": "load.model"}))
    card = (folder / "output/model_card.md").read_text(encoding="utf-8")
    assert "    FunctionTransformer(func=<function indent>)" in card


def test_data_cannot_pose_as_markdown_in_a_model_card(folder: Path) -> None:
    hostile = "</table>\n# [x](javascript:alert(1)) | `y` <script>"
    card = _card(folder, title=hostile)
    assert card.count("\n# ") == 0
    assert not re.search(r"(?<!\\)[<>`\[\]]", card)
