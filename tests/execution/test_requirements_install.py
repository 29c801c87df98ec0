"""Requirements installed by pip in an empty environment, and the script run there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from jupyterlab_pipeline_export.exporters.base import EnvironmentSnapshot
from tests.execution.running import run_script, write
from tests.execution.test_examples import EXAMPLES, NAMES
from tests.exporters.building import export

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
PACKAGES = ("joblib", "matplotlib", "numpy", "pandas", "scikit-learn", "scipy")
INSTALLED = EnvironmentSnapshot(
    "python3", "Python 3", PYTHON, {package: version(package) for package in PACKAGES}
)


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=NAMES)
def project(request, tmp_path_factory):
    """Export an example beside its data, and make an environment with nothing but pip."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(EXAMPLES / "data", folder / "data")
    content = (EXAMPLES / request.param).read_bytes()
    result = export(content, "python", source=request.param, environment=INSTALLED, python=PYTHON)
    write(result.artifacts, folder)
    run(sys.executable, "-m", "venv", folder / "environment")
    return folder, folder / result.artifacts[0].path


def test_requirements_are_all_that_the_script_needs(project, tmp_path):
    folder, script = project
    python = folder / "environment" / "bin" / "python"
    before = subprocess.run([python, script], check=False, capture_output=True, text=True)
    assert before.returncode == 1
    assert "install its requirements" in before.stderr

    # Compiling all modules takes longer than the rest, and the script needs a few of them.
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-compile",
        "--requirement",
        folder / "requirements.txt",
    )
    run(python, "-m", "pip", "check")
    run(python, script, "--output", tmp_path / "there")

    listed = json.loads(run(python, "-m", "pip", "list", "--format", "json"))
    versions = {each["name"]: each["version"] for each in listed}
    assert versions["pandas"] == INSTALLED.packages["pandas"]
    here = run_script(script, "--output", tmp_path / "here", cwd=tmp_path)
    assert here.returncode == 0, here.stderr
    assert (tmp_path / "there" / "metrics.json").read_text() == (
        tmp_path / "here" / "metrics.json"
    ).read_text()
