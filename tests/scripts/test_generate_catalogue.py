"""The page about all components is that of the catalogue."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_pipeline_export.components.catalog import builtin_catalog

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "generate_catalogue.py"
COMPONENTS = builtin_catalog().components


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs" / "components.md").read_text(encoding="utf-8")


def test_the_committed_page_is_up_to_date():
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_component_is_in_the_index_and_has_a_section(page):
    index = re.findall(r"^\| \[.*?\]\(#(.*?)\) \| `(.*?)`", page, re.MULTILINE)
    assert [id_ for _, id_ in index] == list(COMPONENTS)
    assert re.findall(r'^<a id="(.*)"></a>$', page, re.MULTILINE) == [name for name, _ in index]
    assert len({name for name, _ in index}) == len(index)


def test_sections_tell_ports_parameters_and_requirements(page):
    for component in COMPONENTS.values():
        name = component.id.replace(".", "-").replace("_", "-")
        section = page.split(f'<a id="{name}"></a>')[1].split("<a id=")[0]
        assert component.docs in section
        for each in component.requires:
            assert each.package in section
        for parameter in component.params.get("properties", {}):
            assert f"\n| `{parameter}` | " in section
        for port in (*component.inputs, *component.outputs):
            assert f"put | `{port}` | " in section


def test_tables_are_well_formed(page):
    """A stray bar or line break in a text would move all that follows it."""
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block
