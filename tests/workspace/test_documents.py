from __future__ import annotations

import asyncio

import pytest

from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.documents import (
    clean_path,
    folder_of,
    read_document,
    way_between,
)


@pytest.fixture
def hiding(make_manager):
    return ContentsStore(make_manager())


@pytest.mark.parametrize(
    ("path", "cleaned"),
    [
        ("", ""),
        ("/", ""),
        ("a.pipeline.json", "a.pipeline.json"),
        ("/a//b/./c/", "a/b/c"),
        ("RTC:a/b.pipeline.json", "a/b.pipeline.json"),
        ("Größe und Maß/a b", "Größe und Maß/a b"),
        ("a:b.pipeline.json", "a:b.pipeline.json"),
        ("..a/b..", None),
    ],
)
def test_clean_path(hiding, path, cleaned):
    if cleaned is None:
        with pytest.raises(WorkspaceError):
            clean_path(path, hiding)
    else:
        assert clean_path(path, hiding) == cleaned


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "a/../b",
        "../a",
        ".hidden",
        "a/.hidden/b",
        "RTC:../a",
        "a\0b",
        "a\ud800",
        "/..",
        ".ssh/id",
    ],
)
def test_paths_that_must_not_be_seen_are_missing(hiding, path):
    with pytest.raises(WorkspaceError) as caught:
        clean_path(path, hiding)
    assert caught.value.reason == "missing"
    assert caught.value.message.isprintable()


def test_hidden_paths_are_fine_where_the_server_allows_them(make_manager):
    store = ContentsStore(make_manager(allow_hidden=True))
    assert clean_path(".hidden/a", store) == ".hidden/a"
    with pytest.raises(WorkspaceError):
        clean_path(".hidden/../..", store)


def test_reading_a_document_changes_nothing(store, root):
    file = root / "a.pipeline.json"
    file.write_bytes(b'{"name": "\xc3\xa4"}\r\n')
    before = file.stat().st_mtime_ns
    assert asyncio.run(read_document(store, "a.pipeline.json", 100)) == file.read_bytes()
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["missing.pipeline.json", "folder", ""])
def test_what_is_no_file_is_missing(store, root, path):
    (root / "folder").mkdir()
    with pytest.raises(WorkspaceError) as caught:
        asyncio.run(read_document(store, path, 100))
    assert caught.value.reason == "missing"


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [
        ("", "", "."),
        ("a", "a", "."),
        ("", "a/b", "a/b"),
        ("a/b", "", "../.."),
        ("exports", "work", "../work"),
        ("work/exports", "work", ".."),
    ],
)
def test_way_between_folders(start, end, way):
    assert str(way_between(start, end)) == way


def test_folder_of():
    assert folder_of("a/b/c.json") == "a/b"
    assert folder_of("c.json") == ""
