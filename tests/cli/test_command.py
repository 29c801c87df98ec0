from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_pipeline_export import __version__
from jupyterlab_pipeline_export.server.models import CatalogResponse

from .conftest import NAME

COMMAND = Path(sys.executable).with_name("jupyter-pipeline-export")


def test_components_are_listed_by_category(run):
    outcome = run("components")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "data:"
    assert any(line.startswith("  data.read_csv ") for line in lines)


def test_components_as_json_are_the_answer_of_the_api(run):
    outcome = run("components", "--json")
    catalog = CatalogResponse.model_validate_json(outcome.out)
    assert "data.read_csv" in {each.id for each in catalog.components}
    assert [each.name for each in catalog.formats][:2] == ["notebook", "python"]


def test_a_broken_component_is_told(run, folder):
    (folder / "mine" / "custom").mkdir(parents=True)
    (folder / "mine" / "custom" / "broken.py.jinja").write_text("{#--- title: [ ---#}")
    outcome = run("components", "--components", "mine")
    assert outcome.code == 0
    assert "broken.py.jinja" in outcome.err
    assert "data.read_csv" in outcome.out


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["components", "--help"]])
def test_help(run, arguments):
    outcome = run(*arguments)
    assert outcome.code == 0
    assert "usage: jupyter pipeline-export" in outcome.out


def test_version(run):
    assert run("--version") == (0, f"{__version__}\n", "")


def execute(command, folder, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_the_installed_command_exports(folder):
    done = execute([COMMAND, NAME, "--to", "notebook"], folder)
    assert done.returncode == 0, done.stderr
    assert json.loads((folder / "penguins.ipynb").read_text())["nbformat"] == 4


def test_jupyter_finds_the_command(folder):
    jupyter = Path(sys.executable).with_name("jupyter")
    done = execute([jupyter, "pipeline-export", "check", NAME], folder)
    assert done.returncode == 0, done.stderr


def test_the_exit_code_reaches_the_shell(folder):
    (folder / NAME).write_bytes(b"{")
    assert execute([COMMAND, "check", NAME], folder).returncode == 1
    assert execute([COMMAND, "check"], folder).returncode == 2


def test_a_terminal_of_few_characters_is_no_reason_to_fail(folder):
    (folder / NAME).write_text('{"schema_version": 1, "Größe🐧": 1, "name": "x"}', "utf-8")
    done = execute([COMMAND, "check", NAME], folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Gr\\xf6\\xdfe" in done.stdout


def test_a_reader_that_has_enough_is_no_error(folder):
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [COMMAND, "components"], stdout=write, stderr=subprocess.PIPE, timeout=120, check=False
        )
    finally:
        os.close(write)
    assert done.stderr == b""
    assert folder.exists()


def test_help_imports_nothing_slow():
    program = (
        "import sys; from jupyterlab_pipeline_export.cli import main; main(['--help']);"
        "slow = {'jinja2', 'jsonschema', 'jupyter_client', 'nbformat', 'pydantic', 'tornado', 'yaml'};"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_an_export_never_imports_the_server(folder):
    program = (
        "import sys; from jupyterlab_pipeline_export.cli import main;"
        f"code = main(['{NAME}', '--to', 'python']);"
        "print(code, 'jupyter_server' in sys.modules, file=sys.stderr)"
    )
    done = execute([sys.executable, "-c", program], folder)
    assert done.stderr.decode().strip().endswith("0 False")
