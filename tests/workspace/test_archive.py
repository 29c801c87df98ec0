from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from jupyterlab_pipeline_export.workspace.archive import archive_state, zip_artifacts

from .conftest import SOURCE, artifact, bundle


def test_an_archive_holds_the_artifacts_and_unpacks_anywhere(tmp_path):
    artifacts = [*bundle(), artifact("größe.py", executable=True)]
    file = tmp_path / "all.zip"
    file.write_bytes(zip_artifacts(artifacts))
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(file), str(tmp_path)], check=True)
    for each in artifacts:
        assert (tmp_path / each.path).read_bytes() == each.content


def test_equal_artifacts_give_equal_bytes_and_scripts_stay_executable():
    artifacts = [artifact("run.py", executable=True), artifact("data.txt")]
    content = zip_artifacts(artifacts)
    assert content == zip_artifacts(artifacts)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        modes = {each.filename: each.external_attr >> 16 & 0o777 for each in archive.infolist()}
    assert modes == {"run.py": 0o755, "data.txt": 0o644}


@pytest.mark.parametrize(
    ("old", "state"),
    [
        ([artifact("a.py", "new = 1\n")], "identical"),
        ([artifact("a.py", "old = 1\n")], "updated"),
        ([], "updated"),
        ([artifact("a.py", source="other.pipeline.json")], "foreign"),
        ([artifact("a.py", "old = 1\n"), artifact("mine.py")], "foreign"),
    ],
)
def test_an_archive_in_the_way_is_judged_by_its_members(old, state):
    new = zip_artifacts([artifact("a.py", "new = 1\n")])
    assert archive_state(zip_artifacts(old), new, SOURCE) == state


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 truncated", b"mine\n"])
def test_what_is_no_archive_is_foreign(content):
    assert archive_state(content, zip_artifacts([artifact("a.py")]), SOURCE) == "foreign"


def test_an_edited_member_makes_the_archive_edited():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.py", artifact("a.py", "old = 1\n").content + b"# mine\n")
    new = zip_artifacts([artifact("a.py", "new = 1\n")])
    assert archive_state(buffer.getvalue(), new, SOURCE) == "edited"


def test_a_bomb_is_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", bytes(65 * 2**20))
    new = zip_artifacts([artifact("a.py")])
    assert archive_state(buffer.getvalue(), new, SOURCE) == "foreign"
