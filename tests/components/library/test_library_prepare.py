"""Splits, preparation and balancing do what they say, against computations by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run, program_of

READ = {"id": "read", "component": "data.read_csv", "params": {"path": "data/own.csv"}}


def _step(
    id_: str, component: str, inputs: dict[str, Any] | None = None, /, **params: Any
) -> dict[str, Any]:
    return {"id": id_, "component": component, "inputs": inputs or {}, "params": params}


def _run(folder: Path, table: pd.DataFrame, *steps: dict[str, Any]) -> dict[str, Any]:
    """Run steps on a table that a step `read` gives, and return their values by `step.port`."""
    (folder / "data").mkdir(exist_ok=True)
    table.to_csv(folder / "data/own.csv", index=False)
    pipeline = Pipeline.model_validate({"name": "Own", "steps": [READ, *steps]})
    run = Run(program_of(pipeline), folder)
    return {
        f"{block.step.step.id}.{output.port}": run.namespace[output.variable]
        for block in run.program.blocks
        for output in block.step.outputs.values()
    }


def _split(component: str, **params: Any) -> dict[str, Any]:
    return _step("split", component, {"table": "read.table"}, target="y", **params)


def _numbers(rows: int) -> pd.DataFrame:
    random = np.random.default_rng(0)
    return pd.DataFrame({"a": random.normal(size=rows), "b": random.normal(size=rows)})


def _values(run: dict[str, Any], *ports: str) -> list[Any]:
    return [run[f"split.{port}"] for port in ports]


def test_no_group_is_on_both_sides(tmp_path: Path) -> None:
    patients = np.random.default_rng(1).integers(0, 20, 200)
    table = _numbers(200).assign(patient=patients, y=np.arange(200))
    run = _run(tmp_path, table, _split("prepare.group_split", groups="patient", test_size=0.3))
    features, y_train, y_test = _values(run, "X_train", "y_train", "y_test")
    train, test = (set(patients[y]) for y in (y_train, y_test))
    assert not train & test
    assert len(test) == 6  # 30 % of the groups, not of the rows.
    assert sorted([*y_train, *y_test]) == list(range(200))
    assert list(features.columns) == list(run["split.X_test"].columns) == ["a", "b"]
    assert (features["a"] == table["a"][y_train]).all()
    assert (run["split.groups_train"] == patients[y_train]).all()


def test_groups_are_a_feature_only_where_asked_for(tmp_path: Path) -> None:
    table = _numbers(20).assign(patient=np.arange(20) % 5, y=np.arange(20))
    features = ["b", "patient"]
    run = _run(tmp_path, table, _split("prepare.group_split", groups="patient", features=features))
    assert list(run["split.X_test"].columns) == features


def test_the_last_rows_in_time_are_held_out(tmp_path: Path) -> None:
    days = pd.date_range("2026-01-01", periods=40).to_series().sample(frac=1, random_state=0)
    table = _numbers(40).assign(day=days.dt.strftime("%Y-%m-%d").to_numpy(), y=np.arange(40))
    run = _run(tmp_path, table, _split("prepare.time_split", time="day", test_size=0.25))
    y_train, y_test = _values(run, "y_train", "y_test")
    assert len(y_test) == 10
    assert table["day"][y_train].max() < table["day"][y_test].min()
    assert table["day"][y_train].is_monotonic_increasing
    assert table["day"][y_test].is_monotonic_increasing
    assert list(run["split.X_train"].columns) == ["a", "b"]


def test_rows_of_the_same_time_keep_their_order(tmp_path: Path) -> None:
    table = _numbers(12).assign(year=[2, 1] * 6, y=np.arange(12))
    run = _run(tmp_path, table, _split("prepare.time_split", time="year", test_size=0.5))
    y_train, y_test = _values(run, "y_train", "y_test")
    assert list(y_train) == [1, 3, 5, 7, 9, 11]
    assert list(y_test) == [0, 2, 4, 6, 8, 10]


def test_rows_that_are_not_shuffled_are_held_out_at_the_end(tmp_path: Path) -> None:
    table = _numbers(8).assign(y=np.arange(8))
    run = _run(tmp_path, table, _split("prepare.train_test_split", shuffle=False, stratify=True))
    assert list(run["split.y_test"]) == [6, 7]


def test_three_parts_have_their_shares_of_all_rows(tmp_path: Path) -> None:
    table = _numbers(200).assign(y=["rare"] * 20 + ["common"] * 180)
    step = _split("prepare.three_way_split", validation_size=0.3, test_size=0.1, stratify=True)
    run = _run(tmp_path, table, step)
    parts = _values(run, "y_train", "y_validation", "y_test")
    assert [len(part) for part in parts] == [120, 60, 20]
    assert [(part == "rare").sum() for part in parts] == [12, 6, 2]
    assert sorted(index for part in parts for index in part.index) == list(range(200))
    for features, part in zip(
        _values(run, "X_train", "X_validation", "X_test"), parts, strict=True
    ):
        assert (features.index == part.index).all()


IMBALANCED = ["a"] * 60 + ["b"] * 30 + ["c"] * 10


def _balanced(folder: Path, method: str) -> tuple[dict[str, Any], pd.DataFrame]:
    table = _numbers(100).assign(y=IMBALANCED)
    run = _run(
        folder,
        table,
        _split("prepare.train_test_split", stratify=True, test_size=0.2),
        _step(
            "balance",
            "prepare.balance_classes",
            {"X": "split.X_train", "y": "split.y_train"},
            method=method,
        ),
    )
    return run, table


@pytest.mark.parametrize(("method", "size"), [("oversample", 48), ("undersample", 8)])
def test_balancing_evens_the_classes_of_training_rows_alone(
    tmp_path: Path, method: str, size: int
) -> None:
    run, table = _balanced(tmp_path, method)
    rows, y = run["balance.X"], run["balance.y"]
    assert y.value_counts().to_dict() == {"a": size, "b": size, "c": size}
    assert (rows.index == y.index).all()
    # A row is one of the training rows as it was, and rows to test on stay as imbalanced as they are.
    assert set(rows.index) <= set(run["split.X_train"].index)
    pd.testing.assert_frame_equal(rows, table.loc[rows.index, ["a", "b"]])
    assert run["split.y_test"].value_counts().to_dict() == {"a": 12, "b": 6, "c": 2}


def test_oversampling_loses_no_row_and_undersampling_repeats_none(tmp_path: Path) -> None:
    over, _ = _balanced(tmp_path, "oversample")
    assert set(over["balance.X"].index) == set(over["split.X_train"].index)
    under, _ = _balanced(tmp_path, "undersample")
    assert under["balance.X"].index.is_unique


def test_rows_are_balanced_by_their_place_where_labels_of_rows_repeat(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": range(6), "y": [0, 0, 0, 0, 1, 1]})
    run = _run(
        tmp_path,
        table,
        _step(
            "twice",
            "custom.python",
            {"table": "read.table"},
            inputs={"table": "table"},
            outputs={"X": "table", "y": "column"},
            code='table = table.set_index(table["y"] * 0)\nX, y = table[["a"]], table["y"]',
        ),
        _step("balance", "prepare.balance_classes", {"X": "twice.X", "y": "twice.y"}),
    )
    assert run["balance.y"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert set(run["balance.X"]["a"][4:]) == {4, 5}


def test_a_target_encoder_in_a_model_does_not_leak(tmp_path: Path) -> None:
    # A category for each row, and a target by chance: only a leak could predict it.
    rows = 300
    table = pd.DataFrame({"who": [f"p{row}" for row in range(rows)]})
    table["y"] = np.random.default_rng(0).integers(0, 2, rows)
    run = _run(
        tmp_path,
        table,
        _split("prepare.train_test_split", test_size=0.5),
        _step("encode", "prepare.target_encode", target_type="binary"),
        _step(
            "train",
            "train.logistic_regression",
            {"X": "split.X_train", "y": "split.y_train", "preparation": ["encode.transformer"]},
        ),
    )
    model, people, y = run["train.model"], run["split.X_train"], run["split.y_train"]
    # As the pipeline fits it, no row is encoded by its own target: what is left is the mean of other rows.
    encoded = clone(run["encode.transformer"]).fit_transform(people, y)
    assert abs(np.corrcoef(encoded[:, 0], y)[0, 1]) < 0.2
    leaking = clone(run["encode.transformer"]).fit(people, y).transform(people)
    assert np.corrcoef(leaking[:, 0], y)[0, 1] > 0.9
    assert np.ptp(encoded) < 0.1
    assert model.score(run["split.X_test"], run["split.y_test"]) < 0.6


def test_a_target_encoder_gives_the_means_of_the_categories(tmp_path: Path) -> None:
    table = pd.DataFrame({"town": ["x", "y"] * 50, "y": np.arange(100) % 4})
    run = _run(
        tmp_path,
        table,
        _split("prepare.train_test_split"),
        _step("encode", "prepare.target_encode", target_type="continuous", smooth=0),
    )
    towns, y = run["split.X_train"], run["split.y_train"]
    encoder = clone(run["encode.transformer"]).fit(towns, y)
    means = y.groupby(towns["town"]).mean()
    assert encoder.transform(pd.DataFrame({"town": ["x", "y"]}))[:, 0] == pytest.approx(
        means[["x", "y"]].to_numpy()
    )


def _reviews() -> pd.DataFrame:
    good = ["a lovely, warm film", "warm and lovely", "what a lovely story"] * 10
    bad = ["a dull, cold film", "cold and dull", "what a dull story"] * 10
    return pd.DataFrame(
        {
            "title (draft)": ["Über", "Under"] * 30,
            "review.text": good + bad,
            "length": [len(text) for text in good + bad],
            "country": ["DE", "FR", "ES"] * 20,
            "y": ["good"] * 30 + ["bad"] * 30,
        }
    )


TEXT_COLUMNS = ["review.text", "title (draft)"]
TRAIN = {"X": "split.X_train", "y": "split.y_train", "preparation": ["columns.transformer"]}
PREPARATION = [
    _step("scale", "prepare.scale"),
    _step("one_hot", "prepare.one_hot_encode"),
    _step("words", "prepare.tfidf", stop_words=["a", "and"]),
]


def _by_column(**params: Any) -> dict[str, Any]:
    inputs = {
        "numeric": ["scale.transformer"],
        "categorical": ["one_hot.transformer"],
        "text": ["words.transformer"],
    }
    return _step("columns", "prepare.by_column", inputs, **params)


def test_texts_beside_numbers_and_categories_train_a_model(tmp_path: Path) -> None:
    run = _run(
        tmp_path,
        _reviews(),
        _split("prepare.train_test_split", stratify=True),
        *PREPARATION,
        _by_column(text_columns=TEXT_COLUMNS),
        _step("train", "train.logistic_regression", TRAIN),
    )
    model = run["train.model"]
    assert model.score(run["split.X_test"], run["split.y_test"]) == 1
    names = set(model[:-1].get_feature_names_out())
    # Texts are no categories; names with signs that mean something to regular expressions are found.
    assert {"length", "country_DE", "lovely", "dull", "über"} <= names
    assert not any(name.startswith("review") for name in names)
    assert not {"a", "and"} & names


def test_missing_texts_can_be_filled_before_their_words_are_counted(tmp_path: Path) -> None:
    table = _reviews()
    table.loc[[3, 40], "review.text"] = None
    run = _run(
        tmp_path,
        table,
        _split("prepare.train_test_split", features=["review.text"]),
        _step("fill", "prepare.impute", strategy="constant", fill_value="nothing"),
        _step("words", "prepare.tfidf"),
        _step(
            "columns",
            "prepare.by_column",
            {"text": ["fill.transformer", "words.transformer"]},
            text_columns=["review.text"],
        ),
        _step("train", "train.logistic_regression", TRAIN),
    )
    assert "nothing" in run["train.model"][:-1].get_feature_names_out()


def test_a_single_column_of_texts_needs_no_preparation_by_column(tmp_path: Path) -> None:
    run = _run(
        tmp_path,
        _reviews(),
        _split("prepare.train_test_split", features=["review.text"]),
        _step("words", "prepare.tfidf"),
        _step(
            "train", "train.logistic_regression", {**TRAIN, "preparation": ["words.transformer"]}
        ),
    )
    assert run["train.model"].score(run["split.X_test"], run["split.y_test"]) == 1


@pytest.mark.parametrize("params", [{}, {"text_columns": []}])
def test_texts_need_the_names_of_their_columns(params: dict[str, Any]) -> None:
    steps = [*PREPARATION, _by_column(**params)]
    pipeline = Pipeline.model_validate({"name": "Texts", "steps": steps})
    problems = [
        each for each in check_pipeline(pipeline, builtin_catalog()) if each.severity == "error"
    ]
    assert [each.code for each in problems] == ["missing-value"]
    assert problems[0].remedy == 'Fill in "Text columns".'


def test_names_of_text_columns_may_be_left_out_where_no_texts_are_linked() -> None:
    steps = [_step("columns", "prepare.by_column")]
    pipeline = Pipeline.model_validate({"name": "Texts", "steps": steps})
    assert [
        each for each in check_pipeline(pipeline, builtin_catalog()) if each.severity == "error"
    ] == []


@pytest.mark.parametrize(
    ("scaler", "params", "low", "high"),
    [
        ("MinMaxScaler", {"feature_range": [-1, 1]}, -1, 1),
        ("MaxAbsScaler", {}, 0.5, 1),
        ("RobustScaler", {"quantile_range": [0, 100]}, -0.5, 0.5),
        ("StandardScaler", {"with_std": False}, -2, 2),
    ],
)
def test_each_scaler_scales_as_it_says(
    tmp_path: Path, scaler: str, params: dict[str, Any], low: float, high: float
) -> None:
    table = pd.DataFrame({"a": [4.0, 5, 6, 7, 8]})
    run = _run(tmp_path, table, _step("scale", "prepare.scale", scaler=scaler, **params))
    scaled = run["scale.transformer"].fit_transform(table)
    assert (scaled.min(), scaled.max()) == pytest.approx((low, high))


def test_categories_in_an_order_of_ones_own_are_numbered_by_it(tmp_path: Path) -> None:
    table = pd.DataFrame({"size": ["small", "large", "medium", "huge"]})
    order = [["small", "medium", "large"]]
    run = _run(tmp_path, table, _step("encode", "prepare.ordinal_encode", categories=order))
    encoder = run["encode.transformer"].fit(table[:3])
    assert encoder.transform(table)[:, 0].tolist() == [0, 2, 1, -1]


def test_imputers_fill_by_related_columns(tmp_path: Path) -> None:
    a = np.arange(30.0)
    table = pd.DataFrame({"a": a, "b": 2 * a})
    table.loc[10, "b"] = np.nan
    run = _run(
        tmp_path,
        table,
        _step("near", "prepare.knn_impute", n_neighbors=2),
        _step("line", "prepare.iterative_impute"),
    )
    for name in ("near", "line"):
        filled = run[f"{name}.transformer"].fit_transform(table)
        assert filled[10, 1] == pytest.approx(20, abs=0.01)
