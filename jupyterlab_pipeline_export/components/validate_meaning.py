"""Checks of what a manifest says about columns and machine learning: it names only what there is."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from jupyterlab_pipeline_export.components.fault import Fault
from jupyterlab_pipeline_export.components.step_values import parameter_schemas
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, listed, shown

if TYPE_CHECKING:
    from pydantic import BaseModel

    from jupyterlab_pipeline_export.components.column_rules import ColumnRule
    from jupyterlab_pipeline_export.components.manifest import Component, Condition

__all__ = ["validate_columns", "validate_condition", "validate_traits"]

Place = tuple[str | int, ...]

RULE_PARAMETERS: Final = (
    "file", "inline", "dataset", "keep", "drop", "rename", "first", "add", "types", "changed",
)  # fmt: skip
JOIN_PARAMETERS: Final = ("on", "left_on", "right_on", "how")
TRAIT_INPUTS: Final = {
    "training": ("X", "y", "preparation", "of", "validation"),
    "evaluation": ("model", "X", "y"),
}
"""Keys that name an input; of those with a default, an input that is not there means none."""


def validate_columns(component: Component) -> Iterator[Fault]:
    """Find what is wrong with the rules of a component's columns.

    Parameters
    ----------
    component
        A component whose manifest fits its model.

    Yields
    ------
    Fault
        At the key that names something unknown.
    """
    for name, schema in parameter_schemas(component).items():
        if "x-columns-of" in schema:
            port = str(schema["x-columns-of"])
            place: Place = ("params", "properties", name, "x-columns-of")
            yield from _named("input", (port,), component.inputs, place)
    for port, rules in component.columns.items():
        if port not in component.outputs:
            yield Fault(
                f"The columns of {shown(port)} are described, which is no output.",
                did_you_mean(port, component.outputs, otherwise=_known(component.outputs)),
                ("columns", port),
            )
        for index, rule in enumerate(rules):
            # A single rule may stand without a list.
            place = ("columns", port) if len(rules) == 1 else ("columns", port, index)
            yield from _rule(component, rule, place)


def _rule(component: Component, rule: ColumnRule, place: Place) -> Iterator[Fault]:
    parameters = _parameters(component)
    yield from validate_condition(component, rule.when, (*place, "when"))
    yield from _named("input", rule.from_, component.inputs, (*place, "from"))
    for key in RULE_PARAMETERS:
        yield from _named("parameter", _texts(getattr(rule, key)), parameters, (*place, key))
    if rule.filled:
        columns = _texts(rule.filled.columns)
        yield from _named("parameter", columns, parameters, (*place, "filled"))
    if rule.join:
        for key in JOIN_PARAMETERS:
            names = _texts(getattr(rule.join, key))
            yield from _named("parameter", names, parameters, (*place, "join", key))
        if isinstance(rule.join.suffixes, str):
            names = (rule.join.suffixes,)
            yield from _named("parameter", names, parameters, (*place, "join", "suffixes"))
    for change in rule.types if isinstance(rule.types, tuple) else ():
        yield from _named("parameter", _texts(change.columns), parameters, (*place, "types"))
    for new in rule.add if isinstance(rule.add, tuple) else ():
        yield from _pattern(new.name, parameters, (*place, "add"))


def _pattern(pattern: str, parameters: Collection[str], place: Place) -> Iterator[Fault]:
    try:
        placeholders = [
            each[1] for each in string.Formatter().parse(pattern) if each[1] is not None
        ]
    except ValueError:
        yield Fault(
            f"The name {shown(pattern)} has a brace too many or too few.",
            "Close each brace.",
            place,
        )
        return
    yield from _named("parameter", placeholders, parameters, place)


def validate_traits(component: Component) -> Iterator[Fault]:
    """Find what is wrong with the traits of a component.

    Parameters
    ----------
    component
        A component whose manifest fits its model.

    Yields
    ------
    Fault
        At the key that names something unknown.
    """
    traits, parameters = component.traits, _parameters(component)
    yield from _named("parameter", _texts(traits.seed), parameters, ("traits", "seed"))
    yield from _trait_conditions(component)
    for index, part in enumerate(traits.parts):
        place: Place = ("traits", "parts", index)
        yield from _named("input", (part.input,), component.inputs, (*place, "input"))
        yield from _named("parameter", _texts(part.columns), parameters, (*place, "columns"))
    if traits.split:
        for key in ("train", "test"):
            names = getattr(traits.split, key)
            yield from _named("output", names, component.outputs, ("traits", "split", key))
        for key in ("target", "stratify", "shuffle", "time"):
            names = _texts(getattr(traits.split, key))
            yield from _named("parameter", names, parameters, ("traits", "split", key))
    if traits.training:
        yield from _part(component, traits.training, "training")
        if "model" in traits.training.model_fields_set:
            models = _texts(traits.training.model)
            yield from _named("output", models, component.outputs, ("traits", "training", "model"))
    if traits.evaluation:
        yield from _part(component, traits.evaluation, "evaluation")


def _trait_conditions(component: Component) -> Iterator[Fault]:
    traits = component.traits
    for key in ("cures", "refuses", "changes"):
        for index, each in enumerate(getattr(traits, key)):
            yield from validate_condition(component, each.when, ("traits", key, index))
    listed_conditions = {
        ("learns",): traits.learns,
        ("drops_rest",): traits.drops_rest,
        ("idle",): traits.idle,
        ("training", "scaling"): traits.training.scaling if traits.training else (),
        ("evaluation", "only_accuracy"): traits.evaluation.only_accuracy
        if traits.evaluation
        else (),
    }
    for keys, conditions in listed_conditions.items():
        for condition in conditions if isinstance(conditions, tuple) else ():
            yield from validate_condition(component, condition, ("traits", *keys))


def _part(component: Component, part: BaseModel, key: str) -> Iterator[Fault]:
    for name in TRAIT_INPUTS[key]:
        if name in part.model_fields_set:
            inputs = _texts(getattr(part, name))
            yield from _named("input", inputs, component.inputs, ("traits", key, name))
    scores = getattr(part, "scores", None)
    if scores:
        place = ("traits", key, "scores")
        yield from _named("parameter", (scores.param,), _parameters(component), place)


def validate_condition(component: Component, condition: Condition, place: Place) -> Iterator[Fault]:
    """Find names in a condition that are no parameter and no input of the component."""
    known = [*(f"inputs.{name}" for name in component.inputs), *_parameters(component)]
    for key, value in condition.items():
        if key not in known:
            yield Fault(
                f"The condition names {shown(key)}, which is no parameter and no input.",
                did_you_mean(key, known, otherwise=_known(known)),
                (*place, key),
            )
        elif key.startswith("inputs.") and not isinstance(value, bool):
            yield Fault(
                f"The condition on `{key}` is neither true nor false.",
                "Write true for a linked input, false for one without a link.",
                (*place, key),
            )


def _named(
    what: str, names: Collection[str], known: Collection[str], place: Place
) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield Fault(
                f"`{place[-1]}` names {shown(name)}, which is no {what}.",
                did_you_mean(name, known, otherwise=_known(known)),
                place,
            )


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - what a key may hold differs
    if isinstance(value, str):
        return (value,) if value else ()
    # `true` stands for all columns, so it names none.
    several = value if isinstance(value, (list, tuple)) else ()
    return tuple(each for each in several if isinstance(each, str))


def _parameters(component: Component) -> Collection[str]:
    properties = component.params.get("properties")
    return properties if isinstance(properties, dict) else {}


def _known(names: Collection[str]) -> str:
    return f"Known here are {listed(list(names), conjunction='and')}." if names else "Remove it."
