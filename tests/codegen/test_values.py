from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from jupyterlab_pipeline_export.codegen.program import DataFile, Symbols
from tests.codegen.small_library import catalog, program, step

SCRIPT = Symbols(output_dir="output_dir", data_dir="data_dir")
BESIDE = Symbols(data_prefix=PurePosixPath("../pipelines"))
FILE = [{"name": "file", "type": "string", "default": "data/default.csv"}]


def read(path, symbols, **keys):
    made = program(step("load", "data.read", path=path), symbols=symbols, **keys)
    return made, made.blocks[0].code.split("read_csv(")[1].split(", rows")[0]


@pytest.mark.parametrize(
    ("path", "symbols", "code"),
    [
        ("data/x.csv", Symbols(), "'data/x.csv'"),
        ("./data//x.csv", Symbols(), "'./data//x.csv'"),
        ("data/x.csv", BESIDE, "'../pipelines/data/x.csv'"),
        ("../x.csv", BESIDE, "'../pipelines/../x.csv'"),
        ("data/x.csv", SCRIPT, "data_dir / 'data/x.csv'"),
        ("C:\\new\\x.csv", Symbols(), "'C:\\\\new\\\\x.csv'"),
        ("C:\\new\\x.csv", SCRIPT, "'C:\\\\new\\\\x.csv'"),
        ("a\\b.csv", SCRIPT, "data_dir / 'a\\\\b.csv'"),
        ("/abs/x.csv", SCRIPT, "'/abs/x.csv'"),
        ("/abs/x.csv", BESIDE, "'/abs/x.csv'"),
        ("~/x.csv", SCRIPT, "'~/x.csv'"),
        ("//server/share/x.csv", BESIDE, "'//server/share/x.csv'"),
        ('a"b\n.csv', SCRIPT, "data_dir / 'a\"b\\n.csv'"),
        ({"$parameter": "file"}, Symbols(), "file"),
        ({"$parameter": "file"}, SCRIPT, "data_dir / file"),
        ({"$parameter": "file"}, BESIDE, "Path('../pipelines', file)"),
    ],
)
def test_input_paths(path, symbols, code):
    made, written = read(path, symbols, parameters=FILE)
    assert written == code
    assert ("from pathlib import Path\n" in made.imports) == code.startswith("Path(")
    assert not made.uses_output_dir


def test_data_files_are_told_as_the_document_names_them():
    made = program(
        step("a", "data.read", path="data/x.csv"),
        step("b", "data.read", path="/abs/x.csv"),
        step("c", "data.read", path={"$parameter": "file"}),
        step("d", "data.read_many", paths=["one.csv", "two.csv"]),
        symbols=BESIDE,
        parameters=FILE,
    )
    assert made.data_files == (
        DataFile("data/x.csv", "a", "path"),
        DataFile("/abs/x.csv", "b", "path"),
        DataFile("data/default.csv", "c", "path"),
        DataFile("one.csv", "d", "paths"),
        DataFile("two.csv", "d", "paths"),
    )
    assert "['../pipelines/one.csv', '../pipelines/two.csv']" in made.blocks[3].code


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("m.json", ["(OUT / 'm.json').write_text"]),
        (
            "a/b c/m.json",
            [
                "(OUT / 'a/b c').mkdir(parents=True, exist_ok=True)",
                "(OUT / 'a/b c/m.json').write_text",
            ],
        ),
        (
            {"$parameter": "file"},
            ["(OUT / file).parent.mkdir(parents=True, exist_ok=True)", "(OUT / file).write_text"],
        ),
    ],
)
def test_output_paths(path, lines):
    made = program(
        step("v", "data.value"),
        step("w", "output.write", inputs={"table": "v.table"}, path=path),
        symbols=Symbols(output_dir="OUT"),
        parameters=FILE,
    )
    code = made.blocks[1].code.splitlines()
    assert [line[: len(start)] for line, start in zip(code, lines, strict=True)] == lines
    assert made.uses_output_dir


def test_an_absent_path_is_none():
    front = """
title: X
summary: X.
outputs: {out: {type: any}}
params: {properties: {path: {type: string, format: path}, out: {type: string, format: output-path}}}
---#}
{{ outputs.out }} = {{ params.path }}, {{ params.out }}
"""
    made = program(step("x", "data.x"), components=catalog(data_x=front))
    assert made.blocks[0].code == "out = None, None\n"
    assert not made.uses_output_dir
    assert made.data_files == ()


def test_a_component_without_properties_has_no_parameters():
    front = "title: X\nsummary: X.\noutputs: {out: {type: any}}\n---#}\n"
    components = catalog(data_x=front + "{{ outputs.out }} = {{ params | list }}\n")
    assert program(step("x", "data.x"), components=components).blocks[0].code == "out = []\n"


def call_of(**params):
    made = program(
        step("load", "data.read", **{"path": "x.csv", **params}),
        parameters=[
            {"name": "n", "type": "integer", "default": 1},
            {"name": "s", "type": "string", "default": ","},
        ],
    )
    return made.blocks[0].code.removeprefix("x = pd.read_csv('x.csv'").removesuffix(")\n")


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, ", rows=10"),
        ({"sep": ","}, ", rows=10"),
        ({"sep": ";"}, ", sep=';', rows=10"),
        ({"rows": 10}, ", rows=10"),
        ({"rows": 5}, ", rows=5"),
        ({"engine": "c"}, ", engine='c', rows=10"),
        ({"sep": {"$parameter": "s"}}, ", sep=s, rows=10"),
        ({"rows": {"$parameter": "n"}}, ", rows=n"),
    ],
)
def test_defaults_are_left_out(params, code):
    assert call_of(**params) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1, "Model()"),
        (1.0, "Model()"),
        (2, "Model(C=2)"),
        (True, "Model(C=True)"),
        (None, "Model(C=None)"),
    ],
)
def test_a_default_is_equal_as_json_is(value, code):
    front = """
title: X
summary: X.
outputs: {out: {type: any}}
params: {properties: {C: {default: 1.0}}}
---#}
{{ outputs.out }} = {{ call("Model", [], ["C"]) }}
"""
    made = program(step("x", "data.x", C=value), components=catalog(data_x=front))
    assert made.blocks[0].code == f"out = {code}\n"


@pytest.mark.parametrize(
    ("value", "left_out"),
    [
        ({"a": [1, {"b": 2.0}]}, True),
        ({"a": [1.0, {"b": 2}]}, True),
        ({"a": [True, {"b": 2}]}, False),
        ({"a": [1]}, False),
        ({"b": 1}, False),
        ([], False),
    ],
)
def test_nested_defaults(value, left_out):
    front = """
title: X
summary: X.
outputs: {out: {type: any}}
params: {properties: {o: {default: {a: [1, {b: 2}]}}}}
---#}
{{ outputs.out }} = {{ call("f", [], ["o"]) }}
"""
    made = program(step("x", "data.x", o=value), components=catalog(data_x=front))
    assert (made.blocks[0].code == "out = f()\n") == left_out
