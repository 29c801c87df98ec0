"""Quick fixes: each mends its problem, makes no new one, and leaves a pipeline that runs."""

from __future__ import annotations

import copy
import shutil
from collections import Counter
from functools import cache

import jsonpatch
import pytest

from jupyterlab_pipeline_export.checks.rules import all_rules
from tests.checks.corpus_runs import CORPUS, LABELS, document, load, mistakes, structural
from tests.components.library.execution import Run, program_of

MISTAKES = sorted(name for name, codes in LABELS.items() if codes)
FIXES_BY_HAND = {
    # What to predict instead is for people to say.
    "classifier_on_incomes", "classifier_on_measure", "classifier_on_prices",
    "classifier_on_progression", "regressor_on_category", "regressor_on_species", "regressor_on_text",
    # Code is not changed.
    "learned_in_code", "learned_in_code_by_mean", "unseeded_forest", "unseeded_generator",
    "unseeded_numpy", "unseeded_sample", "unseeded_split", "unseeded_stdlib",
    # No imputer does the same, other steps need the filled table, or there is no split.
    "learned_balanced", "learned_before_folds", "learned_mode", "learned_several_steps_before",
    # No rows are held out, or models come from several steps.
    "training_rows_comparison", "training_rows_no_split",
}  # fmt: skip
RUN = {
    "identifier-among-features",
    "learned-before-split",
    "missing-values-refused",
    "random-split-of-time-series",
    "step-without-effect",
    "target-among-features",
    "text-refused",
    "unscaled-features",
    "unused-output",
}
"""Rules whose fixes change which steps there are, or what columns they get."""
NEEDS_DATABASE = {"nothing_again", "nothing_renamed_unknown"}


def apply(raw, fix):
    patch = [
        {
            key: value
            for key, value in operation.model_dump().items()
            if (operation.op, key) != ("remove", "value")
        }
        for operation in fix.patch
    ]
    return jsonpatch.apply_patch(copy.deepcopy(raw), patch)


@cache
def problems(name):
    return tuple(mistakes(document(name)))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_a_fix_where_one_can_be_told(name) -> None:
    fixes = [problem.fix for problem in problems(name)]
    assert all(fix is None for fix in fixes) == (name in FIXES_BY_HAND)


@pytest.mark.parametrize("name", sorted(set(MISTAKES) - FIXES_BY_HAND))
def test_a_fix_mends_its_problem_and_makes_no_new_one(name) -> None:
    raw = document(name)
    before = Counter(problem.code for problem in problems(name))
    for problem in problems(name):
        if problem.fix is None:
            continue
        mended = apply(raw, problem.fix)
        assert structural(mended) == []
        after = Counter(each.code for each in mistakes(mended))
        assert after[problem.code] < before[problem.code]
        # A relinked step may leave another one without use, which has a fix of its own.
        assert set(after - before) <= {"unused-output"}


@pytest.mark.parametrize("name", sorted(set(MISTAKES) - FIXES_BY_HAND))
def test_a_fix_may_be_applied_where_values_and_inputs_are_left_out(name) -> None:
    """A document may leave out `params` and `inputs` altogether, and have a layout."""
    raw = copy.deepcopy(document(name))
    raw["layout"] = {step["id"]: [0, 0] for step in raw["steps"]}
    for problem in mistakes(raw):
        if problem.fix:
            mended = apply(raw, problem.fix)
            assert structural(mended) == []
            left = {step["id"] for step in mended["steps"]}
            assert set(mended["layout"]) <= left


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in sorted(set(MISTAKES) - FIXES_BY_HAND - NEEDS_DATABASE)
        if RUN & set(LABELS[name])
    ],
)
def test_what_a_fix_leaves_runs(name, tmp_path) -> None:
    shutil.copytree(CORPUS / "data", tmp_path / "data")
    fix = next(problem.fix for problem in problems(name) if problem.fix)
    Run(program_of(load(apply(document(name), fix))), tmp_path)


def test_every_rule_that_names_a_fix_gives_one() -> None:
    given = {problem.code for name in MISTAKES for problem in problems(name) if problem.fix}
    # A component of the library has a seed by default; what users' components lack is tried elsewhere.
    assert given | {"unseeded"} == {rule.code for rule in all_rules() if rule.fixes}
