"""What a rule is: one mistake, how it is found, and why it matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.wording import listed

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.pipeline.problems import Fix

__all__ = ["Finding", "Rule", "shortly_listed"]

MOST_LISTED: Final = 3

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a pipeline where the mistake is made."""

    step: StepView
    message: str
    """What is wrong, as one plain sentence."""
    remedy: str
    """What the user can do about it, as one plain sentence."""
    place: Place = ()
    """From the step inwards, such as ``("params", "stratify")``; a part that the document leaves out is cut off."""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One mistake that costs people their results."""

    code: str
    """Dashed name, which is the code of its problems."""
    severity: Literal["warning", "info"]
    title: str
    """What it finds, in a few words."""
    why: str
    """What the mistake costs, in two or three plain sentences."""
    source: str
    """https link to where that is shown."""
    find: Callable[[View], Iterator[Finding]]
    fixes: str = ""
    """What the quick fix does, in a few words; empty where there is none."""

    def check(self, view: View) -> Iterator[Problem]:
        """Find the mistake in a pipeline.

        Parameters
        ----------
        view
            The pipeline.

        Yields
        ------
        Problem
            One for each place.
        """
        for finding in self.find(view):
            yield Problem(
                severity=self.severity,
                code=self.code,
                pointer=pointer("steps", finding.step.index, *_there(finding)),
                step=finding.step.id,
                message=finding.message,
                remedy=finding.remedy,
                why=self.why,
                source=self.source,
                fix=finding.fix,
            )


def shortly_listed(names: Sequence[str]) -> str:
    """Join names to an enumeration that names no more than three."""
    if len(names) <= MOST_LISTED:
        return listed(names, conjunction="and")
    first = ", ".join(f"`{name}`" for name in names[:MOST_LISTED])
    return f"{first} and {len(names) - MOST_LISTED} more"


def _there(finding: Finding) -> Place:
    """Cut a place off where the document has nothing."""
    step = finding.step.step
    part: object = {"params": step.params, "inputs": step.inputs}
    for depth, key in enumerate(finding.place):
        if isinstance(part, dict) and key in part and (depth or key in step.model_fields_set):
            part = part[str(key)]
        elif isinstance(part, list) and isinstance(key, int) and key < len(part):
            part = part[key]
        else:
            return finding.place[:depth]
    return finding.place
