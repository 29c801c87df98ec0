from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.components.custom_code import analyse_code, normalise_code


def found(code):
    return [(problem.code, problem.line) for problem in analyse_code(code).problems]


GOOD = [
    "",
    "\n\n",
    "# only a comment",
    "x = 1",
    "x = 1\r\ny = 2\r\n",
    "x = 1\ry = 2",
    "\ufeffx = 1",
    "if x:\n\ty = 1\n",
    "x = 1\n\f\ny = 2",
    "x = 1 # ends with a backslash \\",
    "x = 1 + \\\n    2",
    "__x = __name__",
    "_ = __ = ___ = 1",
    "x = '\\d'",
    "def f():\n    return 1",
    "def f():\n    yield 1",
    "async def f():\n    await g()\n    async with h() as i:\n        async for j in i:\n            yield j",
    "f = lambda: (yield)",
    "async def f():\n    return [x async for x in y]",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    return g",
    "from math import *",
    "import os\nfrom math import *",
    '"""Text."""\nfrom __future__ import annotations\nfrom math import *',
    "x = '''\n%time\n!ls\nreturn\n'''",
    "x = 5 % 2\ny = x != 1",
    "class A:\n    x = 1\n    y = x",
    "class A:\n    def size(self):\n        return self.size\nsize = 1",
    "class A:\n    total = len('x')",
    "class A:\n    len = len('x')",
    "try:\n    x = 1\nexcept OSError as error:\n    print(error)",
    "id = 1\ndel id",
    "x = " + "+".join(["1"] * 500),
    "x = [" + "1, " * 50_000 + "]",
    "if x:\n    pass\n" + "elif x:\n    pass\n" * 150,
]


@pytest.mark.parametrize("code", GOOD, ids=range(len(GOOD)))
def test_code_that_may_stand_in_a_step(code):
    assert found(code) == []


BAD = {
    "x = (": [("code-syntax", 1)],
    "x = 1\ny = = 2": [("code-syntax", 2)],
    "x = 1 \\": [("code-syntax", 1)],
    "x = '''abc": [("code-syntax", 1)],
    "  x = 1": [("code-syntax", 1)],
    "if x:\n\ty = 1\n        z = 2": [("code-syntax", 3)],
    "break": [("code-syntax", 1)],
    "x = 1\ncontinue": [("code-syntax", 2)],
    "nonlocal x": [("code-syntax", 1)],
    "def f(a, a): pass": [("code-syntax", 1)],
    "from math import *\nfrom __future__ import annotations": [("code-syntax", 2)],
    "from __future__ import nothing": [("code-syntax", 1)],
    "def f():\n    from math import *": [("nested-star-import", 2)],
    "x = 1\0": [("code-characters", 1)],
    "x = 1\r\n\0": [("code-characters", 2)],
    "x = 1\n# \ud800": [("code-characters", 2)],
    "%matplotlib inline": [("code-magic", 1)],
    "x = 1\n%time f()": [("code-magic", 2)],
    "%%bash\nls": [("code-magic", 1)],
    "!pip install x": [("code-magic", 1)],
    "!!ls": [("code-magic", 1)],
    "files = !ls": [("code-magic", 1)],
    "a, b = %time f()": [("code-magic", 1)],
    "df.head?": [("code-magic", 1)],
    "df??": [("code-magic", 1)],
    "?df": [("code-magic", 1)],
    "return 1": [("code-return", 1)],
    "if x:\n    return": [("code-return", 2)],
    "class A:\n    return 1": [("code-return", 2)],
    "x = yield": [("code-yield", 1)],
    "yield from x": [("code-yield", 1)],
    "await f()": [("code-await", 1)],
    "async for x in y:\n    pass": [("code-await", 1)],
    "async with x:\n    pass": [("code-await", 1)],
    "y = 1\nx = [z async for z in y]": [("code-await", 2)],
    "x = [await z for z in y]": [("code-await", 1)],
    "global x": [("code-global", 1)],
    "def f():\n    global x": [("code-global", 2)],
    "return 1\n\nglobal x\nawait y": [("code-return", 1), ("code-global", 3), ("code-await", 4)],
    "x = 1\nfrom math import *": [("late-star-import", 2)],
    "if x:\n    from math import *": [("nested-star-import", 2)],
    "try:\n    from math import *\nexcept ImportError:\n    pass": [("nested-star-import", 2)],
    "from . import x": [("relative-import", 1)],
    "from .a import *": [("relative-import", 1)],
    "from __future__ import barry_as_FLUFL": [("future-import", 1)],
    "x = 1\nclass A:\n    x = x": [("class-rebinds-name", 2)],
    "x = 1\nclass A:\n    y = x\n    def x(self): pass": [("class-rebinds-name", 2)],
    "def f():\n    class A:\n        import_x = table\n        import table": [
        ("class-rebinds-name", 2)
    ],
    "max = max(1, 2)\ndel max\nmax(1, 2)": [("unbound-builtin", 2)],
    "try:\n    f()\nexcept E as max:\n    pass\nmax(1, 2)": [("unbound-builtin", 3)],
    "(" * 500: [("code-syntax", 1)],
    "-" * 300_000 + "1": [("code-too-complex", 1)],
    "x" + "+x" * 200_000: [("code-too-complex", 1)],
    "x" + ".y" * 100_000: [("code-too-complex", 1)],
    "f" + "()" * 100_000: [("code-too-complex", 1)],
}


