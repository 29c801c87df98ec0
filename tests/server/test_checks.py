from __future__ import annotations

import json

import pytest

from tests.documents import BAD_DOCUMENTS, PIPELINE, changed, text

from .conftest import PATH

pytestmark = pytest.mark.usefixtures("workspace")


def codes(problems, severity="error"):
    return [each["code"] for each in problems if each["severity"] == severity]


@pytest.mark.parametrize(
    "body",
    [
        {"path": PATH},
        {"path": f"/{PATH}"},
        {"path": f"RTC:{PATH}"},
        {"document": PIPELINE},
        {"document": text(PIPELINE).decode()},
        {"document": PIPELINE, "path": "not/saved/yet.pipeline.json"},
        {"document": None, "path": PATH},
    ],
)
async def test_a_good_document_has_no_errors(call, body):
    answer = await call("check", body)
    assert answer.status == 200
    assert codes(answer.json["problems"]) == []


async def test_what_is_on_screen_counts(call):
    document = changed(load={"component": "data.read_cvs"})
    answer = await call("check", {"document": document, "path": PATH})
    assert codes(answer.json["problems"]) == ["unknown-component"]


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
async def test_a_bad_file_gives_a_problem_with_place_and_remedy(call, workspace, name):
    content, code, pointer = BAD_DOCUMENTS[name]
    file = workspace / PATH
    file.write_bytes(content)
    answer = await call("check", {"path": PATH})
    assert answer.status == (413 if code == "too-large" else 200)
    problem = next(each for each in answer.json["problems"] if each["severity"] == "error")
    assert (problem["code"], problem["pointer"]) == (code, pointer)
    assert problem["message"]
    assert problem["remedy"]
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", [name for name in BAD_DOCUMENTS if name != "not UTF-8"])
async def test_a_bad_document_on_screen_gives_the_same_problem(call, name):
    content, code, pointer = BAD_DOCUMENTS[name]
    answer = await call("check", {"document": content.decode()})
    assert answer.status == (413 if code == "too-large" else 200)
    problem = next(each for each in answer.json["problems"] if each["severity"] == "error")
    assert (problem["code"], problem["pointer"]) == (code, pointer)


@pytest.mark.parametrize("document", [None, 5, True, [], "x", {"name": "\ud800"}, {"name": {}}])
async def test_any_json_is_judged_as_a_document(call, document):
    answer = await call("check", {"document": document})
    assert answer.status == 200
    assert codes(answer.json["problems"])


async def test_nesting_within_the_request_is_no_trap(call):
    for depth in (150, 100_000):
        raw = f'{{"document": {"[" * depth}{"]" * depth}}}'
        answer = await call("check", raw=raw)
        assert answer.status in {200, 400}
        assert codes(answer.json["problems"]) == ["too-deep"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("", "no body"),
        ("{", "JSON"),
        ("[]", "request"),
        ("{}", "names no pipeline"),
        ('{"path": 5}', "path"),
        ('{"path": ""}', "names no pipeline"),
        ('{"document": {}, "folder": {}}', "folder"),
        (b"\xff\xfe", "UTF-16"),
        (b'{"path": "\xff"}', "UTF-8"),
    ],
)
async def test_a_bad_request_is_explained(call, raw, words):
    answer = await call("check", raw=raw)
    assert answer.status == 400
    assert words in answer.json["message"]


@pytest.mark.parametrize(
    "path",
    [
        "missing.pipeline.json",
        "work",
        "../outside.pipeline.json",
        "work/../../outside.pipeline.json",
        ".hidden.pipeline.json",
        "work/.hidden/a.pipeline.json",
        "nul\0byte",
        "lone\ud800surrogate",
        "C:\\windows",
        "/etc/passwd",
        "x" * 5000,
    ],
)
async def test_what_cannot_be_seen_is_not_found(call, workspace, path):
    (workspace / ".hidden.pipeline.json").write_bytes(text(PIPELINE))
    (workspace.parent / "outside.pipeline.json").write_bytes(text(PIPELINE))
    answer = await call("check", {"path": path})
    assert answer.status == 404
    assert answer.json["message"]
    assert str(workspace) not in answer.body.decode()


async def test_a_link_out_of_the_workspace_is_as_the_contents_manager_has_it(
    call, workspace, jp_fetch
):
    (workspace.parent / "outside.pipeline.json").write_bytes(text(PIPELINE))
    (workspace / "link.pipeline.json").symlink_to(workspace.parent / "outside.pipeline.json")
    theirs = await jp_fetch("api", "contents", "link.pipeline.json", method="GET")
    ours = await call("check", {"path": "link.pipeline.json"})
    assert ours.status == theirs.code


async def test_a_request_above_the_limit_is_not_even_parsed(call):
    raw = json.dumps({"document": " " * (11 * 2**20)})
    answer = await call("check", raw=raw)
    assert answer.status == 413
    assert codes(answer.json["problems"]) == ["too-large"]
    assert answer.json["problems"][0]["remedy"]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"PipelineExportApp": {"max_document_bytes": 300}}, "too-large"),
        ({"PipelineExportApp": {"max_depth": 2}}, "too-deep"),
        ({"PipelineExportApp": {"max_steps": 2}}, "too-many-steps"),
    ],
)
async def test_the_administrator_sets_the_limits(call, code):
    for body in ({"path": PATH}, {"document": PIPELINE}):
        answer = await call("check", body)
        assert answer.status == (413 if code == "too-large" else 200)
        assert codes(answer.json["problems"]) == [code]
