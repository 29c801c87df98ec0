"""Names and types are those that pandas gives, without it."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.columns.heads.csv_head import read_csv
from jupyterlab_pipeline_export.columns.heads.head import (
    MOST_BYTES,
    NotToldError,
    UnreadableSourceError,
)
from jupyterlab_pipeline_export.columns.values import type_of_dtype


def told(text, **options):
    table = read_csv(io.BytesIO(text.encode()), options)
    return [(column.name, column.type) for column in table.columns]


def expected(text, **options):
    table = pd.read_csv(io.StringIO(text), **options)
    return [(name, _type(table[name])) for name in table]


def _type(column):
    # Before pandas 3, texts are objects like any other.
    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) == "string":
        return "text"
    return type_of_dtype(column.dtype)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("a,b\n", {}),
        (" a,b\n1,2\n", {}),
        ("  \na,b\n1,2\n", {}),
        ("a,,a,a.1,a\n1,2,3,4,5\n", {}),
        (",Unnamed: 0,x\n1,2,3\n", {}),
        ("a,b,\n1,2,\n", {}),
        ("a,b\n1,2,9\n3,4,9\n", {}),
        ("a,b\n1\n2,3\n", {}),
        ("a,b\r1,2\r3,4\r", {}),
        ('"a ",b \n1,"x\ny"\n', {}),
        ("\ufeffa,b\n1,2\n", {}),
        ("a,b\n1,True\n2,\n", {}),
        ("a,b\n,1\n,2\n", {}),
        ("a,b\ntrue,1\nFALSE,True\n", {}),
        ("a\n99999999999999999999\n", {}),
        ("a\n18446744073709551615\n", {}),
        ("a\n18446744073709551615\n-1\n", {}),
        ("a,b,c,d\ninf,1e400,.5,1.\n-Infinity,+1,1E5,-0\n", {}),
        ("a,b,c,d\n1_000,0x10,1d5,1e\n1,1,1,1\n", {}),
        ("a,b\n 1 , True\n", {}),
        ("nan,NA\n-nan,#N/A\n", {}),
        ("a;b;c\n1.000,5;2;1.5\n", {"sep": ";", "decimal": ",", "thousands": "."}),
        ("a\tb\n1\t2\n", {"sep": "\t"}),
        ("a,b\n2020-01-01,x\n2020-01-02,\n", {"parse_dates": ["a"]}),
        ("x\n\na,b\n1,2\n", {"skiprows": 1}),
        ("# a remark\na,b\n1,2\n", {"comment": "#"}),
        ("1,2\n3,4\n", {"names": ["x", "y", "z"]}),
        ("1,2\n3,4\n", {"names": ["x"]}),
        ("a,b\n1,2\n3,4\n", {"names": ["x", "y"], "header": 0}),
        ("a,b\n1,2\n", {"index_col": "a"}),
        ("a,b\n1,2\n2,x\n", {"na_values": ["1", "x"]}),
        ("a,b\nNA,2\n", {"keep_default_na": False}),
        ("a,b\n1,2\nx,y\n", {"nrows": 1}),
        ("a,b\n1,2\n", {"dtype": {"a": "category", "b": "string"}}),
    ],
)
def test_names_and_types_are_those_of_pandas(text, options):
    assert told(text, **options) == expected(text, **options)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("a\n01/02/2020\n", {"parse_dates": ["a"]}),
        ("a\n2020-01-01\n2020-01-01 10:00\n", {"parse_dates": ["a"]}),
        ("a\n2020-01-01\n", {"parse_dates": ["a"], "date_format": "%Y-%d-%m"}),
    ],
)
def test_dates_that_only_pandas_can_tell_are_unknown(text, options):
    assert told(text, **options) == [("a", "unknown")]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1,2\n", {"header": None}),
        ("a  b\n1  2\n", {"sep": r"\s+"}),
        ("a;b\n1;2\n", {"sep": None}),
        ("a,b\n1,2 # remark\n", {"comment": "#"}),
        ("a,b\n1,2\n", {"usecols": ["a"]}),
    ],
)
def test_what_only_pandas_can_tell_is_not_told(text, options):
    with pytest.raises(NotToldError):
        told(text, **options)


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b"", "utf-8", "empty"),
        (b" \n", "utf-8", "empty"),
        (b"\x89PNG\r\n\x00\x00", "utf-8", "encoding"),
        (b"a,b\n\x00\x01,2\n", "utf-8", "bytes"),
        ("größe\n1\n".encode("latin-1"), "utf-8", "utf-8"),
        (b"a\n1\n", "no-such", "no-such"),
        (b"a\n1\n", "hex", "hex"),
        (b"a" * (MOST_BYTES + 1), "utf-8", "first line"),
    ],
)
def test_what_is_no_table_is_told_plainly(content, encoding, words):
    with pytest.raises(UnreadableSourceError, match=words):
        read_csv(io.BytesIO(content), {"encoding": encoding})


def test_facts_need_the_whole_file():
    rows = "".join(f"{number},x\n" for number in range(200_000))
    table = read_csv(io.BytesIO(f"a,b\n{rows}".encode()), {})
    assert (table.complete, table.rows) == (False, None)
    assert [(each.type, each.missing, each.distinct) for each in table.columns] == [
        ("integer", None, None),
        ("text", None, None),
    ]


def test_a_record_that_is_cut_off_does_not_count():
    # The head ends within quotes that hold many lines.
    long = "\n".join(["line"] * MOST_BYTES)
    assert told(f'a,b\n1,2\n3,"{long}"\n') == [("a", "integer"), ("b", "integer")]


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=6)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
    st.sampled_from(["NA", "nan", "null", "1", " 1", "1.0", "True", "-", "1e5", "inf", '"', "''"]),
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_tables_that_pandas_writes(data):
    names = data.draw(st.lists(NAMES, min_size=1, max_size=4))
    rows = data.draw(st.integers(0, 4))
    # Columns of one kind mostly, as tables have them.
    columns = [
        data.draw(
            st.lists(
                data.draw(st.sampled_from([CELLS, st.integers(), st.floats(), st.booleans()])),
                min_size=rows,
                max_size=rows,
            )
        )
        for _ in names
    ]
    table = pd.DataFrame(dict(enumerate(columns)), dtype=object)
    table.columns = names
    text = table.to_csv(index=False)
    try:
        wanted = expected(text)
    except (pd.errors.EmptyDataError, pd.errors.ParserError):
        return
    found = told(text)
    assert [name for name, _ in found] == [name for name, _ in wanted]
    for (_, type_), (_, real) in zip(found, wanted, strict=True):
        assert type_ in {real, "unknown"}
