"""What holds for every rule, and what happens when one fails."""

from __future__ import annotations

import dataclasses
import importlib
import logging
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_pipeline_export.checks import check, rules
from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from tests.checks.corpus_runs import CORPUS, LABELS, document, load, mistakes, samples_of
from tests.pointers import resolve

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [each.name for each in pkgutil.iter_modules(rules.__path__)])
def test_each_module_is_a_rule_named_like_its_code(name):
    module = importlib.import_module(f"{rules.__name__}.{name}")
    assert module.RULE in all_rules()
    assert module.RULE.code == name.replace("_", "-")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_says_why_and_where_that_is_shown(rule):
    assert re.fullmatch(r"[A-Z].*[^.]", rule.title)
    sentences = re.split(r"(?<=[.:]) (?=[A-Z])", rule.why)
    assert 2 <= len(sentences) <= 4
    assert all(sentence.endswith((".", ":")) for sentence in sentences)
    assert rule.source.startswith("https://")
    assert not rule.fixes or rule.fixes.endswith(".")


@pytest.mark.parametrize("name", [name for name, codes in LABELS.items() if codes])
def test_a_problem_has_a_place_that_is_there_and_whole_sentences(name):
    for problem in mistakes(document(name)):
        step = resolve(document(name), "/".join(problem.pointer.split("/")[:3]))
        assert step["id"] == problem.step
        resolve(document(name), problem.pointer)
        assert problem.severity != "error"
        assert problem.message.endswith(".")
        assert problem.remedy.endswith(".")
        assert problem.why
        assert problem.source


def test_problems_reach_whoever_checks_a_pipeline():
    pipeline = load(document("training_rows_direct"))
    samples = samples_of(pipeline, CORPUS, builtin_catalog())
    (problem,) = check_pipeline(pipeline, builtin_catalog(), samples)
    assert problem.code == "evaluated-on-training-rows"
    assert problem.fix is not None


def test_without_samples_only_what_the_document_says_is_told():
    for name in ("unscaled_svc", "missing_logistic", "unstratified_rare", "text_forest"):
        assert check_pipeline(load(document(name)), builtin_catalog()) == ()


def test_a_rule_that_fails_is_logged_and_hides_no_other(monkeypatch, caplog):
    def fail(view):
        message = "a bug"
        raise ValueError(message)
        yield view

    first, *others = all_rules()
    broken = dataclasses.replace(first, find=fail)
    monkeypatch.setattr(check, "all_rules", lambda: (broken, *others))
    with caplog.at_level(logging.ERROR):
        problems = check_pipeline(load(document("training_rows_direct")), builtin_catalog())
    assert [problem.code for problem in problems] == ["evaluated-on-training-rows"]
    assert f"The rule {first.code} failed" in caplog.text


def test_muted_steps_make_no_mistakes():
    raw = document("training_rows_direct")
    steps = [
        {**step, "enabled": False} if step["component"].startswith("evaluate.") else step
        for step in raw["steps"]
    ]
    assert mistakes({**raw, "steps": steps}) == []


def test_the_page_of_checks_is_up_to_date():
    script = ROOT / "scripts" / "generate_checks_page.py"
    ended = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
