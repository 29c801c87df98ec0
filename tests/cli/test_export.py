from __future__ import annotations

import ast
import errno
import io
import json
import os
import tempfile
import zipfile
from types import SimpleNamespace

import pytest

from tests.documents import BAD_DOCUMENTS, changed, text

from .conftest import NAME

BUNDLE = {
    f"penguins-docker/{name}"
    for name in (
        "Dockerfile",
        "docker-compose.yml",
        ".dockerignore",
        "README.md",
        "penguins.py",
        "requirements.txt",
    )
}
SCRIPT = {"penguins.py", "requirements.txt"}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("notebook", {"penguins.ipynb"}),
        ("python", SCRIPT),
        ("script", SCRIPT),
        ("requirements", {"requirements.txt"}),
        ("docker", BUNDLE),
        ("all", {"penguins.ipynb"} | SCRIPT | BUNDLE),
    ],
)
def test_artifacts_go_beside_the_pipeline(run, files, wanted, names):
    outcome = run(NAME, "--to", wanted)
    assert outcome.code == 0
    assert files() == names
    assert set(outcome.out.splitlines()) == {f"created: {name}" for name in names}


def test_exporting_twice_changes_nothing(run, folder):
    run(NAME, "--to", "all")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    outcome = run(NAME, "--to", "all")
    assert outcome.code == 0
    assert all(line.startswith("identical: ") for line in outcome.out.splitlines())
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_script_can_be_started(run, folder):
    run(NAME, "--to", "python")
    assert os.access(folder / "penguins.py", os.X_OK)


def test_another_folder_is_created_and_data_is_found_from_there(run, folder, tmp_path):
    target = tmp_path / "new folder" / "Größe"
    outcome = run(NAME, "--to", "python", "--output-dir", target)
    assert outcome.code == 0
    assert f"created: {target / 'penguins.py'}" in outcome.out
    assert f"../../{folder.name}" in (target / "penguins.py").read_text()


def test_a_document_in_another_folder_keeps_its_artifacts_there(run, folder):
    (folder / "deep").mkdir()
    (folder / NAME).rename(folder / "deep" / NAME)
    outcome = run(f"deep/{NAME}", "--to", "notebook")
    assert outcome.out == "created: deep/penguins.ipynb\n"


def test_one_that_fails_stops_no_other(run, folder, files):
    (folder / "a.pipeline.json").write_bytes(b"{")
    (folder / "z.pipeline.json").write_bytes((folder / NAME).read_bytes())
    outcome = run(
        "a.pipeline.json", "missing.pipeline.json", NAME, "z.pipeline.json", "--to", "notebook"
    )
    assert outcome.code == 2
    assert {"penguins.ipynb", "z.ipynb"} <= files()
    assert "a.pipeline.json: error: document: " in outcome.err
    assert "missing.pipeline.json: error: document: cannot be read" in outcome.err


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_bad_document_gives_problems_and_no_files(run, folder, files, name):
    content, _, pointer = BAD_DOCUMENTS[name]
    (folder / NAME).write_bytes(content)
    outcome = run(NAME, "--to", "all")
    assert outcome.code == 1
    assert f"{NAME}: error: {pointer or 'document'}: " in outcome.err
    assert "Traceback" not in outcome.err
    assert (folder / NAME).read_bytes() == content
    assert files() == set()


def test_zip(run, folder, files):
    outcome = run(NAME, "--to", "docker", "--zip", "--output-dir", "build")
    assert outcome.out == "created: build/penguins-docker.zip\n"
    with zipfile.ZipFile(folder / "build" / "penguins-docker.zip") as archive:
        assert set(archive.namelist()) == BUNDLE
    assert run(NAME, "--to", "all", "--zip").out == "created: penguins.zip\n"
    assert files() == {"build/penguins-docker.zip", "penguins.zip"}


def test_an_archive_is_replaced_while_it_is_only_ours(run, folder):
    run(NAME, "--to", "python", "--zip")
    (folder / NAME).write_bytes(text(changed(extra={"name": "Whales"})))
    assert run(NAME, "--to", "python", "--zip").out == "overwritten: penguins-python.zip\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mine.txt", "mine")
    (folder / "penguins-python.zip").write_bytes(buffer.getvalue())
    assert run(NAME, "--to", "python", "--zip").code == 1
    assert (folder / "penguins-python.zip").read_bytes() == buffer.getvalue()


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("notebook", "penguins.ipynb"),
        ("python", "penguins.py"),
        ("requirements", "requirements.txt"),
    ],
)
def test_stdout_is_the_file_to_the_byte(run, folder, files, wanted, name):
    run(NAME, "--to", wanted)
    written = (folder / name).read_bytes()
    before = files()
    outcome = run(NAME, "--to", wanted, "--stdout")
    assert outcome.code == 0
    assert outcome.out.encode() == written
    assert files() == before


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("separator=;", "';'"),
        ("separator=a=b\"'", "a=b\"'"),
        ("rows=42", "42"),
        ("share=0.5", "0.5"),
        ("share=1e-1", "0.1"),
        ("shuffle=FALSE", "False"),
        ("shuffle=yes", "True"),
    ],
)
def test_parameters_are_set_by_their_types(run, setting, shown):
    outcome = run(NAME, "--to", "notebook", "--stdout", "--set", setting)
    assert outcome.code == 0
    (cell,) = [
        each
        for each in json.loads(outcome.out)["cells"]
        if "parameters" in each["metadata"].get("tags", [])
    ]
    values = {}
    for node in ast.parse("".join(cell["source"])).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        values[target.id] = ast.literal_eval(node.value)
    name = setting.partition("=")[0]
    assert values[name] == (ast.literal_eval(shown) if shown[0] != "a" else shown)


