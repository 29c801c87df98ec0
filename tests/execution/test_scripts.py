"""What a script does as a command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.execution.running import HERE, QUIET, run_script, write
from tests.exporters.building import LOAD, document, export

CSV = "name,weight\na,1\nb,2\nc,\n"
CLEAN = {"id": "clean", "component": "clean.drop_missing", "inputs": {"table": "load.table"}}
SAVE = {
    "id": "save",
    "component": "output.write_csv",
    "inputs": {"table": "clean.table"},
    "params": {"path": "clean.csv", "sep": {"$parameter": "sep"}},
}
PIPELINE = document(CLEAN, SAVE, parameters=[{"name": "sep", "type": "string", "default": ","}])
MISSING_COLUMN = document(
    {**CLEAN, "params": {"subset": ["wieght"]}, "title": "Clean % {up}\nnow"},
    {**SAVE, "params": {"path": "clean.csv"}},
)


@pytest.fixture
def project(tmp_path):
    """Make a folder with data that scripts are written to."""
    folder = tmp_path / "my project Größe"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "penguins.csv").write_text(CSV)
    return folder


def written(content, folder, **keys):
    """Export a script, and return its path."""
    artifact = export(content, "python", environment=HERE, **keys).artifacts[0]
    write([artifact], folder)
    return folder / artifact.path


def tree(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_run(project, tmp_path):
    process = run_script(written(PIPELINE, project), cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "output" / "clean.csv").read_text() == "name,weight\na,1.0\nb,2.0\n"
    for title in ["1. Read CSV", "2. Drop missing", "3. Write CSV"]:
        assert f"INFO {title}\n" in process.stderr
        assert f"INFO {title}: done in 0." in process.stderr


def test_options(project, tmp_path):
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    (other / "data" / "penguins.csv").write_text("name,weight\nz,9\n")
    options = ["--output", "a/b", "--data-dir", other, "--sep=;"]
    process = run_script(written(PIPELINE, project), *options, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "a" / "b" / "clean.csv").read_text() == "name;weight\nz;9\n"


def test_it_can_be_started_by_its_name(project, tmp_path):
    script = written(PIPELINE, project)
    # The interpreter that `env` finds has to be the one with the packages.
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # noqa: PTH120
    process = subprocess.run(
        [script, "--dry-run"], cwd=tmp_path, env={**QUIET, "PATH": path}, check=False
    )
    assert process.returncode == 0


def test_a_dry_run_touches_nothing(project, tmp_path):
    script = written(PIPELINE, project)
    before = tree(tmp_path)
    process = run_script(script, "--dry-run", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert process.stdout.splitlines() == ["1. Read CSV", "2. Drop missing", "3. Write CSV"]
    assert tree(tmp_path) == before


def test_a_dry_run_names_missing_input_files(project, tmp_path):
    script = written(PIPELINE, project)
    process = run_script(script, "--dry-run", "--data-dir", tmp_path, cwd=tmp_path)
    assert process.returncode == 1
    assert f"Input file not found: {tmp_path / 'data' / 'penguins.csv'}" in process.stderr
    assert "Traceback" not in process.stderr


def test_a_dry_run_looks_for_the_file_that_an_option_names(project, tmp_path):
    load = {**LOAD, "params": {"path": {"$parameter": "source"}}}
    parameter = {"name": "source", "type": "string", "default": "data/penguins.csv"}
    script = written({**document(parameters=[parameter]), "steps": [load]}, project)
    assert run_script(script, "--dry-run", cwd=tmp_path).returncode == 0
    process = run_script(script, "--dry-run", "--source", "data/other.csv", cwd=tmp_path)
    assert process.returncode == 1
    assert "other.csv" in process.stderr


def test_a_missing_package_is_named(project, tmp_path):
    script = written(PIPELINE, project)
    command = [sys.executable, "-I", "-S", script, "--dry-run"]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert "No module named 'pandas': install its requirements" in process.stderr
    assert "Traceback" not in process.stderr


def test_a_failure_names_the_step(project, tmp_path):
    process = run_script(written(MISSING_COLUMN, project), cwd=tmp_path)
    assert process.returncode == 1
    assert "ERROR Step failed: 2. Clean % {up} now\nTraceback" in process.stderr
    assert "KeyError: ['wieght']" in process.stderr
    assert 'in run\n    penguins_complete = penguins.dropna(subset=["wieght"])' in process.stderr
    assert "3. Write CSV" not in process.stderr


def test_a_missing_file_is_a_failure_of_the_step(project, tmp_path):
    process = run_script(written(PIPELINE, project), "--data-dir", tmp_path, cwd=tmp_path)
    assert process.returncode == 1
    assert "Step failed: 1. Read CSV" in process.stderr
    assert "FileNotFoundError" in process.stderr


def test_version_and_help(project, tmp_path):
    script = written(PIPELINE, project)
    version = run_script(script, "--version", cwd=tmp_path)
    assert (version.returncode, version.stdout[:22]) == (0, "penguins.py (pipeline ")
    help_text = run_script(script, "--help", cwd=tmp_path)
    assert help_text.returncode == 0
    for option in ["--sep", "--output", "--data-dir", "--verbose", "--dry-run", "--version"]:
        assert option in help_text.stdout


def test_a_wrong_option(project, tmp_path):
    process = run_script(written(PIPELINE, project), "--nonsense", cwd=tmp_path)
    assert process.returncode == 2
    assert "--nonsense" in process.stderr


def test_verbose_shows_results_that_nothing_takes(project, tmp_path):
    script = written(document(CLEAN), project)
    assert "penguins_complete" not in run_script(script, cwd=tmp_path).stderr
    assert "DEBUG penguins_complete:" in run_script(script, "--verbose", cwd=tmp_path).stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("sent", "code", "message"),
    [(signal.SIGINT, 130, "Interrupted"), (signal.SIGTERM, 143, "Terminated")],
)
def test_signals(project, tmp_path, sent, code, message):
    fifo = project / "data" / "penguins.csv"
    fifo.unlink()
    # A file that nobody writes: reading it takes for ever.
    os.mkfifo(fifo)
    command = [sys.executable, written(PIPELINE, project)]
    with subprocess.Popen(
        command, cwd=tmp_path, env=QUIET, stderr=subprocess.PIPE, text=True
    ) as process:
        started = next(line for line in process.stderr if "1. Read CSV" in line)
        assert "INFO" in started
        time.sleep(0.2)
        process.send_signal(sent)
        rest = process.communicate(timeout=60)[1]
    assert process.returncode == code
    assert message in rest
    assert "Traceback" not in rest


def test_columns_with_any_name_come_through(project, tmp_path):
    names = ["a\"b'c", "d\\n", "{e}", "日本 語", "#f", "__class__", "%s", " "]
    table = ",".join('"{}"'.format(name.replace('"', '""')) for name in [*names, "kept"])
    (project / "data" / "penguins.csv").write_text(
        f"{table}\n{'1,' * len(names)}2\n", encoding="utf-8"
    )
    drop = {
        "id": "clean",
        "component": "clean.drop_columns",
        "inputs": {"table": "load.table"},
        "params": {"columns": names},
    }
    script = written(document(drop, {**SAVE, "params": {"path": "clean.csv"}}), project)
    process = run_script(script, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "output" / "clean.csv").read_text() == "kept\n2\n"


def test_tables_and_metrics_are_printed_and_logged(project, tmp_path):
    content = document(
        {"id": "report", "component": "explore.describe", "inputs": {"table": "load.table"}},
        name="Shown",
    )
    process = run_script(written(content, project), cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert process.stdout.split()[:3] == ["weight", "count", "2.000000"]
    assert not (tmp_path / "output").exists()


def test_the_script_works_beside_another_folder_of_data(project, tmp_path):
    (tmp_path / "scripts").mkdir()
    script = written(PIPELINE, tmp_path / "scripts", prefix=f"../{project.name}")
    process = run_script(script, "--output", tmp_path / "out", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert json.dumps((tmp_path / "out" / "clean.csv").read_text()).count("\\n") == 3
