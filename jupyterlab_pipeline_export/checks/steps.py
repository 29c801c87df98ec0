"""The steps of a pipeline as rules look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jupyterlab_pipeline_export.components.step_values import condition_holds, raw_value
from jupyterlab_pipeline_export.pipeline.model import parameter_reference

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.column_rules import ColumnRule
    from jupyterlab_pipeline_export.components.manifest import Component, Condition
    from jupyterlab_pipeline_export.components.traits import Traits
    from jupyterlab_pipeline_export.components.wiring import Source, StepPorts
    from jupyterlab_pipeline_export.pipeline.model import Step

__all__ = ["StepView"]


@dataclass(frozen=True)
class StepView:
    """A step that is not muted, with its links resolved."""

    index: int
    """Its place in the document."""
    step: Step
    component: Component
    ports: StepPorts
    inputs: Mapping[str, tuple[Source, ...]]
    """By input; none of the sources is muted."""
    defaults: Mapping[str, JsonValue]
    """What the parameters of the pipeline are by default, by name."""

    @property
    def id(self) -> str:
        """The step's id."""
        return self.step.id

    @property
    def traits(self) -> Traits:
        """What the component means for machine learning."""
        return self.component.traits

    @cached_property
    def params(self) -> dict[str, JsonValue]:
        """The values of the step, with the defaults of the pipeline's parameters put in."""
        return {name: self._resolved(value) for name, value in self.step.params.items()}

    def _resolved(self, value: JsonValue) -> JsonValue:
        name = parameter_reference(value)
        return value if name is None else self.defaults.get(name)

    def value(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value of a parameter, else its default, else None."""
        return raw_value(self.params, self.component, name) if name else None

    def is_reference(self, name: str) -> bool:
        """Tell whether a parameter of the step stands for one of the pipeline."""
        return parameter_reference(self.step.params.get(name)) is not None

    def holds(self, when: Condition) -> bool:
        """Tell whether a condition of the component's manifest holds here."""
        return condition_holds(when, self.params, self.component, self.linked, on_reference=False)

    def any_holds(self, conditions: bool | Iterable[Condition]) -> bool:
        """Tell whether one of several conditions holds, or the answer that stands in their place."""
        if isinstance(conditions, bool):
            return conditions
        return any(map(self.holds, conditions))

    @cached_property
    def linked(self) -> frozenset[str]:
        """The inputs that have a link."""
        return frozenset(name for name, sources in self.inputs.items() if sources)

    def source(self, port: str) -> Source | None:
        """Return the output that an input takes, the first where it takes many; None without a link."""
        sources = self.inputs.get(port) if port else None
        return sources[0] if sources else None

    def column_rule(self, port: str) -> ColumnRule | None:
        """Return the rule by which the columns of an output come about, if there is one."""
        rules = self.component.columns.get(port, ())
        return next((rule for rule in rules if self.holds(rule.when)), None)
