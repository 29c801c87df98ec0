"""What custom code does at the top level of a module it does as a function, formatted or not."""

from __future__ import annotations

import ast
import json
import re
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.format import format_python
from jupyterlab_pipeline_export.codegen.indent import indent_code
from jupyterlab_pipeline_export.components.custom_code import analyse_code
from tests.codegen.small_library import code_step, program, source, step

# Each sets `result`, which has to come out the same in every form.
PROGRAMS = {
    "plain": "result = [number ** 2 for number in range(3)]",
    "multi-line string": 'result = """\n  select *\n    from t\n"""',
    "multi-line f-string": 'n = 3\nresult = f"""\n  {n}\n    {n!r:>5}\n"""',
    "debugging f-string": 'n = 3\nresult = f"{n = }"',
    "continued string": "result = 'a\\\n    b'",
    "continued line": "result = 1 + \\\n    2",
    "raw string": "result = r'''\\n\n  \\w'''",
    "bytes": "result = b'''\n  x'''",
    "nested functions": "total = 1\ndef add(n):\n    return total + n\ntotal = 10\nresult = add(5)",
    "recursion": "def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nresult = fact(5)",
    "class": 'class Point:\n    """Doc.\n\n    More.\n    """\n    size = 2\n    def area(self):\n        return self.size ** 2\nresult = Point().area()',
    "closure over a loop": "functions = [lambda: n for n in range(3)]\nresult = [f() for f in functions]",
    "comprehension": "rows = [1, 2]\nresult = [[a * b for b in rows] for a in rows]",
    "walrus": "result = [last := n for n in range(4)] + [last]",
    "star import": "from math import *\nresult = floor(pi)",
    "star import and import": "import json\nfrom math import *\nresult = json.dumps(floor(pi))",
    "future import": "from __future__ import annotations\ndef f(x: Nothing):\n    return f.__annotations__\nresult = f(1)",
    "rebound builtin": "max = max(1, 2)\nsum = sum([1, max])\nresult = sum",
    "rebound builtin in a branch": "if False:\n    len = None\nresult = len('abc')",
    "rebound builtin in a loop": "result = 0\nfor n in range(3):\n    result += abs(-n)\n    abs = lambda x: x * 10",
    "rebound builtin in a function": "def f():\n    return max(1, 2)\nresult = f()\nmax = min",
    "deleted": "x = 1\ndel x\nresult = 'x' in globals()",
    "try": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    result = str(error)",
    "with": "import io\nwith io.StringIO('a\\nb') as file:\n    result = file.read()",
    "match": "match {'a': [1, 2]}:\n    case {'a': [first, *rest]}:\n        result = first, rest",
    "semicolons": "a = 1; b = 2; result = a + b",
    "tabs": "if True:\n\tif True:\n\t\tresult = 1",
    "form feed": "a = 1\n\fresult = a",
    "Windows line ends": "text = '''a\r\nb'''\r\nresult = text\r\n",
    "old Mac line ends": "a = 1\rresult = a + 1\r",
    "byte order mark": "\ufeffresult = 1",
    "comments": "# first\nresult = 1  # 'quoted'\n    # odd\n# last \\",
    "no space": "result=1\nif result:result=2",
    "docstring first": '"""Title.\n\n      Indented.\n"""\nresult = 1',
    "unicode": "größe = 'ä\u2028b'\nresult = größe",
    "lambda defaults": "n = 1\nresult = (lambda x=n: x)()",
    "decorator": "def twice(f):\n    return lambda: f() * 2\n@twice\ndef one():\n    return 1\nresult = one()",
    "generator": "def gen():\n    yield from range(3)\nresult = list(gen())",
    "async": "import asyncio\nasync def f():\n    return 3\nresult = asyncio.run(f())",
    "dunder names": "__private = 1\nresult = __private",
    "name mangling": "class A:\n    __x = 1\n    def get(self):\n        return self.__x\nresult = A().get()",
    "formatter switched off": "# fmt: off\nresult = [1,\n   2]\n# fmt: on",
    "nested quotes": "result = 'it\\'s \"quoted\"' + \"it's\"",
    "escapes": "result = '\\x00\\u2028\\N{BULLET}\\\\n'",
    "big numbers": "result = [10**30, 0XFF, 1E5, 0o17, 1_000, -0.0, 1J]",
    "chained comparison": "result = (1 < 2 < 3, not 1 == 2, (1, ), (), [*range(2)])",
    "unparenthesised tuple": "result = 1, 2\nfor result in result, 3: pass",
    "long lines": f"result = {list(range(60))!r} + [len('{'x' * 200}')]",
}


def notebook_value(code):
    namespace = {}
    exec(compile(code.removeprefix("\ufeff"), "<cell>", "exec", dont_inherit=True), namespace)  # noqa: S102 - the code under test
    return namespace["result"]


def program_value(text):
    namespace = {"__name__": "program"}
    exec(compile(text, "<program>", "exec", dont_inherit=True), namespace)  # noqa: S102 - the code under test
    return namespace["result"]


