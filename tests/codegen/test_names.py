from __future__ import annotations

import builtins
import keyword
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.names import RESERVED_NAMES, NameSpace
from jupyterlab_pipeline_export.codegen.slugs import slug

IDENTIFIERS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True)
AWKWARD = st.sampled_from(
    [
        *keyword.kwlist,
        *keyword.softkwlist,
        *dir(builtins),
        *sorted(RESERVED_NAMES),
        "_",
        "__",
        "_1",
        "_i",
        "__name__",
        "a_2",
        "a",
    ]
)


@given(st.lists(IDENTIFIERS | AWKWARD, max_size=60), st.frozensets(IDENTIFIERS))
def test_names_never_collide(wanted, taken):
    space = NameSpace(taken)
    names = [space.claim(name) for name in wanted]
    assert len(set(names)) == len(names)
    for name in names:
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not keyword.issoftkeyword(name)
        assert not hasattr(builtins, name)
        assert name not in RESERVED_NAMES | taken


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("penguins", "penguins"),
        ("X_train", "X_train"),
        ("lambda", "lambda_"),
        ("filter", "filter_"),
        ("match", "match_"),
        ("run", "run_2"),
        ("_", "parameter"),
        ("_1", "parameter_1"),
        ("__name__", "name"),
        ("__debug__", "debug"),
        ("__builtins__", "builtins"),
    ],
)
def test_names_stay_close_to_what_was_wanted(wanted, expected):
    assert NameSpace().claim(wanted) == expected


def test_equal_names_are_counted():
    space = NameSpace(["model_3"])
    assert [space.claim(name) for name in ["model", "model", "model", "filter", "filter"]] == [
        "model",
        "model_2",
        "model_4",
        "filter_",
        "filter_2",
    ]


def test_many_equal_names_take_linear_time():
    space = NameSpace()
    started = time.perf_counter()
    names = {space.claim("table") for _ in range(100_000)}
    assert len(names) == 100_000
    assert time.perf_counter() - started < 5


def test_slugs_of_different_spellings_of_one_letter_are_one_name():
    space = NameSpace()
    assert space.claim(slug("ﬁle")) == "file"
    assert space.claim(slug("file")) == "file_2"
