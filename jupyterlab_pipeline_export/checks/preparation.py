"""What the preparation of a model makes of the columns that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.columns.tables import Column
    from jupyterlab_pipeline_export.components.traits import Part
    from jupyterlab_pipeline_export.components.wiring import Source

__all__ = ["NUMBERS", "TEXTS", "Prepared", "Refused", "part_columns", "prepare"]

NUMBERS: Final = frozenset({"integer", "number"})
TEXTS: Final = frozenset({"text", "category"})
DEEPEST: Final = 16
"""Transformers within transformers beyond which nothing is said."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A transformer that is given what it fails at."""

    by: StepView
    column: Column


@dataclass
class Prepared:
    """What is left to mend when the preparation is through."""

    columns: dict[str, Column]
    missing: set[str] = field(default_factory=set)
    """Columns that still lack values."""
    text: set[str] = field(default_factory=set)
    """Columns that still hold texts."""
    unscaled: set[str] = field(default_factory=set)
    """Columns of numbers that have their own scale still."""
    refused_missing: list[Refused] = field(default_factory=list)
    refused_text: list[Refused] = field(default_factory=list)
    certain: bool = True
    """Whether all transformers are known, so that what is left here is left indeed."""


def prepare(view: View, step: StepView, columns: Sequence[Column]) -> Prepared:
    """Follow columns through the preparation of a step that fits a model.

    Parameters
    ----------
    view
        The pipeline.
    step
        A step with the trait `training`.
    columns
        The features that it is given.
    """
    prepared = Prepared({column.name: column for column in columns})
    prepared.missing = {column.name for column in columns if column.missing}
    prepared.text = {column.name for column in columns if column.type in TEXTS}
    prepared.unscaled = {column.name for column in columns if column.type in NUMBERS}
    training = step.traits.training
    sources = step.inputs.get(training.preparation, ()) if training else ()
    _follow(view, sources, set(prepared.columns), prepared, 0)
    return prepared


def _follow(
    view: View, sources: Iterable[Source], names: set[str], prepared: Prepared, depth: int
) -> None:
    for source in sources:
        step = view.by_id[source.step]
        traits = step.traits
        if depth > DEEPEST or not (traits.cures or traits.refuses or traits.parts):
            prepared.certain = False
        elif traits.parts:
            _follow_parts(view, step, names, prepared, depth)
        else:
            _transform(step, names, prepared)


def _transform(step: StepView, names: set[str], prepared: Prepared) -> None:
    for refusal in step.traits.refuses:
        if not step.holds(refusal.when):
            continue
        left, told = (
            (prepared.missing, prepared.refused_missing)
            if refusal.of == "missing"
            else (prepared.text, prepared.refused_text)
        )
        told += (Refused(step, prepared.columns[name]) for name in sorted(left & names))
    for cure in step.traits.cures:
        if step.holds(cure.when):
            mended = {
                "missing": prepared.missing,
                "text": prepared.text,
                "scaling": prepared.unscaled,
            }
            mended[cure.of].difference_update(names)


def _follow_parts(
    view: View, step: StepView, names: set[str], prepared: Prepared, depth: int
) -> None:
    rest = set(names)
    for part in step.traits.parts:
        sources = step.inputs.get(part.input, ())
        if not sources:
            continue
        own = names & part_columns(step, part, prepared.columns)
        rest -= own
        _follow(view, sources, own, prepared, depth + 1)
    if step.any_holds(step.traits.drops_rest):
        names -= rest
        for left in (prepared.missing, prepared.text, prepared.unscaled):
            left.difference_update(rest)


def part_columns(step: StepView, part: Part, columns: Mapping[str, Column]) -> set[str]:
    """Tell which columns a transformer leads through one of its parts."""
    named = step.value(part.columns)
    if isinstance(named, str):
        return {named}
    if isinstance(named, list) and named:
        return {name for name in named if isinstance(name, str)}
    # A boolean column is no number to a selector of types, and one of an unknown type may be either.
    return {
        name
        for name, column in columns.items()
        if part.otherwise == "all" or (column.type in NUMBERS) == (part.otherwise == "numbers")
    }
