"""The imports of a script: what the standard library gives, and what has to be installed."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.codegen.imports import merge_imports

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SCAFFOLD_IMPORTS", "split_imports"]

SCAFFOLD_IMPORTS: Final = (
    "from __future__ import annotations",
    "import argparse",
    "import logging",
    "import signal",
    "import sys",
    "import time",
    "from collections.abc import Iterator, Sequence",
    "from contextlib import contextmanager",
    "from pathlib import Path",
    "from types import FrameType",
    "from typing import NoReturn",
)
"""What every script needs itself."""


def split_imports(statements: Iterable[str]) -> tuple[str, str]:
    """Merge imports, apart for the standard library and for installed packages.

    Parameters
    ----------
    statements
        Absolute import statements.

    Returns
    -------
    tuple of str
        Two sorted blocks of statements, either may be empty.
    """
    standard: list[str] = []
    others: list[str] = []
    for node in ast.parse("\n".join(statements)).body:
        (standard if _is_standard(node) else others).append(ast.unparse(node))
    return merge_imports(standard), merge_imports(others)


def _is_standard(node: ast.stmt) -> bool:
    module = node.module if isinstance(node, ast.ImportFrom) else None
    if isinstance(node, ast.Import):
        # Statements come merged, so each names a single module.
        module = node.names[0].name
    return (module or "").partition(".")[0] in {*sys.stdlib_module_names, "__future__"}
