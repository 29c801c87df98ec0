"""What manifests say about columns and machine learning, in words for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jupyterlab_pipeline_export.exporters.markdown import code_span
from jupyterlab_pipeline_export.pipeline.wording import listed

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.column_rules import ColumnRule
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["column_sentences", "condition_words", "trait_sentences"]

NAMING = {
    "from_": "those of",
    "file": "those of the file",
    "inline": "those of the table",
    "dataset": "those of the dataset",
    "keep": "keeps those of",
    "drop": "drops those of",
    "rename": "renames by",
    "first": "puts first those of",
    "of_types": "keeps those of the type",
}
REFUSALS = {"missing": "missing values", "text": "texts"}
CURES = {"scaling": "columns of different scale", "missing": "missing values", "text": "texts"}


def condition_words(when: Mapping[str, Any]) -> str:
    """Say under which condition something holds; empty where it always does."""
    parts = []
    for name, wanted in when.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        choices = [json.dumps(each, ensure_ascii=False) for each in values]
        parts.append(f"{code_span(name)} is {listed(choices)}")
    return f", where {' and '.join(parts)}" if parts else ""


def column_sentences(component: Component) -> Iterator[str]:
    """Yield what is known of the columns of each output."""
    for port, rules in component.columns.items():
        for rule in rules:
            yield f"Columns of {code_span(port)}{condition_words(rule.when)}: {_rule(rule)}."


def _rule(rule: ColumnRule) -> str:
    if rule.unknown:
        return "known only when it runs"
    parts = ["those of both tables"] if rule.join else []
    parts += [
        f"{words} {_spans(getattr(rule, key))}"
        for key, words in NAMING.items()
        if getattr(rule, key) and not (key == "from_" and rule.join)
    ]
    if rule.add:
        names = (rule.add,) if isinstance(rule.add, str) else (each.name for each in rule.add)
        parts.append(f"adds {_spans(names)}")
    if rule.types:
        parts.append("changes types")
    if rule.filled:
        parts.append("fills missing values")
    return "; ".join(parts) or "known only when it runs"


def _spans(names: str | Iterable[str]) -> str:
    names = (names,) if isinstance(names, str) else names
    return listed(list(names), conjunction="and")


def trait_sentences(component: Component) -> Iterator[str]:
    """Yield what a component means for machine learning."""
    traits = component.traits
    if traits.split:
        by = {"random": "by chance", "group": "by group", "time": "by time"}[traits.split.by]
        yield f"Holds rows out {by}, for the test, as {_spans(traits.split.test)}."
    if traits.training:
        training = traits.training
        task = "" if training.task == "any" else f" for {training.task}"
        yield f"Learns from rows{task}{', and chooses by them' if training.tunes else ''}."
        if training.scaling:
            conditions = training.scaling if isinstance(training.scaling, tuple) else ({},)
            yield from (
                f"Wants columns of similar scale{condition_words(each)}." for each in conditions
            )
        refused = [words for key, words in REFUSALS.items() if getattr(training, key) == "refuses"]
        if refused:
            yield f"Refuses {' and '.join(refused)} among its features."
    if traits.evaluation:
        task = traits.evaluation.task
        yield f"Judges a model{'' if task == 'any' else f' of {task}'} by rows."
    for cure in traits.cures:
        yield f"Mends {CURES[cure.of]}{condition_words(cure.when)}."
    if traits.learns:
        conditions = traits.learns if isinstance(traits.learns, tuple) else ({},)
        yield from (
            f"What becomes of a row depends on the others{condition_words(each)}: use it after the split, or on training rows alone."
            for each in conditions
        )
    if traits.seed:
        yield f"Draws by chance, from the seed {code_span(traits.seed)}."
