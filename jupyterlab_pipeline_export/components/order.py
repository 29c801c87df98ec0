"""Orders and cycles of a graph of numbered steps, without recursion."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Graph", "find_cycles", "run_order"]

Graph: TypeAlias = Mapping[int, Sequence[int]]
"""The steps that each step takes from, by their place in the document."""


def run_order(graph: Graph) -> list[int]:
    """Order the steps so that each comes after those it takes from.

    Among the steps that could come next, the one that stands first in the
    document is taken, so the user's order is kept wherever links allow.

    Returns
    -------
    list of int
        Without the steps that lie on a cycle or come after one.
    """
    takers: dict[int, list[int]] = {step: [] for step in graph}
    missing: dict[int, int] = {}
    for step, sources in graph.items():
        missing[step] = len(sources)
        for source in sources:
            takers[source].append(step)
    ready = [step for step, number in missing.items() if number == 0]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        step = heapq.heappop(ready)
        order.append(step)
        for taker in takers[step]:
            missing[taker] -= 1
            if missing[taker] == 0:
                heapq.heappush(ready, taker)
    return order


def find_cycles(graph: Graph, ordered: Sequence[int]) -> list[list[int]]:
    """Find cycles among the steps that have no place in the order.

    Parameters
    ----------
    graph
        As given to `run_order`.
    ordered
        What it returned.

    Returns
    -------
    list of list of int
        Cycles that share no step, each in the direction of the data and from
        its first step in the document on. At least one for any step left over;
        breaking them may bring others to light.
    """
    done = set(ordered)
    # A step that is left over takes from one that is left over, too, so following these leads into a cycle.
    before = {
        step: next(source for source in sources if source not in done)
        for step, sources in graph.items()
        if step not in done
    }
    cycles: list[list[int]] = []
    seen: set[int] = set()
    for start in sorted(before):
        walk: dict[int, None] = {}
        step = start
        while step not in seen:
            seen.add(step)
            walk[step] = None
            step = before[step]
        if step in walk:
            path = list(walk)
            cycle = path[path.index(step) :][::-1]
            first = cycle.index(min(cycle))
            cycles.append(cycle[first:] + cycle[:first])
    return cycles
