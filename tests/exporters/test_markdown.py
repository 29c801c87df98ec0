"""Text of users in Markdown shows itself and does nothing else."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jupyterlab_pipeline_export.exporters.markdown import code_span, markdown_text

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def rendered(markdown, tag="h2"):
    """Return the text of a heading, provided that it holds nothing but text."""
    match = re.fullmatch(rf"<{tag}>([^<]*)</{tag}>\n", MARKDOWN.render(markdown))
    assert match, MARKDOWN.render(markdown)
    return html.unescape(match[1])


@pytest.mark.parametrize(
    "title",
    [
        "Read X_train and y_test",
        "*bold* _it_ **b** __c__ ~~gone~~",
        "[link](javascript:alert(1)) ![image](x)",
        "<script>alert(1)</script> &amp; <!-- -->",
        "`code` ``more``",
        "C# ##",
        r"C:\new \(x\) \\(x\\) $x$ $$y$$",
        "a | b",
        "1. item - item + item",
    ],
)
def test_titles(title):
    assert rendered(f"## 1. {markdown_text(title)}") == f"1. {title}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text(title):
    assert rendered(f"## 1. {markdown_text(title)}.") == f"1. {' '.join(title.split())}."


def test_no_formula_starts():
    # JupyterLab takes these for mathematics before it looks at the Markdown.
    escaped = markdown_text(r"$a$ \(b\) \\(c\\) \[d\] \begin{e}")
    assert not re.search(r"(?<!\\)\$|\\\\[(\[]|\\begin", escaped)


def test_words_stay_readable():
    assert markdown_text("Read X_train, then y_test_2") == "Read X_train, then y_test_2"


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_code_spans(text):
    match = re.fullmatch(r"<p><code>([^<]*)</code></p>\n", MARKDOWN.render(code_span(text)))
    assert match
    assert html.unescape(match[1]) == text
