"""Short ways to write pipelines and what their sources hold."""

from __future__ import annotations

from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.columns.tables import Column, Samples, Table
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.wiring import wire_what_fits
from jupyterlab_pipeline_export.pipeline.model import Pipeline

SOURCE = Table(
    (
        Column("a", "integer", missing=False, distinct=4, unique=True),
        Column("b", "number", missing=True, distinct=2, unique=False),
        Column(
            "c", "text", missing=False, distinct=2, unique=False, shares=(("x", 0.75), ("y", 0.25))
        ),
    ),
    rows=4,
    complete=True,
)
KNOWN = Samples({"load:path": SOURCE})


def step(name, component, *, enabled=True, inputs=None, **params):
    """Make a step; without `inputs`, `chain` links it to the one before."""
    return {
        "id": name,
        "component": component,
        "inputs": inputs,
        "params": params,
        "enabled": enabled,
    }


def chain(*steps, **document):
    """Make a pipeline in which each step takes the table of the one before, the first one a file."""
    first = step("load", "data.read_csv", path="a.csv", inputs={})
    linked = [first]
    for each in steps:
        before = {"table": f"{linked[-1]['id']}.table"}
        linked.append({**each, "inputs": before if each["inputs"] is None else each["inputs"]})
    return Pipeline.model_validate({"name": "Test", "steps": linked, **document})


def known(pipeline, samples=KNOWN):
    catalog = builtin_catalog()
    wiring, _ = wire_what_fits(pipeline, catalog)
    return known_columns(pipeline, catalog, wiring, samples)


def names(table):
    return None if table.columns is None else [column.name for column in table.columns]
