"""Components from files, as their authors write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyterlab_pipeline_export.components.loader import MAX_BYTES, load_component, parse_component
from jupyterlab_pipeline_export.components.manifest import (
    CATEGORIES,
    ConditionalImport,
    Requirement,
)

GOOD = """\
{#---
title: Read
summary: Read a file.
docs: https://example.org/read
keywords: [open]
outputs:
  table: {type: table, name: "{path}", show: true}
imports:
  - import pandas as pd
  - {code: import numpy as np, when: {sep: ";"}}
requires:
  - pandas>=2.0
  - {package: "pyarrow>=14", reason: reads Parquet files}
params:
  required: [path]
  properties:
    path: {type: string, format: path, title: File}
    sep: {type: string, default: ",", title: Separator}
---#}
{{ outputs.table }} = {{ call("pd.read_csv", [params.path], ["sep"]) }}
"""
PLACE = Path("data/read.py.jinja")


def problems_of(text, place=PLACE):
    component, problems = parse_component(text, place, "user")
    assert component is None
    assert problems
    for problem in problems:
        assert problem.file == str(place)
        assert problem.message.endswith((".", "?"))
        assert problem.remedy.endswith((".", "?"))
    return problems


def test_all_of_a_good_file():
    component, problems = parse_component(GOOD, PLACE, "user")
    assert problems == ()
    assert (component.id, component.category, component.origin) == ("data.read", "data", "user")
    assert component.outputs["table"].show
    assert component.imports == (
        "import pandas as pd",
        ConditionalImport(code="import numpy as np", when={"sep": ";"}),
    )
    assert component.requires == (
        Requirement(package="pandas>=2.0"),
        Requirement(package="pyarrow>=14", reason="reads Parquet files"),
    )
    assert component.params["type"] == "object"
    assert (
        component.template
        == '{{ outputs.table }} = {{ call("pd.read_csv", [params.path], ["sep"]) }}\n'
    )


def test_parameters_may_be_left_out():
    text = "{#---\ntitle: T\nsummary: S.\n---#}\npass\n"
    component, problems = parse_component(text, PLACE, "user")
    assert problems == ()
    assert component.params == {"type": "object", "properties": {}}


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("\n", "\r\n"), str.rstrip, lambda text: text + "\n\n"]
)
def test_line_ends_do_not_matter(change):
    assert parse_component(change(GOOD), PLACE, "user") == parse_component(GOOD, PLACE, "user")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: Read\n", "", 2, "title"),
        ("title: Read", "title: ' '", 2, "title"),
        ("title: Read", "title: [a]", 2, "title"),
        ("summary:", "summaries:", 3, "summaries"),
        ("docs: https:", "docs: http:", 4, "https"),
        ("title: Read", "id: data.read", 2, "`id`"),
        ("type: table", "type: tables", 7, "type"),
        ("show: true", "shown: true", 7, "shown"),
        ("show: true", "show: perhaps", 7, "show"),
        ("  table: {", "  1a: {", 7, "1a"),
        ('"{path}"', '"{pth}"', 7, "pth"),
        ('"{path}"', '"{path"', 7, "brace"),
        ('"{path}"', '"{path!r}"', 7, "pattern"),
        ('"{path}"', '"my table"', 7, "pattern"),
        ("import pandas as pd", "pandas", 9, "import"),
        ("import pandas as pd", "import os; os.remove('x')", 9, "import"),
        ("import pandas as pd", "from os import *", 9, "import"),
        ("import pandas as pd", "from . import x", 9, "import"),
        ("import pandas as pd", "from __future__ import annotations", 9, "import"),
        ("import pandas as pd", '""', 9, "import"),
        ("- import pandas as pd", "- 3", 9, "import"),
        ("code: import", "cod: import", 10, "import"),
        ("when: {sep", "when: {spe", 10, "spe"),
        ('when: {sep: ";"}', "when: {inputs.x: true}", 10, "inputs.x"),
        ("pandas>=2.0", "pandas", 12, "lowest"),
        ("pandas>=2.0", "pandas<3", 12, "lowest"),
        ("pandas>=2.0", "pandas >> 2", 12, "requirement"),
        ("pandas>=2.0", '"pandas @ https://x/y.whl"', 12, "requirement"),
        ("- pandas>=2.0", "- {packages: pandas>=2.0}", 12, "package"),
        ("reason: reads", "why: reads", 13, "why"),
        ("required: [path]", "required: [pth]", 15, "pth"),
        ("required: [path]", "required: path", 15, "not valid"),
        ("type: string, format: path", "type: text, format: path", 17, "not valid"),
        ("format: path", "format: paths", 17, "paths"),
        ('default: ","', "default: 3", 18, "default"),
        ('default: ","', "enum: [a]", 18, "enum"),
        ('default: ","', "pattern: '('", 18, "pattern"),
        ('default: ","', "defaults: ','", 18, "defaults"),
        ('default: ","', "$ref: 'https://example.org/x'", 18, "$ref"),
        ("    sep: {", "    a-b: {", 18, "a-b"),
        ("params:\n", "params:\n  type: array\n", 15, "object"),
        ("  properties:\n", "  type: 3\n  properties:\n", 16, "not valid"),
        ("params.path", "params.pth", 20, "params.pth"),
        ('["sep"]', '["spe"]', 20, "params.spe"),
        ("outputs.table", "outputs.tables", 20, "outputs.tables"),
        ("{{ outputs.table }}", "x", 7, "`table`"),
        ("{{ call", "\n{{ cal", 21, "cal"),
        ("{{ call", "\n{% if %}{{ call", 21, "template"),
        ("{{ call", "{% include 'x' %}{{ call", 20, "include"),
        ("{{ call", "{% macro x() %}{% endmacro %}{{ call", 20, "macro"),
        ("params.path]", "params.path | shell]", 20, "shell"),
        ("params.path]", "params.path | pprint]", 20, "pprint"),
        ("params.path]", "inputs.table]", 20, "inputs.table"),
        ("{#---", "{#--", 1, "front matter"),
        ("---#}", "#}", 1, "front matter"),
        ("keywords: [open]", "columns: {X: {}}", 5, "X"),
        (
            "keywords: [open]",
            "columns: {table: 3}",
            5,
            "must be a mapping, but it is a whole number",
        ),
        ("keywords: [open]", "columns: 3", 5, "must be a mapping"),
        (
            "keywords: [open]",
            "columns:\n  table:\n    keep: 3",
            7,
            "`keep` cannot be a whole number",
        ),
        ("keywords: [open]", "columns:\n  table:\n    rows: sum", 7, '`rows` cannot be "sum"'),
        ("keywords: [open]", "columns:\n  table:\n    - rows: new\n      form: X", 8, "`form`"),
        ("keywords: [open]", "columns:\n  table:\n    add:\n      - {nam: x}", 8, "`nam`"),
        ("keywords: [open]", "traits: 3", 5, "must be a mapping"),
        ("keywords: [open]", "traits:\n  training: {}", 6, "lacks the key `task`"),
        ("keywords: [open]", "traits:\n  seeds: a", 6, "`seeds`"),
        ("keywords: [open]", "columns: {table: {kept: path}}", 5, "kept"),
        ("keywords: [open]", "columns: {table: {keep: pth}}", 5, "pth"),
        ("keywords: [open]", "columns: {table: {from: X}}", 5, "X"),
        ("keywords: [open]", "keywords: [open", 6, "YAML"),
        ("keywords: [open]", "title: Again", 5, "more than once"),
    ],
)
def test_faults_are_told_with_their_line(old, new, line, words):
    assert old in GOOD
    found = problems_of(GOOD.replace(old, new, 1))
    assert (line, True) in [(problem.line, words in problem.message) for problem in found], found


def test_parameter_without_effect_is_told():
    text = GOOD.replace('["sep"]', "[]").replace('when: {sep: ";"}', 'when: {path: "x"}')
    (problem,) = problems_of(text)
    assert (problem.line, "`sep`" in problem.message) == (18, True)


def test_all_faults_are_told_at_once():
    text = (
        GOOD.replace("https:", "http:")
        .replace("pandas>=2.0", "pandas")
        .replace("import pandas as pd", "x")
    )
    assert [problem.line for problem in problems_of(text)] == [4, 9, 12]


def test_near_names_are_suggested():
    (problem,) = problems_of(GOOD.replace("format: path", "format: paths"))
    assert problem.remedy == "Did you mean `path`?"


@pytest.mark.parametrize(
    "place", ["dat/read.py.jinja", "data/Read.py.jinja", "data/re-ad.py.jinja", "data/.py.jinja"]
)
def test_place_gives_category_and_name(place):
    (problem,) = problems_of(GOOD, Path(place))
    assert problem.line is None


def test_every_category_is_one():
    for category in CATEGORIES:
        assert (
            parse_component(GOOD, Path(category, "read.py.jinja"), "user")[0].category == category
        )


class TestFiles:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "data" / "read.py.jinja"
        path.parent.mkdir()
        path.write_text(GOOD, encoding="utf-8")
        return path

    def refusal(self, path):
        component, (problem,) = load_component(path, "user")
        assert component is None
        return problem.message

    def test_file_is_read_anew_when_it_changed(self, path):
        first, _ = load_component(path, "user")
        assert load_component(path, "user")[0] is first
        path.write_text(GOOD.replace("title: Read", "title: Read it"), encoding="utf-8")
        assert load_component(path, "user")[0].title == "Read it"

    def test_byte_order_mark_is_accepted(self, path):
        path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
        assert load_component(path, "user")[0].title == "Read"

    def test_bad_utf8_names_the_line(self, path):
        path.write_bytes(GOOD.encode().replace(b"open", b"\xff"))
        component, (problem,) = load_component(path, "user")
        assert (component, problem.line) == (None, 5)
        assert "UTF-8" in problem.message

    def test_huge_file_is_not_read(self, path):
        with path.open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        assert "longer" in self.refusal(path)

    def test_missing_file(self, path):
        path.unlink()
        assert "no file" in self.refusal(path)

    def test_folder(self, path):
        path.unlink()
        path.mkdir()
        assert "no file" in self.refusal(path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_pipe_does_not_hang(self, path):
        path.unlink()
        os.mkfifo(path)
        assert "no file" in self.refusal(path)

    def test_unreadable_file(self, path, monkeypatch):
        # Root may read everything, so the refusal comes from here.
        def refuse(_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        assert "Permission denied" in self.refusal(path)
