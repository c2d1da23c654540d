"""The matrix of services and channels as a page shows it: states, k solved of n customers, and where to read them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..model import Observation
from .moments import anchor
from .odm.journeys import STATES, state_of

STAGES = ("before", "order", "delivery", "after")
_MARKS = 6


def matrix_of(
    observations: Sequence[Observation],
    services: Mapping[str, str],
    stages: Mapping[str, str],
    channels: Sequence[Mapping[str, Any]],
    out_of_scope: Collection[tuple[str, str]] = (),
) -> dict[str, Any]:
    """State and k solved of n journeys for each service and channel, booked to the journey's entry.

    services: titles by id, in the order of the config. stages: where in the customer's way each stands. out_of_scope:
    (service, channel) that the config says do not apply. Rows and columns have their own sums; a cell's marks are its
    visits with what became of each, the worst first, the first few of them."""
    journeys: dict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.origin in ("entry", "redirect"):
            journeys[o.journey].append(o)
    booked: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    tried: set[tuple[str, str]] = set()
    for visits in journeys.values():
        visits.sort(key=lambda o: o.seq)
        path = [o for o in visits if o.valid]
        entry = visits[0]
        tried.add((entry.service, entry.channel))
        # As the method books them: what the page shows is what is scored.
        state = state_of(path, not visits[-1].valid) if path and path[0].origin == "entry" else None
        if state is not None:
            entry = path[0]
            booked[entry.service, entry.channel].append((state, entry.id))
    seen = {o.service for o in observations}
    order = [s for s in services if s in seen] + sorted(seen - set(services))
    order.sort(key=lambda s: STAGES.index(stages[s]) if stages.get(s) in STAGES else len(STAGES))
    cells = [[_cell(booked.get((s, c["id"]), []), (s, c["id"]), tried, out_of_scope) for c in channels] for s in order]
    return {
        "services": [
            {"id": s, "title": services.get(s) or s, "stage": stages.get(s, ""), **_sum(cells[n])}
            for n, s in enumerate(order)
        ],
        "channels": [
            {"id": c["id"], "title": c["title"], **_sum([row[n] for row in cells])} for n, c in enumerate(channels)
        ],
        "cells": cells,
    }


def _sum(cells: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {"k": sum(cell["k"] for cell in cells), "n": sum(cell["n"] for cell in cells)}


def _cell(
    booked: Sequence[tuple[str, str]],
    key: tuple[str, str],
    tried: Collection[tuple[str, str]],
    out_of_scope: Collection[tuple[str, str]],
) -> dict[str, Any]:
    if not booked:
        state = "unmeasured" if key in tried else "not_applicable" if key in out_of_scope else "not_tried"
        return {"state": state, "k": 0, "n": 0, "visits": [], "marks": []}
    counts = Counter(state for state, _ in booked)
    commonest = max(counts, key=lambda s: (counts[s], STATES.index(s)))
    worst_first = sorted(booked, key=lambda pair: -STATES.index(pair[0]))
    return {
        "state": commonest,
        "k": counts["solved"] + counts["solved_after_switch"],
        "n": len(booked),
        "visits": [visit for _, visit in booked],
        "marks": [{"state": state, "anchor": anchor(visit)} for state, visit in worst_first[:_MARKS]],
    }
