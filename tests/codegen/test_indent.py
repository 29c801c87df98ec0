from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.indent import indent_code

CASES = {
    "plain": "x = 1\nif x:\n    y = 2\n",
    "blank lines": "x = 1\n\n   \ny = 2\n",
    "comments": "# one\nx = 1  # two\n    # three\n",
    "triple quotes": 'x = """a\n  b\n\nc"""\ny = 1\n',
    "raw triple quotes": "x = r'''a\\\n  b'''\n",
    "continued string": "x = 'a\\\n   b'\ny = 2\n",
    "continued line": "x = 1 + \\\n  2\n",
    "brackets": "x = [\n1,\n  2,\n]\n",
    "f-string": 'a = 1\nx = f"""{a}\n  b {a!r}\n"""\n',
    "f-string with debugging": 'a = 1\nx = f"""{\n  a = }\n"""\n',
    "f-string of f-strings": "a = 1\nx = f'''{f\"{a}\"}\n b'''\ny = f'{a}'\n",
    "string in brackets": 'x = ("""\n  a""", """b\nc""")\n',
    "two strings on a line": 'x = """a\nb""" + """c\nd"""; y = "e"\n',
    "text that looks like code": 'x = """\nif True:\n    pass\n"""\n',
    "tabs": "if True:\n\tx = 1\n\tif x:\n\t\ty = 2\n",
    "spaces and tabs": "if True:\n    x = 1\n    if x:\n    \ty = 2\n",
    "form feeds": "x = 1\n\fy = 2\nif x:\n  \f  z = 3\n",
    "decorator": "import functools\n@functools.cache\ndef f():\n    '''a\n    b'''\n",
    "semicolons": "x = 1; y = 2\n",
    "no line end": "x = '''a\nb'''",
    "unicode lines": "x = 'a\u2028b'\ny = '''\x85\n \u2029'''\n",
}


def body_of(code):
    tree = ast.parse(f"def f():\n{code}")
    return [ast.dump(node) for node in tree.body[0].body]


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
@pytest.mark.parametrize("prefix", ["    ", "        "])
def test_indented_code_means_the_same(code, prefix):
    assert body_of(indent_code(code, prefix)) == [ast.dump(node) for node in ast.parse(code).body]


LINES = st.lists(st.text(st.sampled_from(" \tab{}=\\'#"), max_size=8), min_size=1, max_size=5)


@given(
    st.lists(LINES, max_size=4),
    st.sampled_from(["", "f", "r", "rb", "rf"]),
    st.sampled_from(['"""', "'''"]),
)
def test_strings_keep_their_text(texts, kind, quotes):
    statements = []
    for number, lines in enumerate(texts):
        text = "\n".join(lines).replace(quotes[0], "q")
        statements.append(f"if {number}:\n  x = {kind}{quotes}{text}{quotes}\n")
    code = "".join(statements)
    try:
        expected = [ast.dump(node) for node in ast.parse(code).body]
    except (SyntaxError, ValueError):
        return
    assert body_of(f"{indent_code(code)}    pass\n")[:-1] == expected


def test_blank_lines_stay_empty():
    assert indent_code("x = 1\n\n  \ny = 2\n") == "    x = 1\n\n\n    y = 2\n"
