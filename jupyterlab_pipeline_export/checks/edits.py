"""Changes to a document, as quick fixes make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.pipeline.problems import Fix, PatchOperation, pointer

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.checks.view import StepView, View
    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.pipeline.model import Step

__all__ = ["Edit", "bypass_of", "links_of"]

LONGEST_ID: Final = 64


@dataclass
class Edit:
    """A change to a document, put together part by part.

    Steps go in and out last, so that every other part finds the steps where the document has them.
    """

    view: View
    _changes: list[PatchOperation] = field(default_factory=list)
    _removed: list[int] = field(default_factory=list)
    _added: list[tuple[int, dict[str, JsonValue]]] = field(default_factory=list)
    _begun: dict[tuple[int, str], bool] = field(default_factory=dict)

    def set_param(self, step: StepView, name: str, value: JsonValue) -> Edit:
        """Give a parameter of a step a value."""
        self._set(step.index, "params", name, value)
        return self

    def link(self, step: StepView, port: str, value: JsonValue) -> Edit:
        """Lead an output, or several, to an input."""
        self._set(step.index, "inputs", port, value)
        return self

    def append_link(self, step: StepView, port: str, link: str, *, first: bool = False) -> Edit:
        """Lead a further output to an input that takes many."""
        links: list[JsonValue] = [*links_of(step.step, port)]
        self.link(step, port, [link, *links] if first else [*links, link])
        return self

    def change_component(
        self, step: StepView, component: Component, params: dict[str, JsonValue]
    ) -> Edit:
        """Let another component do what a step does."""
        place = ("steps", step.index)
        self._changes += [
            _add((*place, "component"), component.id),
            _add((*place, "params"), params),
        ]
        return self

    def add_step(
        self,
        before: StepView,
        component: Component,
        *,
        inputs: Mapping[str, JsonValue] | None = None,
        params: Mapping[str, JsonValue] | None = None,
    ) -> str:
        """Put a new step in front of another one.

        Returns
        -------
        str
            The id of the new step.
        """
        new: dict[str, JsonValue] = {"id": self._free_id(component), "component": component.id}
        if inputs:
            new["inputs"] = dict(inputs)
        if params:
            new["params"] = dict(params)
        self._added.append((before.index, new))
        return str(new["id"])

    def mute(self, step: StepView) -> Edit:
        """Keep a step, but leave it out of what is exported."""
        self._changes.append(_add(("steps", step.index, "enabled"), value=False))
        return self

    def remove_step(self, step: StepView) -> Edit:
        """Take a step out; what took its outputs takes what it was given."""
        for index, port in self.view.links_to.get(step.id, ()):
            if index not in self._removed:
                links = self.view.pipeline.steps[index].inputs[port]
                given = [links] if isinstance(links, str) else links
                led: list[JsonValue] = [_past(step, link) for link in given]
                self._set(index, "inputs", port, led[0] if isinstance(links, str) else led)
        self._removed.append(step.index)
        if step.id in self.view.pipeline.layout:
            place = pointer("layout", step.id)
            self._changes.append(PatchOperation(op="remove", path=place))
        return self

    def fix(self, title: str) -> Fix:
        """Return the whole change.

        Parameters
        ----------
        title
            What it does, in a few words.
        """
        return Fix(title=title, patch=(*self._changes, *self._moves()))

    def _set(self, index: int, group: str, name: str, value: JsonValue) -> None:
        step = self.view.pipeline.steps[index]
        if group not in step.model_fields_set and not self._begun.get((index, group)):
            self._begun[index, group] = True
            self._changes.append(_add(("steps", index, group), {}))
        self._changes.append(_add(("steps", index, group, name), value))

    def _moves(self) -> Iterator[PatchOperation]:
        # From the end on, so that the places before keep their numbers. At one place the step there goes
        # before others come in, and of those the last comes first.
        moves: list[tuple[int, int, dict[str, JsonValue] | None]] = [
            *((-index, 0, None) for index in self._removed),
            *(
                (-index, len(self._added) - number, new)
                for number, (index, new) in enumerate(self._added)
            ),
        ]
        for index, _, new in sorted(moves, key=lambda move: move[:2]):
            place = ("steps", -index)
            if new is None:
                yield PatchOperation(op="remove", path=pointer(*place))
            else:
                yield _add(place, new)

    def _free_id(self, component: Component) -> str:
        added = {new["id"] for _, new in self._added}
        name = component.id.partition(".")[2][: LONGEST_ID - 4]
        number = 1
        candidate = name
        while candidate in self.view.ids or candidate in added:
            number += 1
            candidate = f"{name}_{number}"
        return candidate


def links_of(step: Step, port: str) -> list[str]:
    """Return what the document links to an input."""
    links = step.inputs.get(port, [])
    return [links] if isinstance(links, str) else list(links)


def bypass_of(step: StepView, port: str) -> str | None:
    """Return the link that stands for an output once the step is gone.

    It is the first of the step's own links to an input of the type of that output.
    """
    wanted = step.ports.outputs[port].type
    for name, own in step.ports.inputs.items():
        links = links_of(step.step, name)
        if own.type == wanted and links:
            return links[0]
    return None


def _past(step: StepView, link: str) -> str:
    source, _, port = link.partition(".")
    return (bypass_of(step, port) if source == step.id else None) or link


def _add(place: tuple[str | int, ...], value: JsonValue) -> PatchOperation:
    return PatchOperation(op="add", path=pointer(*place), value=value)
