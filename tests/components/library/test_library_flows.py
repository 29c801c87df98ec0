"""Whole pipelines of the library's components give the right numbers."""

from __future__ import annotations

import json
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from tests.components.library.flow import run_flow, step
from tests.components.library.sample_data import penguins

READ = {"id": "read", "component": "data.read_csv", "params": {"path": "data/penguins.csv"}}
SPLIT = {
    "id": "split",
    "component": "prepare.train_test_split",
    "inputs": {"table": "read.table"},
    "params": {"target": "species", "stratify": True},
}
TRAIN = {"X": "split.X_train", "y": "split.y_train"}
TEST = {"X": "split.X_test", "y": "split.y_test"}

# Columns of both kinds with missing values, each prepared in its own way.
PREPARATION = [
    step("impute", "prepare.impute", strategy="median"),
    step("scale", "prepare.scale"),
    step("fill", "prepare.impute", strategy="most_frequent"),
    step("one_hot", "prepare.one_hot_encode"),
    step(
        "columns",
        "prepare.by_column",
        {
            "numeric": ["impute.transformer", "scale.transformer"],
            "categorical": ["fill.transformer", "one_hot.transformer"],
        },
    ),
]
PREPARED = {**TRAIN, "preparation": ["columns.transformer"]}


def test_mixed_columns_with_missing_values_train_models_that_can_tell_species(folder: Path) -> None:
    values = run_flow(
        folder,
        READ,
        SPLIT,
        *PREPARATION,
        step("forest", "train.random_forest_classifier", PREPARED),
        step("logistic", "train.logistic_regression", PREPARED),
        step("baseline", "train.dummy_classifier", TRAIN),
        step(
            "forest_scores",
            "evaluate.classification_metrics",
            {"model": "forest.model", **TEST},
            roc_auc=True,
        ),
        step(
            "baseline_scores",
            "evaluate.classification_metrics",
            {"model": "baseline.model", **TEST},
        ),
        step("importance", "evaluate.feature_importance", {"model": "forest.model"}),
        step("weights", "evaluate.feature_importance", {"model": "logistic.model"}),
        step("report", "evaluate.classification_report", {"model": "logistic.model", **TEST}),
        step(
            "predict",
            "evaluate.predict",
            {"model": "forest.model", "X": "split.X_test"},
            probabilities=True,
        ),
        step(
            "save",
            "output.save_metrics",
            {"metrics": ["forest_scores.metrics", "baseline_scores.metrics"]},
            path="reports/scores.json",
        ),
        step("keep", "output.save_model", {"model": "forest.model"}, path="forest.joblib"),
    )
    assert values["forest_scores.metrics"]["accuracy"] > 0.8
    assert values["forest_scores.metrics"]["roc_auc"] > 0.95
    assert values["baseline_scores.metrics"]["accuracy"] < 0.5
    features = set(values["importance.table"].index)
    assert features == set(values["weights.table"].index)
    assert {"bill_length", "body_mass", "island_Biscoe", "sex_male"} <= features
    assert values["importance.table"]["importance"].sum() == pytest.approx(1)
    assert {"Adelie", "Chinstrap", "Gentoo", "macro avg"} <= set(values["report.table"].index)
    predicted = values["predict.table"]
    probabilities = predicted.filter(like="probability_")
    assert list(probabilities) == [
        f"probability_{name}" for name in ("Adelie", "Chinstrap", "Gentoo")
    ]
    assert np.allclose(probabilities.sum(axis="columns"), 1)
    assert (predicted["prediction"] == values["forest_scores.predictions"]).all()

    saved = json.loads((folder / "output/reports/scores.json").read_text())
    assert saved == {
        "forest_metrics": values["forest_scores.metrics"],
        "baseline_metrics": values["baseline_scores.metrics"],
    }
    restored = joblib.load(folder / "output/forest.joblib")
    assert (restored.predict(values["split.X_test"]) == predicted["prediction"]).all()


def test_rows_that_are_held_out_leave_no_trace_in_the_preparation(folder: Path) -> None:
    values = run_flow(
        folder,
        READ,
        SPLIT,
        *PREPARATION,
        step("logistic", "train.logistic_regression", PREPARED),
    )
    numeric = values["logistic.model"][0].named_transformers_["numeric"]
    numbers = values["split.X_train"].select_dtypes("number")
    assert list(numeric[0].statistics_) == list(numbers.median())
    assert list(numeric[0].statistics_) != list(penguins().select_dtypes("number").median())


def test_a_transformer_that_two_models_share_is_fitted_for_each_alone(folder: Path) -> None:
    numbers = step(
        "numbers", "clean.select_columns", {"table": "read.table"}, columns=["bill_depth", "year"]
    )
    heavy = step("heavy", "clean.filter_rows", {"table": "numbers.table"}, expr="bill_depth > 17")
    scale = step("scale", "prepare.scale")
    links = {"preparation": ["scale.transformer"]}
    values = run_flow(
        folder,
        READ,
        numbers,
        heavy,
        scale,
        step("all", "train.k_means", {"X": "numbers.table", **links}, n_clusters=2),
        step("some", "train.k_means", {"X": "heavy.table", **links}, n_clusters=2),
    )
    means = [values[f"{id_}.model"][0].mean_[0] for id_ in ("all", "some")]
    expected = penguins()["bill_depth"]
    assert means == pytest.approx([expected.mean(), expected[expected > 17].mean()])


