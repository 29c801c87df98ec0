"""How one output's columns come about, worked out from the rule of its component."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.columns.facts import (
    with_rows,
    with_type,
    with_values_changed,
    without_missing,
)
from jupyterlab_pipeline_export.columns.merging import join, union
from jupyterlab_pipeline_export.columns.tables import UNKNOWN, Column, Loss, Table, Trail
from jupyterlab_pipeline_export.columns.values import type_of_dtype

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.values import StepParams
    from jupyterlab_pipeline_export.components.column_rules import ColumnRule, ColumnType, Reader

__all__ = ["StepTables", "apply_rule"]

ORDER_OF_FILE: Final[frozenset[Reader | None]] = frozenset({"csv", "excel"})
"""Readers that give the columns in the order of the file, whatever the order they are asked for in."""


@dataclass(frozen=True, slots=True)
class StepTables:
    """What a step works on."""

    step: str
    params: StepParams
    inputs: Mapping[str, tuple[Table, ...]]
    """The tables of each input that has links."""
    sources: Mapping[str, Table]
    """What is read, by the parameter that names it."""


def apply_rule(rule: ColumnRule, given: StepTables) -> Table:
    """Work out the columns of an output.

    Parameters
    ----------
    rule
        What the manifest says of it.
    given
        What the step works on.

    Returns
    -------
    Table
        Unknown where a part that counts is.
    """
    if rule.unknown:
        return UNKNOWN
    table = _begin(rule, given)
    for key, change in CHANGES:
        if getattr(rule, key):
            table = change(table, rule, given)
    return with_rows(table, rule.rows)


def _begin(rule: ColumnRule, given: StepTables) -> Table:
    source = rule.file or rule.inline or rule.dataset
    if source:
        return given.sources.get(source, UNKNOWN)
    if not rule.from_:
        return Table(())
    tables = [table for name in rule.from_ for table in given.inputs.get(name, ())]
    if rule.join:
        if len(tables) != 2:
            return UNKNOWN
        return join(tables[0], tables[1], rule.join, given.params)
    return union(tables)


def _kept(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    names = list(dict.fromkeys(given.params.names(rule.keep)))
    if not names:
        return table
    known = {column.name: column for column in table.columns or ()}
    if rule.reader in ORDER_OF_FILE and table.columns is not None:
        wanted = set(names)
        names = [name for name in known if name in wanted] + [
            name for name in names if name not in known
        ]
    # One that is not there is a mistake that is told elsewhere, once: behind this step it counts as there.
    columns = tuple(known.get(name) or Column(name) for name in names)
    lost = _lost((name for name in known if name not in names), given.step)
    return _on_trail(replace(table, columns=columns), lost, ())


def _dropped(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    names = set(given.params.names(rule.drop))
    if not names:
        return table
    if table.columns is None:
        return _on_trail(table, _lost(names, given.step), ())
    columns = tuple(column for column in table.columns if column.name not in names)
    gone = _lost((column.name for column in table.columns if column.name in names), given.step)
    return _on_trail(replace(table, columns=columns), gone, ())


def _of_types(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    if table.columns is None:
        return table
    if any(column.type == "unknown" for column in table.columns):
        return UNKNOWN
    columns = tuple(column for column in table.columns if column.type in rule.of_types)
    gone = (column.name for column in table.columns if column.type not in rule.of_types)
    return _on_trail(replace(table, columns=columns), _lost(gone, given.step), ())


def _renamed(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    value = given.params.value(rule.rename)
    if not isinstance(value, dict):
        return table
    new_names = {old: new for old, new in value.items() if isinstance(new, str) and new != old}
    if table.columns is not None:
        known = {column.name for column in table.columns}
        new_names = {old: new for old, new in new_names.items() if old in known}
        columns = tuple(
            replace(column, name=new_names[column.name]) if column.name in new_names else column
            for column in table.columns
        )
        table = replace(table, columns=columns) if new_names else table
    gained = set(new_names.values())
    lost = {old: Loss(given.step, new) for old, new in new_names.items() if old not in gained}
    return _on_trail(table, lost, gained)


def _first(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    names = {name: place for place, name in enumerate(given.params.names(rule.first))}
    if not names or table.columns is None:
        return table
    last = len(names)
    columns = sorted(table.columns, key=lambda column: names.get(column.name, last))
    return replace(table, columns=tuple(columns))


def _added(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    if isinstance(rule.add, str):
        new = {name: Column(name) for name in given.params.names(rule.add)}
    else:
        new = {
            name: Column(name, each.type)
            for each in rule.add
            for name in given.params.expand(each.name)
        }
    if not new:
        return table
    if table.columns is not None:
        known = {column.name for column in table.columns}
        columns = [new.get(column.name, column) for column in table.columns]
        columns += [column for name, column in new.items() if name not in known]
        table = replace(table, columns=tuple(columns))
    return _on_trail(table, {}, new)


def _typed(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    if table.columns is None:
        return table
    types: dict[str, ColumnType] = {}
    if isinstance(rule.types, str):
        value = given.params.value(rule.types)
        for name, dtype in value.items() if isinstance(value, dict) else ():
            types[name] = type_of_dtype(dtype)
    else:
        for change in rule.types:
            names = (
                [column.name for column in table.columns]
                if change.columns is True
                else given.params.names(change.columns)
            )
            types.update(dict.fromkeys(names, change.type))
    if not types:
        return table
    columns = tuple(
        with_type(column, types[column.name]) if column.name in types else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def _changed(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    if rule.changed is True:
        return with_values_changed(table, None)
    return with_values_changed(table, set(given.params.names(rule.changed)))


def _filled(table: Table, rule: ColumnRule, given: StepTables) -> Table:
    if rule.filled is None:
        return table
    names = set(given.params.names(rule.filled.columns))
    return without_missing(table, names or None, rule.filled.types)


CHANGES: Final[tuple[tuple[str, Callable[[Table, ColumnRule, StepTables], Table]], ...]] = (
    ("keep", _kept),
    ("drop", _dropped),
    ("of_types", _of_types),
    ("rename", _renamed),
    ("first", _first),
    ("add", _added),
    ("types", _typed),
    ("changed", _changed),
    ("filled", _filled),
)
"""What each key of a rule does, in the order in which the keys are worked off."""


def _lost(names: Iterable[str], step: str) -> dict[str, Loss]:
    return {name: Loss(step) for name in names}


def _on_trail(table: Table, losses: Mapping[str, Loss], gained: Iterable[str]) -> Table:
    names = frozenset(gained)
    if not losses and not names:
        return table
    return replace(table, trail=Trail(losses, names, (table.trail,)))
