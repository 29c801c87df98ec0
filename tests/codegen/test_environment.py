from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.errors import ExportError
from tests.codegen.small_library import catalog, plan, step

FRONT = """
title: X
summary: X.
inputs: {table: {type: table, optional: true}}
outputs: {out: {type: any}}
params: {properties: {value: {}, items: {}, values: {}, path: {type: string, format: path}}}
---#}
"""


def render(template, **params):
    planned = plan(step("x", "data.x", **params), components=catalog(data_x=FRONT + template))
    return render_program(planned).blocks[0].code


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ call.__globals__ }}",
    "{{ call.__self__ }}",
    "{{ call.__func__ }}",
    "{{ define.__self__.planned }}",
    "{{ params.__class__ }}",
    "{{ params._values }}",
    "{{ params['_values'] }}",
    "{{ inputs.__init__.__globals__ }}",
    "{{ outputs.out._text }}",
    "{{ outputs.out.__class__('import os') }}",
    "{{ comment('x')._text }}",
    "{{ comment.mro() }}",
    "{{ comment.__subclasses__() }}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ range.__class__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace() }}",
    "{{ dict() }}",
    "{{ config }}",
    "{{ request }}",
    "{{ get_flashed_messages }}",
    "{% include 'x' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends 'x' %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for each in params.values recursive %}{{ loop(params.values) }}{% endfor %}",
    "{{ call | string }}",
    "{{ [define] ~ '' }}",
    "{{ {}[call] }}",
    "{{ [comment] | join }}",
    "{{ params.values | map(attribute='__class__.__mro__') | list }}",
    "{{ params.values | sum(attribute='__class__') }}",
    "{{ params.values | groupby('__class__') }}",
    "{{ inputs['__init__'] }}",
    "{{ outputs['__class__'] }}",
    "{{ step.__init__ }}",
    "{{ outputs.out.shared }}",
    "{{ call.__func__.__globals__ }}",
    "{{ (params.values | map('upper')).gi_frame }}",
    "{% for each in params.values %}{{ loop._iterable }}{% endfor %}",
    "{% for each in params.values %}{{ loop.__class__ }}{% endfor %}",
    "{{ 'x'.encode() }}",
    "{{ 'x'.translate({120: 'y'}) }}",
    "{{ params.values.__len__() }}",
    "{{ '%s' % '' }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ '{0.__class__}'.format_map({}) }}",
    "{{ ('{0.__class__}'|string).format('') }}",
    "{{ (1).__class__ }}",
    "{{ params.values.append(1) }}",
    "{{ params.items.update({}) }}",
    "{{ ''.join.__self__ }}",
    "{{ 1 | random }}",
    "{{ {} | pprint }}",
    "{{ outputs.out | tojson }}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_a_snippet_cannot_leave_the_sandbox(template):
    with pytest.raises(ExportError) as error:
        render(f"{{{{ outputs.out }}}} = {template}", values=[1], items={"a": 1})
    (problem,) = error.value.problems
    assert problem.step == "x"
    assert "data.x" in problem.message
    assert "user" in problem.remedy
    assert problem.pointer == "/steps/0"


GREEDY = [
    "{{ 'x' * 100000000 }}",
    "{{ 100000000 * 'x' }}",
    "{{ [1] * 100000000 }}",
    "{{ 9 ** 99999 }}",
    "{{ 2 ** params.value }}",
    "{{ params.value ** params.value }}",
    "{{ (2 ** 1000) * (2 ** 1000) * (2 ** 9000) }}",
    "{{ range(1000000000) | list }}",
    "{{ 'x'.center(1000000000) }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x'.zfill(1000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ 'x' | indent(1000000000) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000}'.format(1) }}",
]


@pytest.mark.parametrize("template", GREEDY)
def test_a_snippet_cannot_make_huge_values_of_small_ones(template):
    with pytest.raises(ExportError):
        render(f"{{{{ outputs.out }}}} = {template}", value=10**9)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ 'ab' * 2 }}", "'abab'"),
        ("{{ 6 * 7 }}", "42"),
        ("{{ 1.5 * 2 }}", "3.0"),
        ("{{ 2 ** 10 }}", "1024"),
        ("{{ 2.0 ** 3 }}", "8.0"),
        ("{{ 7 % 4 }}", "3"),
        ("{{ range(3) | list }}", "[0, 1, 2]"),
        ("{{ params.items }}", "{'a': 1}"),
        ("{{ params['items'].a }}", "1"),
        ("{{ params.values | length }}", "2"),
        ("{{ 'items' in params }}", "True"),
        ("{{ params | list | sort }}", "['items', 'path', 'value', 'values']"),
        ("{{ params | length }}", "4"),
        ("{{ inputs.table }}", "None"),
        ("{{ params.value }}", "None"),
        ("{{ step.id }}, {{ step.title }}, {{ step.function }}", "'x', 'X', x"),
        ("{{ params.values | join(', ') | upper }}", "'A, B'"),
    ],
)
def test_what_a_snippet_can_do(template, code):
    made = render(f"{{{{ outputs.out }}}} = {template}", items={"a": 1}, values=["a", "b"])
    assert made == f"out = {code}\n"


@pytest.mark.parametrize(
    "template",
    [
        "{{ outputs.out ~ '; import os' }}",
        "{{ outputs.out | string }}",
        "{{ [outputs.out, 'import os'] | join('; ') }}",
        "{{ outputs.out | upper }}",
        "{{ outputs.out | replace('out', 'import os') }}",
        "{{ [outputs.out] | map('upper') | first }}",
        "{% set text %}import os{% endset %}{{ text }}",
        "{{ outputs.out | trim }}",
    ],
)
def test_text_made_of_code_is_text(template):
    made = render(f"{{{{ outputs.out }}}} = {template}")
    assert made.startswith(("out = '", 'out = "'))


@pytest.mark.parametrize(
    ("template", "detail"),
    [
        ("{{ outputs.out }} = {{ params.missing }}", "missing"),
        ("{{ outputs.out }} = {{ missing }}", "missing"),
        ("{{ outputs.out }} = {{ nothing() }}", "nothing"),
        ("{{ outputs.out }} = {{ call }}", "cannot be written"),
        ("{{ outputs.out }} = {{ 1 // 0 }}", "zero"),
        ("{{ outputs.out }} = {% if %}", "line 1"),
        ("{{ outputs.out }} = (", "never closed"),
        ("return {{ outputs.out }}", "return"),
        ("{{ outputs.out }} = await x", "await"),
        ("from os import *\n{{ outputs.out }} = 1", "import"),
        ("{{ outputs.out }} = {{ call('a b') }}", "no name of a function"),
        ("{{ outputs.out }} = {{ call('a.class') }}", "no name of a function"),
        ("{{ outputs.out }} = {{ call('f', [], ['missing']) }}", "missing"),
        ("{{ outputs.out }} = {{ chain([]) }}", "at least one"),
    ],
)
def test_a_broken_snippet_is_a_problem_of_its_component(template, detail):
    with pytest.raises(ExportError, match=detail) as error:
        render(template)
    assert "data.x" in error.value.message
    assert "\n" not in error.value.message
