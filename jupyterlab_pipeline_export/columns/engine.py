"""The columns of every table of a pipeline, carried from the sources through each step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.rules import StepTables, apply_rule
from jupyterlab_pipeline_export.columns.sources import source_parameters
from jupyterlab_pipeline_export.columns.tables import (
    NO_SAMPLES,
    UNKNOWN,
    KnownColumns,
    Samples,
    Table,
    TableKey,
    output_key,
    source_key,
)
from jupyterlab_pipeline_export.columns.values import StepParams, parameter_defaults
from jupyterlab_pipeline_export.components.step_values import condition_holds

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.column_rules import ColumnRule
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.components.wiring import Source, Wiring
    from jupyterlab_pipeline_export.pipeline.model import Pipeline

__all__ = ["TABULAR", "find_rule", "known_columns"]

TABULAR: Final = frozenset({"table", "column"})
"""Types of ports whose columns are told."""


def known_columns(
    pipeline: Pipeline, catalog: Catalog, wiring: Wiring, samples: Samples = NO_SAMPLES
) -> KnownColumns:
    """Tell the columns of all tables.

    Parameters
    ----------
    pipeline
        The document. A value that refers to a parameter of the pipeline counts
        with that parameter's default.
    catalog
        The components that it may use.
    wiring
        Its links; they need not be complete.
    samples
        What its sources hold.

    Returns
    -------
    KnownColumns
        In the order in which the steps run. The time is in proportion to the
        number of steps, however they are linked.
    """
    defaults = parameter_defaults(pipeline)
    tables: dict[TableKey, Table] = {}
    for index in wiring.order:
        step = pipeline.steps[index]
        component = catalog.get(step.component)
        if component is None:
            continue
        params = StepParams(step, component, defaults)
        sources = {}
        for name in source_parameters(component):
            key = source_key(step.id, name)
            tables[key] = sources[name] = samples.tables.get(key, UNKNOWN)
        links = wiring.inputs[step.id]
        given = StepTables(step.id, params, _taken(links, tables), sources)
        for port, output in wiring.ports[step.id].outputs.items():
            if output.type in TABULAR:
                rule = find_rule(component, port, params, links)
                table = UNKNOWN if rule is None else apply_rule(rule, given)
                tables[output_key(step.id, port)] = table
    return KnownColumns(tables)


def find_rule(
    component: Component, port: str, params: StepParams, links: Mapping[str, tuple[Source, ...]]
) -> ColumnRule | None:
    """Return the rule that counts for an output of a step; None where there is none."""
    linked = {name for name, sources in links.items() if sources}
    for rule in component.columns.get(port, ()):
        if condition_holds(rule.when, params.values, component, linked, on_reference=False):
            return rule
    return None


def _taken(
    links: Mapping[str, tuple[Source, ...]], tables: Mapping[TableKey, Table]
) -> Mapping[str, tuple[Table, ...]]:
    return {
        name: tuple(tables.get(output_key(each.step, each.port), UNKNOWN) for each in sources)
        for name, sources in links.items()
    }