def as_script(rendered):
    """Return the program as a script holds it: calls within a function that gives the result."""
    body = "".join(block.code for block in rendered.blocks)
    definitions = "".join(block.definitions for block in rendered.blocks)
    lines = indent_code(f"with open(__file__):\n{indent_code(body)}return result\n")
    return (
        f"{rendered.imports}import contextlib\nopen = contextlib.nullcontext\n__file__ = None\n"
        f"{definitions}def run():\n{lines}result = run()\n"
    )


@pytest.mark.parametrize("code", PROGRAMS.values(), ids=PROGRAMS)
def test_custom_code_keeps_its_meaning(code):
    expected = notebook_value(code)
    rendered = program(code_step("c", code, outputs=["result"]))
    for text in (source(rendered), as_script(rendered)):
        assert repr(program_value(text)) == repr(expected)
        formatted = format_python(text, python="3.12")
        assert repr(program_value(formatted)) == repr(expected)
        assert format_python(formatted, python="3.12") == formatted


NAMES = st.sampled_from(["a", "b", "max", "len", "rate"])
ATOMS = NAMES | st.integers(0, 9).map(str)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds("({} + {})".format, inner, inner)
        | st.builds("[{} for a in range(2)]".format, inner)
        | st.builds("(lambda b: {})(1)".format, inner)
        | st.builds("f'''{{{}}}\n  x'''".format, inner)
    ),
    max_leaves=4,
)
# Python 3.10 forgets to make room for annotations within `match` at the top level of a module.
ANNOTATED = "{}: int = {}" if sys.version_info >= (3, 11) else "{} = {}"
STATEMENTS = st.recursive(
    st.builds("{} = {}".format, NAMES, EXPRESSIONS)
    | st.builds("{} += {}".format, NAMES, EXPRESSIONS)
    | st.builds(ANNOTATED.format, NAMES, EXPRESSIONS)
    | st.builds("del {}".format, NAMES)
    | st.builds("import math as {}".format, NAMES),
    lambda inner: (
        st.builds("if {}:\n{}\nelse:\n{}".format, EXPRESSIONS, inner.map(indent_code), inner.map(indent_code))
        | st.builds("for {} in range(2):\n{}".format, NAMES, inner.map(indent_code))
        | st.builds("while {}:\n{}\n    break".format, EXPRESSIONS, inner.map(indent_code))
        | st.builds(
            "try:\n{}\nexcept Exception as {}:\n{}\nfinally:\n{}".format,
            inner.map(indent_code), NAMES, inner.map(indent_code), inner.map(indent_code),
        )
        | st.builds("def {}(b={}):\n{}\n    return a".format, NAMES, EXPRESSIONS, inner.map(indent_code))
        | st.builds("match {}:\n  case {}:\n{}".format, EXPRESSIONS, NAMES, inner.map(indent_code))
        | st.builds("{}\n{}".format, inner, inner)
    ),
    max_leaves=5,
)  # fmt: skip


def outcome(run):
    try:
        value = run()
    except Exception as error:
        value = error
    if isinstance(value, NameError):
        # A local name that nothing has bound yet is told by a subclass.
        return NameError
    if isinstance(value, (int, str, list, float)):
        # Where a function was defined, and where it lies, is no part of the meaning.
        return re.sub(r"<function .*? at \w+>", "<function>", repr(value))
    return type(value)


@settings(max_examples=300, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=5))
def test_any_flow_of_names_means_the_same(statements):
    code = "\n".join(["result = None", *statements, "result = a"])
    # What is refused cannot mean something else.
    assume(not analyse_code(code).problems)
    rendered = program(
        code_step("c", code, outputs=["result"]),
        parameters=[{"name": "rate", "type": "integer", "default": 2}],
    )
    cell = compile(code, "<cell>", "exec", dont_inherit=True)

    def at_top_level():
        namespace = {"rate": 2}
        exec(cell, namespace)  # noqa: S102 - the code under test
        return namespace["result"]

    text = rendered.imports + "rate = 2\n" + source(rendered)
    assert outcome(lambda: program_value(text)) == outcome(at_top_level)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
).filter(lambda value: not (isinstance(value, dict) and value.keys() == {"$parameter"}))
WORDS = st.text() | st.sampled_from(
    ['"""', "'''\\", "{{ x }}", "#}", "{%", "\n__import__('os')", "# noqa"]
)


def encodable(text):
    return text.encode("utf-8", "ignore").decode()


@settings(max_examples=200, deadline=None)
@given(JSON, WORDS.map(encodable), st.lists(WORDS.map(encodable)))
def test_values_come_back_equal_and_nothing_else_runs(value, title, columns):
    value = json.loads(encodable(json.dumps(value, ensure_ascii=False)))
    rendered = program(step("v", "data.value", title=title, value=value, columns=columns))
    tree = ast.parse(source(rendered))
    (assignment,) = tree.body
    assert isinstance(assignment, ast.Assign)
    literal = ast.literal_eval(assignment.value)
    assert repr(literal) == repr({"value": value, "columns": columns})
    assert not any(isinstance(node, (ast.Call, ast.Name)) for node in ast.walk(assignment.value))
    formatted = ast.parse(format_python(source(rendered), python="3.12"))
    assert ast.dump(formatted) == ast.dump(tree)
