from __future__ import annotations

import asyncio
import io
import json
import zipfile

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from jupyterlab_pipeline_export.server.models import ErrorResponse, ExportResponse, PreviewResponse
from tests.documents import BAD_DOCUMENTS, PIPELINE, changed

from .conftest import PATH

pytestmark = pytest.mark.usefixtures("workspace")

FORMATS = ["notebook", "python", "requirements", "docker"]


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "penguins.pipeline.json"
    }


def paths(answer):
    return {each["path"]: each["status"] for each in answer.json["files"]}


@pytest.mark.parametrize("name", FORMATS)
async def test_a_preview_is_what_the_export_writes(call, workspace, name):
    preview = await call(f"preview/{name}", {"path": PATH})
    assert preview.status == 200
    shown = PreviewResponse.model_validate_json(preview.body)
    assert {each.status for each in shown.artifacts} == {"new"}
    assert tree(workspace) == {}

    export = await call(f"export/{name}", {"path": PATH})
    assert export.status == 201
    written = ExportResponse.model_validate_json(export.body)
    assert {each.status for each in written.files} == {"created"}
    assert tree(workspace) == {
        f"work/{each.path}": each.content.encode() for each in shown.artifacts
    }
    assert set(tree(workspace)) == {each.path for each in written.files}

    again = await call(f"export/{name}", {"path": PATH})
    assert set(paths(again).values()) == {"identical"}
    later = PreviewResponse.model_validate_json(
        (await call(f"preview/{name}", {"path": PATH})).body
    )
    assert {each.status for each in later.artifacts} == {"identical"}


async def test_script_is_another_name_of_python(call):
    one = await call("preview/python", {"path": PATH})
    other = await call("preview/script", {"path": PATH})
    assert one.json == other.json


async def test_lines_of_a_script_are_mapped_to_steps(call):
    preview = await call("preview/python", {"path": PATH})
    script = next(each for each in preview.json["artifacts"] if each["path"].endswith(".py"))
    assert {each["step"] for each in script["steps"]} == {"load", "clean", "split"}


async def test_options_change_the_artifacts(call):
    options = {"parameters": {"share": 0.4321}, "python": "3.11", "pins": "none"}
    answer = await call("preview/python", {"path": PATH, "options": options})
    script = next(each for each in answer.json["artifacts"] if each["path"].endswith(".py"))
    assert "0.4321" in script["content"]
    plain = await call("preview/python", {"path": PATH})
    assert plain.json != answer.json


@pytest.mark.parametrize(
    "options",
    [
        {"python": "2.7"},
        {"pins": "loose"},
        {"unknown": 1},
        {"parameters": {"share": [1]}},
        {"parameters": {"share": "much"}},
        {"parameters": {"nobody": 1}},
        {"parameters": {"rows": 1.5}},
        {"parameters": {"shuffle": "yes"}},
    ],
)
async def test_wrong_options_are_explained(call, workspace, options):
    answer = await call("export/python", {"path": PATH, "options": options})
    assert answer.status == 400
    assert answer.json["problems"]
    assert tree(workspace) == {}


async def test_an_infinite_option_is_refused(call, workspace):
    raw = json.dumps({"path": PATH, "options": {"parameters": {"share": float("nan")}}})
    answer = await call("export/python", raw=raw)
    assert answer.status == 400
    assert tree(workspace) == {}


@pytest.mark.parametrize("verb", ["preview", "export", "archive"])
@pytest.mark.parametrize("name", BAD_DOCUMENTS)
async def test_a_bad_document_is_refused_with_its_problems(call, workspace, verb, name):
    content, code, pointer = BAD_DOCUMENTS[name]
    (workspace / PATH).write_bytes(content)
    answer = await call(f"{verb}/notebook", {"path": PATH})
    assert answer.status == (413 if code == "too-large" else 400)
    reply = ErrorResponse.model_validate_json(answer.body)
    if code != "too-large":
        assert (code, pointer) in {(each.code, each.pointer) for each in reply.problems}
    assert (workspace / PATH).read_bytes() == content
    assert tree(workspace) == {}


