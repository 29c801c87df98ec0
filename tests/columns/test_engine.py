from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.columns.tables import NO_SAMPLES, Column, Loss, Samples, Table

from .pipelines import SOURCE, chain, known, names, step


def last(pipeline, samples=None):
    found = known(pipeline) if samples is None else known(pipeline, samples)
    return found.output(pipeline.steps[-1].id, "table")


def test_columns_are_carried_through_renaming_and_dropping():
    pipeline = chain(
        step("rename", "clean.rename_columns", columns={"a": "id"}),
        step("drop", "clean.drop_columns", columns=["b"]),
        step("derive", "clean.derive_column", column="d", expr="id + 1"),
    )
    table = last(pipeline)
    assert names(table) == ["id", "c", "d"]
    assert table.lost("a") == Loss("rename", "id")
    assert table.lost("b") == Loss("drop")
    assert table.lost("c") is None


def test_a_name_that_comes_back_is_not_lost():
    pipeline = chain(
        step("drop", "clean.drop_columns", columns=["b"]),
        step("derive", "clean.derive_column", column="b", expr="a"),
    )
    assert last(pipeline).lost("b") is None
    assert last(pipeline, NO_SAMPLES).lost("b") is None


def test_of_an_unknown_table_it_is_known_what_went():
    pipeline = chain(step("rename", "clean.rename_columns", columns={"a": "id"}))
    table = last(pipeline, NO_SAMPLES)
    assert table.columns is None
    assert table.lost("a") == Loss("rename", "id")
    assert table.lost("id") is None


def test_names_that_change_places_are_both_there():
    pipeline = chain(step("rename", "clean.rename_columns", columns={"a": "b", "b": "a"}))
    assert names(last(pipeline)) == ["b", "a", "c"]
    assert last(pipeline, NO_SAMPLES).lost("a") is None


def test_unknown_columns_become_known_by_their_names():
    pipeline = chain(step("select", "clean.select_columns", columns=["x", "y"]))
    assert last(pipeline, NO_SAMPLES).columns == (Column("x"), Column("y"))


def test_a_muted_step_changes_nothing():
    pipeline = chain(
        step("drop", "clean.drop_columns", columns=["b"], enabled=False),
        step("sort", "clean.sort_rows", by=["b"]),
    )
    found = known(pipeline)
    assert names(found.output("sort", "table")) == ["a", "b", "c"]
    assert "drop.table" not in found.tables


def test_a_parameter_of_the_pipeline_counts_with_its_default():
    pipeline = chain(
        step("drop", "clean.drop_columns", columns=[{"$parameter": "gone"}]),
        parameters=[{"name": "gone", "type": "string", "default": "c"}],
    )
    assert names(last(pipeline)) == ["a", "b"]


def test_the_broken_part_of_a_pipeline_leaves_the_rest_known():
    pipeline = chain(
        step("sort", "clean.sort_rows", by=["a"]),
        step("lost", "clean.no_such_component", inputs={"table": "nobody.table"}),
        step("head", "explore.preview", inputs={"table": "sort.table"}),
    )
    assert names(last(pipeline)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("component", "params", "expected"),
    [
        ("clean.sort_rows", {"by": ["a"]}, SOURCE.columns),
        (
            "clean.filter_rows",
            {"expr": "a > 1"},
            (
                Column("a", "integer", missing=False, unique=True),
                Column("b", "number"),
                Column("c", "text", missing=False),
            ),
        ),
        ("clean.sample_rows", {}, SOURCE.columns),
        (
            "clean.fill_missing",
            {"method": "mean"},
            (SOURCE.columns[0], Column("b", "number", missing=False), SOURCE.columns[2]),
        ),
        (
            "clean.convert_types",
            {"dtype": {"a": "float64", "c": "category"}},
            (
                Column("a", "number"),
                SOURCE.columns[1],
                Column(
                    "c",
                    "category",
                    missing=False,
                    distinct=2,
                    unique=False,
                    shares=SOURCE.columns[2].shares,
                ),
            ),
        ),
    ],
)
def test_facts_live_as_long_as_they_hold(component, params, expected):
    assert last(chain(step("subject", component, **params))).columns == expected


FRAMES = st.lists(st.sampled_from(["a", "b", "c", "a_x", "b_y"]), unique=True, max_size=4)


@settings(max_examples=100, deadline=None)
@given(
    FRAMES,
    FRAMES,
    st.sampled_from(["inner", "left", "right", "outer"]),
    st.sampled_from(["on", "keys", "none"]),
)
def test_joined_names_are_those_of_pandas(left, right, how, keys):
    left, right = ["key", *left], ["key", *right, "other"]
    params = {
        "on": {"on": ["key"]},
        "keys": {"left_on": ["key"], "right_on": ["other"]},
        "none": {},
    }[keys]
    tables = [pd.DataFrame({name: [1, 2] for name in side}) for side in (left, right)]
    try:
        wanted = list(pd.merge(*tables, how=how, **params).columns)
    except pd.errors.MergeError:  # two columns would have one name
        return
    steps = [
        step("one", "data.read_csv", path="1.csv", inputs={}),
        step("two", "data.read_csv", path="2.csv", inputs={}),
        step(
            "join",
            "clean.join_tables",
            inputs={"left": "one.table", "right": "two.table"},
            how=how,
            **params,
        ),
    ]
    sources = {
        f"{name}:path": Table(tuple(Column(each, "integer") for each in side))
        for name, side in (("one", left), ("two", right))
    }
    assert names(last(chain(*steps), Samples(sources))) == wanted


def long_chain(number):
    changes = [
        lambda index: ("clean.rename_columns", {"columns": {f"c{index % 40}": f"n{index}"}}),
        lambda index: ("clean.derive_column", {"column": f"c{(index - 1) % 40}", "expr": "1"}),
        lambda index: ("clean.drop_columns", {"columns": [f"n{index - 2}"]}),
        lambda _: ("clean.drop_missing", {}),
    ]
    steps = []
    for index in range(number):
        component, params = changes[index % 4](index)
        steps.append(step(f"s{index}", component, **params))
    return chain(*steps)


def test_a_long_chain_takes_time_in_proportion():
    columns = tuple(Column(f"c{index}", "number", missing=True) for index in range(50))
    samples = Samples({"load:path": Table(columns, 100, complete=True)})
    times = []
    for number in (1_000, 10_000):
        pipeline = long_chain(number)
        start = time.process_time()
        table = last(pipeline, samples)
        times.append(time.process_time() - start)
        assert len(table.columns) == 50
        assert table.lost("n0") == Loss("s2")
    # Ten times the steps; far below the square, with room for a busy machine.
    assert times[1] < 40 * times[0]
