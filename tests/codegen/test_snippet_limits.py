"""A component that asks for endless work, or endless text, is stopped, always at the same place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.environment import compile_snippet, render_snippet
from jupyterlab_pipeline_export.codegen.snippets import _Names
from jupyterlab_pipeline_export.codegen.source import PyCode
from jupyterlab_pipeline_export.components.snippet_budget import Budget
from jupyterlab_pipeline_export.components.snippet_environment import METHODS, SNIPPET_FILTERS
from jupyterlab_pipeline_export.errors import ExportError
from tests.codegen.small_library import catalog, plan, step

FRONT = """
title: X
summary: X.
outputs: {out: {type: any}}
params: {properties: {columns: {}}}
---#}
"""
# Far above what a stopped snippet takes; endless work would take for ever.
SECONDS = 60


def render(template, **params):
    planned = plan(step("x", "data.x", **params), components=catalog(data_x=FRONT + template))
    return render_program(planned).blocks[0].code


def repeated(statement, times=60):
    return "\n".join([statement] * times)


ENDLESS = {
    "loops in loops": "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "loops with conditions": "{% for a in range(9999) %}{% for b in range(9999) if b > a %}x{% endfor %}{% endfor %}",
    "long body": "{% for a in range(9999) %}{% for b in range(9999) %}" + "# " * 5_000 + "{% endfor %}{% endfor %}",
    "doubled text": "{% set x = 'x' %}" + repeated("{% set x = x ~ x %}") + "{{ x }}",
    "added text": "{% set x = 'x' %}" + repeated("{% set x = x + x %}") + "{{ x }}",
    "multiplied text": "{% set x = 'x' %}" + repeated("{% set x = x * 1000 %}") + "{{ x }}",
    "doubled list": "{% set x = [1] %}" + repeated("{% set x = x + x %}") + "{{ x }}",
    "list of itself": "{% set x = [1] %}" + repeated("{% set x = [x, x] %}") + "{{ x }}",
    "text of a list of itself": "{% set x = [1] %}" + repeated("{% set x = [x, x] %}") + "{{ x | string }}",
    "joined list of itself": "{% set x = [1] %}" + repeated("{% set x = [x, x] %}") + "{{ x ~ '' }}",
    "equal lists of themselves": "{% set x = [1] %}{% set y = [1] %}"
    + repeated("{% set x = [x, x] %}{% set y = [y, y] %}")
    + "{% if x == y %}x{% endif %}",
    "key that is a tuple of itself": "{% set x = (1, 2) %}" + repeated("{% set x = (x, x) %}") + "{{ {x: 1} | length }}",
    "item of a tuple of itself": "{% set x = (1, 2) %}" + repeated("{% set x = (x, x) %}") + "{{ {}[x] }}",
    "unique tuples of themselves": "{% set x = (1, 2) %}" + repeated("{% set x = (x, x) %}") + "{{ [x] | unique | list }}",
    "call of a list of itself": "{% set x = [1] %}" + repeated("{% set x = [x, x] %}") + "{{ call('f', x) }}",
    "code of itself": "{% set x = call('f') %}" + repeated("{% set x = call('f', [x, x]) %}") + "{{ x }}",
    "replaced text": "{% set x = 'a' %}" + repeated("{% set x = x | replace('a', 'a' * 9000) %}") + "{{ x }}",
    "replacing method": "{% set x = 'a' %}" + repeated("{% set x = x.replace('a', 'a' * 9000) %}") + "{{ x }}",
    "joined text": "{% set x = 'a' %}" + repeated("{% set x = range(9000) | join(x) %}") + "{{ x }}",
    "joining method": "{% set x = 'a' %}" + repeated("{% set x = x.join(['a'] * 9000) %}") + "{{ x }}",
    "block of text": "{% set x %}" + "x" * 5_000 + "{% endset %}" + repeated("{% set x %}{{ x }}{{ x }}{% endset %}"),
    "rounding": "{{ 1.5 | round(1000000000, 'ceil') }}",
    "mapped rounding": "{{ [1.5] | map('round', 1000000000, 'floor') | list }}",
    "sum of lists": "{{ [[1]] | sum(start=[]) }}",
    "searches": "{% for a in range(9999) %}{% if a in range(9999) | list %}x{% endif %}{% endfor %}",
    "mapped searches": "{{ range(9999) | select('in', range(9999) | list) | list }}",
    "slices": "{% set x = range(9999) | list %}{% for a in range(9999) %}{% set y = x[1:] %}{% endfor %}",
    "sorting": "{% set x = range(9999) | list %}{% for a in range(9999) %}{% set y = x | sort %}{% endfor %}",
    "100 MB of text": "{% for a in range(10000) %}" + "x" * 10_000 + "\n{% endfor %}",
    "100 MB of output": "{% set x = 'x' * 10000 %}{% for a in range(10000) %}{{ x }}\n{% endfor %}",
    "folded power": "{{ 9 ** 99999999 }}",
    "folded text": "{{ 'x' * 10000000000 }}",
}  # fmt: skip


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_endless_work_is_stopped(template):
    start = time.process_time()
    with pytest.raises(ExportError) as error:
        render(f"{template}\n{{{{ outputs.out }}}} = 1")
    assert time.process_time() - start < SECONDS
    (problem,) = error.value.problems
    assert problem.code == "component-limit"
    assert problem.step == "x"
    assert "`data.x`" in problem.message
    assert "user" in problem.remedy


@pytest.mark.parametrize("name", ["list of itself", "loops in loops", "doubled text"])
def test_it_is_stopped_at_the_same_place_each_time(name):
    messages = set()
    for _ in range(2):
        with pytest.raises(ExportError) as error:
            render(f"\n\n{ENDLESS[name]}")
        messages.add(error.value.message)
    (message,) = messages
    assert "of its snippet)" in message


def test_the_line_of_a_mistake_is_told():
    with pytest.raises(ExportError, match=r"\(line 3 of its snippet\)"):
        render("{{ outputs.out }} = [\n  1,\n  {{ params.missing }},\n]")


@pytest.mark.parametrize("depth", [500, 5_000])
@pytest.mark.parametrize("template", ["{{ %s1%s }}", "{{ 1%s%s }}", "{%% set x = 1 %%}%s%s{{ x }}"])
def test_deep_nesting_is_an_error_like_any_other(template, depth):
    opening, closing = "(" * depth, ")" * depth
    if "1%s" in template and "%s1" not in template:
        opening, closing = ".a" * depth, ""
    elif "set x" in template:
        opening, closing = "{% set x = [x] %}" * depth, ""
    with pytest.raises(ExportError) as error:
        render("{{ outputs.out }} = " + template % (opening, closing))
    assert error.value.problems[0].step == "x"


def test_a_thousand_columns_are_within_the_budget():
    columns = [f"a column with quite a long name {number}" for number in range(1_000)]
    names = {"params": _Names({"columns": columns}), "outputs": _Names({"out": PyCode("out")})}
    template = (
        "{% set found = params.columns | map('upper') | unique | sort %}"
        "{{ outputs.out }} = {% for name in params.columns if name in params.columns[:100] %}{{ name }},{% endfor %}"
        "{{ params.columns }}, {{ found }}, {{ params.columns | join(', ') }}"
    )
    budget = Budget()
    text = render_snippet(compile_snippet(template), names, budget)
    assert text.count("with quite a long name") == 2_100
    # Even where a careless loop makes a list of a hundred for each of them.
    assert budget.work > Budget().work / 2


def test_steps_share_one_budget():
    """A thousand steps that each take nearly all of it would be as bad as one that takes more."""
    hungry = FRONT + "{% for a in range(10000) %}{% for b in range(300) %}{% endfor %}{% endfor %}"
    steps = [step(f"x{number}", "data.x") for number in range(50)]
    planned = plan(*steps, components=catalog(data_x=hungry + "\n{{ outputs.out }} = 1"))
    with pytest.raises(ExportError, match="steps of work"):
        render_program(planned)


ATOMS = st.sampled_from(
    [
        "1", "2.5", "'a'", "''", "none", "true", "[]", "{}", "params", "inputs", "outputs", "step", "call", "comment",
        "chain", "unfitted", "arguments", "define", "range", "params.columns", "params.text", "outputs.out",
        "inputs.table", "range(50)", "[1, 2]", "{'a': 1}", "('a', 'b')", "self", "loop", "lipsum", "cycler", "nothing",
    ]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        *sorted(set().union(*METHODS.values())), "__class__", "__mro__", "__globals__", "__self__", "__init__", "_text",
        "_values", "format", "mro", "shared", "append", "encode", "to_bytes", "real", "gi_frame", "columns",
    ]
)  # fmt: skip
FILTERS = st.sampled_from([*sorted(SNIPPET_FILTERS), "attr", "format", "pprint", "center"])
OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "and", "or"]
)
WORDS = st.sampled_from(["upper", "list", "string", "__class__", "a", "sort", "callable"])


def _larger(expressions):
    pair = st.tuples(expressions, expressions)
    return st.one_of(
        st.tuples(expressions, ATTRIBUTES).map(lambda each: f"({each[0]}).{each[1]}"),
        st.tuples(expressions, ATTRIBUTES).map(lambda each: f"({each[0]})['{each[1]}']"),
        st.tuples(expressions, FILTERS).map(lambda each: f"({each[0]}) | {each[1]}"),
        st.tuples(expressions, FILTERS, WORDS).map(
            lambda each: f"({each[0]}) | {each[1]}('{each[2]}')"
        ),
        st.tuples(expressions, FILTERS, WORDS).map(
            lambda each: f"({each[0]}) | {each[1]}(attribute='{each[2]}')"
        ),
        pair.map(lambda each: f"({each[0]})({each[1]})"),
        pair.map(lambda each: f"({each[0]})[{each[1]}]"),
        st.tuples(expressions, OPERATORS, expressions).map(
            lambda each: f"({each[0]}) {each[1]} ({each[2]})"
        ),
        pair.map(lambda each: f"[{each[0]}, {each[1]}]"),
        st.tuples(expressions, st.sampled_from(["defined", "callable", "mapping", "sequence"])).map(
            lambda each: f"({each[0]}) is {each[1]}"
        ),
    )


@settings(max_examples=400, deadline=None)
@given(expression=st.recursive(ATOMS, _larger, max_leaves=12))
def test_no_expression_reaches_an_object_of_the_server(expression):
    """What can be printed is a literal or code that the snippet language made; nothing else ever is."""
    try:
        made = render(f"{{{{ outputs.out }}}} = {{{{ {expression} }}}}", columns=["a", "b"])
    except ExportError as error:
        (problem,) = error.problems
        made = problem.message
    # What Python prints of an object tells its address, or what it holds.
    for trace in (" at 0x", "Snippet(", "Planned", "<bound", "<class", "<function"):
        assert trace not in made
