from __future__ import annotations

import keyword
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.names import RESERVED_NAMES
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.errors import InvalidPipelineError
from tests.codegen.small_library import catalog, code_step, pipeline, plan, program, source, step


def variables(made):
    return [output.variable for each in made.steps for output in each.outputs.values()]


def test_a_plan_resolves_everything():
    made = plan(
        step("load", "data.read", path="data/Palmer penguins.csv"),
        step("clean", "clean.keep", inputs={"table": "load.table"}, title="  Tidy up "),
        step("write", "output.write", inputs={"table": "clean.table"}, path="x.txt"),
    )
    load, clean, write = made.steps
    assert [each.number for each in made.steps] == [1, 2, 3]
    assert [each.title for each in made.steps] == ["Read", "Tidy up", "Write"]
    assert load.outputs["table"].variable == "palmer_penguins"
    assert clean.inputs["table"].variables == ("palmer_penguins",)
    assert clean.outputs["table"].variable == "palmer_penguins_clean"
    assert clean.outputs["table"].show
    assert write.inputs["table"].variables == ("palmer_penguins_clean",)
    assert clean.function == "tidy_up"
    assert made.pipeline.name == "Test"


def test_steps_come_in_run_order_and_keep_their_place():
    made = plan(
        step("clean", "clean.keep", inputs={"table": "load.table"}),
        step("load", "data.read", path="a.csv"),
    )
    assert [(each.number, each.index, each.step.id) for each in made.steps] == [
        (1, 1, "load"),
        (2, 0, "clean"),
    ]


def test_muted_steps_are_passed_by():
    muted = {**step("clean", "clean.keep", inputs={"table": "load.table"}), "enabled": False}
    made = plan(
        step("load", "data.read", path="a.csv"),
        muted,
        step("write", "output.write", inputs={"table": "clean.table"}, path="x.txt"),
    )
    assert [each.step.id for each in made.steps] == ["load", "write"]
    assert made.steps[1].inputs["table"].variables == ("a",)


def test_problems_forbid_a_plan():
    with pytest.raises(InvalidPipelineError) as error:
        plan(step("x", "data.nothing"), step("y", "clean.keep"))
    assert {problem.code for problem in error.value.problems} >= {"unknown-component"}


def test_a_stem_is_handed_on():
    made = plan(
        step("load", "data.read", path="penguins.csv"),
        step("one", "clean.keep", inputs={"table": "load.table"}),
        step("two", "clean.keep", inputs={"table": "one.table"}),
        step("other", "data.read", path="old/penguins.csv.gz"),
        step("three", "clean.keep", inputs={"table": "other.table"}),
    )
    assert variables(made) == [
        "penguins",
        "penguins_clean",
        "penguins_clean_2",
        "penguins_2",
        "penguins_clean_3",
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("2024.csv", "table_2024"),
        ("!!!.csv", "table"),
        ("class.csv", "class_"),
        ("list.csv", "list_"),
        ("match.csv", "match_"),
        ("pd.csv", "pd_2"),
        ("run.csv", "run_2"),
        ("ax.csv", "ax_2"),
        ("売上.csv", "売上"),
        ("Größe.csv", "grosse"),
        ("rate.csv", "rate_2"),
        ("StandardScaler.csv", "standard_scaler"),
    ],
)
def test_names_that_a_person_would_choose(path, name):
    made = plan(
        step("load", "data.read", path=path),
        step("plot", "explore.plot"),
        parameters=[{"name": "rate", "type": "number", "default": 1.0}],
    )
    assert variables(made)[0] == name


def test_a_value_that_may_change_names_nothing():
    parameters = [{"name": "file", "type": "string", "default": "penguins.csv"}]
    made = plan(step("load", "data.read", path={"$parameter": "file"}), parameters=parameters)
    assert variables(made) == ["table"]


