"""What linters and formatters say about exported files, under their own defaults."""

from __future__ import annotations

import subprocess

from jupyterlab_pipeline_export.codegen.format import find_ruff


def python_findings(folder):
    """Return what ruff finds in the scripts and notebooks of a folder; they have to be there."""
    paths = [path for path in folder.rglob("*") if path.suffix in {".py", ".ipynb"}]
    assert paths
    findings = ""
    for command in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        result = subprocess.run(
            [find_ruff(), *command, "--isolated", "--no-cache", *paths],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            findings += result.stdout + result.stderr
    return findings
