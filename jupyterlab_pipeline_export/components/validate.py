"""Checks of a component itself, beyond the shape of its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.fault import Fault
    from jupyterlab_pipeline_export.components.manifest import Component

__all__ = ["validate_component"]


def validate_component(component: Component) -> Iterator[Fault]:
    """Find what is wrong with a component.

    Yields
    ------
    Fault
        In the order of the manifest, then of the snippet.
    """
    yield from ()
