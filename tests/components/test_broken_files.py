"""A broken component harms nothing but itself."""

from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.components import loader
from jupyterlab_pipeline_export.components.catalog import load_catalog

GOOD = """\
{#---
title: Good
summary: Works.
outputs: {out: {type: any}}
---#}
{{ outputs.out }} = 1
"""


def encoded(path):
    path.write_bytes(GOOD.replace("Works", "Wörks").encode("latin-1"))


def binary(path):
    path.write_bytes(bytes(range(256)) * 100)


def long(path):
    path.write_bytes(b"x" * 10_000_000)


def loop(path):
    path.symlink_to(path)


BROKEN = {
    "encoding": (encoded, "not encoded as UTF-8", 3),
    "binary": (binary, "not encoded as UTF-8", 2),
    "long": (long, "longer than", None),
    "folder": (lambda path: path.mkdir(), "no file", None),
    "loop": (loop, "file", None),
    "dangling": (lambda path: path.symlink_to("nowhere"), "file", None),
    "empty": (lambda path: path.touch(), "front matter", 1),
    "escape": (
        lambda path: path.write_text(GOOD.replace("= 1", "= {{ ''.__class__.__mro__ }}")),
        "private",
        6,
    ),
    "fold": (lambda path: path.write_text(GOOD.replace("= 1", "= {{ 9 ** 9 ** 9 | foo }}")), "filter", 6),
}  # fmt: skip


@pytest.mark.parametrize(("make", "message", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_and_the_others_load(tmp_path, make, message, line):
    folder = tmp_path / "clean"
    folder.mkdir()
    (folder / "good.py.jinja").write_text(GOOD)
    make(folder / "bad.py.jinja")
    catalog = load_catalog(extra_folders=[tmp_path], user_paths=False, entry_points=False)
    assert "clean.good" in catalog.components
    assert "clean.bad" not in catalog.components
    assert len(catalog.problems) >= 1
    problem = catalog.problems[0]
    assert problem.file == str(folder / "bad.py.jinja")
    assert message in problem.message
    assert problem.line == line
    assert problem.remedy


def test_a_constant_that_would_take_for_ever_is_not_computed(tmp_path):
    folder = tmp_path / "clean"
    folder.mkdir()
    (folder / "huge.py.jinja").write_text(
        GOOD.replace("= 1", "= {{ 9 ** 9 ** 9 ** 9 }}, {{ 'x' * 10 ** 12 }}, {{ 1.5 | round(10 ** 12, 'ceil') }}")
    )  # fmt: skip
    catalog = load_catalog(extra_folders=[tmp_path], user_paths=False, entry_points=False)
    assert "clean.huge" in catalog.components


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "clean"
    folder.mkdir()
    path = folder / "gone.py.jinja"
    path.write_text(GOOD)
    load = loader._load
    monkeypatch.setattr(loader, "_load", lambda *arguments: path.unlink() or load(*arguments))
    component, (problem,) = loader.load_component(path, "user")
    assert component is None
    assert "cannot be read" in problem.message
