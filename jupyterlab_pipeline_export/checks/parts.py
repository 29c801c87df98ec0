"""Components of the catalogue that a quick fix may add, chosen by their traits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.components.step_values import (
    condition_holds,
    parameter_schemas,
    same_value,
)

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.manifest import Component, Condition
    from jupyterlab_pipeline_export.components.traits import CureOf, RefusalOf

__all__ = ["choices", "column_dropper", "cure", "parting", "time_split", "tolerant"]


def cure(catalog: Catalog, of: CureOf, *, most: bool = False) -> Component | None:
    """Find a transformer that mends something without being told more.

    Parameters
    ----------
    catalog
        The components.
    of
        What it has to mend.
    most
        Prefer one that mends more besides, else one that mends this alone.
    """

    def fits(component: Component) -> bool:
        return (
            _is_transformer(component)
            and not component.inputs
            and not component.traits.parts
            and any(
                each.of == of and _by_default(component, each.when)
                for each in component.traits.cures
            )
        )

    def cures(component: Component) -> int:
        return len(component.traits.cures) * (-1 if most else 1)

    return _first(catalog, fits, cures)


def tolerant(component: Component, of: RefusalOf) -> dict[str, JsonValue] | None:
    """Return values under which a transformer does not fail at something; None where there are none."""
    values: dict[str, JsonValue] = {}
    for refusal in component.traits.refuses:
        if refusal.of != of or not _by_default(component, refusal.when):
            continue
        name, refused = next(iter(refusal.when.items()), ("", None))
        others = refused if isinstance(refused, list) else [refused]
        free = (
            each
            for each in choices(component, name)
            if not any(same_value(each, other) for other in others)
        )
        value = next(free, None)
        if value is None:
            return None
        values[name] = value
    return values


def parting(catalog: Catalog) -> tuple[Component, str, str] | None:
    """Find a transformer that leads numbers and all other columns through others, with those two inputs."""

    def fits(component: Component) -> bool:
        kinds = [part.otherwise for part in component.traits.parts]
        return _is_transformer(component) and "numbers" in kinds and "others" in kinds

    found = _first(catalog, fits)
    if found is None:
        return None
    inputs = {part.otherwise: part.input for part in found.traits.parts}
    return found, inputs["numbers"], inputs["others"]


def column_dropper(catalog: Catalog) -> tuple[Component, str, str, str] | None:
    """Find a step that leaves columns out, with its input, output, and the parameter that names them."""

    def fits(component: Component) -> bool:
        return _dropping(component) is not None

    found = _first(catalog, fits)
    ports = _dropping(found) if found else None
    return (found, *ports) if found and ports else None


def time_split(catalog: Catalog) -> Component | None:
    """Find a split that holds out the latest rows by a column with their time."""

    def fits(component: Component) -> bool:
        split = component.traits.split
        return split is not None and split.by == "time" and bool(split.time)

    return _first(catalog, fits)


def choices(component: Component, name: str) -> list[JsonValue]:
    """Return the values that a parameter may be chosen from, those of its items if it is a list."""
    schema = parameter_schemas(component).get(name, {})
    items = schema.get("items")
    options = schema.get("oneOf") or (items.get("oneOf") if isinstance(items, dict) else None)
    if not isinstance(options, list):
        return []
    return [each["const"] for each in options if isinstance(each, dict) and "const" in each]


def _first(
    catalog: Catalog,
    fits: Callable[[Component], bool],
    weight: Callable[[Component], int] = lambda _: 0,
) -> Component | None:
    """Return the plainest component that fits: the package's own first, then by weight and id."""
    found = [each for each in catalog.components.values() if fits(each)]
    return min(
        found,
        key=lambda each: (each.origin != "built-in", weight(each), len(each.id), each.id),
        default=None,
    )


def _is_transformer(component: Component) -> bool:
    return (
        [port.type for port in component.outputs.values()] == ["transformer"]
        and not component.params.get("required")
        and not component.declared_ports
    )


def _dropping(component: Component) -> tuple[str, str, str] | None:
    if [each.of for each in component.traits.changes] != ["columns"]:
        return None
    if len(component.inputs) != 1 or len(component.outputs) != 1:
        return None
    port = next(iter(component.outputs))
    rules = component.columns.get(port, ())
    if len(rules) != 1 or rules[0].keep or len(rules[0].drop) != 1:
        return None
    name = rules[0].drop[0]
    if component.params.get("required") != [name]:
        return None
    return next(iter(component.inputs)), port, name


def _by_default(component: Component, when: Condition) -> bool:
    return condition_holds(when, {}, component, (), on_reference=False)
