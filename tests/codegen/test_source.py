from __future__ import annotations

import ast
import io
import json
import math
import subprocess
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.format import find_ruff, lint_python
from jupyterlab_pipeline_export.codegen.source import PyCode, PyComment, to_docstring, to_source

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    SCALARS | st.text(),
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | SCALARS, inner)
    ),
)
TRAPS = [
    'a"b\n; import os#',
    "'''",
    '"""',
    "\\",
    "C:\\new\\table.csv",
    "{{ x }}",
    "{x}",
    "%s",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    "\N{ZERO WIDTH SPACE}",
    "\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "\ud800",
    "😀",
    "class",
]


def same(left, right):
    return repr(left) == repr(right)


@given(VALUES)
def test_a_literal_has_the_value(value):
    source = to_source(value)
    assert same(ast.literal_eval(source), value)
    assert source.isprintable()
    source.encode()


@pytest.mark.parametrize("text", TRAPS)
def test_traps_in_strings(text):
    assert ast.literal_eval(to_source(text)) == text
    assert to_source(text).isprintable()


@pytest.mark.parametrize(
    "value",
    [-0.0, 0.0, 1e300, 5e-324, 0.1, 1e16, 10**5000, -(10**5000), 2**4096],
    ids=lambda value: type(value).__name__,
)
def test_numbers_are_exact(value):
    back = ast.literal_eval(to_source(value))
    assert back == value
    assert type(back) is type(value)
    assert math.copysign(1, back) == math.copysign(1, value) if isinstance(value, float) else True


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_without_a_literal_is_refused(value):
    with pytest.raises(ValueError, match="no literal"):
        to_source([value])


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", len, 1j, ..., PyComment("x")])
def test_other_types_are_refused(value):
    with pytest.raises(TypeError):
        to_source([value])


def test_code_stands_for_itself_and_text_does_not():
    code = PyCode("df")
    assert to_source([code, "df", {"a": (code,)}]) == "[df, 'df', {'a': (df,)}]"
    assert to_source(f"{code}") == "'df'"
    assert code == PyCode("df")
    assert code != PyCode("other")
    assert code != "df"
    assert len({code, PyCode("df")}) == 1
    assert repr(code) == "PyCode('df')"


def comment_tokens(line):
    tokens = list(tokenize.generate_tokens(io.StringIO(f"{line}\nx = 1\n").readline))
    return [token for token in tokens if token.type == tokenize.COMMENT]


@given(st.text() | st.sampled_from(TRAPS))
def test_a_comment_is_one_comment(text):
    comment = str(PyComment(text))
    comment.encode()
    assert comment.isprintable()
    assert len(comment_tokens(comment)) == 1
    assert ast.dump(ast.parse(f"{comment}\nx = 1")) == ast.dump(ast.parse("\nx = 1"))


def test_a_comment_keeps_ordinary_words():
    assert str(PyComment("Step #2: remove noisy types (50 %), é 😀")) == (
        "# Step #2: remove noisy types (50 %), é 😀"
    )
    assert str(PyComment(" \n ")) == "#"


@pytest.mark.parametrize(
    "text",
    [
        "noqa",
        "NoQA: F401",
        "x # noqa",
        "x #noqa:F401",
        "ruff: noqa",
        "flake8: noqa: F401",
        "type: ignore",
        "type: int",
        "fmt: off",
        "fmt:skip",
        "isort:skip_file",
        "yapf: disable",
        "pragma: no cover",
        "pylint: disable=all",
        "mypy: ignore-errors",
        "pyright: basic",
        "nosec",
        "/// script",
        "%% cell",
        "region x",
    ],
)
def test_a_comment_gives_no_orders(text):
    comment = str(PyComment(text))
    words = text.replace("x #", "").split(":")[0].strip().split()[0]
    assert f'"{words}"' in comment


@pytest.mark.parametrize(
    "text", ["-*- coding: latin-1 -*-", "vim: set fileencoding=x :", "coding=cp1252"]
)
def test_a_comment_is_no_encoding_declaration(text):
    source = f"{PyComment(text)}\nx = 'é'\n".encode()
    assert tokenize.detect_encoding(io.BytesIO(source).readline)[0] == "utf-8"
    assert "vim:" not in source.decode()


@pytest.mark.parametrize(
    "text", ["noqa", "ruff: noqa", "flake8: noqa", "x # noqa: F401", "# ruff: disable[F401]"]
)
def test_ruff_still_reports_what_stands_after_a_comment(text):
    code = f"{PyComment(text)}\nimport os  {PyComment(text)}\n"
    assert [finding.code for finding in lint_python(code, python="3.12")] == ["F401"]


@pytest.mark.parametrize("text", ["fmt: off", "x # fmt: skip", "yapf: disable"])
def test_ruff_still_formats_what_stands_after_a_comment(text):
    code = f"{PyComment(text)}\nx  =  1\n"
    result = subprocess.run(
        [find_ruff(), "format", "--isolated", "-"],
        input=code,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.endswith("x = 1\n")


def stripped_lines(text):
    # A tab becomes spaces; how many, depends on its column.
    return [" ".join(line.split()) for line in text.strip().splitlines()]


@given(st.text() | st.sampled_from(TRAPS), st.sampled_from(["", "    "]))
def test_a_docstring_says_the_text_and_nothing_runs(text, indent):
    code = f"def f():\n    {to_docstring(text, '    ')}\n" if indent else f"{to_docstring(text)}\n"
    tree = ast.parse(code)
    body = tree.body[0].body if indent else tree.body
    assert len(body) == 1
    written = ast.literal_eval(body[0].value)
    assert stripped_lines(written) == stripped_lines(text)


def test_a_docstring_reads_well():
    assert str(to_docstring("One line.")) == '"""One line."""'
    assert str(to_docstring('First.\n\nThen \\n and "quotes"\r\nend"', "    ")) == (
        '"""First.\n\n    Then \\\\n and "quotes"\n    end\\"\n    """'
    )


def test_a_docstring_opens_no_block_of_script_metadata():
    text = "x\n# /// script\n# dependencies = []\n# ///\ny"
    written = str(to_docstring(text))
    assert "\n# ///" not in written
    assert "# /// script" in ast.literal_eval(written)


def test_json_survives():
    value = json.loads('{"a": [1, 2.5, null, true, "\\u2028\\"\\\\"]}')
    assert ast.literal_eval(to_source(value)) == value
