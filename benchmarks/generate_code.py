"""Claim: checking, planning and rendering grow with the number of steps alone, and cost a small multiple of compiling the code.

Prints, for each number of steps, the time of each stage as a ratio to what
Python needs to compile the generated blocks in the same run (medians).
"""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import JsonValue

    from jupyterlab_pipeline_export.pipeline.model import Pipeline

COUNTS = (10, 100, 1_000, 10_000)
REPEATS = 5


def make_pipeline(count: int) -> Pipeline:
    """Return a chain of steps that read, clean and sort a table."""
    steps: list[JsonValue] = [
        {"id": "s0", "component": "data.read_csv", "params": {"path": "data/table.csv", "sep": ";"}}
    ]
    for number in range(1, count):
        choices: tuple[tuple[str, dict[str, JsonValue]], ...] = (
            ("clean.drop_missing", {}),
            ("clean.drop_columns", {"columns": [f"column {number}"]}),
            ("clean.sort_rows", {"by": ["id"]}),
        )
        component, params = choices[number % 3]
        steps.append(
            {
                "id": f"s{number}",
                "component": component,
                "params": params,
                "inputs": {"table": f"s{number - 1}.table"},
            }
        )
    loaded = load_pipeline({"schema_version": 1, "name": "Benchmark", "steps": steps})
    if loaded.pipeline is None:
        raise SystemExit("\n".join(problem.message for problem in loaded.problems))
    return loaded.pipeline


def median_seconds(action: Callable[[], object]) -> float:
    """Return the median processor time of several runs."""
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return statistics.median(times)


def compile_all(codes: Sequence[str]) -> None:
    """Do what any generator of Python that parses has to allow for."""
    for code in codes:
        compile(code, "block", "exec")


def main() -> None:
    """Measure all stages side by side."""
    catalog = builtin_catalog()
    print("steps    check   plan    render  (ratio to compiling the blocks)")
    for count in COUNTS:
        pipeline = make_pipeline(count)
        plan = make_plan(pipeline, catalog)
        codes = [block.code for block in render_program(plan).blocks]
        stages = (
            partial(check_pipeline, pipeline, catalog),
            partial(make_plan, pipeline, catalog),
            partial(render_program, plan),
        )
        floor = median_seconds(partial(compile_all, codes))
        ratios = [median_seconds(stage) / floor for stage in stages]
        print(f"{count:>6}  " + "  ".join(f"{ratio:>6.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
