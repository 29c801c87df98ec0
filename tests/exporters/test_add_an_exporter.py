"""What the documentation shows about writing an exporter works as it stands there."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from jupyterlab_pipeline_export.exporters import registry
from tests.exporters.building import document, export

PAGE = Path(__file__).parents[2] / "docs" / "add-an-exporter.md"


def code_block(language):
    (block,) = re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL
    )
    return block


@pytest.fixture
def outline(tmp_path, monkeypatch):
    """Install the exporter of the page the way that it says."""
    (tmp_path / "my_package").mkdir()
    (tmp_path / "my_package" / "outline.py").write_text(code_block("python"))
    monkeypatch.syspath_prepend(tmp_path)
    group, name, value = re.fullmatch(
        r'\[project\.entry-points\."(.+)"\]\n(\w+) = "(.+)"\n', code_block("toml")
    ).groups()
    points = [EntryPoint(name, value, group)]
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [point for point in points if point.group == group]
    )
    registry.exporters.cache_clear()
    yield
    registry.exporters.cache_clear()


@pytest.mark.usefixtures("outline")
def test_the_exporter_of_the_page_works():
    step = {"id": "clean", "component": "clean.drop_missing", "inputs": {"table": "load.table"}}
    content = document({**step, "title": "Drop *all* gaps"}, name="Penguins <b>")
    (artifact,) = export(content, "outline").artifacts
    assert str(artifact.path) == "penguins.outline.md"
    text = artifact.content.decode()
    assert "jupyter pipeline-export penguins.pipeline.json --to outline" in text
    assert text.endswith("# Penguins \\<b\\>\n\n1. Read CSV\n2. Drop \\*all\\* gaps\n")
