"""Models and searches of the library give what scikit-learn gives by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import DBSCAN
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import (
    GroupKFold,
    StratifiedKFold,
    TimeSeriesSplit,
    cross_val_predict,
    cross_val_score,
)
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tests.components.library.flow import run_flow, step

BLOBS = {"a": (0, 0), "b": (10, 0), "c": (0, 10)}
FEATURES = ["left", "right"]


@pytest.fixture(scope="module")
def blobs() -> pd.DataFrame:
    """Three clear groups of rows, mixed, each of two clients, with a number that follows them."""
    random = np.random.default_rng(0)
    names = random.permutation(np.repeat(list(BLOBS), 30))
    centers = np.array([BLOBS[name] for name in names])
    table = pd.DataFrame(centers + random.normal(size=(90, 2)), columns=FEATURES)
    table["group"] = names
    table["client"] = random.integers(0, 12, 90)
    table["amount"] = 3 * table["left"] + table["right"] ** 2 + random.normal(size=90)
    return table


@pytest.fixture(scope="module")
def start(folder: Path, blobs: pd.DataFrame) -> list[dict[str, Any]]:
    """Steps that read the groups, and part features and targets."""
    blobs.to_parquet(folder / "blobs.parquet")
    parts = "prepare.features_and_target"
    table = {"table": "read.table"}
    return [
        step("read", "data.read_parquet", path="blobs.parquet"),
        step("numbers", "clean.select_columns", table, columns=FEATURES),
        step("named", parts, table, target="group", features=FEATURES),
        step("amounts", parts, table, target="amount", features=FEATURES),
        step("clients", parts, table, target="client", features=FEATURES),
        step("scale", "prepare.scale"),
    ]


NAMED = {"X": "named.X", "y": "named.y"}
AMOUNTS = {"X": "amounts.X", "y": "amounts.y"}
BOTH = {"models": ["logistic.model", "bayes.model"]}
CLASSIFIERS = [
    step("logistic", "train.logistic_regression", {**NAMED, "preparation": ["scale.transformer"]}),
    step("bayes", "train.gaussian_naive_bayes", NAMED),
]


def _by_hand() -> list[tuple[str, Any]]:
    logistic = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return [("logistic", logistic), ("naive_bayes", GaussianNB())]


def test_prepared_models_vote_as_by_hand(
    folder: Path, start: list[dict[str, Any]], blobs: pd.DataFrame
) -> None:
    vote = step("vote", "train.voting_classifier", {**BOTH, **NAMED}, voting="soft", weights=[3, 1])
    values = run_flow(folder, *start, *CLASSIFIERS, vote)
    features, y = blobs[FEATURES], blobs["group"]
    hand = VotingClassifier(_by_hand(), voting="soft", weights=[3, 1]).fit(features, y)
    probabilities = values["vote.model"].predict_proba(features)
    assert np.allclose(probabilities, hand.predict_proba(features))
    alone = [values[f"{name}.model"].predict_proba(features) for name in ("logistic", "bayes")]
    assert np.allclose(probabilities, np.average(alone, axis=0, weights=[3, 1]))
    assert values["vote.model"].named_estimators_.keys() == {"logistic", "naive_bayes"}


def test_a_stack_learns_from_predictions_for_rows_that_its_models_have_not_seen(
    folder: Path, start: list[dict[str, Any]], blobs: pd.DataFrame
) -> None:
    stack = step("stack", "train.stacking_classifier", {**BOTH, **NAMED}, cv=3)
    values = run_flow(folder, *start, *CLASSIFIERS, stack)
    features, y = blobs[FEATURES], blobs["group"]
    unseen = [
        cross_val_predict(model, features, y, cv=3, method="predict_proba")
        for _, model in _by_hand()
    ]
    final = LogisticRegression().fit(np.hstack(unseen), y)
    assert np.allclose(values["stack.model"].final_estimator_.coef_, final.coef_, atol=1e-3)
    assert values["stack.model"].named_estimators_["naive_bayes"] is not values["bayes.model"]


def test_numbers_are_averaged(folder: Path, start: list[dict[str, Any]]) -> None:
    models = {"models": ["linear.model", "tree.model"]}
    values = run_flow(
        folder,
        *start,
        step("linear", "train.linear_regression", AMOUNTS),
        step("tree", "train.decision_tree_regressor", AMOUNTS, max_depth=2),
        step("mean", "train.voting_regressor", {**models, **AMOUNTS}),
        step("stack", "train.stacking_regressor", {**models, **AMOUNTS}),
    )
    features, y = values["amounts.X"], values["amounts.y"]
    alone = [values[f"{name}.model"].predict(features) for name in ("linear", "tree")]
    assert np.allclose(values["mean.model"].predict(features), np.mean(alone, axis=0))
    assert values["stack.model"].score(features, y) > values["linear.model"].score(features, y)


def test_texts_are_told_apart_by_their_words(folder: Path) -> None:
    counts = pd.DataFrame({"ball": [3, 2, 0, 0], "vote": [0, 0, 4, 1], "y": [*"ss", *"pp"]})
    counts.to_parquet(folder / "counts.parquet")
    values = run_flow(
        folder,
        step("read", "data.read_parquet", path="counts.parquet"),
        step("parts", "prepare.features_and_target", {"table": "read.table"}, target="y"),
        step("bayes", "train.multinomial_naive_bayes", {"X": "parts.X", "y": "parts.y"}, alpha=0.5),
    )
    hand = MultinomialNB(alpha=0.5).fit(counts[["ball", "vote"]], counts["y"])
    assert np.allclose(values["bayes.model"].feature_log_prob_, hand.feature_log_prob_)


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("train.dbscan", {"eps": 2.0}),
        ("train.agglomerative", {"n_clusters": 3}),
        ("train.gaussian_mixture", {"n_components": 3}),
        ("train.k_means", {"n_clusters": 3, "n_init": 3}),
    ],
)
def test_clear_groups_are_found(
    folder: Path, start: list[dict[str, Any]], component: str, params: dict[str, Any]
) -> None:
    found = step("found", component, {"X": "numbers.table"}, **params)
    values = run_flow(folder, *start, found)
    labels = values["found.table"]["cluster"]
    clustered = labels != -1
    assert clustered.mean() > 0.95
    assert adjusted_rand_score(values["read.table"]["group"][clustered], labels[clustered]) == 1
    assert "cluster" not in values["numbers.table"]


def test_rows_far_from_all_others_are_noise_and_anomalies(
    folder: Path, blobs: pd.DataFrame
) -> None:
    lonely = pd.concat([blobs[FEATURES], pd.DataFrame({"left": [60.0], "right": [60.0]})])
    lonely.to_parquet(folder / "lonely.parquet", index=False)
    rows = {"X": "read.table"}
    values = run_flow(
        folder,
        step("read", "data.read_parquet", path="lonely.parquet"),
        step("dense", "train.dbscan", rows, eps=2.0),
        step("forest", "train.isolation_forest", rows, contamination=0.01),
        step("factor", "train.local_outlier_factor", rows, contamination=0.01),
        step("scores", "evaluate.anomaly_scores", {"table": "forest.table"}),
    )
    by_hand = DBSCAN(eps=2.0).fit_predict(lonely)
    assert list(values["dense.labels"]) == list(by_hand)
    assert by_hand[-1] == -1
    for name in ("forest", "factor"):
        table = values[f"{name}.table"]
        assert table["anomaly_score"].idxmax() == 90
        assert list(table.index[table["anomaly"]]) == [90]
    assert list(values["scores.table"].index) == [90]
    assert list(values["forest.model"].predict(values["read.table"].tail(1))) == [-1]


@pytest.mark.parametrize("component", ["decision_tree", "extra_trees", "gradient_boosting"])
def test_missing_values_are_taken(folder: Path, blobs: pd.DataFrame, component: str) -> None:
    blobs.mask(blobs.index.to_series() % 7 == 0, np.nan).assign(group=blobs["group"])[
        [*FEATURES, "group"]
    ].to_parquet(folder / "gaps.parquet")
    inputs = {"X": "parts.X", "y": "parts.y"}
    values = run_flow(
        folder,
        step("read", "data.read_parquet", path="gaps.parquet"),
        step("parts", "prepare.features_and_target", {"table": "read.table"}, target="group"),
        step("one", f"train.{component}_classifier", inputs, random_state=3),
        step("two", f"train.{component}_classifier", inputs, random_state=3),
    )
    features = values["parts.X"]
    assert features.isna().any(axis=None)
    one, two = (values[f"{name}.model"].predict_proba(features) for name in ("one", "two"))
    assert (one == two).all()


GRID = {"logisticregression__C": [1e-6, 1.0]}


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("tune.grid_search", {"param_grid": GRID}),
        ("tune.halving_search", {"param_grid": GRID}),
        (
            "tune.random_search",
            {"param_distributions": {}, "loguniform": {"logisticregression__C": [1e-6, 100]}},
        ),
    ],
)
def test_the_best_setting_is_found(
    folder: Path, start: list[dict[str, Any]], component: str, params: dict[str, Any]
) -> None:
    inputs = {"model": "logistic.model", **NAMED}
    params = {**params, "scoring": "neg_log_loss", "splitter": "stratified", "cv": 3}
    values = run_flow(
        folder,
        *start,
        CLASSIFIERS[0],
        step("one", component, inputs, **params),
        step("two", component, inputs, **params),
    )
    best = values["one.metrics"]["logisticregression__C"]
    tried = values["one.table"]["param_logisticregression__C"]
    assert best == tried.iloc[0] == max(tried)
    assert best == values["one.model"][-1].C
    assert list(tried) == list(values["two.table"]["param_logisticregression__C"])
    assert values["one.metrics"] == values["two.metrics"]
    assert tried.between(1e-6, 100).all()


def test_settings_are_drawn_from_their_ranges(folder: Path, start: list[dict[str, Any]]) -> None:
    draw = step(
        "draw",
        "tune.random_search",
        {"model": "tree.model", **AMOUNTS},
        param_distributions={"criterion": ["squared_error", "poisson"]},
        randint={"max_depth": [2, 3]},
        uniform={"max_features": [0.5, 0.9]},
        n_iter=12,
        cv=2,
        scoring="neg_mean_absolute_error",
    )
    tree = step("tree", "train.decision_tree_regressor", AMOUNTS)
    amounts = {"X": "amounts.X", "y": "clients.y"}  # Counts, as one of the criteria needs.
    draw["inputs"] |= amounts
    table = run_flow(folder, *start, tree, draw)["draw.table"]
    assert set(table["param_max_depth"]) == {2, 3}
    assert table["param_max_features"].between(0.5, 0.9).all()
    assert table["param_max_features"].nunique() == 12
    assert set(table["param_criterion"]) == {"squared_error", "poisson"}


@pytest.mark.parametrize(
    ("splitter", "groups", "by_hand"),
    [
        (None, False, 4),
        (None, True, GroupKFold(4)),
        ("stratified", False, StratifiedKFold(4, shuffle=True, random_state=7)),
        ("time", False, TimeSeriesSplit(4)),
    ],
)
def test_folds_are_made_as_asked(
    folder: Path,
    start: list[dict[str, Any]],
    splitter: str | None,
    groups: bool,
    by_hand: Any,
) -> None:
    inputs = {"model": "bayes.model", **NAMED} | ({"groups": "clients.y"} if groups else {})
    chosen = {"splitter": splitter} if splitter else {}
    score = step(
        "score",
        "tune.cross_validate",
        inputs,
        cv=4,
        random_state=7,
        scoring=["neg_log_loss"],
        **chosen,
    )
    values = run_flow(folder, *start, CLASSIFIERS[1], score)
    expected = cross_val_score(
        GaussianNB(),
        values["named.X"],
        values["named.y"],
        cv=by_hand,
        groups=values["clients.y"] if groups else None,
        scoring="neg_log_loss",
    )
    assert list(values["score.table"]["test_neg_log_loss"]) == pytest.approx(list(expected))


def test_the_number_of_clear_groups_stands_out(folder: Path, start: list[dict[str, Any]]) -> None:
    numbers = step("count", "tune.number_of_clusters", {"X": "numbers.table"}, most=6)
    table = run_flow(folder, *start, numbers)["count.table"].set_index("clusters")
    assert table["silhouette"].idxmax() == len(BLOBS)
    assert table["inertia"].is_monotonic_decreasing
