"""Columns that steps name although their tables do not have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.columns.choices import column_choices
from jupyterlab_pipeline_export.columns.naming import column_parameters, columns_named
from jupyterlab_pipeline_export.columns.tables import UNKNOWN, Loss, Table
from jupyterlab_pipeline_export.columns.values import StepParams, parameter_defaults
from jupyterlab_pipeline_export.pipeline.model import parameter_reference
from jupyterlab_pipeline_export.pipeline.problems import Fix, PatchOperation, Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, shown

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.columns.naming import NamedColumn
    from jupyterlab_pipeline_export.columns.tables import KnownColumns
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.step_values import Schema
    from jupyterlab_pipeline_export.components.wiring import Wiring
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["check_columns"]

TABULAR: Final = frozenset({"table", "column"})

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A column that a step names, and the tables that it may be in."""

    step: Step
    column: NamedColumn
    place: Place
    """Of the name in the document; of the step where the name is a default."""
    value: JsonValue
    """What stands at that place, where a fix may replace it; None elsewhere."""
    tables: Sequence[Table]


def check_columns(
    pipeline: Pipeline, catalog: Catalog, wiring: Wiring, known: KnownColumns
) -> Iterator[Problem]:
    """Find names of columns that are not there when their step runs.

    Parameters
    ----------
    pipeline
        The document.
    catalog
        The components that it may use.
    wiring
        Its links; they need not be complete.
    known
        The columns of its tables. Of an unknown table, only those names are
        problems that are certainly gone.

    Yields
    ------
    Problem
        ``dropped-column`` where an earlier step left the column out or gave it
        another name, ``unknown-column`` where there never was one.
    """
    choices = column_choices(pipeline, catalog, wiring)
    takers = _direct_takers(pipeline, wiring)
    defaults = parameter_defaults(pipeline)
    parameters: dict[str, Mapping[str, Schema]] = {}
    for index, step in enumerate(pipeline.steps):
        component = catalog.get(step.component)
        if component is None or step.id not in choices:
            continue
        params = StepParams(step, component, defaults)
        if params.value("errors") == "ignore" or not takers.get(step.id, True):
            continue
        if component.id not in parameters:
            parameters[component.id] = column_parameters(component)
        for name, schema in parameters[component.id].items():
            tables = [known.tables.get(key, UNKNOWN) for key in choices[step.id][name]]
            for column in columns_named(params.value(name), schema) if tables else ():
                named = _named(index, step, name, column, tables)
                problem = _problem(named)
                if problem:
                    yield problem


def _direct_takers(pipeline: Pipeline, wiring: Wiring) -> Mapping[str, bool]:
    """Tell of each step without a table of its own whether its names are those of the tables that it is meant for.

    A transformer names the columns of the table that a model is given. Behind
    another transformer they may be called otherwise, so only the first is held
    to them.
    """
    direct: dict[str, bool] = {}
    for index in wiring.order:
        step = pipeline.steps[index].id
        ports = wiring.ports.get(step)
        inputs = ports.inputs if ports else {}
        links = wiring.inputs[step]
        has_table = any(port.type in TABULAR and links.get(name) for name, port in inputs.items())
        for sources in links.values():
            for place, source in enumerate(sources):
                fits = has_table and place == 0
                direct[source.step] = direct.get(source.step, True) and fits
    return {step: fits for step, fits in direct.items() if not _is_tabular(step, wiring)}


def _is_tabular(step: str, wiring: Wiring) -> bool:
    ports = wiring.ports.get(step)
    if ports is None:
        return False
    types = {port.type for port in ports.inputs.values()}
    types |= {port.type for port in ports.outputs.values()}
    return not TABULAR.isdisjoint(types)


def _named(
    index: int, step: Step, parameter: str, column: NamedColumn, tables: Sequence[Table]
) -> _Named:
    place: Place = ("steps", index)
    value: Any = step.params.get(parameter)
    if parameter not in step.params:
        return _Named(step, column, place, None, tables)
    place = (*place, "params", parameter)
    if parameter_reference(value) is not None:
        return _Named(step, column, place, None, tables)
    for part in column.place:
        value = value[part]
        place = (*place, part)
        if parameter_reference(value) is not None:
            return _Named(step, column, place, None, tables)
    return _Named(step, column, place, value, tables)


def _problem(named: _Named) -> Problem | None:
    name = named.column.name
    if any(table.column(name) is not None for table in named.tables):
        return None
    losses = [table.trail.loss(name) for table in named.tables]
    if any(
        loss is None and table.columns is None
        for loss, table in zip(losses, named.tables, strict=True)
    ):
        return None
    for loss, table in zip(losses, named.tables, strict=True):
        if loss is not None:
            return _dropped(named, loss, _present_name(loss, table))
    return _unknown(named)


def _present_name(loss: Loss, table: Table) -> str | None:
    """Return what a renamed column is called in a table, after all that happened since."""
    seen: set[str] = set()
    name = loss.new_name
    while name is not None and name not in seen:
        seen.add(name)
        later = table.lost(name)
        if later is None:
            return name if table.columns is None or table.column(name) else None
        name = later.new_name
    return None


def _dropped(named: _Named, loss: Loss, new_name: str | None) -> Problem:
    step, name = named.step.id, named.column.name
    what = "leaves out" if loss.new_name is None else f"renames to {shown(loss.new_name)}"
    return Problem(
        severity="error",
        code="dropped-column",
        pointer=pointer(*named.place),
        step=step,
        message=f"Step `{step}` names the column {shown(name)}, which step `{loss.step}` {what}.",
        remedy=f"Did you mean {shown(new_name)}?"
        if new_name is not None
        else f"Choose another column, or keep it in step `{loss.step}`.",
        fix=_fix(named, new_name) if new_name is not None else None,
    )


def _fix(named: _Named, new_name: str) -> Fix | None:
    if named.value is None:
        return None
    place = pointer(*named.place)
    title = f"Name {shown(new_name)} instead"
    if not named.column.is_key:
        return Fix(title=title, patch=(PatchOperation(op="replace", path=place, value=new_name),))
    moved = pointer(*named.place[:-1], new_name)
    return Fix(
        title=title,
        patch=(
            PatchOperation(op="remove", path=place),
            PatchOperation(op="add", path=moved, value=named.value),
        ),
    )


def _unknown(named: _Named) -> Problem:
    step, name = named.step.id, named.column.name
    there = list(dict.fromkeys(each.name for table in named.tables for each in table.columns or ()))
    return Problem(
        severity="warning",
        code="unknown-column",
        pointer=pointer(*named.place),
        step=step,
        message=f"Step `{step}` names the column {shown(name)}, which its table does not have.",
        remedy=did_you_mean(name, there, otherwise=_choose(there)),
    )


def _choose(names: Sequence[str]) -> str:
    if not names:
        return "Its table has no columns."
    few = ", ".join(shown(name) for name in names[:10])
    return f"Choose one of {few}{', …' if len(names) > 10 else ''}."
