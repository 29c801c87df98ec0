"""The YAML of front matter."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.components.frontmatter import (
    MAX_DEPTH,
    FrontMatterError,
    read_front_matter,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("010", 10),
        ("1.5", 1.5),
        ("1e-4", 1e-4),
        (".5", 0.5),
        ("5.", 5.0),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("2024-01-31", "2024-01-31"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1.2.3", "1.2.3"),
        ('"7"', "7"),
        ("'true'", "true"),
        ('""', ""),
        ("pandas>=2.0", "pandas>=2.0"),
        ("9" * 30, float("9" * 30)),
    ],
)
def test_scalars(text, value):
    found = read_front_matter(f"key: {text}").values["key"]
    assert found == value
    assert type(found) is type(value)


def test_nested_values_and_their_lines():
    front = read_front_matter(
        "a: 1\n\nb:\n  - x\n  - {c: 2,\n     d: [3]}\n'e f': |\n  long\n  text\n"
    )
    assert front.values == {"a": 1, "b": ["x", {"c": 2, "d": [3]}], "e f": "long\ntext\n"}
    assert front.line_of(("a",)) == 1
    assert front.line_of(("b",)) == 3
    assert front.line_of(("b", 1)) == 5
    assert front.line_of(("b", 1, "d")) == 6
    assert front.line_of(("b", 1, "d", 0)) == 6
    assert front.line_of(("e f",)) == 7


def test_line_of_a_place_that_is_not_there_is_that_of_what_surrounds_it():
    front = read_front_matter("a:\n  b: {c: 1}\n")
    assert front.line_of(("a", "b", "missing", 3)) == 2
    assert front.line_of(("missing",)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1", 3),
        ("a: 1\na: 2", 2),
        ("a: {b: 1, b: 2}", 1),
        ("a: &x 1\nb: 2", 1),
        ("a: 1\nb: *x", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2),
        ("a: !!set {x}", 1),
        ("a: 1\n? [b]\n: 1", 2),
        ("a: 1\n---\nb: 2", 2),
        ("- 1", 1),
        ("text", 1),
        ("", 1),
        ("a: \0", 1),
        ("a: 1\nb: 'open", 2),
        ("a: 1\n\tb: 1", 2),
        ("a: 1\nb: @x", 2),
    ],
)
def test_refused_texts_name_the_line(text, line):
    with pytest.raises(FrontMatterError) as info:
        read_front_matter(text)
    assert info.value.line == line
    assert info.value.message.endswith(".")


@pytest.mark.parametrize("opening", ["- ", "[", "{a: ", "? ", "!x "])
def test_nesting_is_refused_before_anything_overflows(opening):
    # In a process of its own: an overflow of the C stack would end this one.
    program = (
        "from jupyterlab_pipeline_export.components.frontmatter import *\n"
        f"try: read_front_matter('a: \\n  ' + {opening!r} * 60_000)\n"
        "except FrontMatterError as error: print(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout


def test_deepest_allowed_value():
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read_front_matter(text).values["a"] != []
    with pytest.raises(FrontMatterError, match="levels deep"):
        read_front_matter("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)


# YAML takes U+FEFF for a byte order mark, and some line ends for its own.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"])
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(TEXTS, JSON))
def test_json_is_read_as_it_is(value):
    assert read_front_matter(json.dumps(value, ensure_ascii=False)).values == value


@settings(max_examples=300, deadline=None)
@given(st.text("ab01:-[]{},?&*!|>'\"%@`#~ \n\t.e", max_size=30) | st.text(max_size=20))
def test_any_text_gives_values_or_the_one_error(text):
    try:
        front = read_front_matter(text)
    except FrontMatterError as error:
        line = error.line
    else:
        json.dumps(front.values)
        line = front.line_of(())
    assert 1 <= line <= text.count("\n") + 2
