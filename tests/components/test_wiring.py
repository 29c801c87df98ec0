"""Ports, links, muted steps and the order of steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.components.order import find_cycles, run_order
from jupyterlab_pipeline_export.components.wiring import Source, wire
from tests.components.small_catalog import CATALOG, READ, check, load, step


def wired(steps):
    wiring, problems = wire(load(steps), CATALOG)
    assert all(problem.severity != "error" for problem in problems)
    return wiring


def keep(id_, source, **more):
    return step(id_, "clean.keep", {"table": source}, **more)


def test_sources_ports_and_order():
    wiring = wired(
        [
            step(
                "fit",
                "train.model",
                {
                    "X": "split.X",
                    "y": "split.y",
                    "preparation": ["two.transformer", "one.transformer"],
                },
            ),
            step("one", "prepare.scale"),
            step("split", "prepare.split", {"table": ["load.table"]}, params={"target": "y"}),
            READ,
            step("two", "prepare.scale", {}),
        ]
    )
    assert wiring.inputs["fit"] == {
        "X": (Source("split", "X"),),
        "y": (Source("split", "y"),),
        "preparation": (Source("two", "transformer"), Source("one", "transformer")),
    }
    assert wiring.inputs["split"] == {"table": (Source("load", "table"),)}
    assert wiring.inputs["load"] == {}
    assert wiring.ports["split"].outputs["y"].type == "column"
    assert wiring.order == (1, 3, 2, 4, 0)


def test_order_is_the_users_where_links_allow():
    steps = [step(name, "prepare.scale") for name in "zxyab"]
    assert wired(steps).order == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"table": "gone.table"}, ("unknown-step", "/steps/1/inputs/table")),
        ({"table": "load.tables"}, ("unknown-output", "/steps/1/inputs/table")),
        ({"table": ["load.table", "load.table"]}, ("too-many-links", "/steps/1/inputs/table")),
        ({"table": "it.table"}, ("self-link", "/steps/1/inputs/table")),
        ({"table": "scale.transformer"}, ("type-mismatch", "/steps/1/inputs/table")),
        (
            {"table": "load.table", "tables": "load.table"},
            ("unknown-input", "/steps/1/inputs/tables"),
        ),
        ({"table": []}, ("missing-input", "/steps/1/inputs/table")),
        ({}, ("missing-input", "/steps/1/inputs")),
        (None, ("missing-input", "/steps/1")),
    ],
)
def test_links_that_do_not_hold(inputs, expected):
    steps = [READ, step("it", "clean.keep", inputs), step("scale", "prepare.scale")]
    assert check(steps) == [("error", *expected)]


def test_problems_of_links_in_a_list_point_at_the_item():
    links = ["a.transformer", "load.table", "gone.x", "fit.model"]
    steps = [
        READ,
        step("a", "prepare.scale"),
        step("fit", "train.model", {"X": "load.table", "y": "a.transformer", "preparation": links}),
    ]
    assert check(steps) == [
        ("error", "type-mismatch", "/steps/2/inputs/y"),
        ("error", "type-mismatch", "/steps/2/inputs/preparation/1"),
        ("error", "unknown-step", "/steps/2/inputs/preparation/2"),
        ("error", "self-link", "/steps/2/inputs/preparation/3"),
    ]


def test_suggestions():
    steps = [READ, step("it", "clean.kep", {"table": "loads.table"}), keep("last", "load.tables")]
    _, problems = wire(load(steps), CATALOG)
    assert [problem.remedy for problem in problems] == [
        "Did you mean `clean.keep`?",
        "Did you mean `load`?",
        "Did you mean `table`?",
    ]


def test_links_of_and_to_an_unknown_component_are_followed_as_far_as_known():
    steps = [
        step("load", "data.gone"),
        keep("it", "load.whatever"),
        step("it2", "data.gone", {"x": "no.x", "y": "it2.y"}),
    ]
    assert check(steps) == [
        ("error", "unknown-component", "/steps/0/component"),
        ("error", "unknown-component", "/steps/2/component"),
        ("error", "unknown-step", "/steps/2/inputs/x"),
        ("error", "self-link", "/steps/2/inputs/y"),
    ]


def test_cycle_names_its_steps_in_the_direction_of_the_data():
    steps = [
        keep("c", "b.table"),
        keep("after", "c.table"),
        keep("a", "c.table"),
        keep("b", "a.table"),
    ]
    wiring, (problem,) = wire(load(steps), CATALOG)
    assert wiring is None
    assert problem.code == "cycle"
    assert (problem.step, problem.pointer) == ("c", "/steps/0/inputs/table")
    assert "c → a → b → c" in problem.message


def test_each_separate_cycle_is_told():
    steps = [keep("a", "b.table"), keep("b", "a.table"), keep("x", "y.table"), keep("y", "x.table")]
    assert check(steps) == [
        ("error", "cycle", "/steps/0/inputs/table"),
        ("error", "cycle", "/steps/2/inputs/table"),
    ]


def test_long_cycle_is_shortened():
    steps = [keep(f"s{index}", f"s{(index - 1) % 500}.table") for index in range(500)]
    _, (problem,) = wire(load(steps), CATALOG)
    assert "s9 → … → s499 → s0." in problem.message


def test_muted_step_is_bypassed_by_its_first_linked_input_of_the_type():
    wiring = wired(
        [
            READ,
            keep("a", "load.table", enabled=False),
            keep("b", "a.table", enabled=False),
            keep("c", "b.table"),
        ]
    )
    assert wiring.inputs == {"load": {}, "c": {"table": (Source("load", "table"),)}}
    assert wiring.order == (0, 3)


def test_muted_step_without_an_input_of_the_type_is_an_error_of_its_consumer():
    steps = [
        READ,
        step(
            "split", "prepare.split", {"table": "load.table"}, params={"target": "y"}, enabled=False
        ),
        step("fit", "train.model", {"X": "split.X", "y": "split.y"}),
    ]
    assert check(steps) == [("error", "muted-input", "/steps/2/inputs/y")]


def test_mute_of_the_first_step_is_an_error_of_its_consumer():
    steps = [
        {**READ, "enabled": False},
        keep("a", "load.table"),
        keep("b", "load.table", enabled=False),
    ]
    assert check(steps) == [("error", "muted-input", "/steps/1/inputs/table")]


def test_bypass_that_leads_back_is_a_cycle():
    steps = [keep("a", "b.table"), keep("b", "a.table", enabled=False)]
    _, (problem,) = wire(load(steps), CATALOG)
    assert (problem.code, problem.pointer) == ("cycle", "/steps/0/inputs/table")
    assert "a → a" in problem.message


def test_muted_steps_in_a_circle_end():
    steps = [
        keep("a", "b.table", enabled=False),
        keep("b", "a.table", enabled=False),
        keep("c", "a.table"),
    ]
    assert check(steps) == [("error", "muted-input", "/steps/2/inputs/table")]


def test_errors_within_a_muted_step_are_warnings_and_leave_the_wiring():
    steps = [
        READ,
        step("bad", "clean.keep", {"x": "gone.y"}, enabled=False),
        step("worse", "no.such", enabled=False),
    ]
    wiring, problems = wire(load(steps), CATALOG)
    assert wiring.order == (0,)
    assert {problem.severity for problem in problems} == {"warning"}
    assert [problem.code for problem in problems] == [
        "unknown-component",
        "unknown-input",
        "unknown-step",
        "missing-input",
    ]


def test_declared_ports_are_ports():
    code = step(
        "code",
        "custom.code",
        {"numbers": "load.table", "rest": "split.y"},
        params={
            "inputs": {"numbers": "table", "rest": "any"},
            "outputs": {"result": "column"},
            "code": "result = rest",
        },
    )
    split = step("split", "prepare.split", {"table": "load.table"}, params={"target": "y"})
    fit = step("fit", "train.model", {"X": "split.X", "y": "code.result"})
    assert wired([READ, split, code, fit]).order == (0, 1, 2, 3)
    unlinked = {key: value for key, value in code.items() if key != "inputs"}
    assert check([READ, split, unlinked]) == [("error", "missing-input", "/steps/2")] * 2


def test_default_of_declared_ports_counts():
    assert (
        check(
            [
                READ,
                step(
                    "code", "custom.code", {"table": "load.table"}, params={"code": "print(table)"}
                ),
            ]
        )
        == []
    )


@pytest.mark.parametrize(
    ("ports", "pointer"),
    [
        ([], ""),
        ({"1a": "table"}, "/1a"),
        ({"class": "table"}, "/class"),
        ({"_x": "table"}, "/_x"),
        ({"x": "tables"}, "/x"),
        ({"x": 1}, "/x"),
        ({"a/b": "table"}, "/a~1b"),
    ],
)
def test_declared_ports_that_cannot_be(ports, pointer):
    code = step("code", "custom.code", params={"inputs": {}, "outputs": ports, "code": ""})
    assert ("error", "bad-port", f"/steps/0/params/outputs{pointer}") in check([code])


@pytest.mark.parametrize(
    "arrange",
    [
        list,
        lambda steps: steps[::-1],
        lambda steps: steps[::7] + [each for index, each in enumerate(steps) if index % 7],
    ],
)
@pytest.mark.parametrize("enabled", [True, False])
def test_ten_thousand_steps_in_any_order(arrange, enabled):
    chain = [keep(f"s{index}", f"s{index - 1}.table", enabled=enabled) for index in range(1, 9_999)]
    steps = arrange([step("s0", "data.read"), *chain, keep("last", "s9998.table")])
    pipeline = load(steps)
    wiring, problems = wire(pipeline, CATALOG)
    assert problems == ()
    names = [pipeline.steps[index].id for index in wiring.order]
    assert names == ([f"s{index}" for index in range(9_999)] if enabled else ["s0"]) + ["last"]


def test_cycle_of_ten_thousand_steps():
    pipeline = load(
        [keep(f"s{index}", f"s{(index + 1) % 10_000}.table") for index in range(10_000)]
    )
    _, (problem,) = wire(pipeline, CATALOG)
    assert problem.code == "cycle"


GRAPHS = (
    st.integers(0, 12)
    .flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, max(size - 1, 0)), max_size=3), min_size=size, max_size=size
        )
    )
    .map(lambda rows: dict(enumerate(rows)))
)


@given(GRAPHS)
def test_order_holds_every_step_that_no_cycle_holds_up(graph):
    order = run_order(graph)
    place = {step: index for index, step in enumerate(order)}
    assert len(place) == len(order)
    for taker in order:
        assert all(place[source] < place[taker] for source in graph[taker])
    # Whatever is left waits for something that is left.
    for taker in graph.keys() - place.keys():
        assert any(source not in place for source in graph[taker])
    # No step could have run earlier than one that stands behind it in the document.
    for index, taker in enumerate(order[1:], start=1):
        previous = order[index - 1]
        assert taker > previous or previous in graph[taker]


@given(GRAPHS)
def test_cycles_are_cycles_and_found_where_there_are_some(graph):
    order = run_order(graph)
    cycles = find_cycles(graph, order)
    assert bool(cycles) == (len(order) < len(graph))
    seen = set()
    for cycle in cycles:
        assert cycle[0] == min(cycle)
        assert not seen & set(cycle)
        seen |= set(cycle)
        for source, taker in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert source in graph[taker]
