"""Something drawn by chance, and other each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.checks.code_reading import read_code
from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View

__all__ = ["RULE"]

MOST_TOLD: Final = 3


def _find(view: View) -> Iterator[Finding]:
    for step in view.steps:
        seed = step.traits.seed
        if seed and step.value(seed) is None:
            edit = Edit(view).set_param(step, seed, 0)
            yield Finding(
                step,
                f"Step `{step.id}` draws by chance, and its `{seed}` has no value.",
                "Give it a whole number.",
                ("params", seed),
                edit.fix("Use the seed 0") if not step.is_reference(seed) else None,
            )
        yield from _in_code(view, step)


def _in_code(view: View, step: StepView) -> Iterator[Finding]:
    for name, code in view.codes_of(step):
        calls = read_code(code).unseeded
        if calls:
            told = ", ".join(f"`{call.name}` in line {call.line}" for call in calls[:MOST_TOLD])
            more = f" and {len(calls) - MOST_TOLD} more" if len(calls) > MOST_TOLD else ""
            yield Finding(
                step,
                f"The code of step `{step.id}` draws by chance without a seed: {told}{more}.",
                "Pass a fixed seed, such as random_state=0 or default_rng(0).",
                ("params", name),
            )


RULE = Rule(
    code="unseeded",
    severity="warning",
    title="Something is drawn by chance without a fixed seed",
    why=(
        "Each run gives other rows, another model and another score. Nobody can tell then whether a change of the pipeline made it better or"
        " chance did, and nobody can repeat the result."
    ),
    source="https://scikit-learn.org/stable/common_pitfalls.html#controlling-randomness",
    find=_find,
    fixes="Set the seed to 0; in code, none.",
)