def test_tuning_reaches_settings_within_the_preparation(folder: Path) -> None:
    grid = {
        "columntransformer__numeric__simpleimputer__strategy": ["mean", "median"],
        "logisticregression__C": [0.01, 1],
    }
    values = run_flow(
        folder,
        READ,
        SPLIT,
        *PREPARATION,
        step("logistic", "train.logistic_regression", PREPARED),
        step("folds", "tune.cross_validate", {"model": "logistic.model", **TRAIN}),
        step("tune", "tune.grid_search", {"model": "logistic.model", **TRAIN}, param_grid=grid),
        step("scores", "evaluate.classification_metrics", {"model": "tune.model", **TEST}),
        step(
            "permute",
            "evaluate.permutation_importance",
            {"model": "tune.model", **TEST},
            n_repeats=3,
        ),
    )
    assert len(values["folds.table"]) == 5
    assert values["folds.metrics"]["test_score_mean"] == values["folds.table"]["test_score"].mean()
    assert set(values["tune.metrics"]) == {*grid, "score"}
    assert values["tune.metrics"]["score"] >= values["folds.metrics"]["test_score_mean"] - 0.05
    assert values["scores.metrics"]["accuracy"] > 0.8
    assert list(values["permute.table"].sort_index().index) == sorted(values["split.X_test"])
    assert values["permute.table"].index[0] in {"bill_length", "bill_depth", "body_mass"}


def test_gradient_boosting_takes_missing_values_and_categories(folder: Path) -> None:
    values = run_flow(
        folder,
        READ,
        {**SPLIT, "params": {"target": "body_mass"}},
        step("ordinal", "prepare.ordinal_encode"),
        step("columns", "prepare.by_column", {"categorical": ["ordinal.transformer"]}),
        step("boosting", "train.gradient_boosting_regressor", PREPARED),
        step("scores", "evaluate.regression_metrics", {"model": "boosting.model", **TEST}),
    )
    assert values["scores.metrics"]["r2"] > 0.5
    assert values["scores.metrics"]["mae"] < values["scores.metrics"]["rmse"]


def test_clusters_are_scored_as_the_model_sees_the_rows(folder: Path) -> None:
    values = run_flow(
        folder,
        READ,
        step("complete", "clean.drop_missing", {"table": "read.table"}),
        step(
            "numbers",
            "clean.select_columns",
            {"table": "complete.table"},
            columns=["bill_length", "bill_depth", "body_mass"],
        ),
        step("scale", "prepare.scale"),
        step(
            "groups",
            "train.k_means",
            {"X": "numbers.table", "preparation": ["scale.transformer"]},
            n_clusters=3,
        ),
        step("scores", "evaluate.silhouette", {"model": "groups.model", "X": "numbers.table"}),
    )
    assert values["groups.table"]["cluster"].nunique() == 3
    assert "cluster" not in values["numbers.table"]
    assert np.allclose(values["scores.array"].mean(axis=0), 0)
    assert values["scores.metrics"]["silhouette"] > 0.3


def test_a_european_file_is_read_as_it_is_meant(folder: Path) -> None:
    values = run_flow(
        folder,
        step(
            "read",
            "data.read_csv",
            path="data/pinguine.csv",
            sep=";",
            decimal=",",
            encoding="latin-1",
            skiprows=1,
            na_values=["-"],
            parse_dates=["seen"],
        ),
    )
    expected = penguins()
    table = values["read.table"]
    assert table["bill_length"].equals(expected["bill_length"])
    assert table["island"].isna().sum() == expected["island"].isna().sum()
    assert "Gentoo (süd)" in set(table["species"])
    assert table["seen"].dt.year.unique() == [2009]


COLUMN = penguins()["bill_length"]


@pytest.mark.parametrize("columns", [None, ["bill_length"]])
@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("mean", COLUMN.mean()),
        ("median", COLUMN.median()),
        ("mode", COLUMN.mode()[0]),
        ("ffill", COLUMN[2]),
        ("bfill", COLUMN[4]),
        ("number", 40),
    ],
)
def test_missing_numbers_are_filled(
    folder: Path, method: str, value: float, columns: list[str] | None
) -> None:
    chosen = {"columns": columns} if columns else {}
    fill = step(
        "fill", "clean.fill_missing", {"table": "read.table"}, method=method, number=40, **chosen
    )
    filled = run_flow(folder, READ, fill)["fill.table"]
    assert filled["bill_length"][3] == value
    assert filled["bill_length"].notna().all()
    spared = columns is not None or method in {"mean", "median", "number"}
    assert filled["island"].isna().any() == spared


@pytest.mark.parametrize("columns", [None, ["island"]])
def test_missing_texts_are_filled(folder: Path, columns: list[str] | None) -> None:
    chosen = {"columns": columns} if columns else {}
    fill = step("fill", "clean.fill_missing", {"table": "read.table"}, method="text", **chosen)
    filled = run_flow(folder, READ, fill)["fill.table"]
    assert list(filled["island"][[5, 30]]) == ["missing", "missing"]
    assert filled["bill_length"].isna().sum() == 2


def test_code_of_ones_own_takes_and_gives_values(folder: Path) -> None:
    code = "heaviest = table.nlargest(n=3, columns='body_mass')\nmass = heaviest['body_mass']"
    values = run_flow(
        folder,
        READ,
        step(
            "own",
            "custom.python",
            {"table": "read.table"},
            inputs={"table": "table"},
            outputs={"heaviest": "table", "mass": "column"},
            code=code,
        ),
        step("look", "explore.preview", {"table": "own.heaviest"}),
    )
    assert list(values["own.mass"]) == list(penguins()["body_mass"].nlargest(3))
    pd.testing.assert_frame_equal(values["look.table"], values["own.heaviest"])
