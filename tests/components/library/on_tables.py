"""Runs a component on tables that a test makes by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run, program_of


def run_on(
    folder: Path, component: str, params: dict[str, Any], /, **tables: pd.DataFrame | list[Any]
) -> pd.DataFrame:
    """Return the table that a component makes of others, by input.

    The tables go through Parquet files, which keep their types and index.
    """
    steps: list[dict[str, Any]] = []
    inputs: dict[str, str | list[str]] = {}
    for port, given in tables.items():
        many = isinstance(given, list)
        links = []
        for number, table in enumerate(given if many else [given]):
            step = f"{port}_{number}"
            table.to_parquet(folder / f"{step}.parquet")
            read = {"component": "data.read_parquet", "params": {"path": f"{step}.parquet"}}
            steps.append({"id": step, **read})
            links.append(f"{step}.table")
        inputs[port] = links if many else links[0]
    subject = {"id": "subject", "component": component, "inputs": inputs, "params": params}
    pipeline = Pipeline.model_validate({"name": component, "steps": [*steps, subject]})
    return Run(program_of(pipeline), folder).outputs["table"]