@pytest.mark.parametrize(
    "setting", ["rows=many", "rows=1.5", "share=nan", "share=x", "shuffle=perhaps", "nobody=1"]
)
def test_a_value_that_does_not_fit_is_wrong_usage(run, files, setting):
    outcome = run(NAME, "--to", "notebook", "--set", setting)
    assert outcome.code == 2
    assert f"--set {setting.partition('=')[0]}" in outcome.err
    assert files() == set()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [NAME],
        ["--to", "notebook"],
        [NAME, "--to", "pdf"],
        [NAME, "--to", "docker", "--stdout"],
        [NAME, "--to", "all", "--stdout"],
        [NAME, NAME, "--to", "python", "--stdout"],
        [NAME, "--to", "python", "--stdout", "--zip"],
        [NAME, "--to", "python", "--stdout", "--output-dir", "x"],
        [NAME, "--to", "python", "--set", "rows"],
        [NAME, "--to", "python", "--python", "2.7"],
        [NAME, "--to", "python", "--python", "3.1x"],
        [NAME, "--to", "python", "--pins", "loose"],
        [NAME, "--to", "python", "--on-conflict", "ask"],
        [NAME, "--to", "python", "--components", "nowhere"],
        [NAME, "--to", "python", "--unknown"],
        ["missing.pipeline.json", "--to", "python"],
        [".", "--to", "python"],
        ["nul\0byte", "--to", "python"],
    ],
)
def test_wrong_usage(run, files, arguments):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.err
    assert "Traceback" not in outcome.err
    assert files() == set()


def test_options_reach_the_artifacts(run):
    plain = run(NAME, "--to", "requirements", "--stdout").out
    loose = run(NAME, "--to", "requirements", "--stdout", "--pins", "none").out
    assert "pandas==" in plain
    assert "pandas==" not in loose
    with_tools = run(NAME, "--to", "requirements", "--stdout", "--dev-requirements").out
    assert len(with_tools) > len(plain)
    script = run(NAME, "--to", "script", "--stdout", "--python", "3.11").out
    assert 'requires-python = ">=3.11"' in script


def test_an_unknown_kernel_is_a_warning(run):
    outcome = run(NAME, "--to", "requirements", "--kernel", "nowhere")
    assert outcome.code == 0
    assert f"{NAME}: warning: " in outcome.err


def test_work_of_others_is_not_replaced(run, folder, files):
    (folder / "penguins.py").write_text("mine = 1\n")
    outcome = run(NAME, "--to", "python")
    assert outcome.code == 1
    assert "`penguins.py`" in outcome.err
    assert "--on-conflict" in outcome.err
    assert files() == {"penguins.py"}

    renamed = run(NAME, "--to", "python", "--on-conflict", "rename")
    assert "renamed: penguins (1).py\n" in renamed.out
    assert (folder / "penguins.py").read_text() == "mine = 1\n"

    replaced = run(NAME, "--to", "python", "--on-conflict", "overwrite")
    assert "overwritten: penguins.py\n" in replaced.out


def test_after_a_failure_nothing_has_changed(run, folder, files, monkeypatch):
    (folder / "penguins.py").write_text("mine = 1\n")
    calls = []

    def fill_up(*arguments, **options):
        calls.append(options)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return tempfile.mkstemp(*arguments, **options)

    patched = SimpleNamespace(mkstemp=fill_up)
    monkeypatch.setattr("jupyterlab_pipeline_export.workspace.local_store.tempfile", patched)
    outcome = run(NAME, "--to", "python", "--on-conflict", "overwrite")
    assert outcome.code == 1
    assert "the disk is full. Nothing was changed." in outcome.err
    assert files() == {"penguins.py"}
    assert (folder / "penguins.py").read_text() == "mine = 1\n"


def test_a_file_in_the_place_of_the_folder_is_told(run, folder, files):
    (folder / "out").write_text("mine\n")
    outcome = run(NAME, "--to", "notebook", "--output-dir", "out/deeper")
    assert outcome.code == 1
    assert "out" in outcome.err
    assert "Traceback" not in outcome.err
    assert files() == {"out"}


def test_components_of_a_folder_can_be_used(run, folder):
    component = folder / "mine" / "custom" / "shout.py.jinja"
    component.parent.mkdir(parents=True)
    component.write_text('{#---\ntitle: Shout\nsummary: Print.\n---#}\nprint("hey there")\n')
    document = changed()
    document["steps"].append({"id": "shout", "component": "custom.shout"})
    (folder / NAME).write_bytes(text(document))
    assert run(NAME, "--to", "script").code == 1
    outcome = run(NAME, "--to", "script", "--stdout", "--components", "mine")
    assert outcome.code == 0
    assert "hey there" in outcome.out
