"""`components --check`: what an author is told before anybody uses a component."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterlab_pipeline_export import components

LIBRARY = Path(components.__path__[0]) / "library"

GOOD = """\
{#---
title: Clip values
summary: Limit numbers.
inputs: {table: {type: table}}
outputs: {table: {type: table, name: "{table}_clipped"}}
params:
  properties:
    lower: {type: integer, default: 0}
---#}
{{ outputs.table }} = {{ inputs.table }}.{{ call("clip", [], ["lower"]) }}
"""


@pytest.fixture
def check(run, folder):
    """Write a component and check it."""

    def call(text, *options):
        path = folder / "clean" / "clip.py.jinja"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        outcome = run("components", "--check", path, *options)
        return outcome.code, outcome.out

    return call


def test_a_good_component(check):
    code, out = check(GOOD)
    assert (code, out) == (0, "1 component checked, rendered with 3 settings, no problems\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "detail"),
    [
        ("title: Clip values\n", "", 2, "`title` is missing"),
        ("inputs.table", "''.__class__.__mro__", 10, "private"),
        ("inputs.table", "inputs.tabel", 10, "does not declare"),
        ("inputs.table", "cycler", 10, "nothing declares"),
        ("inputs.table", "'a'.format(1)", 10, "method `format`"),
        ("inputs.table", "inputs.table | tojson", 10, "filter `tojson`"),
        ('["lower"]) }}', '["lower"]) }}{% if params.lower %}){% endif %}', 10, "no valid Python"),
        ("{{ inputs.table }}", "{{ inputs.table }}{% if params.lower %}[{{ params.lower[0] }}]{% endif %}", 10, "line 1 of its snippet"),
        ("{{ inputs.table }}", "{{ inputs.table }}[np.nan]", 10, "F821"),
        ("---#}\n", "---#}\n\n{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}\n", 11, "steps of work"),
        ("default: 0", "default: 0.5", 8, "default"),
        ("{type: integer, default: 0}", "{type: string}", 8, "examples"),
    ],
)  # fmt: skip
def test_problems_are_told_with_their_line(check, old, new, line, detail):
    assert old in GOOD
    code, out = check(GOOD.replace(old, new))
    assert code == 1
    (told, *_) = [each for each in out.splitlines() if detail in each]
    assert f"clean/clip.py.jinja:{line}: " in told
    assert told.endswith((".)", "?)"))


def test_json_for_programs(check):
    code, out = check(GOOD.replace("inputs.table", "''.__class__"), "--json")
    answer = json.loads(out)
    assert (code, answer["checked"]) == (1, 1)
    assert answer["problems"][0]["line"] == 10
    assert "private" in answer["problems"][0]["message"]


def test_folders(check, run, folder):
    check(GOOD)
    for name in (".", "clean"):
        assert run("components", "--check", name).out.startswith("1 component checked")
    (folder / "empty").mkdir()
    outcome = run("components", "--check", "empty", "clean")
    assert outcome.code == 1
    assert "holds no component" in outcome.out


def test_what_is_no_component(run, folder):
    (folder / "clean" / "folder.py.jinja").mkdir(parents=True)
    for name in (
        "clean/folder.py.jinja/missing.py.jinja",
        "clean/missing.py.jinja",
        "penguins.pipeline.json",
    ):
        outcome = run("components", "--check", name)
        assert outcome.code == 1
        assert name in outcome.out
        assert "Traceback" not in outcome.err


def test_the_library_passes(run):
    outcome = run("components", "--check", LIBRARY / "tune")
    assert (outcome.code, outcome.err) == (0, ""), outcome.out
