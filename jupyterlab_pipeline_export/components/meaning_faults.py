"""What does not fit in a manifest's words about columns and machine learning, told plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.column_rules import (
    ColumnRule,
    Filled,
    Join,
    NewColumns,
    TypeChange,
)
from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.traits import (
    Cure,
    Evaluation,
    Scores,
    Split,
    Training,
    Traits,
)
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, kind, listed, shown

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

__all__ = ["MEANING", "meaning_faults"]

Place = tuple[str | int, ...]

MEANING: Final = frozenset({"columns", "traits"})
"""Keys of the front matter whose faults are told here."""

MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "add": NewColumns,
    "cures": Cure,
    "evaluation": Evaluation,
    "filled": Filled,
    "join": Join,
    "scores": Scores,
    "split": Split,
    "training": Training,
    "traits": Traits,
    "types": TypeChange,
}
CHOICE: Final = re.compile(r"'([^']+)'")


def meaning_faults(errors: Sequence[ErrorDetails], values: Mapping[str, Any]) -> Iterator[Fault]:
    """Tell errors of `columns` and `traits` in plain words, each place once.

    Parameters
    ----------
    errors
        What pydantic found. Where a value may have several forms, it has an
        opinion on each of them.
    values
        The front matter.

    Yields
    ------
    Fault
        At the key or value that does not fit.
    """
    found: dict[Place, tuple[ErrorDetails, Any]] = {}
    for error in errors:
        place, value = _in_file(error["loc"], values)
        found.setdefault(place, (error, value))
    for place, (error, value) in found.items():
        # The form that somebody meant is the one that fits furthest.
        if not any(other[: len(place)] == place for other in found if other != place):
            yield _fault(place, error, value)


def _in_file(location: Place, values: Mapping[str, Any]) -> tuple[Place, Any]:
    """Return the place in the file, without what pydantic adds for the forms of a value, and what stands there."""
    place: list[str | int] = []
    value: Any = values
    for part in location:
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if in_list or (isinstance(value, dict) and part in value):
            value = value[part]
            place.append(part)
    return tuple(place), value


def _fault(place: Place, error: ErrorDetails, value: Any) -> Fault:  # noqa: ANN401 - any YAML
    name = str(error["loc"][-1])
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    if error["type"] == "missing":
        return Fault(f"`{key}` lacks the key `{name}`.", f"Add `{name}`.", place)
    if error["type"] == "extra_forbidden":
        known = _known_keys(place[:-1])
        otherwise = f"Its keys are {listed(known, conjunction='and')}."
        return Fault(
            f"The key `{name}` is unknown here.",
            did_you_mean(name, known, otherwise=otherwise),
            place,
        )
    if error["type"] == "literal_error":
        choices = CHOICE.findall(str(error.get("ctx", {}).get("expected", "")))
        return Fault(
            f"`{key}` cannot be {shown(value)}.",
            did_you_mean(str(value), choices, otherwise=f"Choose {listed(choices)}."),
            place,
        )
    if error["type"] in {"model_type", "dict_type"}:
        example = "{from: table}" if place[0] == "columns" else "{seed: random_state}"
        remedy = f"Write keys and their values, as in `{example}`."
        return Fault(f"`{key}` must be a mapping, but it is {kind(value)}.", remedy, place)
    return Fault(
        f"`{key}` cannot be {kind(value)}.",
        "Give it what the page on adding a component says.",
        place,
    )


def _known_keys(place: Place) -> tuple[str, ...]:
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    # `columns`, the output, and a number where there are several rules lead to a rule.
    names = [part for part in place if isinstance(part, str)]
    model = ColumnRule if place[0] == "columns" and len(names) == 2 else MODELS.get(key)
    fields = model.model_fields if model else {}
    return tuple(field.alias or name for name, field in fields.items())
