"""A folder with a pipeline in it, and the command as a function."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from jupyterlab_pipeline_export.cli import main
from tests.documents import PIPELINE, text

NAME = "penguins.pipeline.json"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give the working directory, with a pipeline in it; nothing of the user's own is read."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / NAME).write_bytes(text(PIPELINE))
    return here


@pytest.fixture
def run(folder, capfd):  # noqa: ARG001 - it is the working directory
    """Run the command in the folder."""

    def call(*arguments):
        code = main([str(each) for each in arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def files(folder):
    """List what is in the folder besides the pipeline."""

    def call():
        return {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path.name != NAME
        }

    return call
