from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.components.catalog import builtin_catalog

from .conftest import PATH

CSV = "a,b,c\n1,2,x\n2,,y\n"


def document(*steps, **more):
    return {"schema_version": 1, "name": "Test", "steps": list(steps), **more}


def step(name, component, inputs=None, **params):
    return {"id": name, "component": component, "inputs": inputs or {}, "params": params}


LOAD = step("load", "data.read_csv", path="data/table.csv", usecols=["a", "b"])
RENAME = step("rename", "clean.rename_columns", {"table": "load.table"}, columns={"a": "id"})
SORT = step("sort", "clean.sort_rows", {"table": "rename.table"}, by=["a"])


@pytest.fixture
def ask(call, workspace):
    folder = workspace / "work" / "data"
    folder.mkdir()
    (folder / "table.csv").write_text(CSV)

    async def run(*steps, path=PATH, endpoint="columns", **more):
        answer = await call(endpoint, {"document": document(*steps, **more), "path": path})
        assert answer.status == 200
        return answer.json

    return run


async def test_tables_are_told_by_output_and_by_source(ask):
    answer = await ask(LOAD, RENAME)
    assert answer["problems"] == []
    assert {
        key: [(each["name"], each["type"]) for each in table["columns"]]
        for key, table in answer["tables"].items()
    } == {
        "load:path": [("a", "integer"), ("b", "number"), ("c", "text")],
        "load.table": [("a", "integer"), ("b", "number")],
        "rename.table": [("id", "integer"), ("b", "number")],
    }


async def test_each_parameter_has_the_tables_to_choose_from(ask):
    choices = (await ask(LOAD, RENAME, SORT))["choices"]
    assert all(keys == ["load:path"] for keys in choices["load"].values())
    assert {"usecols", "parse_dates"} <= choices["load"].keys()
    assert choices["rename"] == {"columns": ["load.table"]}
    assert choices["sort"]["by"] == ["rename.table"]


async def test_a_transformer_is_offered_what_its_models_learn_from(ask):
    choices = await ask(
        LOAD,
        step("split", "prepare.train_test_split", {"table": "load.table"}, target="b"),
        step("by", "prepare.by_column", {"numeric": ["scale.transformer"]}),
        step("scale", "prepare.scale"),
        step(
            "model",
            "train.ridge",
            {"X": "split.X_train", "y": "split.y_train", "preparation": ["by.transformer"]},
        ),
    )
    assert choices["choices"]["by"]["numeric_columns"] == ["split.X_train"]


async def test_of_several_tables_the_one_that_is_meant_is_offered(ask):
    other = step("other", "data.read_csv", path="data/table.csv")
    links = {"left": "load.table", "right": "other.table"}
    choices = (await ask(LOAD, other, step("join", "clean.join_tables", links)))["choices"]
    assert choices["join"]["left_on"] == ["load.table"]
    assert choices["join"]["right_on"] == ["other.table"]


async def test_a_pipeline_that_is_not_finished_is_answered_as_far_as_it_goes(ask):
    answer = await ask(LOAD, step("sort", "clean.sort_rows"), step("x", "no.such_component"))
    assert answer["choices"]["sort"]["by"] == []
    assert answer["tables"]["sort.table"] == {"columns": None}
    assert answer["tables"]["load.table"]["columns"]


async def test_muted_steps_are_not_told(ask):
    answer = await ask(LOAD, {**RENAME, "enabled": False})
    assert "rename.table" not in answer["tables"]
    assert "rename" not in answer["choices"]


async def test_what_cannot_be_read_is_a_problem(ask):
    for endpoint in ("columns", "check"):
        missing = step("load", "data.read_csv", path="data/none.csv")
        answer = await ask(missing, endpoint=endpoint)
        (problem,) = [each for each in answer["problems"] if each["code"] == "source-missing"]
        assert (problem["step"], problem["pointer"]) == ("load", "/steps/0/params/path")


async def test_a_document_with_errors_has_no_tables_but_its_problems(call):
    answer = await call("columns", {"document": {"name": 5}})
    assert answer.status == 200
    assert answer.json["tables"] == {}
    assert answer.json["problems"]


async def test_checks_know_the_columns(ask):
    answer = await ask(LOAD, RENAME, SORT, endpoint="check")
    (problem,) = [each for each in answer["problems"] if each["code"] == "dropped-column"]
    assert problem["fix"]["patch"] == [
        {"op": "replace", "path": "/steps/2/params/by/0", "value": "id"}
    ]


async def test_an_export_reads_the_file_that_its_options_name(call, workspace):
    (workspace / "work" / "two.csv").write_text("other\n1\n")
    content = document(
        step("load", "data.read_csv", path={"$parameter": "file"}),
        step("sort", "clean.sort_rows", {"table": "load.table"}, by=["other"]),
        parameters=[{"name": "file", "type": "string", "default": "one.csv"}],
    )
    (workspace / "work" / "one.csv").write_text("a\n1\n")
    for values, expected in (({}, 1), ({"file": "two.csv"}, 0)):
        body = {"document": content, "path": PATH, "options": {"parameters": values}}
        answer = await call("preview/python", body)
        codes = [problem["code"] for problem in answer.json["problems"]]
        assert codes.count("unknown-column") == expected


def test_every_parameter_that_names_columns_of_several_tables_says_which():
    """The first table is a guess where there are several of them that a step may name columns of."""
    for component in builtin_catalog().components.values():
        tables = [name for name, port in component.inputs.items() if port.type == "table"]
        for name, schema in component.params.get("properties", {}).items():
            if len(tables) > 1 and schema.get("format") in {"column", "columns"}:
                assert "x-columns-of" in schema or name == "on", f"{component.id}: {name}"
