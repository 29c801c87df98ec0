"""Scores, curves and comparisons of the library are those that scikit-learn gives by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from sklearn.inspection import partial_dependence
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    f1_score,
    mean_absolute_error,
    roc_auc_score,
    root_mean_squared_error,
    silhouette_score,
)
from sklearn.model_selection import cross_val_score
from sklearn.naive_bayes import GaussianNB

from tests.components.library.flow import run_flow, step

FEATURES = ["bill_length", "bill_depth", "year"]
READ = [
    step("read", "data.read_csv", path="data/penguins.csv"),
    step("complete", "clean.drop_missing", {"table": "read.table"}),
]
TRAIN = {"X": "split.X_train", "y": "split.y_train"}
TEST = {"X": "split.X_test", "y": "split.y_test"}


def _split(target: str, **params: Any) -> dict[str, Any]:
    table = {"table": "complete.table"}
    split = step("split", "prepare.train_test_split", table, target=target, **params)
    split["params"]["features"] = FEATURES
    return split


def _models(kind: str) -> list[dict[str, Any]]:
    if kind == "regression":
        linear = step("first", "train.linear_regression", TRAIN)
        return [linear, step("second", "train.decision_tree_regressor", TRAIN, max_depth=3)]
    bayes = step("first", "train.gaussian_naive_bayes", TRAIN)
    return [bayes, step("second", "train.linear_support_vector_classifier", TRAIN, max_iter=20)]


def _legend(figure: Figure) -> dict[str, float]:
    """Return the numbers that a legend tells, by the name before them."""
    texts = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    found = [re.fullmatch(r"(.+?)(?: \(\w+ = ([\d.]+)\))?", text) for text in texts]
    return {match[1]: float(match[2]) for match in found if match and match[2]}


@pytest.mark.parametrize("model", ["first", "second"])
@pytest.mark.parametrize(
    ("component", "score"),
    [
        ("evaluate.roc_curve", roc_auc_score),
        ("evaluate.precision_recall_curve", average_precision_score),
    ],
)
def test_each_of_several_classes_has_a_curve(
    folder: Path, component: str, score: Any, model: str
) -> None:
    values = run_flow(
        folder,
        *READ,
        _split("species", stratify=True),
        *_models("classification"),
        step("curve", component, {"model": f"{model}.model", **TEST}),
    )
    fitted, y = values[f"{model}.model"], values["split.y_test"]
    scores = fitted.predict_proba if model == "first" else fitted.decision_function
    by_class = dict(zip(fitted.classes_, scores(values["split.X_test"]).T, strict=True))
    told = _legend(values["curve.figure"])
    for name in ("Adelie", "Chinstrap", "Gentoo"):
        assert told[name] == pytest.approx(score(y == name, by_class[name]), abs=0.006)


@pytest.mark.parametrize("positive", ["female", "male"])
def test_of_two_classes_one_is_to_be_found(folder: Path, positive: str) -> None:
    inputs = {"model": "first.model", **TEST}
    values = run_flow(
        folder,
        *READ,
        _split("sex"),
        *_models("classification"),
        step("curve", "evaluate.precision_recall_curve", inputs, pos_label=positive),
        step("calibration", "evaluate.calibration_curve", inputs, pos_label=positive),
    )
    fitted, y = values["first.model"], values["split.y_test"]
    column = list(fitted.classes_).index(positive)
    probability = fitted.predict_proba(values["split.X_test"])[:, column]
    expected = average_precision_score(y == positive, probability)
    (told,) = (
        value for name, value in _legend(values["curve.figure"]).items() if "Chance" not in name
    )
    assert told == pytest.approx(expected, abs=0.006)
    curve = values["calibration.figure"].axes[0].lines[1]
    bins = np.minimum((probability * 5).astype(int), 4)
    shares = pd.Series(y.to_numpy() == positive).groupby(bins).mean()
    assert list(curve.get_ydata()) == pytest.approx(list(shares))


@pytest.mark.parametrize("positive", ["female", "male"])
@pytest.mark.parametrize("curve", ["roc_curve", "precision_recall_curve", "calibration_curve"])
def test_a_class_that_no_test_row_has_is_told(folder: Path, curve: str, positive: str) -> None:
    others = {"table": "complete.table"}
    rest = step("rest", "clean.filter_rows", others, expr=f"sex != '{positive}'")
    parts = step(
        "parts",
        "prepare.features_and_target",
        {"table": "rest.table"},
        target="sex",
        features=FEATURES,
    )
    judge = {"model": "first.model", "X": "parts.X", "y": "parts.y"}
    draw = step("curve", f"evaluate.{curve}", judge, pos_label=positive)
    with pytest.raises(ValueError, match=rf"needs rows of every class.*'{positive}'"):
        run_flow(folder, *READ, _split("sex"), _models("classification")[0], rest, parts, draw)


def test_classifiers_are_compared_on_the_same_rows(folder: Path) -> None:
    models = {"models": ["second.model", "first.model"], **TEST}
    values = run_flow(
        folder,
        *READ,
        _split("species", stratify=True),
        *_models("classification"),
        step("compare", "evaluate.compare_classifiers", models),
    )
    table = values["compare.table"].set_index("model")
    y = values["split.y_test"]
    for id_, name in (("first", "naive_bayes"), ("second", "linear_svc")):
        predicted = values[f"{id_}.model"].predict(values["split.X_test"])
        assert table["balanced_accuracy"][name] == balanced_accuracy_score(y, predicted)
        assert table["f1"][name] == f1_score(y, predicted, average="macro")
    assert table["balanced_accuracy"].is_monotonic_decreasing
    groups = values["compare.figure"].axes[0].containers
    assert [bar.get_height() for bar in groups[0]] == pytest.approx(list(table.iloc[0]))


@pytest.mark.parametrize(("best_by", "rising"), [("rmse", True), ("r2", False)])
def test_regressors_are_compared_on_the_same_rows(folder: Path, best_by: str, rising: bool) -> None:
    models = {"models": ["first.model", "second.model"], **TEST}
    values = run_flow(
        folder,
        *READ,
        _split("body_mass"),
        *_models("regression"),
        step("compare", "evaluate.compare_regressors", models, best_by=best_by),
    )
    table = values["compare.table"].set_index("model")
    predicted = values["second.model"].predict(values["split.X_test"])
    y = values["split.y_test"]
    assert table["mae"]["tree"] == mean_absolute_error(y, predicted)
    assert table["rmse"]["tree"] == root_mean_squared_error(y, predicted)
    assert list(table.index) == list(table.sort_values(best_by, ascending=rising).index)
    assert [axes.get_title() for axes in values["compare.figure"].axes] == list(table.columns)


def test_a_learning_curve_ends_with_all_rows(folder: Path) -> None:
    inputs = {"model": "first.model", **TRAIN}
    values = run_flow(
        folder,
        *READ,
        _split("species", stratify=True),
        _models("classification")[0],
        step("learn", "evaluate.learning_curve", inputs, train_sizes=[0.5, 1.0], cv=4),
        step("again", "evaluate.learning_curve", inputs, train_sizes=[0.5, 1.0], cv=4),
    )
    X, y = values["split.X_train"], values["split.y_train"]  # noqa: N806
    last = values["learn.table"].iloc[-1]
    assert last["test_score"] == pytest.approx(cross_val_score(GaussianNB(), X, y, cv=4).mean())
    assert last["rows"] == len(X) * 3 // 4
    pd.testing.assert_frame_equal(values["learn.table"], values["again.table"])


@pytest.mark.parametrize("target", ["species", "sex", "body_mass"])
def test_partial_dependence_is_that_of_the_model(folder: Path, target: str) -> None:
    kind = "regression" if target == "body_mass" else "classification"
    inputs = {"model": "first.model", "X": "split.X_test"}
    values = run_flow(
        folder,
        *READ,
        _split(target),
        _models(kind)[0],
        step(
            "look",
            "evaluate.partial_dependence",
            inputs,
            features=["bill_length", "year"],
            grid_resolution=5,
        ),
    )
    X = values["split.X_test"].astype(float)  # noqa: N806
    by_hand = partial_dependence(values["first.model"], X, ["bill_length"], grid_resolution=5)
    drawn = [axes.lines[0].get_ydata() for axes in values["look.figure"].axes if axes.lines]
    assert any(np.allclose(line, by_hand.average[-1]) for line in drawn)


def test_the_silhouette_of_any_clusters_leaves_noise_out(folder: Path) -> None:
    numbers = step(
        "numbers", "clean.select_columns", {"table": "complete.table"}, columns=FEATURES[:2]
    )
    scaled = {"preparation": ["scale.transformer"]}
    values = run_flow(
        folder,
        *READ,
        numbers,
        step("scale", "prepare.scale"),
        step("dense", "train.dbscan", {"X": "numbers.table", **scaled}, eps=0.45),
        step("judge", "evaluate.silhouette_plot", {"table": "dense.table", **scaled}),
    )
    table, labels = values["numbers.table"], values["dense.labels"]
    scaled_by_hand = (table - table.mean()) / table.std(ddof=0)
    assert 0 < (labels == -1).sum() < len(table)
    metrics = values["judge.metrics"]
    expected = silhouette_score(scaled_by_hand[labels != -1], labels[labels != -1])
    assert metrics["silhouette"] == pytest.approx(expected)
    assert metrics["noise"] == (labels == -1).sum()
    assert metrics["clusters"] == len(set(labels) - {-1})
