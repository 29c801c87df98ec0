from __future__ import annotations

import asyncio
import os
import stat
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbformat.sign import NotebookNotary

from jupyterlab_pipeline_export.errors import ConflictError, WorkspaceError
from jupyterlab_pipeline_export.workspace import placement
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

from .conftest import SOURCE, artifact, bundle, notebook, statuses, tree

POLICIES = ["fail", "overwrite", "rename"]


def test_files_are_created_with_their_folders_and_exact_bytes(write, root):
    script, book = artifact("penguins.py"), notebook()
    report = write([script, book], "my exports/Größe")
    assert statuses(report) == {
        "my exports/Größe/penguins.py": "created",
        "my exports/Größe/penguins.ipynb": "created",
    }
    assert tree(root) == {
        "my exports/Größe/penguins.py": script.content,
        "my exports/Größe/penguins.ipynb": book.content,
    }


@pytest.mark.parametrize("on_conflict", POLICIES)
def test_writing_twice_changes_nothing(write, root, on_conflict):
    artifacts = [artifact("penguins.py"), notebook()]
    write(artifacts)
    times = {path.name: path.stat().st_mtime_ns for path in root.iterdir()}
    report = write(artifacts, on_conflict=on_conflict)
    assert set(statuses(report).values()) == {"identical"}
    assert times == {path.name: path.stat().st_mtime_ns for path in root.iterdir()}


@pytest.mark.parametrize("on_conflict", POLICIES)
def test_an_unedited_export_is_replaced_under_every_policy(write, root, on_conflict):
    write([artifact("penguins.py", "old = 1\n"), notebook(code="old")])
    new = [artifact("penguins.py", "new = 1\n"), notebook(code="new")]
    report = write(new, on_conflict=on_conflict)
    assert set(statuses(report).values()) == {"overwritten"}
    assert tree(root) == {str(each.path): each.content for each in new}


@pytest.mark.parametrize("kind", ["edited", "foreign", "of another pipeline", "not text"])
def test_work_of_others_is_in_the_way(write, root, kind):
    old = {
        "edited": artifact("penguins.py", "old = 1\n").content + b"# mine\n",
        "foreign": b"mine = 1\n",
        "of another pipeline": artifact("penguins.py", source="whales.pipeline.json").content,
        "not text": b"\xff\x00\xfe",
    }[kind]
    (root / "penguins.py").write_bytes(old)
    with pytest.raises(ConflictError) as caught:
        write([artifact("penguins.py", "new = 1\n"), artifact("requirements.txt", "")])
    state = "edited" if kind == "edited" else "foreign"
    assert caught.value.conflicts == (("penguins.py", state),)
    assert tree(root) == {"penguins.py": old}


@pytest.mark.parametrize("on_conflict", POLICIES)
def test_pipelines_of_one_folder_keep_each_their_requirements(write, root, on_conflict):
    def requirements(source, body):
        fallback = PurePosixPath(f"{source.split('.')[0]}-requirements.txt")
        return replace(artifact("requirements.txt", body, source=source), fallback=fallback)

    whales, penguins = "whales.pipeline.json", SOURCE
    write([requirements(whales, "numpy\n")], source=whales)
    before = tree(root)
    for body, status in (("pandas\n", "created"), ("polars\n", "overwritten")):
        report = write([requirements(penguins, body)], on_conflict=on_conflict)
        assert statuses(report) == {"penguins-requirements.txt": status}
        assert [note.code for note in report.notes] == ["taken-by-another-pipeline"]
        assert "`whales.pipeline.json`" in report.notes[0].message
    again = write([requirements(whales, "numpy\n")], source=whales, on_conflict=on_conflict)
    assert statuses(again) == {"requirements.txt": "identical"}
    assert tree(root).items() >= before.items()


def test_a_fallback_is_not_for_requirements_written_by_hand(write, root):
    (root / "requirements.txt").write_text("mine\n")
    new = replace(artifact("requirements.txt"), fallback=PurePosixPath("other.txt"))
    with pytest.raises(ConflictError):
        write([new])
    assert tree(root) == {"requirements.txt": b"mine\n"}


def test_overwrite_replaces_what_is_in_the_way(write, root):
    (root / "penguins.py").write_text("mine = 1\n")
    new = artifact("penguins.py")
    assert statuses(write([new], on_conflict="overwrite")) == {"penguins.py": "overwritten"}
    assert tree(root) == {"penguins.py": new.content}


def test_rename_numbers_only_what_is_in_the_way(write, root):
    (root / "penguins.py").write_text("mine = 1\n")
    (root / "penguins (1).py").write_text("mine, too = 1\n")
    report = write([artifact("penguins.py"), artifact("requirements.txt")], on_conflict="rename")
    assert statuses(report) == {
        "penguins (2).py": "renamed",
        "requirements.txt": "created",
    }
    assert (root / "penguins.py").read_text() == "mine = 1\n"


def test_renaming_again_takes_the_same_name(write, root):
    (root / "penguins.py").write_text("mine = 1\n")
    write([artifact("penguins.py", "old = 1\n")], on_conflict="rename")
    again = write([artifact("penguins.py", "old = 1\n")], on_conflict="rename")
    assert statuses(again) == {"penguins (1).py": "identical"}
    changed = write([artifact("penguins.py", "new = 1\n")], on_conflict="rename")
    assert statuses(changed) == {"penguins (1).py": "overwritten"}


def test_a_bundle_is_renamed_as_one(write, root):
    (root / "penguins-docker").mkdir()
    (root / "penguins-docker" / "README.md").write_text("mine\n")
    report = write(bundle()[:2], "", "rename")
    assert statuses(report) == {
        "penguins-docker (1)/Dockerfile": "renamed",
        "penguins-docker (1)/README.md": "renamed",
    }
    assert sorted(path.name for path in (root / "penguins-docker").iterdir()) == ["README.md"]


