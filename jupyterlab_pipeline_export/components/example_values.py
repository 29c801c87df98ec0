"""Settings that try a component in every way its parameters allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["ExampleSettings", "NoExampleError", "example_settings"]


class NoExampleError(Exception):
    """No value is known that a parameter could have.

    Parameters
    ----------
    name
        The parameter.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"no value is known that fits the parameter {name}: add `examples` to it")
        self.name = name


@dataclass(frozen=True)
class ExampleSettings:
    """Values of a component's parameters, and whether its optional inputs are linked."""

    label: str
    params: dict[str, Any]
    optional_inputs: bool = False


def example_settings(component: Component) -> Iterator[ExampleSettings]:
    """Yield the defaults, each value of each parameter alone, and all parameters together.

    Raises
    ------
    NoExampleError
        If a parameter has no examples, and its schema does not tell a value.
    """
    properties: dict[str, Any] = component.params.get("properties", {})  # type: ignore[assignment]
    required: list[str] = component.params.get("required", [])  # type: ignore[assignment]
    base = {name: _required_value(name, properties.get(name, {})) for name in required}
    # Values that work only together stand as examples of all parameters.
    together: list[dict[str, Any]] = component.params.get("examples", [])  # type: ignore[assignment]
    yield ExampleSettings("defaults", base)
    optional = [name for name in properties if name not in required]
    for name in optional:
        for value in _values(name, properties[name]):
            others = next((each for each in together if each.get(name) == value), {})
            params = {**base, **others, name: value}
            yield ExampleSettings(f"{name}={value}", params, optional_inputs=True)
    if optional or any(port.optional for port in component.inputs.values()):
        every = {name: _values(name, properties[name])[-1] for name in properties}
        yield ExampleSettings("all", every, optional_inputs=True)


def _required_value(name: str, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if not schema.get("examples"):
        raise NoExampleError(name)
    return schema["examples"][0]


def _values(name: str, schema: dict[str, Any]) -> list[Any]:
    """Return values of a parameter that differ from its default."""
    default = schema.get("default")
    if schema.get("examples"):
        return list(schema["examples"])
    for key in ("oneOf", "enum"):
        choices = [each["const"] if key == "oneOf" else each for each in schema.get(key, [])]
        if others := [each for each in choices if each != default]:
            return others
    match schema.get("type"):
        case "boolean":
            return [not default]
        case "integer" if default is not None:
            return [default - 1 if default == schema.get("maximum") else default + 1]
        case "integer" if "minimum" in schema:
            return [schema["minimum"]]
        case "number":
            low, high = schema.get("exclusiveMinimum", 0), schema.get("exclusiveMaximum", 1)
            return [default / 2 if default else (low + high) / 2]
    raise NoExampleError(name)
