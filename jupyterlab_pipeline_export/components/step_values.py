"""The values of a step's parameters, and conditions on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias

from pydantic import JsonValue

from jupyterlab_pipeline_export.pipeline.model import parameter_reference

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component, Condition

__all__ = ["Schema", "condition_holds", "parameter_schemas", "raw_value", "same_value"]

Schema: TypeAlias = Mapping[str, JsonValue]


def parameter_schemas(component: Component) -> Mapping[str, Schema]:
    """Return the JSON Schemas of a component's parameters, by name."""
    properties = component.params.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {name: schema for name, schema in properties.items() if isinstance(schema, dict)}


def raw_value(params: Mapping[str, JsonValue], component: Component, name: str) -> JsonValue:
    """Return a step's value of a parameter, else its default, else None."""
    if name in params:
        return params[name]
    properties = component.params.get("properties")
    schema = properties.get(name) if isinstance(properties, dict) else None
    return schema.get("default") if isinstance(schema, dict) else None


def same_value(left: JsonValue, right: JsonValue) -> bool:
    """Tell whether two JSON values are equal; numbers are whatever their notation, booleans are none."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            same_value(left[key], right[key]) for key in left
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_value, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def condition_holds(
    when: Condition,
    params: Mapping[str, JsonValue],
    component: Component,
    linked: Collection[str],
    *,
    on_reference: bool,
) -> bool:
    """Tell whether a condition of a manifest holds for a step.

    Parameters
    ----------
    when
        Wanted values by parameter name, and links by ``inputs.PORT``.
    params
        The step's values; the defaults of its component fill them up.
    component
        The component of the step.
    linked
        Names of the inputs that have a link.
    on_reference
        What to assume of a value that still refers to a parameter of the
        pipeline, so that it is known at run time only.

    Returns
    -------
    bool
        Whether all of its entries hold; an empty condition does.
    """
    for name, wanted in when.items():
        if name.startswith("inputs."):
            holds = (name.removeprefix("inputs.") in linked) == bool(wanted)
        else:
            value = raw_value(params, component, name)
            holds = (
                on_reference if parameter_reference(value) is not None else _meets(value, wanted)
            )
        if not holds:
            return False
    return True


def _meets(value: JsonValue, wanted: JsonValue) -> bool:
    """Tell whether a value is what a condition asks for: one of some values, a text that starts as given, or any at all."""
    if isinstance(wanted, dict) and "given" in wanted:
        return (value is not None) == wanted["given"]
    if isinstance(wanted, dict) and "starts_with" in wanted:
        starts = wanted["starts_with"]
        return isinstance(value, str) and any(
            isinstance(start, str) and value.startswith(start)
            for start in (starts if isinstance(starts, list) else [starts])
        )
    choices = wanted if isinstance(wanted, list) else [wanted]
    return same_value(value, wanted) or any(same_value(value, item) for item in choices)
