from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.program import DataFile
from jupyterlab_pipeline_export.exporters.mounts import Mount, plan_mounts


def plan(*paths, prefix=""):
    return plan_mounts([DataFile(path, "load", "path") for path in paths], PurePosixPath(prefix))


def data(*paths, prefix=""):
    return [
        (mount.source, mount.target)
        for mount in plan(*paths, prefix=prefix).mounts
        if mount.read_only
    ]


def test_data_comes_in_by_its_topmost_folder_once():
    assert data("data/a.csv", "data/deep/b.csv", "./data/a.csv") == [("../data", "/app/data")]


def test_file_beside_the_pipeline_comes_in_alone():
    assert data("penguins.csv") == [("../penguins.csv", "/app/penguins.csv")]


def test_way_to_the_pipeline_is_taken():
    assert data("data/a.csv", prefix="../work") == [("../../work/data", "/app/data")]


def test_results_are_written_and_earlier_ones_read():
    mounts = plan("output/model.joblib").mounts
    assert mounts == (
        Mount("../output/model.joblib", "/app/output/model.joblib", read_only=True),
        Mount("./output", "/app/output", read_only=False),
        Mount("./models", "/app/models", read_only=False),
    )


def test_addresses_and_empty_paths_need_no_mount():
    assert data("https://example.org/a.csv", "s3://bucket/a.csv", "") == []


def test_absolute_path_is_the_same_inside():
    assert data("/srv/data/a.csv") == [("/srv/data/a.csv", "/srv/data/a.csv")]


def test_path_that_leads_out_of_the_folder_never_meets_the_system():
    planned = plan("../usr/a.csv", "../../bin/b.csv", "data/c.csv")
    assert str(planned.data_folder) == "/data/pipeline-folder/pipeline-folder"
    assert [mount.target for mount in planned.mounts if mount.read_only] == [
        "/data/bin",
        "/data/pipeline-folder/pipeline-folder/data",
        "/data/pipeline-folder/usr",
    ]


def test_no_place_is_mounted_twice():
    targets = [mount.target for mount in plan("output", "output/a.csv", "data/a", "data").mounts]
    assert len(targets) == len(set(targets))


@pytest.mark.parametrize("prefix", ["", "..", "a/b"])
@given(
    paths=st.lists(
        st.lists(
            st.sampled_from(["..", ".", "a", "b b", "output", "c.csv"]), min_size=1, max_size=5
        )
        .map("/".join)
        .filter(lambda path: posixpath.normpath(path).strip("./") not in {"", "output"}),
        max_size=4,
    )
)
def test_every_file_is_where_the_program_looks_for_it(paths, prefix):
    planned = plan(*paths, prefix=prefix)
    for path in paths:
        wanted = posixpath.normpath(planned.data_folder / path)
        on_host = posixpath.normpath(PurePosixPath("..") / prefix / path)
        found = [
            posixpath.normpath(
                posixpath.join(mount.source, posixpath.relpath(wanted, mount.target))
            )
            for mount in planned.mounts
            if mount.read_only and PurePosixPath(wanted).is_relative_to(mount.target)
        ]
        assert on_host in found
        assert wanted.startswith(("/app/", "/data/"))
