"""Networks of Keras and PyTorch: they learn, stop, repeat, and work with the rest of scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

from tests.components.library.flow import run_flow, step

pytestmark = [
    pytest.mark.heavy,
    # Keras names a model for each training unbuilt, though only the trained copy counts.
    # Keras reads its own weights in a way that NumPy 2 is about to end.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:You are saving a model that has not yet been built"),
]
FLOW = [
    step("read", "data.read_csv", path="data/penguins.csv"),
    step("complete", "clean.drop_missing", {"table": "read.table"}),
    step("scale", "prepare.scale"),
]
TRAIN = {"X": "split.X_train", "y": "split.y_train", "preparation": ["scale.transformer"]}
TEST = {"X": "split.X_test", "y": "split.y_test"}
EPOCHS = {"keras": "epochs", "torch": "max_epochs"}
RATE = {"keras": "learning_rate", "torch": "lr"}
FEATURES = ["bill_length", "bill_depth", "body_mass"]


def _flow(folder: Path, library: str, task: str, *more: Any, **params: Any) -> dict[str, Any]:
    target, others = ("species", FEATURES) if task == "classifier" else ("body_mass", FEATURES[:2])
    keep = step(
        "keep", "clean.select_columns", {"table": "complete.table"}, columns=[*others, target]
    )
    split = step("split", "prepare.train_test_split", {"table": "keep.table"}, target=target)
    train = step("train", f"train.{library}_{task}", TRAIN, **{RATE[library]: 0.02, **params})
    return run_flow(folder, *FLOW, keep, split, train, *more)


@pytest.fixture(scope="module", params=EPOCHS)
def library(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def classified(library: str, folder: Path) -> dict[str, Any]:
    scores = {"model": "train.model", **TEST}
    return _flow(
        folder,
        library,
        "classifier",
        step("scores", "evaluate.classification_metrics", scores, roc_auc=True),
    )


def test_a_network_tells_species_apart_by_their_names(classified: dict[str, Any]) -> None:
    model, test = classified["train.model"], classified["split.X_test"]
    assert classified["scores.metrics"]["accuracy"] > 0.8
    assert classified["scores.metrics"]["roc_auc"] > 0.9
    assert set(model.predict(test)) <= {"Adelie", "Chinstrap", "Gentoo"}
    assert np.allclose(model.predict_proba(test).sum(axis=1), 1, atol=1e-5)


def test_a_network_predicts_masses_far_from_zero(library: str, folder: Path) -> None:
    scores = {"model": "train.model", **TEST}
    values = _flow(
        folder, library, "regressor", step("scores", "evaluate.regression_metrics", scores)
    )
    assert values["scores.metrics"]["r2"] > 0.4


def test_training_again_gives_the_same_network(
    library: str, folder: Path, classified: dict[str, Any]
) -> None:
    again = _flow(folder, library, "classifier")
    test = classified["split.X_test"]
    first, second = (each["train.model"].predict_proba(test) for each in (classified, again))
    assert np.array_equal(first, second)


def test_a_copy_starts_afresh_and_learns_as_long(classified: dict[str, Any]) -> None:
    """A copy that kept weights would have seen the rows it is tested on; one that forgot the epochs learns nothing."""
    model, features, y = (
        classified[name] for name in ("train.model", "split.X_train", "split.y_train")
    )
    shuffled = y.sample(frac=1, random_state=0).set_axis(y.index)
    assert cross_val_score(clone(model), features, y, cv=3).mean() > 0.8
    assert cross_val_score(clone(model), features, shuffled, cv=3).mean() < 0.6


def test_a_saved_network_predicts_the_same(classified: dict[str, Any], tmp_path: Path) -> None:
    model, test = classified["train.model"], classified["split.X_test"]
    joblib.dump(model, tmp_path / "network.joblib")
    restored = joblib.load(tmp_path / "network.joblib")
    assert (restored.predict(test) == model.predict(test)).all()


def test_the_card_of_a_network_is_the_same_after_each_training(library: str, folder: Path) -> None:
    settings = {EPOCHS[library]: 2, "early_stopping": True, "patience": 1}
    cards = []
    for _ in range(2):
        card = step("card", "output.model_card", {"model": "train.model"})
        _flow(folder, library, "classifier", card, **settings)
        cards.append((folder / "output/model_card.md").read_text(encoding="utf-8"))
    assert cards[0] == cards[1]
    assert f"| {library} |" in cards[0]


@pytest.mark.parametrize("task", ["classifier", "regressor"])
def test_training_stops_when_held_out_rows_gain_no_more(
    library: str, folder: Path, task: str
) -> None:
    settings = {EPOCHS[library]: 400, "early_stopping": True, "patience": 3}
    values = _flow(folder, library, task, **settings)
    assert 3 < _epochs_done(values["train.model"][-1]) < 400


def _epochs_done(estimator: Any) -> int:
    """Find how many epochs the network within was trained for."""
    inner = (
        getattr(estimator, "regressor_", None) or getattr(estimator, "estimators_", [estimator])[0]
    )
    history = inner.history_
    return len(getattr(history, "epoch", history))
