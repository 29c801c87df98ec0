"""Requirements installed by pip in an empty environment, and the script run there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from jupyterlab_pipeline_export.exporters.base import EnvironmentSnapshot
from jupyterlab_pipeline_export.workspace.examples import load_examples
from tests.execution.running import run_script, write
from tests.execution.test_examples import EXAMPLES, is_heavy_example
from tests.exporters.building import export

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
PACKAGES = ("joblib", "matplotlib", "numpy", "pandas", "scikit-learn", "scipy", "statsmodels")
INSTALLED = EnvironmentSnapshot(
    "python3", "Python 3", PYTHON, {package: version(package) for package in PACKAGES}
)


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(python, verb, *options):
    """Call the installer that most people have."""
    return run(python, "-m", "pip", verb, *options)


def uv(python, verb, *options):
    """Call the quicker one."""
    return run("uv", "pip", verb, *options, "--python", python)


# The installers read the same files: one of each kind of example shows it for the slower one.
WITH_PIP = {"penguins_classification"}
INSTALLATIONS = [
    # Of PyTorch, pip takes a build without CUDA where the machine offers one; uv does not.
    pytest.param(example, pip, id=f"{example.name}-pip", marks=[pytest.mark.heavy])
    if is_heavy_example(example)
    else pytest.param(example, pip, id=f"{example.name}-pip")
    if example.name in WITH_PIP
    else pytest.param(example, uv, id=f"{example.name}-uv")
    for example in load_examples()
]


@pytest.mark.parametrize(("example", "installer"), INSTALLATIONS)
def test_requirements_are_all_that_the_script_needs(example, installer, tmp_path):
    shutil.copytree(EXAMPLES / "data", tmp_path / "data")
    document = example.files[0].name
    result = export(
        (EXAMPLES / document).read_bytes(),
        "python",
        source=document,
        environment=INSTALLED,
        python=PYTHON,
    )
    write(result.artifacts, tmp_path)
    script = tmp_path / result.artifacts[0].path
    run(sys.executable, "-m", "venv", tmp_path / "environment")
    python = tmp_path / "environment" / "bin" / "python"
    before = subprocess.run([python, script], check=False, capture_output=True, text=True)
    assert before.returncode == 1
    assert "install its requirements" in before.stderr

    installer(python, "install", "--quiet", "--requirement", tmp_path / "requirements.txt")
    installer(python, "check")
    run(python, script, "--output", tmp_path / "there")

    listed = json.loads(installer(python, "list", "--format", "json"))
    versions = {each["name"]: each["version"] for each in listed}
    assert versions["pandas"] == INSTALLED.packages["pandas"]
    here = run_script(script, "--output", tmp_path / "here", cwd=tmp_path)
    assert here.returncode == 0, here.stderr
    assert (tmp_path / "there" / "metrics.json").read_text() == (
        tmp_path / "here" / "metrics.json"
    ).read_text()
