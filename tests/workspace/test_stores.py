from __future__ import annotations

import asyncio
import os

import pytest

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.local_store import LocalStore

CONTENTS = [b"", b"text\n", b"a\r\nb\r", "Größe 🐧".encode(), b"\x00\xff\xfe"]


@pytest.mark.parametrize("content", CONTENTS)
def test_bytes_come_back_as_they_were(store, root, content):
    asyncio.run(store.write("file.ipynb", content))
    assert (root / "file.ipynb").read_bytes() == content
    assert asyncio.run(store.read("file.ipynb", 100)) == content


def test_reading_more_than_the_limit_is_refused(store, root):
    (root / "large.txt").write_bytes(b"12345")
    assert asyncio.run(store.read("large.txt", 5)) == b"12345"
    with pytest.raises(WorkspaceError) as caught:
        asyncio.run(store.read("large.txt", 4))
    assert caught.value.reason == "too-large"


def test_what_is_not_there_is_missing(store):
    assert asyncio.run(store.kind("no/such/file")) is None
    with pytest.raises(WorkspaceError) as caught:
        asyncio.run(store.read("no/such/file", 5))
    assert caught.value.reason == "missing"


def test_kinds(store, root):
    (root / "folder").mkdir()
    (root / "file").write_text("")
    kinds = [asyncio.run(store.kind(path)) for path in ("", "folder", "file", "file/below")]
    assert kinds == ["directory", "directory", "file", None]


def test_an_empty_folder_is_removed_and_a_full_one_kept(store, root):
    asyncio.run(store.make_folder("empty"))
    asyncio.run(store.remove_empty_folder("empty"))
    assert not (root / "empty").exists()
    asyncio.run(store.make_folder("full"))
    asyncio.run(store.write("full/file", b""))
    with pytest.raises(WorkspaceError):
        asyncio.run(store.remove_empty_folder("full"))
    assert (root / "full" / "file").exists()


def test_a_path_out_of_the_workspace_is_missing(make_manager, tmp_path):
    (tmp_path / "secret").write_text("secret")
    store = ContentsStore(make_manager())
    for path in ("../secret", "/../secret", "a/../../secret"):
        with pytest.raises(WorkspaceError) as caught:
            asyncio.run(store.read(path, 100))
        assert caught.value.reason == "missing"
        assert str(tmp_path) not in caught.value.message


def test_the_local_store_writes_through_links_and_keeps_permissions(root):
    (root / "real.py").write_text("old")
    (root / "real.py").chmod(0o640)
    (root / "link.py").symlink_to("real.py")
    asyncio.run(LocalStore(root).write("link.py", b"new"))
    assert (root / "link.py").is_symlink()
    assert (root / "real.py").read_bytes() == b"new"
    assert (root / "real.py").stat().st_mode & 0o777 == 0o640


def test_the_local_store_leaves_no_temporary_files(root):
    store = LocalStore(root)
    (root / "folder").mkdir()
    with pytest.raises(WorkspaceError):
        asyncio.run(store.write("folder", b""))
    assert [path.name for path in root.iterdir()] == ["folder"]


def test_a_new_file_has_the_permissions_that_the_user_wants(root):
    old = os.umask(0o027)
    try:
        asyncio.run(LocalStore(root).write("file", b""))
    finally:
        os.umask(old)
    assert (root / "file").stat().st_mode & 0o777 == 0o640


def test_a_remote_manager_has_no_local_paths(make_manager, root):
    class Remote:
        pass

    assert ContentsStore(Remote()).local_path("a") is None
    assert ContentsStore(make_manager()).local_path("a/b") == root / "a" / "b"