def test_the_first_of_several_values_names():
    front = """
title: X
summary: X.
outputs: {table: {type: table, name: "{paths}_joined"}, other: {type: table, name: "{nothing}"}}
params: {properties: {paths: {type: array}, nothing: {type: array, default: []}}}
---#}
{{ outputs.table }}, {{ outputs.other }} = 1, 2
"""
    made = plan(step("x", "data.x", paths=["a/b.csv", "c.csv"]), components=catalog(data_x=front))
    assert variables(made) == ["b_joined", "other"]


def test_parameters_keep_their_names_where_they_can():
    names = ["rate", "lambda", "print", "run", "_", "__debug__", "pd", "X"]
    made = plan(
        step("load", "data.read", path="rate.csv"),
        parameters=[{"name": name, "type": "integer", "default": 1} for name in names],
    )
    assert [each.variable for each in made.parameters] == [
        "rate", "lambda_", "print_", "run_2", "parameter", "debug", "pd_2", "X",
    ]  # fmt: skip


def test_functions_never_take_a_name_from_a_value():
    made = plan(
        code_step("penguins", "x = 1", outputs=["x"], title="Penguins"),
        step("load", "data.read", path="penguins.csv"),
        code_step("first", "y = 1", outputs=["y"], title="1st try"),
        code_step("emoji", "z = 1", outputs=["z"], title="😀"),
    )
    assert [each.function for each in made.steps if each.component.id == "custom.python"] == [
        "penguins_2",
        "step_1st_try",
        "emoji",
    ]
    assert "penguins" in variables(made)


def test_shared_variables_are_told():
    made = plan(
        step("scale", "prepare.scale"),
        step("other", "prepare.scale"),
        step(
            "a", "train.model", inputs={"preparation": ["scale.transformer", "other.transformer"]}
        ),
        step("b", "train.model", inputs={"preparation": ["scale.transformer"]}),
    )
    assert made.steps[2].inputs["preparation"].variables == ("scaler", "scaler_2")
    assert made.steps[2].inputs["preparation"].shared == {"scaler"}
    assert made.steps[3].inputs["preparation"].shared == {"scaler"}


WORDS = st.text(max_size=12) | st.sampled_from(
    [*keyword.kwlist, *sorted(RESERVED_NAMES), "print", "pd", "ax", "plt", "scaler", "a_2", "a"]
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8),
    st.lists(st.from_regex("[A-Za-z_][a-z0-9_]{0,5}", fullmatch=True), unique=True, max_size=4),
)
def test_no_two_names_collide(words, names):
    steps = []
    for number, (title, path) in enumerate(words):
        steps.append(step(f"r{number}", "data.read", title=title, path=f"{path}.csv"))
        steps.append(step(f"k{number}", "clean.keep", inputs={"table": f"r{number}.table"}))
        steps.append(code_step(f"c{number}", "x = 1", outputs=["x"], title=title))
    parameters = [{"name": name, "type": "integer", "default": 1} for name in names]
    made = plan(*steps, parameters=parameters)
    taken = variables(made)
    taken += [each.variable for each in made.parameters]
    taken += [each.function for each in made.steps]
    assert len(set(taken)) == len(taken)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in taken)
    assert not RESERVED_NAMES & set(taken)
    assert "pd" not in taken


def test_the_same_document_gives_the_same_plan():
    steps = [
        step("load", "data.read", path="a.csv"),
        step("clean", "clean.keep", inputs={"table": "load.table"}),
    ]
    assert source(program(*steps)) == source(program(*steps))


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_ten_thousand_steps(backwards):
    steps = [step("s0", "data.read", path="a.csv")]
    steps += [
        step(f"s{number}", "clean.keep", inputs={"table": f"s{number - 1}.table"})
        for number in range(1, 10_000)
    ]
    if backwards:
        steps.reverse()
    document, components = pipeline(*steps), catalog()
    started = time.process_time()
    made = make_plan(document, components)
    assert time.process_time() - started < 20
    assert [each.step.id for each in made.steps] == [f"s{number}" for number in range(10_000)]
    assert made.steps[-1].outputs["table"].variable == "a_clean_9999"
