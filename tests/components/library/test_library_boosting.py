"""XGBoost and LightGBM: early stopping, names of classes, and defaults that are the library's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.metrics import log_loss, mean_squared_error
from xgboost import XGBClassifier, XGBRegressor

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from tests.components.library.flow import run_flow, step

LIBRARIES = ["xgboost", "lightgbm"]
SCALE = step("scale", "prepare.scale")
TRAIN = {"X": "split.X_train", "y": "split.y_train", "preparation": ["scale.transformer"]}


@pytest.fixture
def noisy(tmp_path: Path) -> Path:
    """A folder with a table in which one feature tells little, so that trees soon learn noise."""
    random = np.random.default_rng(0)
    signal = random.normal(size=400)
    noise = random.normal(size=400)
    table = pd.DataFrame(
        {
            "signal": signal,
            "other": random.normal(size=400),
            "kind": np.select([signal + noise < -0.5, signal + noise < 0.5], ["low", "mid"], "top"),
            "amount": signal + noise,
        }
    )
    table.to_csv(tmp_path / "noisy.csv", index=False)
    return tmp_path


def _trained(folder: Path, component: str, target: str, **params: Any) -> dict[str, Any]:
    drop = "amount" if target == "kind" else "kind"
    return run_flow(
        folder,
        step("read", "data.read_csv", path="noisy.csv"),
        step("keep", "clean.drop_columns", {"table": "read.table"}, columns=[drop]),
        step("split", "prepare.train_test_split", {"table": "keep.table"}, target=target),
        SCALE,
        step("train", component, TRAIN, n_estimators=120, **params),
    )


def _trees(model: Any) -> int:
    settings = model.get_params()
    return next(value for name, value in settings.items() if name.endswith("n_estimators"))


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize(("task", "target"), [("classifier", "kind"), ("regressor", "amount")])
@pytest.mark.parametrize("library", LIBRARIES)
def test_no_more_trees_are_grown_once_they_learn_noise(
    noisy: Path, library: str, task: str, target: str, shuffle: bool
) -> None:
    component = f"train.{library}_{task}"
    stopped = _trained(noisy, component, target, early_stopping=True, shuffle=shuffle)
    whole = _trained(noisy, component, target)
    test = stopped["split.X_test"], stopped["split.y_test"]
    assert _trees(stopped["train.model"]) < 80 < _trees(whole["train.model"])
    assert _loss(stopped["train.model"], *test) < _loss(whole["train.model"], *test)


def _loss(model: Any, features: pd.DataFrame, target: pd.Series) -> float:
    """Tell how far a model is off. Of classes, few rows tell little but by probabilities."""
    if hasattr(model, "predict_proba"):
        return log_loss(target, model.predict_proba(features), labels=model.classes_)
    return mean_squared_error(target, model.predict(features))


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_model_that_stopped_early_can_be_trained_anew(noisy: Path, library: str) -> None:
    values = _trained(noisy, f"train.{library}_classifier", "kind", early_stopping=True)
    again = clone(values["train.model"]).fit(values["split.X_train"], values["split.y_train"])
    test = values["split.X_test"]
    assert np.allclose(again.predict_proba(test), values["train.model"].predict_proba(test))


@pytest.mark.parametrize("early_stopping", [True, False])
@pytest.mark.parametrize("library", LIBRARIES)
def test_classes_keep_their_names_also_in_another_process(
    noisy: Path, library: str, early_stopping: bool
) -> None:
    component = f"train.{library}_classifier"
    values = _trained(noisy, component, "kind", early_stopping=early_stopping)
    model, test = values["train.model"], values["split.X_test"]
    assert set(model.predict(test)) <= {"low", "mid", "top"}
    assert list(model.classes_) == ["low", "mid", "top"]
    likeliest = model.classes_[model.predict_proba(test).argmax(axis=1)]
    assert (likeliest == model.predict(test)).all()
    joblib.dump(model, noisy / "model.joblib")
    assert (joblib.load(noisy / "model.joblib").predict(test) == model.predict(test)).all()


@pytest.mark.parametrize("estimator", [XGBClassifier, XGBRegressor])
def test_defaults_are_those_that_xgboost_trains_with(estimator: Any) -> None:
    """Its signature holds no defaults: the trained booster tells them."""
    task = estimator.__name__.removeprefix("XGB").lower()
    declared = builtin_catalog().components[f"train.xgboost_{task}"].params["properties"]
    fitted = estimator().fit(np.arange(8).reshape(-1, 1), np.arange(8) % 2)
    learner = json.loads(fitted.get_booster().save_config())["learner"]
    used = learner["gradient_booster"]["tree_train_param"]
    for name in set(declared) & set(used):
        assert float(used[name]) == pytest.approx(declared[name]["default"]), name
    assert fitted.get_booster().num_boosted_rounds() == declared["n_estimators"]["default"]
    if "objective" in declared:
        assert learner["objective"]["name"] == declared["objective"]["default"]
