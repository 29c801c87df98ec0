"""Runs whole pipelines that a test writes down step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib import pyplot as plt

from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run, program_of


def step(
    id_: str, component: str, inputs: dict[str, Any] | None = None, /, **params: Any
) -> dict[str, Any]:
    """Write a step as it stands in a pipeline."""
    return {"id": id_, "component": component, "inputs": inputs or {}, "params": params}


def run_flow(folder: Path, *steps: dict[str, Any]) -> dict[str, Any]:
    """Run the steps and return their values by `step.port`."""
    pipeline = Pipeline.model_validate({"name": "Flow", "steps": list(steps)})
    run = Run(program_of(pipeline), folder)
    plt.close("all")
    return {
        f"{block.step.step.id}.{output.port}": run.namespace[output.variable]
        for block in run.program.blocks
        for output in block.step.outputs.values()
    }
