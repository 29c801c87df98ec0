"""Stores of every kind over one folder, and artifacts to put into them."""

from __future__ import annotations

import asyncio
import json
from pathlib import PurePosixPath

import pytest
from jupyter_server.services.contents.largefilemanager import (
    AsyncLargeFileManager,
    LargeFileManager,
)

from jupyterlab_pipeline_export.exporters.base import Artifact
from jupyterlab_pipeline_export.exporters.stamp import notebook_stamp, stamp_text
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from jupyterlab_pipeline_export.workspace.contents_store import ContentsStore
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

SOURCE = "penguins.pipeline.json"


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def make_manager(root):
    def make(manager_class=LargeFileManager, **traits):
        return manager_class(root_dir=str(root), delete_to_trash=False, **traits)

    return make


@pytest.fixture(params=["local", "contents", "async contents"])
def store(request, root, make_manager):
    """Give each kind of store over the same folder."""
    if request.param == "local":
        return LocalStore(root)
    asynchronous = request.param == "async contents"
    return ContentsStore(make_manager(AsyncLargeFileManager if asynchronous else LargeFileManager))


@pytest.fixture
def write(store):
    """Write artifacts with one writer, as a server has it, and wait for the report."""
    writer = WorkspaceWriter(store)

    def run(artifacts, directory="", on_conflict="fail", source=SOURCE):
        return asyncio.run(writer.write(artifacts, directory, on_conflict, source))

    return run


@pytest.fixture
def classify(store):
    writer = WorkspaceWriter(store)

    def run(artifacts, directory="", source=SOURCE):
        return asyncio.run(writer.classify(artifacts, directory, source))

    return run


def artifact(path, text="print(1)\n", *, source=SOURCE, executable=False):
    """Make a text artifact as an exporter would, with its stamp."""
    stamped = stamp_text(text, style="hash", source=source, digest="0" * 16, format_name="python")
    return Artifact(PurePosixPath(path), stamped.encode(), "text/x-python", executable)


def notebook(path="penguins.ipynb", code="1 + 1", *, source=SOURCE):
    """Make a notebook artifact as an exporter would, with its stamp."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "a",
            "metadata": {},
            "outputs": [],
            "source": code,
        }
    ]
    stamp = notebook_stamp(cells, source, Pipeline(name="Penguins"))
    document = {
        "cells": cells,
        "metadata": {"pipeline_export": stamp},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    # Not the way nbformat would write it, so that a rewriting of it shows.
    content = json.dumps(document, indent=2).encode()
    return Artifact(PurePosixPath(path), content, "application/x-ipynb+json")


def bundle(text="FROM scratch\n", *, source=SOURCE):
    """Make a folder of artifacts with a hidden file."""
    names = ("Dockerfile", "README.md", ".dockerignore")
    return [artifact(f"penguins-docker/{name}", text, source=source) for name in names]


def tree(root):
    """Return the bytes of every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def statuses(report):
    return {file.path: file.status for file in report.files}
