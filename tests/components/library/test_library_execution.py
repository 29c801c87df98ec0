"""The code of every component, with every parameter, is clean and runs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.validation import check_is_fitted

from jupyterlab_pipeline_export.codegen.format import format_python, lint_python
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.cases import Case
from tests.components.library.execution import Run, assert_same, program_of
from tests.components.library.sample_data import penguins

OLDEST_PYTHON = "3.10"
NUMBERS = ["bill_depth", "body_mass", "year"]
# Columns for transformers that would not do with any numbers.
LEARNS_FROM = {
    "prepare.discretise": ["bill_depth", "body_mass"],
    "prepare.ordinal_encode": ["sex"],
    "prepare.power_transform": ["bill_depth", "body_mass"],
    "prepare.tfidf": ["species"],
}


def _check_table(value: Any) -> None:
    assert isinstance(value, pd.DataFrame)
    assert not value.empty


def _check_column(value: Any) -> None:
    assert isinstance(value, pd.Series)
    assert not value.empty


def _check_array(value: Any) -> None:
    assert isinstance(value, np.ndarray | pd.DataFrame)
    assert len(value)


def _check_predictions(value: Any) -> None:
    assert isinstance(value, np.ndarray | pd.Series)
    assert len(value)


def _check_transformer(value: Any, columns: list[str]) -> None:
    if not isinstance(value, FunctionTransformer):  # It has nothing to learn.
        with pytest.raises(NotFittedError):
            check_is_fitted(value)
    table = penguins()
    # On one scale, as linear models want it.
    table[NUMBERS] /= table[NUMBERS].max()
    # Codes may be classes or numbers, but some want no more than two of them.
    classes = "sex" if getattr(value, "target_type", "auto") == "binary" else "species"
    target = table[classes].factorize()[0]
    if hasattr(value, "transformers"):
        columns = list(table.columns.drop("seen"))
    assert clone(value).fit_transform(table[columns], target).shape[0] == len(table)


def _check_model(value: Any) -> None:
    check_is_fitted(value)
    assert callable(value.predict)


def _check_metrics(value: Any) -> None:
    assert isinstance(value, dict)
    assert value
    assert all(isinstance(name, str) for name in value)


def _check_figure(value: Any) -> None:
    assert isinstance(value, Figure)
    assert any(axes.has_data() for axes in value.axes)


def _check_any(value: Any) -> None:
    assert value is not None


CHECKS: dict[str, Callable[[Any], None]] = {
    "table": _check_table,
    "column": _check_column,
    "array": _check_array,
    "predictions": _check_predictions,
    "model": _check_model,
    "metrics": _check_metrics,
    "figure": _check_figure,
    "any": _check_any,
}


@pytest.mark.usefixtures("noted_versions")
def test_outputs_are_of_their_type(case: Case, run: Run) -> None:
    assert list(run.outputs) == list(case.component.outputs)
    for name, port in case.component.outputs.items():
        if port.type == "transformer":
            _check_transformer(run.outputs[name], LEARNS_FROM.get(case.component.id, NUMBERS))
        else:
            CHECKS[port.type](run.outputs[name])


def test_code_is_clean(run: Run) -> None:
    code = "\n".join([run.program.imports, *(block.code for block in run.program.blocks)])
    # Stands for the scaffolding that defines it in a notebook or script.
    code = f"from pathlib import Path\n{code}\n" if run.program.uses_output_dir else code
    code = code.replace("OUTPUT_DIR", 'Path("output")')
    formatted = format_python(code, python=OLDEST_PYTHON)
    assert lint_python(formatted, python=OLDEST_PYTHON) == ()


def test_running_again_gives_the_same_and_spares_the_inputs(run: Run) -> None:
    before = run.outputs
    run.execute(run.subject)
    for name, value in run.inputs.items():
        assert_same(run.inputs_before[name], value)
    for name, value in run.outputs.items():
        assert_same(before[name], value)


def test_helper_variables_are_no_names_of_outputs(run: Run) -> None:
    """A name that a snippet binds for itself must not be free for a step's output."""
    outputs = {output.variable for output in run.subject.step.outputs.values()}
    helpers = _bound_names(run.subject.code) - outputs
    # The plan gives a parameter its own name wherever that is free.
    parameters = [{"name": name, "type": "integer", "default": 1} for name in sorted(helpers)]
    document = run.program.pipeline.model_dump(mode="json") | {"parameters": parameters}
    planned = program_of(Pipeline.model_validate(document)).parameters
    assert helpers.isdisjoint(each.variable for each in planned)


def _bound_names(code: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(code)))
    variables = (node for node in nodes if isinstance(node, ast.Name))
    return {node.id for node in variables if isinstance(node.ctx, ast.Store)} | {
        node.arg for node in nodes if isinstance(node, ast.arg)
    }
