from __future__ import annotations

import asyncio
import bz2
import gzip
import lzma
import os
import time

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager

from jupyterlab_pipeline_export.columns.engine import known_columns
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.wiring import wire_what_fits
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.samples import SampleReader

TABLE = b"a,b\n1,x\n2,y\n"


def read_step(path, component="data.read_csv", **params):
    step = {"id": "load", "component": component, "params": {"path": path, **params}}
    return Pipeline.model_validate({"name": "Test", "steps": [step]})


def look(store, pipeline, folder=""):
    return asyncio.run(SampleReader(store).read(pipeline, builtin_catalog(), folder))


def names(samples):
    table = samples.tables.get("load:path")
    return table and [column.name for column in table.columns]


def test_a_file_is_found_relative_to_the_pipeline(store, root):
    (root / "work").mkdir()
    (root / "data").mkdir()
    (root / "data" / "table.csv").write_bytes(TABLE)
    assert names(look(store, read_step("../data/table.csv"), "work")) == ["a", "b"]
    assert names(look(store, read_step("data/table.csv"))) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.csv.gz", gzip.compress), ("a.csv.bz2", bz2.compress), ("a.CSV.xz", lzma.compress)],
)
def test_packed_files(store, root, name, pack):
    (root / name).write_bytes(pack(TABLE))
    assert names(look(store, read_step(name))) == ["a", "b"]


def test_a_packed_file_that_unfolds_without_end_is_read_to_the_limit(store, root):
    (root / "bomb.csv.gz").write_bytes(gzip.compress(TABLE + b"1,x\n" * 20_000_000, 1))
    assert names(look(store, read_step("bomb.csv.gz"))) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "params", "code"),
    [
        (None, {}, "source-missing"),
        (b"", {}, "source-unreadable"),
        (b"\x00\xff\xfe\x01", {}, "source-unreadable"),
        ("größe\n1\n".encode("latin-1"), {}, "source-unreadable"),
        (TABLE, {"encoding": "no-such"}, "source-unreadable"),
    ],
)
def test_what_cannot_be_read_is_told(store, root, content, params, code):
    if content is not None:
        (root / "a.csv").write_bytes(content)
    samples = look(store, read_step("a.csv", **params))
    assert not samples.tables
    (problem,) = samples.problems
    assert (problem.code, problem.pointer, problem.step) == (code, "/steps/0/params/path", "load")
    assert problem.severity in {"info", "warning"}
    assert problem.remedy


@pytest.mark.parametrize(
    ("component", "name"),
    [
        ("data.read_csv", "a.csv.gz"),
        ("data.read_csv", "a.csv.xz"),
        ("data.read_parquet", "a.parquet"),
        ("data.read_feather", "a.feather"),
        ("data.read_excel", "a.xlsx"),
        ("data.read_json", "a.json"),
    ],
)
def test_garbage_is_told_whatever_it_should_be(store, root, component, name):
    (root / name).write_bytes(b"this is something else")
    (problem,) = look(store, read_step(name, component)).problems
    assert problem.code == "source-unreadable"


def test_a_folder_is_no_file(store, root):
    (root / "a.csv").mkdir()
    (problem,) = look(store, read_step("a.csv")).problems
    assert "is a folder" in problem.message


def test_a_pipe_is_not_waited_for(root):
    os.mkfifo(root / "a.csv")
    (problem,) = look(LocalStore(root), read_step("a.csv")).problems
    assert problem.code == "source-unreadable"


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "~/a.csv", "C:/a.csv", "https://example.org/a.csv", "../../a.csv"]
)
def test_what_lies_elsewhere_is_neither_read_nor_a_problem(store, path):
    samples = look(store, read_step(path))
    assert (dict(samples.tables), samples.problems) == ({}, ())


def test_what_is_hidden_is_as_good_as_missing(make_manager, root):
    (root / ".secret").mkdir()
    (root / ".secret" / "a.csv").write_bytes(TABLE)
    samples = look(ContentsStore(make_manager()), read_step(".secret/a.csv"))
    assert not samples.tables
    assert [problem.code for problem in samples.problems] == ["source-missing"]
    allowed = ContentsStore(make_manager(allow_hidden=True))
    assert names(look(allowed, read_step(".secret/a.csv"))) == ["a", "b"]


def test_of_ten_gigabytes_the_head_is_read(store, root):
    with (root / "large.csv").open("wb") as file:
        file.write(TABLE + b"3,z\n" * 300_000)
        file.truncate(10 * 2**30)
    start = time.monotonic()
    samples = look(store, read_step("large.csv"))
    # Reading it takes many seconds; this leaves room for a slow machine.
    assert time.monotonic() - start < 5
    assert names(samples) == ["a", "b"]
    assert not samples.tables["load:path"].complete


def test_an_endless_first_line_is_told(store, root):
    (root / "line.csv").write_bytes(b"a," * 50_000_000)
    (problem,) = look(store, read_step("line.csv")).problems
    assert "first line" in problem.message


class Remote(LargeFileManager):
    """Keeps files where nobody but itself finds them."""

    reads = 0

    def get(self, path, content=True, type=None, format=None, **options):  # noqa: A002 - as the manager has it
        self.reads += content
        return super().get(path, content=content, type=type, format=format, **options)


@pytest.fixture
def remote(make_manager, monkeypatch):
    store = ContentsStore(make_manager(Remote))
    monkeypatch.setattr(store, "local_path", lambda _path: None)
    return store


def test_small_files_of_a_remote_store_are_read_once(remote, root):
    (root / "a.csv").write_bytes(TABLE)
    reader, catalog = SampleReader(remote), builtin_catalog()
    for _ in range(3):
        samples = asyncio.run(reader.read(read_step("a.csv"), catalog, ""))
        assert names(samples) == ["a", "b"]
    assert remote._manager.reads == 1


def test_large_files_of_a_remote_store_are_left_alone(remote, root):
    (root / "a.csv").write_bytes(TABLE + b"1,x\n" * 2_000_000)
    samples = look(remote, read_step("a.csv"))
    assert (dict(samples.tables), samples.problems) == ({}, ())
    assert remote._manager.reads == 0


def test_a_changed_file_is_read_again(store, root):
    reader, catalog = SampleReader(store), builtin_catalog()
    for text, wanted in ((b"a\n1\n", ["a"]), (b"b,c\n1,2\n", ["b", "c"])):
        (root / "a.csv").write_bytes(text)
        assert names(asyncio.run(reader.read(read_step("a.csv"), catalog, ""))) == wanted


def test_text_and_datasets_need_no_file(store):
    steps = [
        {"id": "text", "component": "data.inline_table", "params": {"text": "a,b\n1,2\n"}},
        {"id": "iris", "component": "data.sample_dataset", "params": {"dataset": "iris"}},
    ]
    pipeline = Pipeline.model_validate({"name": "Test", "steps": steps})
    samples = look(store, pipeline)
    wiring, _ = wire_what_fits(pipeline, builtin_catalog())
    known = known_columns(pipeline, builtin_catalog(), wiring, samples)
    assert [each.name for each in known.output("text", "table").columns] == ["a", "b"]
    target = known.output("iris", "table").column("target")
    assert (target.type, target.distinct, target.missing) == ("integer", 3, False)
