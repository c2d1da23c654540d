"""Where customers are sent: the graph of redirects, its circles, and the places from which nobody comes back helped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .channels import Reach
from .journeys import Journey
from .table import Row


@dataclass(frozen=True, slots=True)
class Redirects:
    """edges: (from, to, how often). cycles: channels that send to each other, or to themselves. ping_pong: those of the
    cycles in which somebody does help. dead_sinks: dead channels to which others send. trapped_structural:
    (service, channel) from which no way of redirects leads to a channel that solved it, or to one that was not looked
    at. trapped_journeys: ids."""

    edges: Sequence[tuple[str, str, int]]
    cycles: Sequence[Sequence[str]]
    ping_pong: Sequence[Sequence[str]]
    dead_sinks: Sequence[str]
    trapped_structural: Sequence[tuple[str, str]]
    trapped_journeys: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        return {
            "edges": [list(edge) for edge in self.edges],
            "cycles": [list(cycle) for cycle in self.cycles],
            "ping_pong": [list(cycle) for cycle in self.ping_pong],
            "dead_sinks": list(self.dead_sinks),
            "trapped_structural": [list(trap) for trap in self.trapped_structural],
            "trapped_journeys": list(self.trapped_journeys),
        }


def redirects(rows: Iterable[Row], journeys: Iterable[Journey], reaches: dict[str, Reach]) -> Redirects:
    """The graph over all services, and the traps of each."""
    counted: Counter[tuple[str, str]] = Counter()
    sent: dict[str, set[tuple[str, str]]] = defaultdict(set)
    solvers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if not row.valid:
            continue
        if row.redirect_to is not None:
            counted[row.channel, row.redirect_to] += 1
            sent[row.service].add((row.channel, row.redirect_to))
        if row.outcome == "solved":
            solvers[row.service].add(row.channel)
    cycles = cycles_of(counted)
    helpers = set().union(*solvers.values()) if solvers else set()
    places = {b for _, b in counted}
    unseen = {c for c in places if c not in reaches or not reaches[c].n}  # what becomes of customers there is not known
    senders, receivers = {a for a, _ in counted}, {b for _, b in counted}
    return Redirects(
        [(a, b, n) for (a, b), n in sorted(counted.items())],
        cycles,
        [cycle for cycle in cycles if helpers & set(cycle)],
        sorted(c for c, reach in reaches.items() if reach.dead and c in receivers and c not in senders),
        sorted((service, c) for service, edges in sent.items() for c in _lost(edges, solvers[service] | unseen)),
        [journey.id for journey in journeys if journey.trapped],
    )


def cycles_of(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Strongly connected channels: two or more, or one that sends to itself. Sorted."""
    import networkx  # a third of a second to import

    graph = networkx.DiGraph(list(edges))
    parts = networkx.strongly_connected_components(graph)
    return sorted(sorted(part) for part in parts if len(part) > 1 or any(graph.has_edge(c, c) for c in part))


def _lost(edges: set[tuple[str, str]], solvers: set[str]) -> set[str]:
    """Those who send customers away, from whom no way leads to a solver."""
    back: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        back[b].add(a)
    reached, ahead = set(solvers), list(solvers)
    while ahead:
        for before in back[ahead.pop()] - reached:
            reached.add(before)
            ahead.append(before)
    return {a for a, _ in edges} - reached
