"""Any text at any place of a document stays a text: it is never code, and it comes back as it was."""

from __future__ import annotations

import ast
import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.exporters.text_templates import one_line
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.exporters.building import LOAD, document, export, load, notebook, python_of, script

HOSTILE = [
    "",
    " ",
    "'",
    '"',
    '"""',
    "'''",
    "\\",
    "\\\n",
    'a"b\n; import os#',
    '"""\nimport os\nos.abort()\n"""',
    "\r\nimport os",
    "\x0cimport os",
    "\u2028import os\x85import os",
    "{{ 7 * 7 }}{% raw %}{# x",
    "{0}{x!r}%(x)s%s$x${x}",
    "C:\\new\\table",
    "class",
    "# /// script\n# dependencies = []\n# ///",
    "coding: utf-7",
    "# noqa\n# fmt: off\n# type: ignore",
    "%matplotlib inline\n!rm -rf /",
    "-->\n<script>alert(1)</script>",
    "```\n# heading\n---",
    "\x00\x07\x1b[31m\x7f",
    "\u202e\u2066evil",
    "Größe 企鹅 🐧 e\u0301 \ufeff",
    "\U0010ffff\ufffe",
    "==SUPPRESS==",
    "%",
    "-x",
]
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"])))
NAME = TEXT.map(lambda text: text[:200]).filter(str.strip)


def texts(**given_texts):
    """Return a document with a text at every place that takes one."""
    values = {
        "name": "N",
        "description": "D",
        "title": "T",
        "note": "O",
        "column": "C",
        "default": "P",
        "help": "H",
    }
    values |= given_texts
    column = {
        "id": "drop",
        "component": "clean.drop_columns",
        "inputs": {"table": "fill.table"},
        "params": {"columns": [values["column"]]},
        "title": values["title"],
        "note": values["note"],
    }
    filled = {
        "id": "fill",
        "component": "clean.fill_missing",
        "inputs": {"table": "load.table"},
        "params": {"method": "text", "text": {"$parameter": "text"}},
    }
    parameter = {
        "name": "text",
        "type": "string",
        "default": values["default"],
        "description": values["help"],
    }
    return {
        **document(name=values["name"], description=values["description"], parameters=[parameter]),
        "steps": [LOAD, filled, column],
    }


def shape(code):
    """Return the structure of code with the content of its strings left out."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@cache
def harmless():
    content = texts()
    return script(content), notebook(content), requirement_lines(content)


def requirement_lines(content):
    text = export(content, "requirements").artifacts[0].content.decode()
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    return [str(Requirement(line.partition(" #")[0])) for line in lines]


def calls(code, name):
    """Yield the calls of a function or method of that name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == name:
            yield node


def keywords(call):
    return {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}


def dropped_columns(code):
    (call,) = calls(code, "drop")
    return ast.literal_eval(keywords(call)["columns"])


@settings(deadline=None, max_examples=60)
@given(
    st.fixed_dictionaries(
        {
            "name": NAME,
            **dict.fromkeys(["description", "title", "note", "column", "default", "help"], TEXT),
        }
    )
)
def test_any_text_in_a_script(values):
    code = script(texts(**values))
    assert shape(code) == shape(harmless()[0])
    assert dropped_columns(code) == [values["column"]]
    (option,) = [call for call in calls(code, "add_argument") if "'--text'" in ast.unparse(call)]
    assert ast.literal_eval(keywords(option)["default"]) == values["default"]
    titles = [
        ast.literal_eval(call.args[0])
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "step"
    ]
    assert titles[2] == f"3. {one_line(values['title'].strip() or 'Drop columns')}"


@settings(deadline=None, max_examples=60)
@given(
    st.fixed_dictionaries(
        {
            "name": NAME,
            **dict.fromkeys(["description", "title", "note", "column", "default", "help"], TEXT),
        }
    )
)
def test_any_text_in_a_notebook(values):
    content = texts(**values)
    exported = notebook(content)
    was = harmless()[1]
    assert [(cell["id"], cell["cell_type"]) for cell in exported["cells"]] == [
        (cell["id"], cell["cell_type"]) for cell in was["cells"]
    ]
    code = python_of(exported)
    assert shape(code) == shape(python_of(was))
    assert dropped_columns(code) == [values["column"]]
    (default,) = [
        node.value
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets) == "text"
    ]
    assert ast.literal_eval(default) == values["default"]
    again = load_pipeline(json.dumps(exported["metadata"]["pipeline_export"]["document"]))
    assert again.pipeline == load(content)


@settings(deadline=None, max_examples=60)
@given(name=NAME, title=TEXT, description=TEXT)
def test_any_text_in_requirements(name, title, description):
    content = texts(name=name, title=title, description=description)
    assert requirement_lines(content) == harmless()[2]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_everywhere_at_once(text):
    values = dict.fromkeys(["description", "title", "note", "column", "default", "help"], text)
    if text.strip():
        values["name"] = text
    content = texts(**values)
    assert shape(script(content)) == shape(harmless()[0])
    assert shape(python_of(notebook(content))) == shape(python_of(harmless()[1]))
    assert requirement_lines(content) == harmless()[2]


@pytest.mark.parametrize("path", [text for text in HOSTILE if text.strip() and "\0" not in text])
def test_hostile_paths(path):
    content = document()
    content["steps"] = [{**LOAD, "params": {"path": path}}]
    for code in (script(content), python_of(notebook(content))):
        (call,) = calls(code, "read_csv")
        (literal,) = [
            node.value
            for node in ast.walk(call.args[0])
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert literal == path
