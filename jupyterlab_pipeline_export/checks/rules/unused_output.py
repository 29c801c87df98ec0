"""A step that nothing comes of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.edits import Edit
from jupyterlab_pipeline_export.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["RULE"]


def _find(view: View) -> Iterator[Finding]:
    # As long as nothing shows or writes anything, the pipeline is not finished, and its last step is no mistake.
    if not any(map(_counts, view.steps)):
        return
    for step in view.steps:
        if not _counts(step) and not any(view.takers_of(step)):
            yield Finding(
                step,
                f"Nothing takes what step `{step.id}` gives, and it shows nothing.",
                "Link its output, mute the step, or remove it.",
                (),
                _fix(view, step),
            )


def _counts(step: StepView) -> bool:
    """Tell whether running a step is worth it by itself."""
    outputs = step.ports.outputs.values()
    return step.traits.effect or not outputs or any(port.show for port in outputs)


def _fix(view: View, step: StepView) -> Fix:
    if step.id in view.links_to:
        # Muted steps take its output and would lose their link.
        return Edit(view).mute(step).fix(f"Mute {step.id}")
    edit = Edit(view).remove_step(step)
    gone, waiting = {step.index}, [step]
    while waiting:
        served = waiting.pop()
        for sources in served.inputs.values():
            for source in sources:
                other = view.by_id[source.step]
                takers = {index for index, _ in view.links_to[other.id]}
                if other.index not in gone and takers <= gone and not _counts(other):
                    edit.remove_step(other)
                    gone.add(other.index)
                    waiting.append(other)
    more = f" and {len(gone) - 1} that served it alone" if len(gone) > 1 else ""
    return edit.fix(f"Remove {step.id}{more}")


RULE = Rule(
    code="unused-output",
    severity="info",
    title="The outputs of a step are not used",
    why=(
        "Whoever reads the pipeline looks for the use of the step, and whoever runs it waits for it. Often a link was meant to go somewhere"
        " else: a model that was never judged, or a table that was cleaned while the next step takes the one before."
    ),
    source="https://papers.nips.cc/paper/5656-hidden-technical-debt-in-machine-learning-systems",
    find=_find,
    fixes="Remove the step and those that served it alone, or mute it where a muted step takes its output.",
)
