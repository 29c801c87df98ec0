"""What custom code does that matters for machine learning, read from its syntax alone."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jupyterlab_pipeline_export.components.custom_code import analyse_code, normalise_code

__all__ = ["Call", "CodeReading", "read_code"]

WITH_RANDOM_STATE: Final = frozenset(
    [
        "AdaBoostClassifier",
        "AdaBoostRegressor",
        "BaggingClassifier",
        "BaggingRegressor",
        "DecisionTreeClassifier",
        "DecisionTreeRegressor",
        "ExtraTreesClassifier",
        "ExtraTreesRegressor",
        "GaussianMixture",
        "GradientBoostingClassifier",
        "GradientBoostingRegressor",
        "GroupShuffleSplit",
        "HalvingGridSearchCV",
        "HalvingRandomSearchCV",
        "HistGradientBoostingClassifier",
        "HistGradientBoostingRegressor",
        "IsolationForest",
        "KMeans",
        "MLPClassifier",
        "MLPRegressor",
        "MiniBatchKMeans",
        "RandomForestClassifier",
        "RandomForestRegressor",
        "RandomizedSearchCV",
        "RepeatedKFold",
        "RepeatedStratifiedKFold",
        "SGDClassifier",
        "SGDRegressor",
        "ShuffleSplit",
        "SpectralClustering",
        "StratifiedShuffleSplit",
        "TSNE",
        "make_blobs",
        "make_circles",
        "make_classification",
        "make_moons",
        "make_regression",
        "permutation_importance",
        "resample",
        "shuffle",
        "train_test_split",
    ]
)
"""What of scikit-learn draws by chance unless it is told a `random_state`."""

SHUFFLING: Final = frozenset({"KFold", "StratifiedKFold", "StratifiedGroupKFold"})
"""What of scikit-learn does so only where `shuffle` is true."""

NUMPY_STATES: Final = frozenset(
    [
        "BitGenerator",
        "Generator",
        "MT19937",
        "PCG64",
        "PCG64DXSM",
        "Philox",
        "SFC64",
        "SeedSequence",
        "get_state",
        "seed",
        "set_state",
    ]
)
"""What of `numpy.random` draws nothing by itself."""
NUMPY_GENERATORS: Final = frozenset({"RandomState", "default_rng"})
STDLIB_STATES: Final = frozenset({"SystemRandom", "getstate", "seed", "setstate"})
SEEDS_ALL: Final = frozenset(
    {
        "keras.utils.set_random_seed",
        "tensorflow.keras.utils.set_random_seed",
        "lightning.seed_everything",
    }
)
AVERAGES: Final = frozenset({"mean", "median", "mode"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call in custom code."""

    line: int
    name: str
    """As the code spells it."""


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What custom code does."""

    unseeded: tuple[Call, ...] = ()
    """Calls that draw by chance without a seed."""
    learning: tuple[Call, ...] = ()
    """Calls that learn from all rows what becomes of each."""


@lru_cache(maxsize=256)
def read_code(code: str) -> CodeReading:
    """Read code without running it.

    Parameters
    ----------
    code
        As a user wrote it; code with problems says nothing.
    """
    if analyse_code(code).problems:
        return CodeReading()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(normalise_code(code))
    modules = dict(_imported(tree))
    calls = [(node, _full_name(node.func, modules)) for node in _calls(tree)]
    names = {name for _, name in calls}
    unseeded = (
        Call(node.lineno, _spelling(node.func))
        for node, name in calls
        if names.isdisjoint(SEEDS_ALL) and _draws(node, name, names)
    )
    methods = {node.func.attr for node, _ in calls if isinstance(node.func, ast.Attribute)}
    learning = (
        Call(node.lineno, _spelling(node.func)) for node, _ in calls if _learns(node, methods)
    )
    return CodeReading(tuple(unseeded), tuple(learning))


def _calls(tree: ast.AST) -> list[ast.Call]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield names that imports bind, each with what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or name, name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _full_name(func: ast.expr, modules: dict[str, str]) -> str:
    """Return a name such as `numpy.random.rand`; empty where it begins with no import."""
    parts: list[str] = []
    while isinstance(func, ast.Attribute):
        parts.append(func.attr)
        func = func.value
    if not isinstance(func, ast.Name) or func.id not in modules:
        return ""
    return ".".join([modules[func.id], *reversed(parts)])


def _spelling(func: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(func, ast.Attribute):
        parts.append(func.attr)
        func = func.value
    return ".".join([func.id if isinstance(func, ast.Name) else "", *reversed(parts)])


def _draws(node: ast.Call, name: str, names: set[str]) -> bool:
    module, _, last = name.rpartition(".")
    if module == "random":
        return _draws_of_stdlib(node, last) and "random.seed" not in names
    if module == "numpy.random" and last in NUMPY_GENERATORS:
        return _is_unset(node, "seed")
    if "numpy.random.seed" in names:
        return False
    if module == "numpy.random":
        return last not in NUMPY_STATES
    if module.partition(".")[0] == "sklearn":
        return _draws_of_sklearn(node, last)
    return not name and _samples_rows(node)


def _draws_of_stdlib(node: ast.Call, name: str) -> bool:
    return _is_unset(node, "x") if name == "Random" else name not in STDLIB_STATES


def _draws_of_sklearn(node: ast.Call, name: str) -> bool:
    shuffle = _keyword(node, "shuffle")
    shuffles = isinstance(shuffle, ast.Constant) and shuffle.value is True
    keeps_order = isinstance(shuffle, ast.Constant) and shuffle.value is False
    draws = (name in WITH_RANDOM_STATE and not keeps_order) or (name in SHUFFLING and shuffles)
    return draws and _is_unset(node, "random_state", positional=False)


def _samples_rows(node: ast.Call) -> bool:
    """Recognise `DataFrame.sample`."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr != "sample":
        return False
    counts = [
        each for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, int)
    ]
    named = _keyword(node, "n") or _keyword(node, "frac")
    seeded = not _is_unset(node, "random_state", positional=False) or _keyword(node, "seed")
    return bool(counts or named) and not seeded


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in node.keywords if each.arg == name), None)


def _is_unset(node: ast.Call, name: str, *, positional: bool = True) -> bool:
    """Tell whether an argument is certainly left out, or none."""
    if any(each.arg is None for each in node.keywords):
        return False
    given = _keyword(node, name) or (node.args[0] if positional and node.args else None)
    return given is None or (isinstance(given, ast.Constant) and given.value is None)


def _learns(node: ast.Call, methods: set[str]) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "fillna":
        values = [*node.args, *(each.value for each in node.keywords)]
        return any(
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Attribute)
            and inner.func.attr in AVERAGES
            for value in values
            for inner in ast.walk(value)
        )
    return node.func.attr == "fit_transform" or (node.func.attr == "fit" and "transform" in methods)
