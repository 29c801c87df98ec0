from __future__ import annotations

import ast

import pytest

from jupyterlab_pipeline_export.components.early_names import early_names

CASES = {
    "a = 1\na": set(),
    "a\na = 1": {"a"},
    "a = a": {"a"},
    "a = b = a": {"a"},
    "a, b = 1, 2\na, b": set(),
    "a[b] = c": {"a", "b", "c"},
    "a.b = 1": {"a"},
    "a += 1": {"a"},
    "a: int": {"int"},
    "a: b = c\na": {"b", "c"},
    "if x:\n    a = 1\na": {"x", "a"},
    "if x:\n    a = 1\nelse:\n    a = 2\na": {"x"},
    "for a in x:\n    a\na": {"x", "a"},
    "for a in x:\n    b = 1\nelse:\n    b\n": {"x", "b"},
    "while x:\n    a = 1\n    a\nelse:\n    a": {"x", "a"},
    "with x as a:\n    b = a\nb": {"x"},
    "with x, y as a:\n    pass\na": {"x", "y"},
    "with x as a.b:\n    pass": {"x", "a"},
    "try:\n    a = 1\nexcept E as e:\n    a = e\na\ne": {"E", "e"},
    "try:\n    a = 1\nexcept E:\n    pass\na": {"E", "a"},
    "try:\n    pass\nfinally:\n    a = 1\na": set(),
    "try:\n    a = 1\nexcept:\n    a = 2\nelse:\n    b = a\na": set(),
    "match x:\n    case [a, *b]:\n        a, b\n    case {**c}:\n        c\n    case d if d:\n        d\na": {
        "x",
        "a",
    },
    "match x:\n    case y.z:\n        pass": {"x", "y"},
    "def f(a=b, *, c=d):\n    return a, c, e, f\nf": {"b", "d", "e"},
    "def f():\n    return f()": set(),
    "def f(a=f): pass": {"f"},
    "@f\ndef f(): pass": {"f"},
    "class A:\n    def f(self):\n        return A, f": {"f"},
    "class A(A): pass": {"A"},
    "class A:\n    x = A": {"A"},
    "class A(metaclass=M): pass": {"M"},
    "@x\ndef f(): pass": {"x"},
    "@x\nclass A(y):\n    z = w\nA": {"x", "y", "w"},
    "lambda a=b: a + c": {"b", "c"},
    "lambda *, a=b: a": {"b"},
    "[a for a in a]": {"a"},
    "{a: b for a, b in c if d}": {"c", "d"},
    "[a for a in b for c in a]": {"b"},
    "import a.b, c as d\na, d": set(),
    "from a import b as c\nc, b": {"b"},
    "a = 1\ndel a\na": {"a"},
    "async def f(): await x": {"x"},
    "async def f():\n    pass": set(),
    "print(f'{a}')": {"print", "a"},
}


@pytest.mark.parametrize(("code", "names"), CASES.items())
def test_early_names(code, names):
    assert early_names(ast.parse(code).body) == names


def test_asynchronous_statements_flow_like_the_others():
    function = ast.parse(
        "async def f():\n    async with x as a:\n        a\n    async for b in y:\n        b\n    b"
    ).body[0]
    assert early_names(function.body) == {"x", "y", "b"}


def test_except_star():
    code = "try:\n    a = 1\nexcept* E:\n    a = 2\na"
    try:
        tree = ast.parse(code)
    except SyntaxError:
        pytest.skip("this Python does not know that syntax")
    assert early_names(tree.body) == {"E"}
