from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.server.models import CatalogResponse

COMPONENT = """\
{#---
title: Shout
summary: Print something.
---#}
print("hey")
"""


def put_component(folder, text=COMPONENT, category="custom"):
    (folder / category).mkdir(parents=True)
    (folder / category / "shout.py.jinja").write_text(text)


async def test_components_and_formats_are_listed(call):
    answer = await call("components")
    catalog = CatalogResponse.model_validate_json(answer.body)
    assert answer.status == 200
    assert {"data.read_csv", "prepare.train_test_split"} <= {each.id for each in catalog.components}
    assert [each.name for each in catalog.formats[:4]] == [
        "notebook",
        "python",
        "requirements",
        "docker",
    ]
    assert catalog.problems == []
    assert "template" not in answer.json["components"][0]


async def test_an_unchanged_catalogue_is_not_sent_again(call):
    tag = (await call("components")).headers["ETag"]
    again = await call("components", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = await call("components", headers={"If-None-Match": '"other"'})
    assert other.status == 200
    assert other.headers["ETag"] == tag


async def test_a_new_component_changes_the_tag(call, jp_data_dir):
    tag = (await call("components")).headers["ETag"]
    put_component(jp_data_dir / "pipeline_components")
    answer = await call("components", headers={"If-None-Match": tag})
    assert answer.status == 200
    assert "custom.shout" in {each["id"] for each in answer.json["components"]}


async def test_a_broken_component_is_reported_and_skipped(call, jp_data_dir):
    put_component(jp_data_dir / "pipeline_components", "{#--- title: [ ---#}\n")
    answer = await call("components")
    assert answer.status == 200
    (problem,) = answer.json["problems"]
    assert problem["file"].endswith("shout.py.jinja")
    assert problem["message"]


@pytest.mark.parametrize(
    ("settings", "listed"),
    [({}, False), ({"PipelineExportApp": {"workspace_components": True}}, True)],
)
async def test_components_of_the_workspace_are_for_the_administrator_to_allow(
    call, workspace, listed
):
    put_component(workspace / "work" / ".pipeline_components")
    answer = await call("components", query={"path": "work/penguins.pipeline.json"})
    assert ("custom.shout" in {each["id"] for each in answer.json["components"]}) is listed
    elsewhere = await call("components")
    assert "custom.shout" not in {each["id"] for each in elsewhere.json["components"]}


@pytest.mark.parametrize("settings", [{"PipelineExportApp": {"user_components": False}}])
async def test_components_of_users_can_be_left_out(call, jp_data_dir):
    put_component(jp_data_dir / "pipeline_components")
    answer = await call("components")
    assert "custom.shout" not in {each["id"] for each in answer.json["components"]}


async def test_the_path_must_be_of_the_workspace(call):
    answer = await call("components", query={"path": "../x.pipeline.json"})
    assert answer.status == 404
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("verb", ["preview", "export", "archive"])
async def test_a_greedy_component_is_stopped_with_its_step(call, jp_data_dir, verb):
    loops = "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}\n"
    put_component(jp_data_dir / "pipeline_components", COMPONENT + loops)
    steps = [{"id": "loud", "component": "custom.shout"}]
    body = {"document": {"schema_version": 1, "name": "Loud", "steps": steps}}
    answer = await call(f"{verb}/python", body | ({"directory": ""} if verb == "export" else {}))
    assert answer.status == 400
    (problem,) = answer.json["problems"]
    assert (problem["code"], problem["step"]) == ("component-limit", "loud")
    assert "custom.shout" in problem["message"]
