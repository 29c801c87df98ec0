from __future__ import annotations

import ast
import json
import subprocess
import sys

import pytest

from jupyterlab_pipeline_export.codegen import format as formatting
from jupyterlab_pipeline_export.codegen.format import (
    PYTHON_VERSIONS,
    check_syntax,
    find_ruff,
    format_notebook,
    format_python,
    lint_python,
)
from jupyterlab_pipeline_export.errors import ExportError

NEW_GENERICS = "def first[T](items: list[T]) -> T:\n    return items[0]\n"
NESTED_QUOTES = 'x = {\'a\': 1}\ny = f"{x["a"]}"\n'


def code_of(error):
    return error.value.problems[0].code


def test_ruff_is_the_one_of_this_environment():
    version = subprocess.run([find_ruff(), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("ruff ")


def test_format():
    assert format_python("x = [1,\n2]; y='a'\n", python="3.12") == 'x = [1, 2]\ny = "a"\n'


@pytest.mark.parametrize("name", ["RUFF_LINE_LENGTH", "RUFF_CONFIG", "RUFF_OUTPUT_FILE"])
def test_the_users_configuration_has_no_say(tmp_path, monkeypatch, name):
    (tmp_path / "ruff.toml").write_text("line-length = 20\n[format]\nquote-style = 'single'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, str(tmp_path / "ruff.toml"))
    code = 'x = ["a long string", "another long string"]\n'
    assert format_python(code, python="3.12") == code
    assert [finding.code for finding in lint_python("import os\n", python="3.12")] == ["F401"]


def test_line_ends_within_strings_stay():
    code = "x = 'a\\r\\n\u2028'\n"
    assert ast.literal_eval(format_python(code, python="3.12")[4:]) == "a\r\n\u2028"


def test_format_a_notebook():
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {
        "cells": [{**cell, "source": "x=1"}],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    made = json.loads(format_notebook(json.dumps(notebook), python="3.12"))
    assert "".join(made["cells"][0]["source"]) == "x = 1"


@pytest.mark.parametrize("call", [format_python, lint_python])
def test_unknown_python_is_refused(call):
    with pytest.raises(ExportError, match=r"3\.99") as error:
        call("x = 1\n", python="3.99")
    assert "3.10" in error.value.problems[0].remedy


def test_code_that_does_not_parse_is_refused():
    with pytest.raises(ExportError, match="ruff could not read"):
        format_python("x = (\n", python="3.12")


def test_lint_finds_undefined_names_and_syntax_errors():
    (finding,) = lint_python("x = 1\nprint(y)\n", python="3.12")
    assert (finding.code, finding.line, finding.column) == ("F821", 2, 7)
    assert lint_python("x = (\n", python="3.12")[0].code == "invalid-syntax"


@pytest.mark.parametrize("python", PYTHON_VERSIONS)
def test_plain_code_parses_everywhere(python):
    check_syntax("import os\n\nprint(os.name)\n", python)


def test_syntax_of_a_newer_python_is_refused():
    with pytest.raises(ExportError, match=r"3\.10 in line 1") as error:
        check_syntax("type X = int\n", "3.10")
    assert code_of(error) == "invalid-syntax"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python does not know that syntax")
@pytest.mark.parametrize("code", [NEW_GENERICS, NESTED_QUOTES])
def test_syntax_that_python_knows_and_the_chosen_version_does_not(code):
    check_syntax(code, "3.12")
    with pytest.raises(ExportError, match=r"no valid Python 3\.11"):
        check_syntax(code, "3.11")


def test_except_star_needs_python_3_11():
    code = "try:\n    pass\nexcept* OSError:\n    pass\n"
    with pytest.raises(ExportError, match=r"no valid Python 3\.10"):
        check_syntax(code, "3.10")


@pytest.mark.parametrize("code", ["x = 1\0", "(" * 1000, "-" * 1_000_000 + "1", "x = (\n"])
def test_unreadable_code_is_refused(code):
    with pytest.raises(ExportError) as error:
        check_syntax(code, "3.12")
    assert code_of(error) == "invalid-syntax"


def test_invalid_escapes_do_not_warn():
    check_syntax("x = '\\d'\n", "3.12")


def test_a_missing_ruff_is_told(monkeypatch):
    def missing():
        raise FileNotFoundError

    find_ruff.cache_clear()
    monkeypatch.setattr(formatting, "find_ruff_bin", missing)
    with pytest.raises(ExportError, match="not installed"):
        find_ruff()


def test_a_ruff_that_cannot_run_is_told(monkeypatch, tmp_path):
    find_ruff.cache_clear()
    monkeypatch.setattr(formatting, "find_ruff_bin", lambda: str(tmp_path))
    try:
        with pytest.raises(ExportError, match="could not run"):
            format_python("x = 1\n", python="3.12")
    finally:
        find_ruff.cache_clear()
