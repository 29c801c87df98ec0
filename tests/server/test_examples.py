from __future__ import annotations

import json

import pytest

from jupyterlab_pipeline_export.workspace.examples import load_examples

NAMES = [example.name for example in load_examples()]


async def test_the_gallery_lists_every_example(call):
    answer = await call("examples")
    assert answer.status == 200
    assert [each["name"] for each in answer.json["examples"]] == NAMES
    for each in answer.json["examples"]:
        assert each["title"]
        assert each["summary"]
        assert "pandas" in each["packages"]


@pytest.mark.parametrize("name", NAMES)
async def test_every_copy_has_no_errors_where_it_is(call, jp_root_dir, name):
    answer = await call("examples", {"name": name, "directory": "my jobs"})
    assert answer.status == 201
    path = answer.json["path"]
    assert path == f"my jobs/{name}/{name}.pipeline.json"
    assert json.loads((jp_root_dir / path).read_text())["steps"]
    checked = await call("check", {"path": path})
    assert [each for each in checked.json["problems"] if each["severity"] != "info"] == []


async def test_a_copy_that_was_edited_is_kept(call, jp_root_dir):
    first = (await call("examples", {"name": "wine_clustering"})).json["path"]
    (jp_root_dir / first).write_text("mine")
    second = (await call("examples", {"name": "wine_clustering"})).json["path"]
    assert second == "wine_clustering (1)/wine_clustering.pipeline.json"
    assert (jp_root_dir / first).read_text() == "mine"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "nothing"}, 404),
        ({"name": "../examples/wine_clustering"}, 404),
        ({"name": "wine_clustering", "directory": "../elsewhere"}, 404),
        ({"name": "wine_clustering", "directory": ".hidden"}, 404),
        ({"name": "wine_clustering", "directory": "file.txt"}, 409),
        ({"directory": ""}, 400),
        ({"name": 3}, 400),
    ],
)
async def test_what_cannot_be_copied_is_told(call, jp_root_dir, body, status):
    (jp_root_dir / "file.txt").write_text("in the way")
    answer = await call("examples", body)
    assert answer.status == status
    assert answer.json["message"]
    assert [each.name for each in jp_root_dir.iterdir()] == ["file.txt"]