@pytest.mark.parametrize("steps", ["none", "muted"])
async def test_a_pipeline_without_live_steps_is_refused(call, steps):
    document = {**PIPELINE, "parameters": [], "steps": []}
    if steps == "muted":
        document["steps"] = [
            {"id": "a", "component": "clean.drop_missing", "enabled": False},
        ]
    answer = await call("export/notebook", {"document": document, "path": PATH})
    assert answer.status == 400
    assert "empty-pipeline" in {each["code"] for each in answer.json["problems"]}


@pytest.mark.parametrize("verb", ["preview", "export", "archive"])
@pytest.mark.parametrize("name", ["pdf", "Notebook", "..", "a%2Fb", "%00"])
async def test_an_unknown_format_is_not_found(call, verb, name):
    answer = await call(f"{verb}/{name}", {"path": PATH})
    assert answer.status == 404
    assert answer.json["message"]


async def test_a_pipeline_that_was_never_saved_can_be_exported(call):
    answer = await call("export/notebook", {"document": PIPELINE, "directory": "out"})
    assert paths(answer) == {"out/pipeline.ipynb": "created"}


async def test_a_pipeline_whose_file_is_gone_can_be_exported(call, workspace):
    (workspace / PATH).unlink()
    answer = await call("export/notebook", {"document": PIPELINE, "path": PATH})
    assert paths(answer) == {"work/penguins.ipynb": "created"}
    gone = await call("export/notebook", {"path": PATH})
    assert gone.status == 404


async def test_a_folder_is_created_whatever_its_name(call, workspace):
    directory = "new folder/Größe und Maß"
    answer = await call("export/python", {"path": PATH, "directory": directory})
    assert answer.status == 201
    assert all(path.startswith(f"{directory}/") for path in paths(answer))
    assert "../../work" in (workspace / directory / "penguins.py").read_text()


@pytest.mark.parametrize("directory", ["..", "../elsewhere", "a/../..", ".hidden", "a/.b", "a\0b"])
async def test_a_folder_out_of_the_workspace_is_not_found(call, workspace, directory):
    before = sorted(workspace.parent.iterdir())
    for verb in ("preview", "export"):
        answer = await call(f"{verb}/notebook", {"path": PATH, "directory": directory})
        assert answer.status == 404
    assert sorted(workspace.parent.iterdir()) == before
    assert tree(workspace) == {}


async def test_conflicts_are_listed_and_nothing_is_written(call, workspace):
    (workspace / "work" / "penguins.py").write_text("mine = 1\n")
    answer = await call("export/python", {"path": PATH})
    assert answer.status == 409
    assert answer.json["conflicts"] == [{"path": "work/penguins.py", "status": "foreign"}]
    assert tree(workspace) == {"work/penguins.py": b"mine = 1\n"}
    preview = await call("preview/python", {"path": PATH})
    states = {each["path"]: each["status"] for each in preview.json["artifacts"]}
    assert states["penguins.py"] == "foreign"


@pytest.mark.parametrize(
    ("policy", "path", "status"),
    [
        ("overwrite", "work/penguins.ipynb", "overwritten"),
        ("rename", "work/penguins (1).ipynb", "renamed"),
    ],
)
async def test_the_policy_decides_on_conflicts(call, workspace, policy, path, status):
    await call("export/notebook", {"path": PATH})
    book = workspace / "work" / "penguins.ipynb"
    document = json.loads(book.read_text())
    document["cells"][0]["source"] = "My own title"
    book.write_text(json.dumps(document))
    refused = await call("export/notebook", {"path": PATH})
    assert refused.status == 409
    assert refused.json["conflicts"][0]["status"] == "edited"
    answer = await call("export/notebook", {"path": PATH, "on_conflict": policy})
    assert paths(answer) == {path: status}


async def test_a_changed_pipeline_replaces_its_unedited_export(call):
    await call("export/notebook", {"path": PATH})
    document = changed(extra={"name": "Whales"})
    preview = await call("preview/notebook", {"path": PATH, "document": document})
    assert preview.json["artifacts"][0]["status"] == "updated"
    answer = await call("export/notebook", {"path": PATH, "document": document})
    assert paths(answer) == {"work/penguins.ipynb": "overwritten"}


async def test_a_folder_in_the_place_of_a_file_is_told(call, workspace):
    (workspace / "work" / "penguins.ipynb").mkdir()
    answer = await call("export/notebook", {"path": PATH, "on_conflict": "overwrite"})
    assert answer.status == 409
    assert "is a folder" in answer.json["message"]
    assert answer.json["conflicts"] == []


