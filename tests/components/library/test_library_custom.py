"""Functions of the workspace's own modules are found by every format, and notes run nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.execution.running import HERE, run_notebook, run_script, write
from tests.exporters.building import export, notebook, script, sources

# A dataclass looks its module up by name, and the import finds the module beside this one.
FEATURES = """\
from __future__ import annotations

from dataclasses import dataclass

from constants import FACTOR


@dataclass
class Setting:
    digits: int


def add_ratio(table, depths, *, digits=3, name="ratio"):
    setting = Setting(digits)
    ratio = (FACTOR * table["length"] / depths).round(setting.digits).rename(name)
    return table.assign(**{name: ratio}), ratio
"""
READ = {"id": "load", "component": "data.read_csv", "params": {"path": "data/bills.csv"}}
PARTS = {
    "id": "parts",
    "component": "prepare.features_and_target",
    "inputs": {"table": "load.table"},
    "params": {"target": "depth"},
}
CALL = {
    "id": "ratio",
    "component": "custom.function",
    "inputs": {"table": "parts.X", "depths": "parts.y"},
    "params": {
        "path": "my modules/features.py",
        "function": "add_ratio",
        "inputs": {"table": "table", "depths": "column"},
        "outputs": {"table": "table", "ratio": "column"},
        "arguments": {"digits": 1, "name": 'a "ratio"\n{x} é'},
    },
}
WRITE = {
    "id": "write",
    "component": "output.write_csv",
    "inputs": {"table": "ratio.table"},
    "params": {"path": "out.csv"},
}


def _document(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"schema_version": 1, "name": "Own code", "steps": list(steps)}


DOCUMENT = _document(READ, PARTS, CALL, WRITE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my project"
    (folder / "data").mkdir(parents=True)
    (folder / "my modules").mkdir()
    (folder / "my modules/features.py").write_text(FEATURES)
    (folder / "my modules/constants.py").write_text("FACTOR = 2\n")
    (folder / "data/bills.csv").write_text("length,depth\n3,2\n5,4\n")
    return folder


def _assert_written(path: Path) -> None:
    written = pd.read_csv(path)
    assert written['a "ratio"\n{x} é'].tolist() == [3.0, 2.5]
    assert written["length"].tolist() == [3, 5]


def test_a_script_finds_the_module_from_any_folder(project: Path, tmp_path: Path) -> None:
    artifacts = export(DOCUMENT, "python", environment=HERE).artifacts
    write(artifacts, project)
    process = run_script(project / artifacts[0].path, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    _assert_written(tmp_path / "output/out.csv")


def test_a_notebook_in_another_folder_finds_the_module(project: Path) -> None:
    artifacts = export(DOCUMENT, "notebook", environment=HERE, prefix="..").artifacts
    (project / "notebooks").mkdir()
    write(artifacts, project / "notebooks")
    run_notebook(project / "notebooks" / artifacts[0].path)
    _assert_written(project / "notebooks/output/out.csv")


def test_a_dry_run_misses_a_module_that_is_not_there(project: Path, tmp_path: Path) -> None:
    artifacts = export(DOCUMENT, "python", environment=HERE).artifacts
    write(artifacts, project)
    path = project / artifacts[0].path
    assert run_script(path, "--dry-run", cwd=tmp_path).returncode == 0
    (project / "my modules/features.py").unlink()
    process = run_script(path, "--dry-run", cwd=tmp_path)
    assert process.returncode == 1
    assert "features.py" in process.stderr


def test_a_container_mounts_the_folder_of_the_module() -> None:
    artifacts = export(DOCUMENT, "docker").artifacts
    compose = next(each for each in artifacts if each.path.name == "docker-compose.yml")
    (service,) = yaml.safe_load(compose.content)["services"].values()
    targets = [
        volume["target"] if isinstance(volume, dict) else volume.split(":")[1]
        for volume in service["volumes"]
    ]
    assert "/app/my modules" in targets


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"function": "add ratio"}, "bad-value"),
        ({"function": "class"}, "bad-value"),
        ({"function": "os.system"}, "bad-value"),
        ({"function": "f(); import os #"}, "bad-value"),
        ({"function": {"$parameter": "chosen"}}, "fixed-value"),
        ({"function": ""}, "bad-value"),
        ({"path": "features.txt"}, "bad-value"),
        ({"path": "https://example.org/features.py"}, "not-a-file"),
        ({"arguments": {"not a name": 1}}, "bad-value"),
        ({"arguments": {"lambda": 1}}, "bad-value"),
        ({"arguments": {"digits": {"$parameter": "chosen"}}}, "bad-reference"),
        ({"inputs": {"a b": "table"}}, "bad-port"),
        ({"outputs": {"for": "table"}}, "bad-port"),
        ({"outputs": {"table": "frame"}}, "bad-port"),
    ],
)
def test_what_cannot_become_a_call_is_a_problem(params: dict[str, Any], code: str) -> None:
    step = {**CALL, "params": {**CALL["params"], **params}}
    content = _document(READ, PARTS, step) | {
        "parameters": [{"name": "chosen", "type": "string", "default": "add_ratio"}]
    }
    problems = check_pipeline(Pipeline.model_validate(content), builtin_catalog())
    assert code in {each.code for each in problems if each.severity == "error"}


def test_a_function_may_take_and_give_nothing(project: Path, tmp_path: Path) -> None:
    (project / "my modules/features.py").write_text(
        "from pathlib import Path\n\n\ndef leave_mark():\n    Path('mark').touch()\n"
    )
    step = {**CALL, "inputs": {}, "params": {**CALL["params"], "function": "leave_mark"}}
    step["params"] = {key: step["params"][key] for key in ("path", "function")}
    artifacts = export(_document(step), "python", environment=HERE).artifacts
    write(artifacts, project)
    process = run_script(project / artifacts[0].path, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "mark").exists()


NOTE = {
    "id": "why",
    "component": "custom.note",
    "title": "Why *these* columns",
    "note": 'They are **complete**.\n\n```python\nraise SystemExit("""\n```\nprint("no")',
}


def test_a_note_is_a_heading_with_text_in_a_notebook() -> None:
    exported = notebook(_document(READ, NOTE, PARTS))
    text = sources(exported, "markdown")["why-text"]
    assert text == f"## 2. Why \\*these\\* columns\n\n{NOTE['note']}"
    assert "why" not in sources(exported)
    assert list(sources(exported))[-2:] == ["load", "parts"]


def test_a_note_runs_nothing_in_a_script(project: Path, tmp_path: Path) -> None:
    artifacts = export(_document(NOTE, READ), "python", environment=HERE).artifacts
    assert '# print("no")' in artifacts[0].content.decode()
    write(artifacts, project)
    process = run_script(project / artifacts[0].path, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert process.stdout == ""


def test_a_note_may_be_a_heading_alone_or_muted() -> None:
    heading = {"id": "why", "component": "custom.note", "title": "Part two"}
    assert sources(notebook(_document(READ, heading)), "markdown")["why-text"] == "## 2. Part two"
    muted = _document(READ, {**NOTE, "enabled": False})
    assert "why-text" not in sources(notebook(muted), "markdown")
    assert "complete" not in script(muted)
