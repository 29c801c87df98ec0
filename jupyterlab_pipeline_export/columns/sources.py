"""What the steps of a pipeline read: files, texts within the document, datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from jupyterlab_pipeline_export.columns.tables import TableKey, source_key
from jupyterlab_pipeline_export.columns.values import StepParams, parameter_defaults
from jupyterlab_pipeline_export.components.step_values import condition_holds
from jupyterlab_pipeline_export.pipeline.problems import pointer

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.catalog import Catalog
    from jupyterlab_pipeline_export.components.column_rules import ColumnRule, Reader
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Pipeline, Step

__all__ = ["SourceKind", "SourceToRead", "find_sources", "source_parameters"]

SourceKind: TypeAlias = Literal["file", "inline", "dataset"]


@dataclass(frozen=True, slots=True)
class SourceToRead:
    """Something that a step reads a table from."""

    step: str
    parameter: str
    kind: SourceKind
    value: str
    """The path relative to the pipeline, the text, or the name of the dataset."""
    reader: Reader | None
    options: Mapping[str, JsonValue]
    """By the names that pandas gives them; None stands for its default."""
    place: str
    """Pointer to the parameter in the document."""

    @property
    def key(self) -> TableKey:
        """The key of its table."""
        return source_key(self.step, self.parameter)


def source_parameters(component: Component) -> tuple[str, ...]:
    """Return the parameters that name what a component reads."""
    found: dict[str, None] = {}
    for rules in component.columns.values():
        for rule in rules:
            found.update((name, None) for name in (rule.file, rule.inline, rule.dataset) if name)
    return tuple(found)


def find_sources(pipeline: Pipeline, catalog: Catalog) -> Iterator[SourceToRead]:
    """Find all that the steps of a pipeline read tables from.

    Parameters
    ----------
    pipeline
        The document. A value that refers to a parameter of the pipeline counts
        with that parameter's default.
    catalog
        The components that it may use.

    Yields
    ------
    SourceToRead
        In the order of the document; none of muted steps.
    """
    defaults = parameter_defaults(pipeline)
    for index, step in enumerate(pipeline.steps):
        component = catalog.get(step.component)
        if component is None or not step.enabled or not source_parameters(component):
            continue
        params = StepParams(step, component, defaults)
        seen: set[str] = set()
        for port in component.columns:
            rule = _rule(component, port, step, params)
            source = rule and _source(index, rule, params)
            if source and source.parameter not in seen:
                seen.add(source.parameter)
                yield source


def _rule(component: Component, port: str, step: Step, params: StepParams) -> ColumnRule | None:
    linked = {name for name, links in step.inputs.items() if links}
    for rule in component.columns[port]:
        if condition_holds(rule.when, params.values, component, linked, on_reference=False):
            return rule
    return None


def _source(index: int, rule: ColumnRule, params: StepParams) -> SourceToRead | None:
    kinds: tuple[tuple[SourceKind, str], ...] = (
        ("file", rule.file),
        ("inline", rule.inline),
        ("dataset", rule.dataset),
    )
    for kind, parameter in kinds:
        value = params.value(parameter) if parameter else None
        if isinstance(value, str) and value:
            given = params.step.params
            place = ("params", parameter) if parameter in given else ()
            options = _options(rule, params, {parameter, *rule.keep})
            return SourceToRead(
                params.step.id,
                parameter,
                kind,
                value,
                rule.reader,
                options,
                pointer("steps", index, *place),
            )
    return None


def _options(rule: ColumnRule, params: StepParams, others: set[str]) -> Mapping[str, JsonValue]:
    """Gather the options of a reader, without those that pick columns: the rule says what becomes of these."""
    options = {**rule.options, **params.given()}
    return {name: value for name, value in options.items() if name not in others}
