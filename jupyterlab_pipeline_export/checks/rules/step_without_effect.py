"""A step that leaves its table as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.edits import Edit, bypass_of
from jupyterlab_pipeline_export.checks.rows import is_random
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.columns.naming import column_parameters, columns_named

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column, Table
    from jupyterlab_pipeline_export.components.traits import ChangeOf

__all__ = ["RULE"]

REASONS: Final[Mapping[ChangeOf, str]] = {
    "columns": "the columns are what they were",
    "duplicates": "no two rows are the same here",
    "missing": "no value is missing here",
    "order": "the rows are shuffled afterwards",
}


def _find(view: View) -> Iterator[Finding]:
    shuffled = _shuffled_afterwards(view)
    for step in view.steps:
        reason = _reason(view, step, shuffled)
        if reason:
            removable = all(bypass_of(step, port) for port in step.ports.outputs)
            yield Finding(
                step,
                f"Step `{step.id}` has no effect: {reason}.",
                "Remove it, or correct its settings.",
                (),
                Edit(view).remove_step(step).fix(f"Remove {step.id}") if removable else None,
            )


def _reason(view: View, step: StepView, shuffled: set[str]) -> str:
    """Say why a step changes nothing; nothing where it may."""
    if any(map(step.holds, step.traits.idle)):
        return "with these settings it changes nothing"
    changes = _changes(step)
    if len(changes) != 1 or not step.inputs:
        return ""
    change = next(iter(changes))
    if _leaves_as_it_is(view, step, change, shuffled):
        return REASONS[change]
    before = _same_before(view, step) if change != "columns" else None
    return f"`{before.id}` has done the same just before" if before else ""


def _leaves_as_it_is(view: View, step: StepView, change: ChangeOf, shuffled: set[str]) -> bool:
    given = view.table_at(step, next(iter(step.inputs)))
    if change == "columns":
        return _keeps_columns(view, step, given)
    if change == "order":
        return step.id in shuffled
    columns = _concerned(given, step)
    if change == "missing":
        return bool(columns) and all(column.missing is False for column in columns)
    return any(column.unique is True for column in columns)


def _changes(step: StepView) -> set[ChangeOf]:
    """Return all that a step changes; nothing where that is not known."""
    return {each.of for each in step.traits.changes if step.holds(each.when)}


def _keeps_columns(view: View, step: StepView, given: Table) -> bool:
    port = next(iter(step.ports.outputs))
    result = view.columns.output(step.id, port)
    if given.columns is not None and result.columns is not None:
        return [each.name for each in given.columns] == [each.name for each in result.columns]
    rule = step.column_rule(port)
    if rule is None or not rule.rename or rule.keep or rule.drop or rule.first or rule.add:
        return False
    names = step.value(rule.rename)
    return isinstance(names, dict) and all(old == new for old, new in names.items())


def _concerned(given: Table, step: StepView) -> list[Column]:
    """Return the columns that a step looks at: those that it names, else all; none where they are not known."""
    names = {
        named.name
        for name, schema in column_parameters(step.component).items()
        for named in columns_named(step.value(name), schema)
    }
    columns = [each for each in given.columns or () if not names or each.name in names]
    return columns if len(columns) >= len(names) else []


def _same_before(view: View, step: StepView) -> StepView | None:
    source = step.source(next(iter(step.inputs)))
    before = view.by_id.get(source.step) if source else None
    same = before and before.component.id == step.component.id and before.params == step.params
    return before if same else None


def _shuffled_afterwards(view: View) -> set[str]:
    """Find the steps whose rows go nowhere but into random splits, at most by way of steps that change columns."""
    found: set[str] = set()
    for step in reversed(view.steps):
        takers = [taker.step for taker in view.takers_of(step)]
        if takers and all(
            is_random(taker) or (taker.id in found and _changes(taker) == {"columns"})
            for taker in takers
        ):
            found.add(step.id)
    return found


RULE = Rule(
    code="step-without-effect",
    severity="info",
    title="A step has no effect",
    why=(
        "A step that does nothing is often one that was meant to do something: a filter that lets everything pass, a new name that was never"
        " filled in. Where it is not, it only costs time and makes the pipeline longer to read."
    ),
    source="https://papers.nips.cc/paper/5656-hidden-technical-debt-in-machine-learning-systems",
    find=_find,
    fixes="Remove the step; what took its output takes what it was given.",
)
