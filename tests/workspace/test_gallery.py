from __future__ import annotations

import asyncio
import json
from pathlib import Path, PurePosixPath

import pytest

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.errors import WorkspaceError
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.workspace.examples import FOLDER, copy_example, load_examples
from jupyterlab_pipeline_export.workspace.local_store import LocalStore
from jupyterlab_pipeline_export.workspace.writer import WorkspaceWriter

EXAMPLES = {example.name: example for example in load_examples()}


@pytest.fixture
def copy(tmp_path):
    writer = WorkspaceWriter(LocalStore(tmp_path))
    return lambda name, directory="": asyncio.run(copy_example(writer, name, directory))


def test_every_pipeline_of_the_folder_is_offered():
    assert set(EXAMPLES) == {
        path.name.removesuffix(".pipeline.json") for path in FOLDER.glob("*.pipeline.json")
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_tells_what_it_is(name):
    example = EXAMPLES[name]
    assert example.kind
    assert example.title
    assert example.summary.endswith(".")
    assert example.components <= set(builtin_catalog().components)


def test_no_two_examples_show_the_same_job():
    assert len({example.kind for example in EXAMPLES.values()}) == len(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_with_the_files_that_it_reads(name):
    document, *data = EXAMPLES[name].files
    pipeline = load_pipeline((FOLDER / document).read_bytes()).pipeline
    program = render_program(make_plan(pipeline, builtin_catalog()))
    assert {PurePosixPath(file.path) for file in program.data_files} == set(data)
    assert all((FOLDER / file).is_file() for file in data)


def test_a_copy_has_a_folder_of_its_own(copy, tmp_path):
    report = copy("penguins_classification", "my jobs/Größe")
    assert [file.path for file in report.files] == [
        "my jobs/Größe/penguins_classification/penguins_classification.pipeline.json",
        "my jobs/Größe/penguins_classification/data/penguins.csv",
    ]
    for file, original in zip(report.files, EXAMPLES["penguins_classification"].files, strict=True):
        assert (tmp_path / file.path).read_bytes() == (FOLDER / original).read_bytes()


def test_an_unchanged_copy_is_taken_again(copy, tmp_path):
    copy("penguins_classification")
    report = copy("penguins_classification")
    assert {file.status for file in report.files} == {"identical"}
    assert [path.name for path in tmp_path.iterdir()] == ["penguins_classification"]


def test_a_changed_copy_is_never_touched(copy, tmp_path):
    first = tmp_path / copy("diabetes_regression").files[0].path
    changed = json.loads(first.read_text()) | {"name": "Mine"}
    first.write_text(json.dumps(changed))
    second = copy("diabetes_regression").files[0].path
    assert second == "diabetes_regression (1)/diabetes_regression.pipeline.json"
    assert json.loads(first.read_text()) == changed
    assert (tmp_path / second).is_file()


def test_an_unknown_example_is_told(copy, tmp_path):
    for name in ("nothing", "../penguins_classification", "gallery.yaml", ""):
        with pytest.raises(WorkspaceError) as caught:
            copy(name)
        assert caught.value.reason == "missing"
    assert list(Path(tmp_path).iterdir()) == []
