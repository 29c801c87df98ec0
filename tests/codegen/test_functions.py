from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.codegen.functions import CustomFunctionError, make_function
from tests.codegen.small_library import code_step, program, source, step


def made(code, inputs=(), outputs=(), parameters=()):
    return make_function("f", code, inputs=inputs, outputs=outputs, parameters=parameters)


def test_a_function_of_its_inputs():
    function = made("y = x * rate", ["x"], ["y"], ["rate", "other"])
    assert function.definition == "def f(x, rate):\n    y = x * rate\n    return y\n"
    assert function.parameters == ("rate",)
    assert function.imports == ()


def test_several_outputs_and_none():
    assert made("a = b = 1", outputs=["a", "b"]).definition.endswith("    return a, b\n")
    assert made("print(1)").definition == "def f():\n    print(1)\n"


@pytest.mark.parametrize("code", ["", "\n", "# only a comment", "# ends with a backslash \\"])
def test_code_without_statements(code):
    definition = made(code).definition
    assert definition.endswith("    pass\n")
    exec(definition, {})  # noqa: S102 - the code under test
    assert made(code, ["x"], ["x"]).definition.endswith("    return x\n")


def test_a_parameter_that_the_code_changes_is_passed():
    assert made("rate = rate * 2", outputs=["rate"], parameters=["rate"]).parameters == ("rate",)


def test_an_input_goes_before_a_parameter_of_the_same_name():
    assert made("y = x", ["x"], ["y"], ["x"]).parameters == ()


def test_a_builtin_that_the_code_also_binds_is_at_hand():
    definition = made("max = max(1, 2)", outputs=["max"]).definition
    assert definition.startswith("def f(max=max):\n")
    assert made("id = 1\nx = id", outputs=["x"]).definition.startswith("def f():\n")


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("from math import *\ny = pi", "    y = pi\n"),
        ("from math import *; y = pi", "    pass; y = pi\n"),
        ("from math import *  # pi\ny = pi", "    pass  # pi\n    y = pi\n"),
        ("from math \\\n  import *\ny = pi", "    y = pi\n"),
        ("é = 'é'; y = 1", "    é = 'é'; y = 1\n"),
        ("'ü'; from math import *; y = pi", "    'ü'; pass; y = pi\n"),
    ],
)
def test_star_imports_leave_the_function(code, body):
    function = made(code, outputs=["y"])
    assert function.definition == f"def f():\n{body}    return y\n"
    assert function.imports == (("from math import *",) if "math" in code else ())


def test_future_imports_leave_the_function():
    code = '"""Text."""\nfrom __future__ import (\n    annotations,\n)\ny: Unknown = 1'
    function = made(code, outputs=["y"])
    assert function.definition == 'def f():\n    """Text."""\n    y: Unknown = 1\n    return y\n'
    assert function.imports == ("from __future__ import annotations",)


def test_only_a_star_import():
    assert made("from math import *").definition == "def f():\n    pass\n"
    assert made("from math import *", outputs=["pi"]).definition == "def f():\n    return pi\n"


@pytest.mark.parametrize(
    ("code", "outputs", "detail"),
    [
        ("x = 1", ["y"], "never binds"),
        ("return 1", [], "line 1.*return"),
        ("x = (", [], "line 1"),
        ("from math import *\nif 1:\n    e = e + 1\ny = e", ["y"], "star import"),
    ],
)
def test_code_that_cannot_become_a_function(code, outputs, detail):
    with pytest.raises(CustomFunctionError, match=detail):
        made(code, outputs=outputs)


def test_a_step_defines_and_calls_its_function():
    rendered = program(
        step("v", "data.value", value=20),
        code_step(
            "double",
            "import json\nresult = table['value'] * rate\ncopy = json.loads('1')",
            inputs={"table": "v.table"},
            outputs=["result", "copy"],
            title="Times two!",
        ),
        code_step("say", "seen = print", title="Say it"),
        parameters=[{"name": "rate", "type": "integer", "default": 2}],
    )
    block = rendered.blocks[1]
    assert block.definitions.startswith("def times_two(table, rate):\n    import json\n")
    assert block.code == "result, copy = times_two(table, rate=rate)\n"
    assert rendered.blocks[2].code == "say_it()\n"
    assert rendered.import_modules == ()
    namespace = {"rate": 2}
    exec(source(rendered), namespace)  # noqa: S102 - the code under test
    assert namespace["result"] == 40


def test_a_renamed_parameter_keeps_its_name_within_the_code():
    rendered = program(
        code_step("c", "y = pd_ + run", outputs=["y"]),
        parameters=[
            {"name": "run", "type": "integer", "default": 1},
            {"name": "pd_", "type": "integer", "default": 1},
        ],
    )
    assert rendered.blocks[0].code == "y = c(run=run_2, pd_=pd_)\n"


def test_modules_of_custom_code_are_told():
    rendered = program(code_step("c", "def f():\n    import polars.x\nimport os"))
    assert rendered.import_modules == ("polars",)