async def test_a_file_in_the_place_of_the_folder_is_told(call, workspace):
    (workspace / "out").write_text("mine")
    answer = await call("export/notebook", {"path": PATH, "directory": "out/deeper"})
    assert answer.status == 409
    assert "`out` is a file" in answer.json["message"]


async def test_a_name_too_long_is_told(call):
    document = {"document": PIPELINE, "path": f"{'x' * 260}.pipeline.json"}
    answer = await call("export/notebook", document)
    assert answer.status == 409
    assert "too long" in answer.json["message"]


class BrokenManager(AsyncLargeFileManager):
    """Refuses to write a certain file, as a folder does that may only be read or a disk that is full."""

    error: Exception = PermissionError(13, "Permission denied")

    async def _save_file(self, os_path, *args):
        if os_path.endswith("requirements.txt"):
            raise self.error
        await super()._save_file(os_path, *args)


class FullManager(BrokenManager):
    error = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("settings", "status", "words"),
    [
        ({"ServerApp": {"contents_manager_class": BrokenManager}}, 403, "permission denied"),
        ({"ServerApp": {"contents_manager_class": FullManager}}, 507, "the disk is full"),
    ],
)
async def test_after_a_failure_nothing_has_changed(call, workspace, status, words):
    answer = await call("export/python", {"path": PATH, "directory": "out"})
    assert answer.status == status
    assert words in answer.json["message"]
    assert answer.json["message"].endswith("Nothing was changed.")
    assert not (workspace / "out").exists()


async def test_simultaneous_exports_never_mix(call, workspace):
    bodies = [
        {"document": changed(extra={"name": f"Name {number}"}), "path": PATH, "directory": "out"}
        for number in range(6)
    ]
    answers = await asyncio.gather(*(call("export/docker", body) for body in bodies))
    assert {answer.status for answer in answers} == {201}
    script = (workspace / "out" / "penguins-docker" / "penguins.py").read_text()
    readme = (workspace / "out" / "penguins-docker" / "README.md").read_text()
    (number,) = [number for number in range(6) if f"Name {number}" in script]
    assert f"Name {number}" in readme


async def test_hidden_files_are_told(call):
    answer = await call("export/docker", {"path": PATH})
    assert "work/penguins-docker/Dockerfile.dockerignore" in paths(answer)
    (note,) = [each for each in answer.json["problems"] if each["code"] == "hidden-file"]
    assert note["severity"] == "info"


async def test_an_unknown_kernel_is_a_warning(call):
    answer = await call("export/requirements", {"path": PATH, "options": {"kernel": "nowhere"}})
    assert answer.status == 201
    assert any("nowhere" in each["message"] for each in answer.json["problems"])


@pytest.mark.parametrize("name", FORMATS)
async def test_an_archive_holds_the_artifacts(call, workspace, name):
    answer = await call(f"archive/{name}", {"path": PATH})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/zip"
    assert f"penguins-{name}.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        packed = {each: archive.read(each) for each in archive.namelist()}
    preview = await call(f"preview/{name}", {"path": PATH})
    shown = {each["path"]: each["content"].encode() for each in preview.json["artifacts"]}
    visible = {
        path.replace("/.docker", "/Dockerfile.docker"): each for path, each in packed.items()
    }
    assert visible == shown
    assert (await call(f"archive/{name}", {"path": PATH})).body == answer.body
    assert tree(workspace) == {}


async def test_the_name_of_an_archive_may_be_any(call):
    path = 'work/Größe "und" Maß\n🐧.pipeline.json'
    answer = await call("archive/notebook", {"path": path, "document": PIPELINE})
    assert answer.status == 200
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert "Gr%C3%B6%C3%9Fe%20%22und%22" in header


async def test_a_thousand_steps_leave_the_event_loop_free(call):
    steps = [PIPELINE["steps"][0]]
    for number in range(999):
        source = "load.table" if number == 0 else f"s{number - 1}.table"
        steps.append(
            {"id": f"s{number}", "component": "clean.drop_missing", "inputs": {"table": source}}
        )
    body = {"document": {**PIPELINE, "steps": steps}, "path": PATH}
    export = asyncio.ensure_future(call("export/python", body))
    turns = 0
    while not export.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert (await export).status == 201
    # On the loop itself, the work would leave it a turn or two.
    assert turns > 20
