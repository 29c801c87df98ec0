"""What is told of columns before anything runs, held against what running gives."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jupyterlab_pipeline_export.columns.engine import TABULAR, find_rule, known_columns
from jupyterlab_pipeline_export.columns.tables import Column, Table
from jupyterlab_pipeline_export.columns.values import StepParams, type_of_dtype
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.column_rules import ColumnRule, ColumnType
from jupyterlab_pipeline_export.components.wiring import Wiring, wire
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.samples import SampleReader
from tests.components.library.cases import Case
from tests.components.library.execution import Run

# Cases in which a rule tells the columns, but not for these values; each with the reason.
NOT_TOLD = {
    "data.read_excel-skiprows=1": "a row of values becomes the header, so some names are numbers",
    "data.read_excel-skiprows=2": "a row of values becomes the header, so some names are numbers",
}


@pytest.fixture(scope="session")
def reader(folder: Path) -> SampleReader:
    return SampleReader(LocalStore(folder))


def _told(pipeline: Pipeline, wiring: Wiring, reader: SampleReader) -> dict[str, Table]:
    catalog = builtin_catalog()
    samples = asyncio.run(reader.read(pipeline, catalog, ""))
    assert samples.problems == ()
    known = known_columns(pipeline, catalog, wiring, samples)
    subject = pipeline.steps[-1].id
    outputs = wiring.ports[subject].outputs.items()
    return {name: known.output(subject, name) for name, port in outputs if port.type in TABULAR}


def _rule(case: Case, port: str, pipeline: Pipeline, wiring: Wiring) -> ColumnRule:
    subject = pipeline.steps[-1]
    params = StepParams(subject, case.component, {})
    rule = find_rule(case.component, port, params, wiring.inputs[subject.id])
    assert rule is not None, f"no rule holds for the output {port}"
    return rule


def test_what_is_told_comes_true(case: Case, run: Run, reader: SampleReader) -> None:
    pipeline = case.pipeline()
    wiring, _ = wire(pipeline, builtin_catalog())
    assert wiring is not None
    for name, table in _told(pipeline, wiring, reader).items():
        rule = _rule(case, name, pipeline, wiring)
        if table.columns is None:
            assert rule.unknown or str(case) in NOT_TOLD, "no columns are told, and no reason why"
            continue
        assert str(case) not in NOT_TOLD
        real = run.outputs[name]
        real = real.to_frame() if isinstance(real, pd.Series) else real
        _compare(table, real, rule)


def _compare(table: Table, real: pd.DataFrame, rule: ColumnRule) -> None:
    told = table.columns or ()
    assert [column.name for column in told] == list(real.columns)
    types = {column.name: column.type for column in told if column.type != "unknown"}
    found = {name: _type(real[name]) for name in types}
    assert types == found
    if table.rows is not None:
        assert table.rows == len(real)
    for column in told:
        _compare_values(column, real[column.name], exact=rule.rows in {"same", "reordered"})


def _compare_values(column: Column, real: pd.Series[Any], *, exact: bool) -> None:
    """Facts about rows drawn by chance are those of the rows that they were drawn from."""
    if column.missing is False or (column.missing and exact):
        assert real.isna().any() == column.missing, column.name
    if column.unique is True or (column.unique is False and exact):
        assert (real.is_unique and real.notna().all()) == column.unique, column.name
    if column.distinct is not None:
        assert real.nunique() <= column.distinct, column.name
        assert not exact or real.nunique() == column.distinct, column.name
    if column.shares is not None and exact:
        shares = real.value_counts(normalize=True)
        assert [share for _, share in column.shares] == pytest.approx(list(shares)), column.name
    if column.spread is not None and exact:
        assert real.std(ddof=0) == pytest.approx(column.spread, rel=1e-4), column.name
    if column.ascending is not None:
        assert real.is_monotonic_increasing == column.ascending, column.name


def _type(real: pd.Series[Any]) -> ColumnType:
    # Before pandas 3, texts are objects like any other.
    if real.dtype == object and pd.api.types.infer_dtype(real, skipna=True) == "string":
        return "text"
    return type_of_dtype(real.dtype)


def test_every_output_with_columns_has_a_rule() -> None:
    without = [
        f"{component.id}: {name}"
        for component in builtin_catalog().components.values()
        if not component.declared_ports
        for name, port in component.outputs.items()
        if port.type in TABULAR and not component.columns.get(name)
    ]
    assert without == []


def test_whatever_is_not_told_is_a_case(case: Case) -> None:
    """The last rule of an output holds for every value, so that none is forgotten."""
    for name, rules in case.component.columns.items():
        assert rules[-1].when == {} or _covers(rules), name


def _covers(rules: tuple[ColumnRule, ...]) -> bool:
    """Tell whether rules ask for both values of one switch."""
    asked = [list(rule.when.items()) for rule in rules if len(rule.when) == 1]
    switches = [items[0] for items in asked]
    return any((name, not value) in switches for name, value in switches if isinstance(value, bool))
