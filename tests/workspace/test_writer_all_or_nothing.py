from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager

from jupyterlab_pipeline_export.errors import ConflictError, WorkspaceError
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

from .conftest import SOURCE, artifact, tree


def test_simultaneous_exports_never_mix(store, root):
    async def many():
        writer = WorkspaceWriter(store)
        exports = (
            writer.write(
                [artifact(f"{name}.py", f"version = {number}\n") for name in "abcd"],
                "out",
                "overwrite",
                SOURCE,
            )
            for number in range(8)
        )
        await asyncio.gather(*exports)

    asyncio.run(many())
    versions = {content.splitlines()[-1] for content in tree(root).values()}
    assert len(versions) == 1
    assert len(tree(root)) == 4


def test_of_two_simultaneous_exports_to_one_name_one_fails(store):
    sources = ["one.pipeline.json", "two.pipeline.json"]

    async def both():
        writer = WorkspaceWriter(store)
        exports = (
            writer.write([artifact("same.py", source=source)], "", "fail", source)
            for source in sources
        )
        return await asyncio.gather(*exports, return_exceptions=True)

    results = asyncio.run(both())
    assert sorted(isinstance(result, ConflictError) for result in results) == [False, True]


def test_exports_that_meet_in_a_folder_never_mix(store, root):
    """One has the folder as its own, the other as a part of what it writes."""

    async def both():
        writer = WorkspaceWriter(store)
        for number in range(10):
            text = f"version = {number}\n"
            names = ("a.py", "b.py", "c.py")
            inside = [artifact(name, text) for name in names]
            around = [artifact(f"out/{name}", text + "around = 1\n") for name in names]
            await asyncio.gather(
                writer.write(inside, "out", "fail", SOURCE),
                writer.write(around, "", "fail", SOURCE),
            )
            assert len({content.splitlines()[-1] for content in tree(root).values()}) == 1

    asyncio.run(both())


class BrokenManager(LargeFileManager):
    """Fails to save what is named so, as a full disk or a read-only folder makes it."""

    error: Exception = OSError(28, "No space left on device")

    def _save_file(self, os_path, *args):
        if os_path.endswith("broken.py"):
            Path(os_path).write_text("half")
            raise self.error
        super()._save_file(os_path, *args)


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (OSError(28, "No space left on device"), "failed", "the disk is full"),
        (OSError(30, "Read-only file system"), "refused", "read-only"),
        (PermissionError(13, "Permission denied"), "refused", "permission denied"),
        (RuntimeError("surprise"), "failed", "contents manager failed"),
    ],
)
def test_after_a_failure_everything_is_as_before(make_manager, root, error, reason, words):
    manager = make_manager(BrokenManager)
    manager.error = error
    writer = WorkspaceWriter(ContentsStore(manager))
    (root / "mine.py").write_bytes(b"mine = '\xe4'\n")
    before = tree(root)
    artifacts = [
        artifact("mine.py"),
        artifact("new folder/deep/a.py"),
        artifact("new folder/broken.py"),
        artifact("z.py"),
    ]
    with pytest.raises(WorkspaceError, match=words) as caught:
        asyncio.run(writer.write(artifacts, "", "overwrite", SOURCE))
    assert caught.value.reason == reason
    assert caught.value.message.endswith("Nothing was changed.")
    assert str(root) not in caught.value.message
    assert tree(root) == before
    assert not (root / "new folder").exists()


def test_what_cannot_be_put_back_is_named(make_manager):
    class StuckManager(BrokenManager):
        def delete_file(self, _path):
            raise PermissionError(13, "Permission denied")

    writer = WorkspaceWriter(ContentsStore(make_manager(StuckManager)))
    with pytest.raises(WorkspaceError, match=r"could be put back.*`a\.py`"):
        asyncio.run(
            writer.write([artifact("a.py"), artifact("broken.py")], "", "overwrite", SOURCE)
        )


def test_an_export_that_is_cancelled_leaves_nothing(root):
    class SlowStore(LocalStore):
        async def write(self, path, content, *, executable=False):
            await super().write(path, content, executable=executable)
            await asyncio.sleep(0)

    async def cancel():
        task = asyncio.ensure_future(
            WorkspaceWriter(SlowStore(root)).write(
                [artifact("out/a.py"), artifact("out/b.py")], "", "fail", SOURCE
            )
        )
        while not (root / "out" / "a.py").exists():
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert list(root.iterdir()) == []


def test_a_folder_with_somebody_elses_file_is_not_removed(root, make_manager):
    class BusyManager(BrokenManager):
        def _save_file(self, os_path, *args):
            if os_path.endswith("broken.py"):
                (root / "out" / "theirs.txt").write_text("theirs\n")
            super()._save_file(os_path, *args)

    writer = WorkspaceWriter(ContentsStore(make_manager(BusyManager)))
    with pytest.raises(WorkspaceError, match="`out`"):
        asyncio.run(writer.write([artifact("broken.py")], "out", "fail", SOURCE))
    assert tree(root) == {"out/theirs.txt": b"theirs\n"}


@pytest.fixture
def read_only(root):
    """Give a folder that even root cannot write to; permissions alone do not bind root."""
    folder = root / "read only"
    folder.mkdir()
    folder.chmod(0o555)
    chattr = shutil.which("chattr")
    locked = False
    if os.access(folder, os.W_OK) and chattr:
        locked = subprocess.run([chattr, "+i", str(folder)], check=False).returncode == 0
    if os.access(folder, os.W_OK) and not locked:
        pytest.skip("nothing on this machine makes a folder read-only for root")
    yield folder
    if locked:
        subprocess.run([chattr, "-i", str(folder)], check=True)
    folder.chmod(0o755)


def test_a_read_only_folder_is_told(write, read_only):
    with pytest.raises(WorkspaceError, match="permission denied") as caught:
        write([artifact("new/penguins.py"), artifact("penguins.py")], read_only.name)
    assert caught.value.reason == "refused"
    assert list(read_only.iterdir()) == []
