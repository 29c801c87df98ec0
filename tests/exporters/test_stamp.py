"""The header of artifacts, and what it tells about a file later."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.exporters.stamp import (
    pipeline_digest,
    read_state,
    regenerate_command,
    stamp_text,
)
from tests.exporters.building import document, load, notebook

SOURCE = "penguins.pipeline.json"
HOSTILE_NAMES = [
    "a\nimport os.pipeline.json",
    "a-->b.pipeline.json",
    "a--!><script>alert(1)</script>.pipeline.json",
    "coding: latin-1.pipeline.json",
    "coding=utf-7.pipeline.json",
    "/// script\n# ///",
    "'; rm -rf ~; '.pipeline.json",
    "$(id) `id` ${HOME}.pipeline.json",
    "-rf.pipeline.json",
    "Größe 企鹅 🐧.pipeline.json",
    "back\\slash\\.pipeline.json",
    "\u202eevil\u2066.pipeline.json",
    "tab\tand\x85next\u2028line.pipeline.json",
]

names = st.one_of(
    st.sampled_from(HOSTILE_NAMES),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
)
bodies = st.sampled_from(["print(1)\n", "#!/usr/bin/env python3\nprint(1)\n", ""])


def stamped(text, style="hash", source=SOURCE, digest="0123456789abcdef"):
    return stamp_text(text, style=style, source=source, digest=digest, format_name="python")


def state(existing, new, path="script.py", source=SOURCE):
    return read_state(existing.encode(), new.encode(), path, source)


def test_the_header_says_how_to_regenerate():
    lines = stamped("#!/usr/bin/env python3\nprint(1)\n").splitlines()
    assert lines[0] == "#!/usr/bin/env python3"
    assert "# pipeline-export: " in lines[3]
    assert lines[2] == "#   jupyter pipeline-export penguins.pipeline.json --to python"
    assert lines[4] == "print(1)"


@pytest.mark.parametrize("style", ["hash", "html"])
def test_states_of_a_text(style):
    first = stamped("one\n", style)
    second = stamped("two\n", style)
    assert state(first, first) == "identical"
    assert state(first, second) == "updated"
    assert state(first + "mine\n", second) == "edited"
    assert state(first.replace("one", "mine"), second) == "edited"
    assert (
        state(first, stamped("two\n", style, "other.pipeline.json"), source="other.pipeline.json")
        == "foreign"
    )
    assert state("one\n", second) == "foreign"
    assert state("", second) == "foreign"


@pytest.mark.parametrize("style", ["hash", "html"])
def test_other_line_ends_are_no_edit(style):
    first = stamped("one\nmore\n", style)
    converted = first.replace("\n", "\r\n")
    assert state(converted, first) == "identical"
    assert state("\ufeff" + converted, first) == "identical"
    assert state(converted, stamped("two\n", style)) == "updated"
    assert state(converted + "mine\r\n", first) == "edited"


def test_an_edit_of_the_header_is_an_edit():
    first = stamped("one\n")
    assert state(first.replace("Edit the pipeline", "Do not touch"), stamped("two\n")) == "edited"


def test_a_stamp_that_was_taken_over_by_another_text_is_an_edit():
    head = stamped("one\n").rpartition("one\n")[0]
    assert state(head + "something else\n", stamped("two\n")) == "edited"


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "[]",
        "null",
        '"x"',
        "{}",
        '{"source": 1, "pipeline": "", "content": ""}',
        "{",
        "[" * 100_000,
    ],
)
def test_a_broken_stamp_is_foreign(stamp):
    assert state(f"# pipeline-export: {stamp}\none\n", stamped("two\n")) == "foreign"


def test_bytes_that_are_no_text_are_foreign():
    assert read_state(b"\xff\xfe\x00", stamped("one\n").encode(), "script.py", SOURCE) == "foreign"


def test_a_stamp_further_down_belongs_to_the_text():
    assert state("\n" * 20 + stamped("one\n"), stamped("two\n")) == "foreign"


@given(name=names, body=bodies)
def test_no_file_name_leaves_a_python_comment(name, body):
    text = stamped(body, source=name)
    assert ast.dump(ast.parse(text.encode())) == ast.dump(ast.parse(body))
    # Line ends of any kind would end the comment for one reader or another.
    assert len(text.splitlines()) == len(body.splitlines()) + 3
    assert state(text, stamped("pass\n", source=name), source=name) == "updated"


@given(name=names)
def test_no_file_name_leaves_an_html_comment(name):
    text = stamped("# Title\n", "html", source=name)
    assert text.startswith("<!--\n")
    assert text.partition("-->")[2] == "\n\n# Title\n"
    assert "--!>" not in text
    assert state(text, stamped("# Other\n", "html", source=name), source=name) == "updated"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_the_command_names_the_file(name):
    words = regenerate_command(name, "python").removeprefix("jupyter pipeline-export ")
    result = subprocess.run(
        [shutil.which("bash"), "-c", f"printf '%s\\0' {words}"],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )
    word, *rest = result.stdout.decode().split("\0")
    assert word == (f"./{name}" if name.startswith("-") else name)
    assert rest == ["--to", "python", ""]


def test_the_digest_passes_over_the_layout_and_the_order_of_keys():
    plain = document(parameters=[{"name": "n", "type": "integer", "default": 5}])
    turned = {key: plain[key] for key in reversed(plain)}
    moved = {**plain, "layout": {"load": [10, 20]}}
    spelled_out = {**plain, "description": "", "environment": {"pins": "exact"}}
    other = {**plain, "name": "Other"}
    digests = [pipeline_digest(load(each)) for each in (plain, turned, moved, spelled_out, other)]
    assert len(set(digests[:4])) == 1
    assert digests[4] != digests[0]


class TestNotebooks:
    """Running a notebook is no edit of it."""

    first = notebook(document())
    second = notebook(document(name="Other"))

    def state(self, existing, new=None, source=SOURCE):
        texts = [json.dumps(each).encode() for each in (existing, new or self.second)]
        return read_state(*texts, "penguins.ipynb", source)

    def changed(self, **keys):
        copy = json.loads(json.dumps(self.first))
        copy["cells"][-1].update(keys)
        return copy

    def test_another_pipeline(self):
        assert self.state(self.first) == "updated"

    def test_outputs(self):
        output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
        ran = self.changed(execution_count=3, outputs=[output], metadata={"scrolled": True})
        ran["metadata"]["language_info"]["version"] = "3.13.1"
        assert self.state(ran) == "updated"
        # What is exported is there already: its outputs stay.
        assert self.state(ran, self.first) == "identical"

    def test_source_as_one_string(self):
        text = "".join(self.first["cells"][-1]["source"])
        assert self.state(self.changed(source=text)) == "updated"
        assert self.state(self.changed(source=text.replace("\n", "\r\n"))) == "updated"

    def test_edits(self):
        assert self.state(self.changed(source="mine")) == "edited"
        assert self.state(self.changed(source="mine"), self.first) == "edited"
        assert self.state(self.changed(cell_type="raw")) == "edited"
        shorter = {**self.first, "cells": self.first["cells"][:-1]}
        assert self.state(shorter) == "edited"

    @pytest.mark.parametrize("metadata", [{}, {"pipeline_export": None}, None, []])
    def test_not_ours(self, metadata):
        assert self.state({**self.first, "metadata": metadata}) == "foreign"
        assert self.state(self.first, source="other.pipeline.json") == "foreign"

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
    def test_no_notebook(self, content):
        new = json.dumps(self.first).encode()
        assert read_state(content, new, "penguins.ipynb", SOURCE) == "foreign"

    @pytest.mark.parametrize("cells", [None, {}, [1], [{}]])
    def test_broken_cells(self, cells):
        assert self.state({**self.first, "cells": cells}) in {"foreign", "edited"}
