"""In which run of the tests a component's code is executed."""

from __future__ import annotations

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from jupyterlab_pipeline_export.components.manifest import Component

HEAVY = frozenset({"keras", "skorch", "tensorflow", "torch"})
"""Distributions of tests/heavy-requirements.txt, which the everyday environment lacks."""


def needed(component: Component) -> frozenset[str]:
    """The canonical names of all distributions that a component may need."""
    names = (Requirement(each.package).name for each in component.requires)
    return frozenset(map(canonicalize_name, names))


def is_heavy(component: Component) -> bool:
    """Tell whether it runs in the heavy stage, and so not in the everyday one."""
    return not needed(component).isdisjoint(HEAVY)
