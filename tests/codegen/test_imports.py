from __future__ import annotations

import ast
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.format import find_ruff, format_python, lint_python
from jupyterlab_pipeline_export.codegen.imports import (
    bound_by_imports,
    imported_modules,
    merge_imports,
    third_party,
)

MODULES = [
    "os",
    "os.path",
    "json",
    "collections.abc",
    "pandas",
    "numpy",
    "sklearn.svm",
    "sklearn",
    "Zope",
    "a10",
    "a9",
    "b_c",
]
NAMES = ["a", "B", "CONST", "b10", "b9", "Clone", "x_y", "D", "aB", "AB"]
STATEMENTS = (
    st.builds("import {}".format, st.sampled_from(MODULES))
    | st.builds("import {} as {}".format, st.sampled_from(MODULES), st.sampled_from(["al", "zz"]))
    | st.builds("from {} import {}".format, st.sampled_from(MODULES), st.sampled_from(NAMES))
    | st.builds(
        "from {} import {} as {}".format,
        st.sampled_from(MODULES),
        st.sampled_from(NAMES),
        st.sampled_from(["al", "zz"]),
    )
    | st.just("from __future__ import annotations")
)


def names(code):
    return {
        (node.module if isinstance(node, ast.ImportFrom) else None, name.name, name.asname)
        for node in ast.parse(code).body
        for name in node.names
    }


def sorted_by_ruff(code):
    arguments = [
        find_ruff(),
        "check",
        "--isolated",
        "--no-cache",
        "--quiet",
        "--select",
        "I",
        "--fix",
        "-",
    ]
    result = subprocess.run(arguments, input=code, capture_output=True, text=True, check=True)
    return result.stdout


@settings(max_examples=60, deadline=None)
@given(st.lists(STATEMENTS, min_size=1, max_size=12))
def test_sorted_as_ruff_sorts(statements):
    merged = merge_imports(statements)
    assert names(merged) == names("\n".join(statements))
    formatted = format_python(merged + "\nx = 1\n", python="3.12")
    assert sorted_by_ruff(formatted) == formatted


def test_groups_and_merged_members():
    merged = merge_imports(
        [
            "from sklearn.svm import SVC",
            "import pandas as pd",
            "import numpy as np",
            "from pathlib import Path",
            "import os, sys",
            "from sklearn.svm import LinearSVC",
            "import pandas as pd",
            "from __future__ import annotations",
        ]
    )
    assert merged == (
        "from __future__ import annotations\n\nimport os\nimport sys\nfrom pathlib import Path\n\n"
        "import numpy as np\nimport pandas as pd\nfrom sklearn.svm import SVC, LinearSVC\n"
    )


def test_what_only_switches_a_feature_on_is_no_unused_import():
    statements = [
        "from sklearn.impute import IterativeImputer",
        "from sklearn.experimental import enable_iterative_imputer",
    ]
    # In this order: the second name is there only after the first import.
    assert merge_imports(statements) == (
        "from sklearn.experimental import enable_iterative_imputer  # noqa: F401\n"
        "from sklearn.impute import IterativeImputer\n"
    )


def test_nothing_gives_nothing():
    assert merge_imports([]) == ""


def test_star_imports_hide_no_named_one():
    merged = merge_imports(
        ["from math import *", "from numpy import *", "from mine import pi", "import os"]
    )
    namespace = {}
    exec(merged.replace("from mine import pi", "pi = 'mine'").replace("numpy", "cmath"), namespace)  # noqa: S102 - the code under test
    assert namespace["pi"] == "mine"
    assert "cos" in namespace
    code = format_python(f"{merged}\nprint(pi, cos(1), os.name)\n", python="3.12")
    assert lint_python(code, python="3.12") == ()
    assert sorted_by_ruff(code) == code


@pytest.mark.parametrize(
    "statement", ["x = 1", "from . import x", "from .a import b", "import a; print()", "def"]
)
def test_anything_else_is_refused(statement):
    with pytest.raises((ValueError, SyntaxError)):
        merge_imports([statement])


@pytest.mark.parametrize(
    ("statement", "bound"),
    [
        ("import a.b.c", {"a"}),
        ("import a.b as c, d", {"c", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("from a import *", set()),
    ],
)
def test_bound_names(statement, bound):
    assert bound_by_imports(statement) == bound


def test_modules():
    modules = imported_modules(
        ["import os.path", "from sklearn.svm import SVC", "import yaml as y"]
    )
    assert modules == {"os", "sklearn", "yaml"}
    assert third_party({*modules, "__future__"}) == {"sklearn", "yaml"}
