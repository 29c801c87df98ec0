"""Every rule on every pipeline of the corpus: nothing missed, nothing told for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jupyterlab_pipeline_export
from jupyterlab_pipeline_export.checks.rules import all_rules
from tests.checks.corpus_runs import CORPUS, LABELS, document, found, mistakes, structural

RULES = {rule.code: rule for rule in all_rules()}
ROOT = Path(__file__).parents[2]
PACKAGE = Path(jupyterlab_pipeline_export.__file__).parent
REAL = sorted(
    [
        *(PACKAGE / "examples").glob("*.pipeline.json"),
        *(ROOT / "examples").glob("*.pipeline.json"),
        *(ROOT / "tests" / "golden").glob("*/input.pipeline.json"),
    ]
)


def test_the_corpus_and_its_labels_name_the_same_pipelines() -> None:
    files = {path.name.removesuffix(".pipeline.json") for path in CORPUS.glob("*.pipeline.json")}
    assert files == set(LABELS)
    assert {code for codes in LABELS.values() for code in codes} == set(RULES)


@pytest.mark.parametrize("name", LABELS)
def test_a_pipeline_has_the_mistakes_that_it_is_labelled_with(name: str) -> None:
    assert structural(document(name)) == []
    assert found(name) == set(LABELS[name])


@pytest.mark.parametrize("code", RULES)
def test_each_rule_is_tried_on_several_mistakes(code: str) -> None:
    # That each mistake is found and nothing else is told is asked of each pipeline above.
    assert sum(code in codes for codes in LABELS.values()) >= 3


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_rule_complains_of_a_real_pipeline(path: Path) -> None:
    folder = path.parent
    if folder.parent.name == "golden":
        # Golden pipelines read what the examples bring.
        folder = PACKAGE / "examples"
    assert mistakes(json.loads(path.read_text(encoding="utf-8")), folder) == []


def test_there_are_real_pipelines() -> None:
    assert len(REAL) >= 6
