"""What is read from custom code, without running it."""

from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.checks.code_reading import read_code


def unseeded(code):
    return [call.name for call in read_code(code).unseeded]


def learning(code):
    return [call.name for call in read_code(code).learning]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import numpy\nx = numpy.random.normal()", "numpy.random.normal"),
        ("from numpy import random as chance\nx = chance.rand(3)", "chance.rand"),
        ("from numpy.random import RandomState\nx = RandomState()", "RandomState"),
        ("import numpy as np\nx = np.random.default_rng(seed=None)", "np.random.default_rng"),
        ("import random\nx = random.Random()", "random.Random"),
        ("from random import shuffle\nx = shuffle([1, 2])", "shuffle"),
        (
            "from sklearn.model_selection import KFold\nx = KFold(5, shuffle=True)",
            "KFold",
        ),
        (
            "import sklearn.ensemble\nx = sklearn.ensemble.RandomForestClassifier(random_state=None)",
            "sklearn.ensemble.RandomForestClassifier",
        ),
        ("x = table.dropna().sample(10)", ".dropna.sample"),
    ],
)
def test_a_draw_without_a_seed_is_found(code, name):
    found = unseeded(code)
    assert len(found) == 1
    assert found[0].rpartition(".")[2] == name.rpartition(".")[2]


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nx = np.random.default_rng(1).normal()",
        "import numpy as np\nx = np.random.RandomState(1)",
        "import numpy as np\nnp.random.seed(1)\nx = np.random.rand()",
        "import numpy as np\nnp.random.seed(1)\nx = table.sample(frac=1)",
        "import random\nrandom.seed(1)\nx = random.random()",
        "import random\nx = random.Random(1)",
        "from sklearn.model_selection import KFold\nx = KFold(5)",
        "from sklearn.cluster import KMeans\noptions = {'random_state': 0}\nx = KMeans(3, **options)",
        "from keras.utils import set_random_seed\nimport random\nset_random_seed(0)\nx = random.random()",
        "x = random.choice([1])",
        "x = table.sample(frac=1, random_state=seed)",
        "x = tuples.sample(name)",
        "def random():\n    return 4\n\nx = random()",
    ],
)
def test_what_is_seeded_or_draws_nothing_is_left_alone(code):
    assert unseeded(code) == []


@pytest.mark.parametrize(
    "code",
    [
        "x = scaler.fit_transform(table)",
        "scaler.fit(table)\nx = scaler.transform(table)",
        "x = table.fillna(table.mean(numeric_only=True))",
        "x = table.fillna(value={'a': table['a'].median()})",
    ],
)
def test_what_learns_from_all_rows_is_found(code):
    assert learning(code)


@pytest.mark.parametrize(
    "code",
    ["x = table.fillna(0)", "model.fit(X, y)", "x = table.mean()", "x = scaler.transform(table)"],
)
def test_what_learns_nothing_is_left_alone(code):
    assert learning(code) == []


@pytest.mark.parametrize("code", ["x = (", "%matplotlib inline", "return 1", "((" * 10_000])
def test_code_that_is_no_code_says_nothing(code):
    assert read_code(code) == read_code("")
