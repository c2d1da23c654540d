"""The matrix of services and channels: where a need can be settled at all, booked to where the customer came in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .intervals import Z95, Estimate, estimate, kish
from .journeys import STATES, VALUES, Journey
from .table import Config


@dataclass(frozen=True, slots=True)
class Cell:
    """One service in one channel. state: a journey state, not_tried or not_applicable. value: mean over n journeys."""

    state: str
    n: int = 0
    value: float | None = None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """cells: by (service, channel). bounds: what the mean would be if all untried cells were worth nothing, and all."""

    cells: dict[tuple[str, str], Cell]
    estimate: Estimate | None
    bounds: tuple[float, float] | None
    in_scope: int
    tried: int


def coverage(journeys: Sequence[Journey], config: Config, z: float = Z95) -> Coverage:
    """The matrix, and its plain mean over the cells that were tried."""
    booked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for journey in journeys:
        if (state := journey.state) is not None:
            booked[journey.entry.service, journey.entry.channel].append(state)
    scope = set(config.in_scope())
    cells = {}
    for service in config.services:
        for channel, settings in config.channels.items():
            if not settings.shopped:
                continue
            key = (service, channel)
            cells[key] = _cell(booked[key]) if key in scope else Cell("not_applicable")
    tried = {key: cell for key, cell in cells.items() if cell.n}
    whole = sum(cell.value or 0.0 for cell in tried.values())
    untried = len(scope) - len(tried)
    return Coverage(
        cells,
        estimate(whole / len(tried), kish(cell.n for cell in tried.values()), z) if tried else None,
        (whole / len(scope), (whole + untried) / len(scope)) if scope else None,
        len(scope),
        len(tried),
    )


def _cell(states: Sequence[str]) -> Cell:
    if not states:
        return Cell("not_tried")
    counts = Counter(states)
    shown = max(counts, key=lambda state: (counts[state], STATES.index(state)))
    return Cell(shown, len(states), sum(VALUES[s] for s in states) / len(states), dict(counts))
