"""Claim: the rules of machine learning take time in proportion to the number of steps, a small multiple of loading the document.

Prints, for each shape and number of steps, the time of all rules in
milliseconds and as a ratio to loading the document in the same run (medians).
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.checks.view import make_view
from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.wiring import wire
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import JsonValue

COUNTS: Final = (100, 1_000, 10_000)
REPEATS: Final = 3

Document = dict[str, "JsonValue"]


def models(count: int) -> Document:
    """Return many models of one split, each with its preparation and its score."""
    steps: list[JsonValue] = [
        {"id": "read", "component": "data.read_csv", "params": {"path": "data/table.csv"}},
        {
            "id": "split",
            "component": "prepare.train_test_split",
            "inputs": {"table": "read.table"},
            "params": {"target": "kind", "features": ["height", "width"]},
        },
    ]
    for number in range(count // 3):
        steps += [
            {"id": f"scale{number}", "component": "prepare.scale"},
            {
                "id": f"model{number}",
                "component": "train.support_vector_classifier",
                "inputs": {
                    "X": "split.X_train",
                    "y": "split.y_train",
                    "preparation": [f"scale{number}.transformer"],
                },
            },
            {
                "id": f"score{number}",
                "component": "evaluate.classification_metrics",
                "inputs": {
                    "model": f"model{number}.model",
                    "X": "split.X_test",
                    "y": "split.y_test",
                },
            },
        ]
    return {"schema_version": 1, "name": "Models", "steps": steps}


def chain(count: int) -> Document:
    """Return a table that is filtered again and again, and split at last."""
    steps: list[JsonValue] = [
        {"id": "s0", "component": "data.read_csv", "params": {"path": "data/table.csv"}}
    ]
    steps += [
        {
            "id": f"s{number}",
            "component": "clean.filter_rows",
            "inputs": {"table": f"s{number - 1}.table"},
            "params": {"expr": "height > 0"},
        }
        for number in range(1, count)
    ]
    steps.append(
        {
            "id": "split",
            "component": "prepare.train_test_split",
            "inputs": {"table": f"s{count - 1}.table"},
            "params": {"target": "kind"},
        }
    )
    return {"schema_version": 1, "name": "Chain", "steps": steps}


def median_seconds(action: Callable[[], object]) -> float:
    """Return the median processor time of several runs."""
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return statistics.median(times)


def measure(document: Document) -> tuple[float, float]:
    """Return the seconds of all rules, and of loading the document."""
    catalog = builtin_catalog()
    pipeline = load_pipeline(document).pipeline
    if pipeline is None:
        raise SystemExit(1)
    wiring, problems = wire(pipeline, catalog)
    if wiring is None:
        raise SystemExit("\n".join(problem.message for problem in problems))
    columns = known_columns(pipeline, catalog, wiring)

    def check() -> None:
        view = make_view(pipeline, catalog, wiring, columns)
        for rule in all_rules():
            list(rule.check(view))

    return median_seconds(check), median_seconds(lambda: load_pipeline(document))


def main() -> None:
    """Measure both shapes."""
    print("shape   steps   rules      (ratio to loading)")
    for name, shape in (("models", models), ("chain", chain)):
        for count in COUNTS:
            rules, loading = measure(shape(count))
            print(f"{name:<7} {count:>6} {rules * 1000:>6.1f} ms  {rules / loading:>6.2f}")


if __name__ == "__main__":
    main()