@pytest.mark.parametrize(("code", "problems"), BAD.items(), ids=range(len(BAD)))
def test_code_that_may_not(code, problems):
    assert found(code) == problems
    for problem in analyse_code(code).problems:
        assert problem.message.endswith(".")
        assert problem.remedy.endswith(".")


@given(st.text() | st.text(st.sampled_from("x=1()[]{}:,.'\"\\\n\t\f\r %!?#*;@lambdefr")))
def test_any_text_gets_an_answer(code):
    analysis = analyse_code(code)
    lines = normalise_code(code).count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in analysis.problems)


NAMES = {
    # code: free, bound, early
    "y = x": ({"x"}, {"y"}, set()),
    "x = 1\ny = x": (set(), {"x", "y"}, set()),
    "print(len(x), __name__)": ({"x"}, set(), set()),
    "def f():\n    return x + y\nx = 1": ({"y"}, {"f", "x"}, {"x"}),
    "import a.b, c as d\nfrom e import f as g": (set(), {"a", "d", "g"}, set()),
    "[i for i in x]": ({"x"}, set(), set()),
    "[y := i for i in x]": ({"x"}, {"y"}, set()),
    "[i for i in x]\nprint(i)": ({"x", "i"}, set(), set()),
    "{j: i for i, j in x}\ni = j": ({"x", "j"}, {"i"}, set()),
    "[[k for k in j] for j in [i for i in x]]": ({"x"}, set(), set()),
    "class A:\n    b = [i for i in x if i in y]": ({"x", "y"}, {"A"}, set()),
    "def f():\n    return [i for i in x], i": ({"x", "i"}, {"f"}, set()),
    "for i in x:\n    pass": ({"x"}, {"i"}, set()),
    "with x as (a, b):\n    pass": ({"x"}, {"a", "b"}, set()),
    "x += 1": (set(), {"x"}, {"x"}),
    "x: int": (set(), {"x"}, set()),
    "x: int = 1": (set(), {"x"}, set()),
    "del x": (set(), {"x"}, {"x"}),
    "class A:\n    z = q\n    def f(self):\n        return self.z + r": ({"q", "r"}, {"A"}, set()),
    "match x:\n    case {'a': a, **rest}:\n        pass\n    case [b, *c]:\n        pass": (
        {"x"},
        {"a", "rest", "b", "c"},
        set(),
    ),
    "f = lambda x: x + y": ({"y"}, {"f"}, set()),
    "try:\n    x = 1\nexcept E as e:\n    pass": ({"E"}, {"x", "e"}, set()),
    "from math import *\ny = pi": ({"pi"}, {"y"}, set()),
}


@pytest.mark.parametrize(("code", "names"), NAMES.items())
def test_names(code, names):
    analysis = analyse_code(code)
    assert (analysis.free_names, analysis.bound_names, analysis.early_names) == names


def test_imports():
    code = (
        "'''Text.'''\nfrom __future__ import annotations\nfrom math import *; from cmath import *\n"
        "import os.path, json as j\ndef f():\n    if 1:\n        from a.b import c\n"
    )
    analysis = analyse_code(code)
    assert [each.statement for each in analysis.future_imports] == [
        "from __future__ import annotations"
    ]
    assert [each.statement for each in analysis.star_imports] == [
        "from math import *",
        "from cmath import *",
    ]
    assert analysis.star_imports[1].start == (3, 20)
    assert analysis.star_imports[1].end == (3, 39)
    assert analysis.imported_modules == {"math", "cmath", "os", "json", "a"}


def test_nothing_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found("x = '\\q'\ny = 1 is 1") == []


@pytest.mark.parametrize(
    ("code", "normal"),
    [("", ""), ("x", "x\n"), ("x\n", "x\n"), ("a\r\nb\rc", "a\nb\nc\n"), ("\ufeffx", "x\n")],
)
def test_normalised(code, normal):
    assert normalise_code(code) == normal
