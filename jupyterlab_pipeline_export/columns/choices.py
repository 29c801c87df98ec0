"""The tables whose columns a parameter may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from jupyterlab_pipeline_export.columns.naming import column_parameters
from jupyterlab_pipeline_export.columns.sources import source_parameters
from jupyterlab_pipeline_export.columns.tables import TableKey, output_key, source_key
from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.components.step_values import Schema
    from jupyterlab_pipeline_export.components.wiring import Wiring
    from jupyterlab_pipeline_export.pipeline.model import Pipeline

__all__ = ["Choices", "column_choices"]

Choices: TypeAlias = Mapping[str, Mapping[str, tuple[TableKey, ...]]]

TABULAR: Final = ("table", "column")


def column_choices(pipeline: Pipeline, catalog: Catalog, wiring: Wiring) -> Choices:
    """Tell which tables' columns each parameter may name.

    These are the tables of the input that ``x-columns-of`` names, else of the
    first input that takes a table. A step that takes none is offered what it
    reads, else the tables that it gives, else the tables that those steps work
    on which take its outputs, such as the training rows of the model that a
    transformer prepares.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that it may use.
    wiring
        Its links; they need not be complete.

    Returns
    -------
    Choices
        Table keys by step and parameter, for all parameters that name columns
        of the steps that are not muted.
    """
    works_on = _tables_worked_on(pipeline, wiring)
    choices: dict[str, dict[str, tuple[TableKey, ...]]] = {}
    known: dict[str, Mapping[str, Schema]] = {}
    for step in pipeline.steps:
        component = catalog.get(step.component)
        if component is None or step.id not in wiring.inputs:
            continue
        if component.id not in known:
            known[component.id] = column_parameters(component)
        parameters = known[component.id]
        if parameters:
            choices[step.id] = {
                name: _offered(step.id, component, schema, wiring, works_on)
                for name, schema in parameters.items()
            }
    return choices


def _offered(
    step: str,
    component: Component,
    schema: Schema,
    wiring: Wiring,
    works_on: Mapping[str, tuple[Source, ...]],
) -> tuple[TableKey, ...]:
    named = schema.get("x-columns-of")
    if isinstance(named, str):
        return _keys(wiring.inputs[step].get(named, ()))
    if any(port.type in TABULAR for port in wiring.ports[step].inputs.values()):
        return _keys(_first_table(step, wiring))
    sources = source_parameters(component)
    if sources:
        return tuple(source_key(step, parameter) for parameter in sources)
    outputs = wiring.ports[step].outputs
    own = tuple(Source(step, name) for name, port in outputs.items() if port.type == "table")
    return _keys(own or works_on.get(step, ()))


def _keys(outputs: Iterable[Source]) -> tuple[TableKey, ...]:
    return tuple(output_key(each.step, each.port) for each in outputs)


def _first_table(step: str, wiring: Wiring) -> tuple[Source, ...]:
    """Return what is linked to the first input of a step that takes tables and has a link."""
    links = wiring.inputs[step]
    ports = wiring.ports[step].inputs
    for wanted in TABULAR:
        for name, port in ports.items():
            if port.type == wanted and links.get(name):
                return links[name]
    return ()


def _tables_worked_on(pipeline: Pipeline, wiring: Wiring) -> Mapping[str, tuple[Source, ...]]:
    """Return, by step, the tables that it works on, or that those work on which take its outputs."""
    takers: dict[str, list[str]] = {}
    found: dict[str, tuple[Source, ...]] = {}
    for index in reversed(wiring.order):
        step = pipeline.steps[index].id
        if step not in wiring.ports:
            continue
        tables = _first_table(step, wiring)
        if not tables:
            behind = (each for taker in takers.get(step, ()) for each in found.get(taker, ()))
            tables = tuple(dict.fromkeys(behind))
        found[step] = tables
        for sources in wiring.inputs[step].values():
            for source in sources:
                takers.setdefault(source.step, []).append(step)
    return found
