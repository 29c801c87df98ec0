"""Whole exports, held against files that were read by a person.

``pytest tests/exporters/test_golden.py --update-golden`` writes them anew;
look at the difference before you commit it.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import nbformat
import pytest

from tests.exporters.building import export
from tests.exporters.linting import python_findings

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
FORMATS = ["notebook", "python", "requirements", "docker"]

pytestmark = pytest.mark.parametrize(
    ("case", "format_name"), [(case, name) for case in CASES for name in FORMATS]
)


def expected(case, format_name):
    return GOLDEN / case / "expected" / format_name


def exported(case, format_name):
    """Return all artifacts by their paths."""
    content = (GOLDEN / case / "input.pipeline.json").read_bytes()
    result = export(content, format_name, source="input.pipeline.json")
    return {str(artifact.path): artifact for artifact in result.artifacts}


def test_exports_are_as_expected(case, format_name, request):
    folder = expected(case, format_name)
    artifacts = exported(case, format_name)
    if request.config.getoption("update_golden"):
        write(artifacts, folder)
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    assert sorted(artifacts) == sorted(files)
    for path, artifact in artifacts.items():
        # As text, so that a failure shows the lines that differ.
        assert artifact.content.decode() == files[path].read_bytes().decode(), path
        assert artifact.executable == bool(files[path].stat().st_mode & 0o100), path


def write(artifacts, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for path, artifact in artifacts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(artifact.content)
        target.chmod(0o755 if artifact.executable else 0o644)


def test_a_second_export_gives_the_same_bytes(case, format_name):
    assert exported(case, format_name) == exported(case, format_name)


def test_python_is_formatted_and_free_of_findings(case, format_name):
    if format_name != "requirements":
        assert python_findings(expected(case, format_name)) == ""


def test_files_are_what_they_seem(case, format_name):
    for path in expected(case, format_name).rglob("*"):
        if path.suffix == ".py":
            ast.parse(path.read_bytes())
        elif path.suffix == ".ipynb":
            nbformat.validate(nbformat.read(path, as_version=4))
