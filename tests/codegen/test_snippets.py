from __future__ import annotations

import ast

import pytest

from tests.codegen.small_library import catalog, program, step


def train(*preparation, takers=1, **params):
    steps = [step(name, "prepare.scale") for name in dict.fromkeys(preparation)]
    links = [f"{name}.transformer" for name in preparation]
    steps += [
        step(f"t{number}", "train.model", inputs={"preparation": links} if links else {}, **params)
        for number in range(takers)
    ]
    return program(*steps)


def test_a_single_estimator_stays_what_it_is():
    made = train()
    assert made.blocks[-1].code == "model = Model()\n"
    assert "sklearn" not in made.imports


def test_several_estimators_become_a_pipeline():
    made = train("a", "b", C=2)
    assert made.blocks[-1].code == "model = make_pipeline(scaler, scaler_2, Model(C=2))\n"
    assert "from sklearn.pipeline import make_pipeline\n" in made.imports
    assert "clone" not in made.imports


def test_shared_transformers_are_cloned():
    made = train("a", takers=2)
    assert made.blocks[-2].code == "model = make_pipeline(clone(scaler), Model())\n"
    assert made.blocks[-1].code == "model_2 = make_pipeline(clone(scaler), Model())\n"
    assert "from sklearn.base import clone\n" in made.imports


def test_what_the_snippet_language_imports_is_required():
    front = """
title: X
summary: X.
inputs: {table: {type: table}, one: {type: any, optional: true}}
outputs: {out: {type: any}}
---#}
{{ outputs.out }} = {{ chain([unfitted(inputs.table), "passthrough"]) }}, {{ unfitted(inputs.one) }}
"""
    made = program(
        step("v", "data.value"),
        step("a", "data.x", inputs={"table": "v.table"}, title="First"),
        step("b", "data.x", inputs={"table": "v.table"}, title="Second"),
        components=catalog(data_x=front),
    )
    assert made.blocks[1].code == "out = make_pipeline(clone(table), 'passthrough'), None\n"
    (requirement,) = made.requirements
    assert requirement.requirement.startswith("scikit-learn>=")
    assert requirement.reasons == ("First", "Second")
    assert made.import_modules == ("sklearn",)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("call('f')", "f()"),
        ("call('a.b', [1, 'x', None])", "a.b(1, 'x', None)"),
        ("call('f', [call('g', [1])])", "f(g(1))"),
        ("call('f', [], [], stratify=outputs.out)", "f(stratify=out)"),
        ("call('f', [], ['kind', 'size'], kind=2)", "f(kind=2, size=3)"),
        ("call(outputs.out ~ '.fit', [1])", "out.fit(1)"),
        ("call(outputs.out, [1])", "out(1)"),
        ("[call('f')] + [outputs.out]", "[f(), out]"),
        ("{'a': call('f')}", "{'a': f()}"),
        ("call('f', [arguments([1], [], a=2)])", "f(1, a=2)"),
        ("call('f', [[]])", "f([])"),
        (
            "call('f', [], [], function=1, positional=2, named=3, self=4)",
            "f(function=1, positional=2, named=3, self=4)",
        ),
    ],
)
def test_calls(template, code):
    front = """
title: X
summary: X.
outputs: {out: {type: any}}
params: {properties: {kind: {default: line}, size: {default: 1}}}
---#}
"""
    text = f"{front}{{{{ outputs.out }}}} = {{{{ {template} }}}}\n"
    made = program(step("x", "data.x", kind="bar", size=3), components=catalog(data_x=text))
    assert made.blocks[0].code == f"out = {code}\n"


@pytest.mark.parametrize("options", [{"a b": 1}, {"": 1}, {"lambda": 1}, {"x=1); import os; (": 1}])
def test_a_users_key_is_no_code(options):
    code = train(options=options).blocks[0].code
    keys = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Dict)]
    assert [ast.literal_eval(each) for each in keys] == [options]


def test_a_users_key_may_be_an_argument():
    assert train(options={"größe": "x"}).blocks[-1].code == "model = Model(größe='x')\n"
