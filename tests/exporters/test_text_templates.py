from __future__ import annotations

import csv
import shlex

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from jupyterlab_pipeline_export.exporters.mounts import Mount
from jupyterlab_pipeline_export.exporters.text_templates import ENVIRONMENT, one_line

anything = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\\"'`$\n\r\x85\u2028#,:")
)


def render(template, **values):
    return ENVIRONMENT.from_string(template).render(**values)


def test_value_without_a_filter_is_refused():
    with pytest.raises(TypeError, match="without escaping it"):
        render("{{ name }}", name="penguins")


def test_unknown_value_is_refused():
    with pytest.raises(UndefinedError):
        render("{{ nmae | comment }}", name="penguins")


@pytest.mark.parametrize("word", ["", "a b", "-x", "$x", "a;b", "a\n", '"', "~"])
def test_word_that_a_shell_would_read_otherwise_is_refused(word):
    with pytest.raises(ValueError, match="no plain word"):
        render("{{ [word] | words }}", word=word)


def test_plain_words_are_joined():
    assert (
        render("{{ words | words }}", words=("a/b.py", "python:3.12-slim"))
        == "a/b.py python:3.12-slim"
    )


@given(anything)
def test_one_line_is_printable_and_stays_as_it_is(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    assert line.replace("\u200c", "").replace("\u200d", "").isprintable()


@given(anything)
def test_comment_never_goes_on_in_the_next_line(text):
    line = render("# {{ text | comment }}", text=text)
    assert len(line.splitlines()) == 1
    assert not line.endswith("\\")


@given(anything)
def test_yaml_comes_back(text):
    content = render("a: {{ text | yaml }}\nb: 1\n", text=text)
    assert len(content.split("\n")) == 3
    assert yaml.safe_load(content) == {"a": text, "b": 1}


@given(anything.filter(str.isprintable))
def test_mount_is_one_word_of_the_shell_and_one_row_of_csv(text):
    mount = Mount(f"../{text}", f"/app/{text}", read_only=True)
    (word,) = shlex.split(render("{{ mount | mount_option }}", mount=mount))
    (row,) = csv.reader([word])
    assert row == ["type=bind", f"source=$PWD/../{text}", f"target=/app/{text}", "readonly"]


@given(anything)
def test_mount_of_any_path_stays_on_its_line(text):
    mount = Mount(f"../{text}", f"/app/{text}", read_only=False)
    option = render("{{ mount | mount_option }}", mount=mount)
    assert len(option.splitlines()) == 1
    assert len(shlex.split(option)) == 1