def test_hidden_files_go_where_the_store_takes_them(write, root, store):
    report = write(bundle())
    names = {path.name for path in (root / "penguins-docker").iterdir()}
    if store.allows_hidden:
        assert ".dockerignore" in names
        assert report.notes == ()
    else:
        assert names == {"Dockerfile", "README.md", "Dockerfile.dockerignore"}
        (note,) = report.notes
        assert note.severity == "info"
        assert "Dockerfile.dockerignore" in note.message
    assert set(statuses(write(bundle())).values()) == {"identical"}


def test_a_contents_manager_that_takes_hidden_files_gets_them(make_manager):
    writer = WorkspaceWriter(ContentsStore(make_manager(allow_hidden=True)))
    report = asyncio.run(writer.write(bundle(), "", "fail", SOURCE))
    assert "penguins-docker/.dockerignore" in statuses(report)
    assert report.notes == ()


def test_any_other_hidden_file_is_refused(make_manager, root):
    writer = WorkspaceWriter(ContentsStore(make_manager()))
    with pytest.raises(WorkspaceError, match="hidden"):
        asyncio.run(writer.write([artifact(".penguins.py")], "", "fail", SOURCE))
    assert tree(root) == {}


def test_classify_tells_what_is_there(write, classify, root):
    write([artifact("same.py"), artifact("old.py", "old = 1\n"), artifact("edited.py")])
    with (root / "edited.py").open("a") as file:
        file.write("# mine\n")
    (root / "foreign.py").write_text("mine = 1\n")
    (root / "folder.py").mkdir()
    names = ("same", "old", "edited", "foreign", "folder", "new")
    wanted = [artifact(f"{name}.py") for name in names] + [artifact("no/such/folder.py")]
    assert classify(wanted) == {
        "same.py": "identical",
        "old.py": "updated",
        "edited.py": "edited",
        "foreign.py": "foreign",
        "folder.py": "foreign",
        "new.py": "new",
        "no/such/folder.py": "new",
    }


def test_a_notebook_that_was_run_is_left_with_its_outputs(write, root):
    book = notebook()
    write([book])
    ran = book.content.replace(b'"execution_count": null', b'"execution_count": 3')
    assert ran != book.content
    (root / "penguins.ipynb").write_bytes(ran)
    assert statuses(write([book])) == {"penguins.ipynb": "identical"}
    assert (root / "penguins.ipynb").read_bytes() == ran


def test_scripts_are_executable(write, root):
    write([artifact("penguins.py", executable=True), artifact("requirements.txt")])
    assert os.access(root / "penguins.py", os.X_OK)
    assert not (root / "requirements.txt").stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("on_conflict", ["fail", "overwrite"])
def test_a_folder_in_the_place_of_a_file_is_told(write, root, on_conflict):
    (root / "penguins.py").mkdir()
    with pytest.raises(WorkspaceError, match=r"`penguins\.py` is a folder") as caught:
        write([artifact("a.py"), artifact("penguins.py")], on_conflict=on_conflict)
    assert caught.value.reason == "blocked"
    assert tree(root) == {}


def test_a_folder_in_the_place_of_a_file_can_be_avoided(write, root):
    (root / "penguins.py").mkdir()
    report = write([artifact("penguins.py")], on_conflict="rename")
    assert statuses(report) == {"penguins (1).py": "renamed"}


@pytest.mark.parametrize("on_conflict", POLICIES)
def test_a_file_in_the_place_of_the_folder_is_told(write, root, on_conflict):
    (root / "exports").write_text("mine\n")
    with pytest.raises(WorkspaceError, match="`exports` is a file") as caught:
        write([artifact("penguins.py")], "exports/deeper", on_conflict)
    assert caught.value.reason == "blocked"
    assert tree(root) == {"exports": b"mine\n"}


def test_a_name_too_long_is_told_and_leaves_nothing(write, root):
    with pytest.raises(WorkspaceError, match="too long") as caught:
        write([artifact("a.py"), artifact("x" * 300 + ".py")], "new folder")
    assert caught.value.reason == "blocked"
    assert tree(root) == {}
    assert not (root / "new folder").exists()


def test_a_huge_file_in_the_way_is_never_replaced(write, root, monkeypatch):
    monkeypatch.setattr(placement, "LARGEST_BACKUP", 10)
    (root / "penguins.py").write_text("mine = 'a lot'\n")
    with pytest.raises(WorkspaceError, match="too large"):
        write([artifact("penguins.py")], on_conflict="overwrite")
    assert (root / "penguins.py").read_text() == "mine = 'a lot'\n"


def test_a_new_notebook_opens_as_trusted(make_manager, tmp_path):
    manager = make_manager(notary=NotebookNotary(data_dir=str(tmp_path), db_file=":memory:"))
    writer = WorkspaceWriter(ContentsStore(manager))
    asyncio.run(writer.write([notebook()], "", "fail", SOURCE))
    model = manager.get("penguins.ipynb")
    assert all(cell.metadata.trusted for cell in model["content"].cells)


def test_a_manager_that_hands_notebooks_out_as_such_works(make_manager):
    class NotebookManager(LargeFileManager):
        def get(self, path, **options):
            if path.endswith(".ipynb"):
                options.pop("type", None)
            return super().get(path, **options)

    writer = WorkspaceWriter(ContentsStore(make_manager(NotebookManager)))
    asyncio.run(writer.write([notebook()], "", "fail", SOURCE))
    again = asyncio.run(writer.write([notebook(code="new")], "", "fail", SOURCE))
    assert statuses(again) == {"penguins.ipynb": "overwritten"}
