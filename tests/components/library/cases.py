"""For each component of the library: pipelines that use it in every way its parameters allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.example_values import example_settings
from jupyterlab_pipeline_export.components.manifest import Component, InputPort
from jupyterlab_pipeline_export.pipeline.model import Pipeline

FEATURES = ["bill_length", "bill_depth", "year"]

# Steps that feed the component under test. Those of a model depend on its task, see `_task`.
STEPS: dict[str, dict[str, Any]] = {
    "read": {"component": "data.read_csv", "params": {"path": "data/penguins.csv"}},
    "dated": {
        "component": "data.read_csv",
        "params": {"path": "data/penguins.csv", "parse_dates": ["seen"]},
    },
    "monthly": {"component": "data.read_csv", "params": {"path": "data/passengers.csv"}},
    "complete": {"component": "clean.drop_missing", "inputs": {"table": "read.table"}},
    "numbers": {
        "component": "clean.select_columns",
        "inputs": {"table": "complete.table"},
        "params": {"columns": FEATURES},
    },
    # Otherwise the first rows would all be of one class.
    "mixed": {
        "component": "clean.sample_rows",
        "inputs": {"table": "complete.table"},
        "params": {"frac": 1, "random_state": 1},
    },
    "parts": {
        "component": "prepare.features_and_target",
        "inputs": {"table": "mixed.table"},
        "params": {"target": "species", "features": FEATURES},
    },
    "groups": {
        "component": "prepare.features_and_target",
        "inputs": {"table": "mixed.table"},
        "params": {"target": "bill_depth", "features": FEATURES},
    },
    "parts_regression": {
        "component": "prepare.features_and_target",
        "inputs": {"table": "mixed.table"},
        "params": {"target": "body_mass", "features": FEATURES},
    },
    "impute": {"component": "prepare.impute"},
    # Gives no number below zero, which some models refuse.
    "scale": {"component": "prepare.scale", "params": {"scaler": "MinMaxScaler"}},
    "one_hot": {"component": "prepare.one_hot_encode"},
    "tfidf": {"component": "prepare.tfidf"},
    "model": {
        "component": "train.logistic_regression",
        "inputs": {"X": "parts.X", "y": "parts.y"},
    },
    "other_model": {
        "component": "train.gaussian_naive_bayes",
        "inputs": {"X": "parts.X", "y": "parts.y"},
    },
    "model_regression": {
        "component": "train.linear_regression",
        "inputs": {"X": "parts_regression.X", "y": "parts_regression.y"},
    },
    "other_model_regression": {
        "component": "train.decision_tree_regressor",
        "inputs": {"X": "parts_regression.X", "y": "parts_regression.y"},
        "params": {"max_depth": 2},
    },
    "model_clustering": {
        "component": "train.k_means",
        "inputs": {"X": "numbers.table", "preparation": ["scale.transformer"]},
        "params": {"n_clusters": 3},
    },
    "model_anomaly": {
        "component": "train.isolation_forest",
        "inputs": {"X": "numbers.table"},
        "params": {"n_estimators": 10, "contamination": 0.1},
    },
    "scores": {
        "component": "evaluate.classification_metrics",
        "inputs": {"model": "model.model", "X": "parts.X", "y": "parts.y"},
    },
    "plot": {
        "component": "explore.histogram",
        "inputs": {"table": "read.table"},
        "params": {"column": "bill_length"},
    },
}

# Networks learn for a moment alone, except by default: how well, other tests ask.
QUICK = {"epochs": 2, "max_epochs": 2}

# What feeds inputs of transformers that are for columns of a certain kind.
TRANSFORMERS = {"categorical": "one_hot.transformer", "text": "tfidf.transformer"}


@dataclass(frozen=True)
class Case:
    """A component with a set of parameters."""

    component: Component
    label: str
    params: dict[str, Any]
    optional_inputs: bool = False

    def __str__(self) -> str:
        return f"{self.component.id}-{self.label}"

    def pipeline(self) -> Pipeline:
        """A pipeline that ends with the component, as the step `subject`."""
        inputs = {
            name: _link(self.component, name, port)
            for name, port in self.component.inputs.items()
            if not port.optional or (self.optional_inputs and self._can_link(name))
        }
        subject = {
            "id": "subject",
            "component": self.component.id,
            "inputs": inputs,
            "params": self.params,
        }
        return Pipeline.model_validate({"name": str(self), "steps": [*_feeding(inputs), subject]})

    def _can_link(self, port: str) -> bool:
        """Tell whether an input may be linked, as some parameters are needed by it."""
        properties: dict[str, Any] = self.component.params.get("properties", {})
        needed = {name for name, each in properties.items() if each.get("x-needed-by") == port}
        # Folds by time pass over groups, and what nobody takes is a finding of the linter.
        is_idle = port == "groups" and self.params.get("splitter") == "time"
        return needed <= self.params.keys() and not is_idle

    def code(self) -> str:
        """The code of the component's step."""
        program = render_program(make_plan(self.pipeline(), builtin_catalog()))
        return program.blocks[-1].code


def _task(component: Component) -> str:
    """Tell what kind of model a component is about: classes where it may be any."""
    part = component.traits.training or component.traits.evaluation
    return part.task if part and part.task != "any" else "classification"


def _link(component: Component, name: str, port: InputPort) -> str | list[str]:
    task = _task(component)
    suffix = "" if task == "classification" else f"_{task}"
    without_target = task in {"clustering", "anomaly"}
    table = "dated.table" if "time series" in component.keywords else "read.table"
    if component.category == "train" and "forecast" in component.keywords:
        table = "monthly.table"
    source = {
        "table": f"model{suffix}.table" if without_target else table,
        "column": "groups.y",
        "transformer": TRANSFORMERS.get(name, "scale.transformer"),
        "model": f"model{suffix}.model",
        "metrics": "scores.metrics",
        "predictions": "scores.predictions",
        "figure": "plot.figure",
    }
    if name in {"X", "y"}:
        return "numbers.table" if without_target else f"parts{suffix}.{name}"
    if not port.many:
        return source[port.type]
    if port.type == "table":
        return [source["table"], "complete.table"]
    if port.type == "model":
        return [source["model"], f"other_{source['model']}"]
    imputed = port.type == "transformer" and name not in TRANSFORMERS
    return ["impute.transformer"] * imputed + [source[port.type]]


def _feeding(inputs: dict[str, str | list[str]]) -> Iterator[dict[str, Any]]:
    """Yield the steps that the links need, directly or not."""
    wanted: set[str] = set()
    waiting = [inputs]
    while waiting:
        for links in waiting.pop().values():
            for link in [links] if isinstance(links, str) else links:
                step = link.partition(".")[0]
                if step not in wanted:
                    wanted.add(step)
                    waiting.append(STEPS[step].get("inputs", {}))
    return ({"id": step, **STEPS[step]} for step in STEPS if step in wanted)


def cases_of(component: Component) -> Iterator[Case]:
    """Yield the defaults, each parameter alone, and all of them together."""
    known = component.params.get("properties", {})
    quick = {name: value for name, value in QUICK.items() if name in known}
    for each in example_settings(component):
        params = each.params if each.label == "defaults" else {**quick, **each.params}
        yield Case(component, each.label, params, optional_inputs=each.optional_inputs)


def all_cases() -> list[Case]:
    """Every case of every component that has ports of its own."""
    components = builtin_catalog().components.values()
    return [case for each in components if not each.declared_ports for case in cases_of(each)]
