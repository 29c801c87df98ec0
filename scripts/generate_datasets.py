"""Gather what is told of scikit-learn's datasets before anything runs; ``--check`` only compares."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any, Final

import sklearn.datasets

from jupyterlab_pipeline_export.columns.heads.head import column_of
from jupyterlab_pipeline_export.columns.heads.objects import values_of
from jupyterlab_pipeline_export.columns.values import type_of_dtype

FILE: Final = (
    Path(__file__).parents[1] / "jupyterlab_pipeline_export" / "columns" / "heads" / "datasets.json"
)
NAMES: Final = ("breast_cancer", "diabetes", "digits", "iris", "linnerud", "wine")
"""Those that come with scikit-learn as a table."""


def facts(name: str) -> dict[str, Any]:
    """Return what is certain of a dataset."""
    table = getattr(sklearn.datasets, f"load_{name}")(as_frame=True).frame
    columns = [
        column_of(
            column,
            type_of_dtype(table[column].dtype),
            values_of(table[column].tolist()),
            complete=True,
        )
        for column in table
    ]
    return {"rows": len(table), "columns": [dataclasses.asdict(each) for each in columns]}


def main() -> int:
    """Write the file, or compare it."""
    content = {name: facts(name) for name in NAMES}
    text = json.dumps(content, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n"
    if "--check" in sys.argv[1:]:
        stale = not FILE.exists() or FILE.read_text(encoding="utf-8") != text
        if stale:
            print(f"{FILE.name} is out of date: run {Path(__file__).name}", file=sys.stderr)
        return int(stale)
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
