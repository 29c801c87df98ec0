"""Runs of exported artifacts, each the way that a user would start it."""

from __future__ import annotations

import os
import subprocess
import sys

import nbformat
from nbclient import NotebookClient

from jupyterlab_pipeline_export.exporters.base import EnvironmentSnapshot

HERE = EnvironmentSnapshot("python3", "Python 3", f"3.{sys.version_info.minor}")

# Two cores fight over the threads of every process otherwise, and the tests take minutes.
QUIET = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "error"}


def write(artifacts, folder):
    """Write artifacts as the workspace writer does."""
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
        path.chmod(0o755 if artifact.executable else 0o644)


def run_script(script, *options, cwd, timeout=300, **variables):
    """Run a script as a process, and return it when it has ended."""
    return subprocess.run(
        [sys.executable, script, *map(str, options)],
        cwd=cwd,
        env={**QUIET, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def run_notebook(path):
    """Run a notebook from top to bottom in its folder, and return it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}})
    return client.execute(env=QUIET)
