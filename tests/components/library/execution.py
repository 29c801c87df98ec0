"""Runs the code of a case, step by step, in one namespace."""

from __future__ import annotations

import ast
import contextlib
import copy
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from joblib import parallel_config
from sklearn.exceptions import ConvergenceWarning
from statsmodels.tools.sm_exceptions import EstimationWarning
from threadpoolctl import threadpool_limits

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.codegen.program import Block, Program
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline


def program_of(pipeline: Pipeline) -> Program:
    return render_program(make_plan(pipeline, builtin_catalog()))


@contextlib.contextmanager
def _surroundings(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        # A few dozen rows are too few for some solvers, whatever the code.
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", EstimationWarning)
        patch.chdir(folder)
        patch.setenv("DATABASE_URL", "sqlite:///data/penguins.db")
        patch.setenv("API_TOKEN", "secret")
        # Starting processes, or threads of native code, would take longer than the work itself.
        with parallel_config(backend="threading"), threadpool_limits(1):
            yield


@dataclass
class Run:
    """A program whose code has run in a folder; the last step is the one under test."""

    program: Program
    folder: Path
    namespace: dict[str, Any] = field(default_factory=dict)
    inputs_before: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        output = self.folder / "output"
        output.mkdir(exist_ok=True)
        self.namespace["OUTPUT_DIR"] = output
        for planned in self.program.parameters:
            self.namespace[planned.variable] = planned.parameter.default
        with _surroundings(self.folder):
            self._execute(self.program.imports)
            for block in self.program.blocks[:-1]:
                self._execute(block.definitions, block.code)
            self.inputs_before = copy.deepcopy(self.inputs)
            self._execute(self.subject.definitions, self.subject.code)

    @cached_property
    def subject(self) -> Block:
        return self.program.blocks[-1]

    @property
    def inputs(self) -> dict[str, Any]:
        """The values that the step under test took, by variable."""
        planned = self.subject.step.inputs.values()
        return {name: self.namespace[name] for port in planned for name in port.variables}

    @property
    def outputs(self) -> dict[str, Any]:
        """The values that the step under test gave, by port."""
        planned = self.subject.step.outputs.values()
        return {output.port: self.namespace[output.variable] for output in planned}

    def execute(self, block: Block) -> None:
        """Run a block once more, in the same namespace."""
        with _surroundings(self.folder):
            self._execute(block.definitions, block.code)

    def evaluate(self, expression: ast.expr) -> Any:
        """Evaluate a part of the code of the step under test."""
        code = compile(ast.Expression(expression), "<program>", "eval")
        with _surroundings(self.folder):
            return eval(code, self.namespace)  # noqa: S307

    def _execute(self, *parts: str) -> None:
        # Within surroundings that last for a whole run: to limit the threads of native code takes
        # longer than most steps do.
        for code in parts:
            exec(compile(code, "<program>", "exec"), self.namespace)  # noqa: S102


def assert_same(left: Any, right: Any) -> None:
    """Compare what two runs of the same code gave."""
    if isinstance(left, pd.DataFrame):
        pd.testing.assert_frame_equal(left, right)
    elif isinstance(left, pd.Series):
        pd.testing.assert_series_equal(left, right)
    elif isinstance(left, dict):
        assert left == right
    else:
        assert type(left) is type(right)
