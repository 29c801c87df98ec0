"""Traits of a component: each name in them is one that the component has."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_pipeline_export.components.loader import parse_component

FRONT = """title: Anything
summary: Does anything.
imports: [from somewhere import do]
inputs: {table: {type: table}, first: {type: transformer, optional: true, many: true}}
outputs: {table: {type: table, name: "{table}_done"}, rest: {type: table}}
params: {properties: {how: {type: string, default: a}, cols: {type: array, items: {type: string}, format: columns}}}
traits: TRAITS
"""
SNIPPET = "{{ outputs.table }} = {{ outputs.rest }} = do({{ inputs.table }}, {{ inputs.first }}, {{ params.how }}, {{ params.cols }})\n"


def load(traits):
    front = FRONT.replace("TRAITS", traits)
    text = f"{{#---\n{front}---#}}\n{SNIPPET}"
    return parse_component(text, Path("prepare/anything.py.jinja"), "user")


def messages(traits):
    component, problems = load(traits)
    assert (component is None) == bool(problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "traits",
    [
        "{}",
        "{cures: [scaling, {of: missing, when: {how: a}}], refuses: [text]}",
        "{parts: [{input: first, columns: cols, otherwise: numbers}], drops_rest: [{how: b}]}",
        "{changes: [{of: order, when: {inputs.first: true}}], idle: [{cols: null}], learns: true}",
        "{split: {train: [table], test: [rest], by: time, time: how}, seed: how}",
        "{training: {task: regression, X: table, validation: [table], preparation: first}}",
    ],
)
def test_traits_that_fit_are_taken(traits):
    assert messages(traits) == []


@pytest.mark.parametrize(
    ("traits", "name"),
    [
        ("{cures: [{of: text, when: {hwo: a}}]}", "hwo"),
        ("{refuses: [{of: text, when: {hwo: a}}]}", "hwo"),
        ("{changes: [{of: order, when: {inputs.last: true}}]}", "inputs.last"),
        ("{idle: [{hwo: a}]}", "hwo"),
        ("{learns: [{hwo: a}]}", "hwo"),
        ("{drops_rest: [{hwo: a}]}", "hwo"),
        ("{parts: [{input: last}]}", "last"),
        ("{parts: [{input: first, columns: colls}]}", "colls"),
        ("{split: {train: [tabel], test: [rest]}}", "tabel"),
        ("{split: {train: [table], test: [rest], time: when}}", "when"),
        ("{training: {task: any, X: tabel}}", "tabel"),
        ("{training: {task: any, validation: [tabel]}}", "tabel"),
        ("{training: {task: any, model: modle}}", "modle"),
        ("{training: {task: any, scaling: [{hwo: a}]}}", "hwo"),
        ("{evaluation: {model: modle}}", "modle"),
        ("{evaluation: {only_accuracy: [{hwo: a}]}}", "hwo"),
        ("{evaluation: {scores: {param: hwo}}}", "hwo"),
        ("{seed: sead}", "sead"),
    ],
)
def test_a_name_that_is_not_there_is_told(traits, name):
    (message,) = messages(traits)
    assert f'"{name}"' in message


@pytest.mark.parametrize(
    "traits",
    [
        "{cures: [hunger]}",
        "{refuses: [scaling]}",
        "{changes: [everything]}",
        "{parts: [{columns: cols}]}",
        "{training: {}}",
        "{unknown: true}",
    ],
)
def test_a_trait_that_there_is_not_is_refused(traits):
    assert messages(traits)
