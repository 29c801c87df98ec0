"""A pipeline as rules look at it: resolved once, so that each rule is cheap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.checks.models import Fitted, follow_models
from jupyterlab_pipeline_export.checks.rows import Flow, Rows, follow_rows
from jupyterlab_pipeline_export.checks.steps import StepView
from jupyterlab_pipeline_export.columns.tables import UNKNOWN, Column, Table
from jupyterlab_pipeline_export.components.step_values import parameter_schemas
from jupyterlab_pipeline_export.components.wiring import Source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.columns.tables import KnownColumns
    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.traits import Evaluation, Split, Training
    from jupyterlab_pipeline_export.components.wiring import Wiring
    from jupyterlab_pipeline_export.pipeline.model import Pipeline

__all__ = ["StepView", "Taker", "View", "make_view"]


@dataclass(frozen=True, slots=True)
class Taker:
    """An input that takes an output."""

    step: StepView
    port: str


@dataclass(frozen=True)
class View:
    """A pipeline without errors, with all that is known of it."""

    pipeline: Pipeline
    catalog: Catalog
    steps: tuple[StepView, ...]
    """Those that are not muted, in the order in which they run."""
    columns: KnownColumns

    @cached_property
    def by_id(self) -> Mapping[str, StepView]:
        """The steps by their id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def takers(self) -> Mapping[Source, tuple[Taker, ...]]:
        """By output, the inputs that take it; an output that nobody takes is not there."""
        found: dict[Source, list[Taker]] = {}
        for step in self.steps:
            for port, sources in step.inputs.items():
                for source in sources:
                    found.setdefault(source, []).append(Taker(step, port))
        return {source: tuple(takers) for source, takers in found.items()}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all steps of the document, muted ones too."""
        return frozenset(step.id for step in self.pipeline.steps)

    @cached_property
    def links_to(self) -> Mapping[str, tuple[tuple[int, str], ...]]:
        """By step, the places and inputs of the document that link to it, those of muted steps too."""
        found: dict[str, list[tuple[int, str]]] = {}
        for index, step in enumerate(self.pipeline.steps):
            for port, links in step.inputs.items():
                given = [links] if isinstance(links, str) else links
                for name in dict.fromkeys(link.partition(".")[0] for link in given):
                    found.setdefault(name, []).append((index, port))
        return {name: tuple(places) for name, places in found.items()}

    def takers_of(self, step: StepView) -> Iterator[Taker]:
        """Yield the inputs that take any output of a step."""
        for port in step.ports.outputs:
            yield from self.takers.get(Source(step.id, port), ())

    @cached_property
    def rows(self) -> Flow:
        """Which rows each output has."""
        return follow_rows(self.steps)

    def rows_at(self, step: StepView, port: str) -> frozenset[Rows]:
        """Return the rows that an input takes; none where they are not known."""
        source = step.source(port)
        return self.rows.get(source, frozenset()) if source else frozenset()

    @cached_property
    def models(self) -> Mapping[Source, Fitted]:
        """By output, the models that steps fit; others are not known."""
        return follow_models(self.steps, self.rows)

    @cached_property
    def _code_parameters(self) -> Mapping[str, tuple[str, ...]]:
        components = {step.component.id: step.component for step in self.steps}
        return {
            name: tuple(
                each
                for each, schema in parameter_schemas(component).items()
                if schema.get("format") == "python"
            )
            for name, component in components.items()
        }

    def codes_of(self, step: StepView) -> Iterator[tuple[str, str]]:
        """Yield the parameters of a step that hold code of a user, with the code."""
        for name in self._code_parameters[step.component.id]:
            code = step.value(name)
            if isinstance(code, str):
                yield name, code

    def table_at(self, step: StepView, port: str) -> Table:
        """Return what is known of the table that an input takes."""
        source = step.source(port)
        return self.columns.output(source.step, source.port) if source else UNKNOWN

    def target_at(self, step: StepView, port: str) -> Column | None:
        """Return the column that an input takes; None where it is not known."""
        columns = self.table_at(step, port).columns
        return columns[0] if columns and len(columns) == 1 else None

    def features_at(self, step: StepView, training: Training) -> tuple[Column, ...]:
        """Return the columns that a model is given, before any preparation; none where they are not known."""
        return self.table_at(step, training.X).columns or ()

    @cached_property
    def trainings(self) -> tuple[tuple[StepView, Training], ...]:
        """The steps that fit a model, or that fit models to compare them."""
        return tuple((step, step.traits.training) for step in self.steps if step.traits.training)

    @cached_property
    def evaluations(self) -> tuple[tuple[StepView, Evaluation], ...]:
        """The steps that judge a model."""
        found = ((step, step.traits.evaluation) for step in self.steps)
        return tuple((step, evaluation) for step, evaluation in found if evaluation)

    @cached_property
    def splits(self) -> tuple[tuple[StepView, Split], ...]:
        """The steps that hold rows out."""
        return tuple((step, step.traits.split) for step in self.steps if step.traits.split)


def make_view(pipeline: Pipeline, catalog: Catalog, wiring: Wiring, columns: KnownColumns) -> View:
    """Resolve a pipeline for the rules.

    Parameters
    ----------
    pipeline
        A document without errors.
    catalog
        The components that it may use.
    wiring
        Its links.
    columns
        What is known of its tables.
    """
    defaults = {each.name: each.default for each in pipeline.parameters}
    steps = []
    for index in wiring.order:
        step = pipeline.steps[index]
        component = catalog.get(step.component)
        if component is not None:
            ports, inputs = wiring.ports[step.id], wiring.inputs[step.id]
            steps.append(StepView(index, step, component, ports, inputs, defaults))
    return View(pipeline, catalog, tuple(steps), columns)
