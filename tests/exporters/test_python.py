"""Scripts: their text. What they do is tested where they run."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import re
import sys
from pathlib import PurePosixPath

import pytest

from tests.exporters.building import LOAD, document, export, load, script

SAVE = {
    "id": "save",
    "component": "output.write_csv",
    "inputs": {"table": "load.table"},
    "params": {"path": "out.csv"},
}
PLOT = {
    "id": "plot",
    "component": "explore.histogram",
    "inputs": {"table": "load.table"},
    "params": {"column": "body_mass_g"},
}


def parser_of(text, path):
    """Return the argument parser of a script."""
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("exported_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build_parser()


def test_the_artifacts():
    first, second = export(document(), "python").artifacts
    assert (first.path, first.executable, first.mimetype) == (
        PurePosixPath("penguins.py"),
        True,
        "text/x-python",
    )
    assert second == export(document(), "requirements").artifacts[0]


def test_the_metadata_block_is_valid():
    text = script(document(environment={"python": "3.13"}))
    # Taken literally from the specification of inline script metadata.
    (match,) = re.finditer(
        r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$", text
    )
    content = "".join(line[2:] for line in match["content"].splitlines(keepends=True))
    assert match["type"] == "script"
    assert content == 'requires-python = ">=3.13"\ndependencies = [\n    "pandas==2.3.0",\n]\n'


def test_a_second_metadata_block_in_a_docstring_is_none():
    text = script(document(description='# /// script\n# dependencies = ["evil"]\n# ///'))
    assert len(re.findall(r"^# /// script$", text, re.MULTILINE)) == 1
    assert "# /// script" in ast.get_docstring(ast.parse(text))


def test_nothing_is_there_that_the_pipeline_does_not_use():
    text = script(document())
    for word in ["output_dir", "log_metrics", "Mapping", "matplotlib", "plt", "Agg"]:
        assert word not in text
    sample = {"id": "load", "component": "data.sample_dataset"}
    text = script({**document(), "steps": [sample]})
    assert "def run() -> None:" in text
    assert "def dry_run() -> int:" in text
    assert "--data-dir" in text
    assert "--output" in text


def test_figures_need_no_screen():
    text = script(document(PLOT))
    assert 'matplotlib.use("Agg")' in text
    assert 'savefig(output_dir / "plot.png"' in text
    assert "output_dir.mkdir" in text


def test_notes_are_comments():
    text = script({**document(), "steps": [{**LOAD, "note": "Two\n\nlines # noqa"}]})
    assert "    # Two\n    #\n    # lines #" in text
    assert "# noqa" not in text


def test_the_artifact_knows_the_lines_of_each_step():
    note = {**SAVE, "note": "Saved"}
    artifact = export(document(PLOT, note), "python").artifacts[0]
    lines = artifact.content.decode().split("\n")
    assert [place.step for place in artifact.steps] == ["load", "plot", "save"]
    for number, place in enumerate(artifact.steps, start=1):
        assert lines[place.start - 1].startswith(f'    with step("{number}. ')
        body = "\n".join(line[4:] for line in lines[place.start - 1 : place.end])
        assert len(ast.parse(body).body) == 1
        assert lines[place.end].strip() == ""


def test_options(tmp_path):
    parameters = [
        {"name": "text", "type": "string", "default": "50 %", "description": "100 % %(prog)s"},
        {"name": "count", "type": "integer", "default": 3},
        {"name": "share", "type": "number", "default": 0.5},
        {"name": "cache", "type": "boolean", "default": True},
        {"name": "output", "type": "boolean", "default": False},
        {"name": "help", "type": "string", "default": "-x"},
        {"name": "class", "type": "string", "default": "c"},
    ]
    pipeline = load({**document(), "parameters": parameters})
    assert len(pipeline.parameters) == len(parameters)
    parser = parser_of(script({**document(), "parameters": parameters}), tmp_path / "s.py")
    defaults = vars(parser.parse_args([]))
    assert defaults["text"] == "50 %"
    assert (defaults["count"], defaults["share"], defaults["cache"]) == (3, 0.5, True)
    assert defaults["data_dir"] == tmp_path
    given = vars(
        parser.parse_args(
            [
                "--text=-5",
                "--count",
                "7",
                "--share=1e-3",
                "--no-cache",
                "--parameter-output",
                "--parameter-help=h",
                "--class",
                "d",
                "--output",
                "here",
            ]
        )
    )
    assert (given["text"], given["count"], given["share"], given["cache"]) == (
        "-5",
        7,
        0.001,
        False,
    )
    assert str(given["output"]) == "here"
    assert given["parameter_output"] is True
    assert "h" in given.values()
    assert "d" in given.values()
    text = " ".join(parser.format_help().split())
    assert "100 % %(prog)s" in text
    assert "a whole number (default: 3)" in text


@pytest.mark.parametrize(
    ("option", "value"), [("--count", "x"), ("--count", "1.5"), ("--share", "x")]
)
def test_options_are_typed(tmp_path, capsys, option, value):
    parameters = [
        {"name": "count", "type": "integer", "default": 3},
        {"name": "share", "type": "number", "default": 0.5},
    ]
    parser = parser_of(script({**document(), "parameters": parameters}), tmp_path / "s.py")
    with pytest.raises(SystemExit) as caught:
        parser.parse_args([option, value])
    assert caught.value.code == 2
    assert option in capsys.readouterr().err


def test_the_path_of_the_data_folder(tmp_path):
    parser = parser_of(script(document(), prefix="../shared data"), tmp_path / "s.py")
    assert parser.parse_args([]).data_dir == tmp_path / "../shared data"


@pytest.mark.parametrize("name", ["%(prog)s", "100 %", "%(prog)s 100 %", '"""', "\\"])
def test_any_name_is_described(tmp_path, name):
    parser = parser_of(script(document(name=name)), tmp_path / "s.py")
    assert name in parser.format_help()
    assert isinstance(parser, argparse.ArgumentParser)


def test_the_script_takes_no_name_of_a_program():
    names = [
        "step",
        "run",
        "main",
        "logger",
        "args",
        "output_dir",
        "STEPS",
        "log_metrics",
        "terminate",
    ]
    parameters = [{"name": name, "type": "integer", "default": 1} for name in names]
    tree = ast.parse(script({**document(), "parameters": parameters}))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    arguments = {argument.arg for argument in functions["run"].args.kwonlyargs}
    assert len(arguments) == len(names)
    assert not arguments & set(names)


def test_a_thousand_steps():
    steps = [
        {
            "id": f"clean_{number}",
            "component": "clean.drop_duplicates",
            "inputs": {"table": f"clean_{number - 1}.table" if number else "load.table"},
        }
        for number in range(1000)
    ]
    artifact = export(document(*steps), "python").artifacts[0]
    assert len(artifact.steps) == 1001
    compile(artifact.content, "penguins.py", "exec")
    assert sys.getrecursionlimit() <= 3000
