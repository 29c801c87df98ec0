"""The column to predict stands among those to predict it from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.rule import Finding, Rule
from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.components.traits import Training
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for step, training in view.trainings:
        target = view.target_at(step, training.y)
        source = step.source(training.X)
        names = [column.name for column in view.features_at(step, training)]
        if target is None or source is None or target.name not in names:
            continue
        giver = view.by_id[source.step]
        chosen_by = _chosen_by(giver, source, target.name)
        at = giver if chosen_by else step
        place = ("params", chosen_by) if chosen_by else ("inputs", training.X)
        if (at.id, place[1]) in told:
            continue
        told.add((at.id, place[1]))
        yield Finding(
            at,
            f"The target `{target.name}` is among the features of step `{step.id}`.",
            "Leave it out of the features.",
            place,
            _leave_out(view, giver, chosen_by, target.name)
            if chosen_by
            else _take_features(view, step, training, target.name),
        )


def _chosen_by(giver: StepView, source: Source, name: str) -> str:
    """Return the parameter that names the features and the target among them."""
    rule = giver.column_rule(source.port)
    for parameter in rule.keep if rule else ():
        value = giver.value(parameter)
        if isinstance(value, list) and name in value:
            return parameter
    return ""


def _leave_out(view: View, giver: StepView, parameter: str, name: str) -> Fix | None:
    others = [each for each in giver.value(parameter) if each != name]
    if not others or giver.is_reference(parameter):
        return None
    return Edit(view).set_param(giver, parameter, others).fix(f"Leave {name} out")


def _take_features(view: View, step: StepView, training: Training, name: str) -> Fix | None:
    """Link the features that come from where the target comes from, of the same rows."""
    source = step.source(training.y)
    giver = view.by_id.get(source.step) if source else None
    rows = view.rows.get(source) if source else None
    for port, output in giver.ports.outputs.items() if giver and rows else ():
        candidate = Source(giver.id, port) if giver else None
        if candidate is None or output.type != "table" or view.rows.get(candidate) != rows:
            continue
        columns = view.columns.output(candidate.step, candidate.port).columns
        if columns and all(column.name != name for column in columns):
            link = f"{candidate.step}.{candidate.port}"
            return Edit(view).link(step, training.X, link).fix(f"Take {link}")
    return None


RULE = Rule(
    code="target-among-features",
    severity="warning",
    title="The target is among the features",
    why=(
        "A model that is given the answer learns to copy it and nothing else. Its score is close to perfect, and it is of no use for rows"
        " whose answer is not known yet."
    ),
    source="https://doi.org/10.1145/2382577.2382579",
    find=_find,
    fixes="Leave the target out of the features.",
)
