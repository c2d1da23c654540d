"""Where things stand on the charts: numbers in, numbers out, so that a picture can be tested without looking at it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 240.0
NEVER = 222.0  # where "no answer" stands, apart from the scale
MOODS = {"A": "good", "B": "good", "C": "warn", "D": "bad", "E": "bad", "F": "bad"}
_LEFT, _RIGHT = 6.0, 204.0
_CROWD, _GRID = 80, 4.0  # from so many marks on they stand on a grid of so many units
_TICKS = (0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800)


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic axis of seconds from `least` to `most`.

    left, right: where it begins and ends in the drawing. digits: of a place. room: so far apart its ticks stand."""

    least: float
    most: float
    left: float = _LEFT
    right: float = _RIGHT
    digits: int = 2
    room: float = 0.0

    def x(self, seconds: float) -> float:
        """Where so many seconds stand, inside the axis whatever the value."""
        span = math.log(self.most) - math.log(self.least)
        share = (math.log(max(seconds, self.least)) - math.log(self.least)) / span
        return round(self.left + min(share, 1.0) * (self.right - self.left), self.digits)

    def ticks(self) -> list[float]:
        """Round times, not nearer to each other than `room`."""
        kept: list[float] = []
        for tick in (t for t in _TICKS if self.least <= t <= self.most):
            if not kept or self.x(tick) - self.x(kept[-1]) >= self.room:
                kept.append(tick)
        return kept


def scale_of(channels: Sequence[Mapping[str, Any]]) -> Scale:
    """One axis for all channels, so that their rows can be compared by eye."""
    seconds = [p["seconds"] for c in channels for p in c["points"] if p["answered"]]
    seconds += [c["sla_s"] for c in channels if c["sla_s"]]
    return Scale(*ends_of(seconds, beyond=1.3)) if seconds else Scale(1.0, 3_600.0)


def ends_of(seconds: Sequence[float], *, beyond: float) -> tuple[float, float]:
    """Where an axis that holds these times begins and ends: at a power of ten, ten times it at least. beyond: how far
    it goes on behind the longest, as a factor."""
    least = 10 ** math.floor(math.log10(max(min(seconds), 0.05)))
    return least, max(max(seconds) * beyond, least * 10)


def dots(channel: Mapping[str, Any], scale: Scale) -> list[dict[str, Any]]:
    """Each visit's place: answered ones on the axis, unanswered ones at its end; equal ones stacked, not hidden.

    Of very many only those are drawn that do not lie over each other."""
    crowded = len(channel["points"]) > _CROWD
    taken: dict[int, int] = {}
    placed: dict[tuple[float, int, bool], dict[str, Any]] = {}
    for point in sorted(channel["points"], key=lambda p: (not p["answered"], p["seconds"])):
        x = scale.x(point["seconds"]) if point["answered"] else NEVER
        if crowded and point["answered"]:
            x = _GRID * round(x / _GRID)
        level = taken.get(round(x / 6), 0)
        taken[round(x / 6)] = level + 1
        late = point["answered"] and channel["sla_s"] is not None and point["seconds"] > channel["sla_s"]
        dot = {"x": x, "level": min(level, 5), "answered": point["answered"], "late": late}
        key = (x, min(level, 5), late) if crowded else (float(len(placed)), 0, late)
        placed.setdefault(key, dot)
    return list(placed.values())


def bar(visit: Mapping[str, Any]) -> dict[str, float | None]:
    """A visit's wait against what was promised, as shares of the bar (0..100): the wait, the promise."""
    promised = visit["sla_s"] or 0.0
    wait = visit["reply_s"] if visit["reply_s"] is not None else visit["observed_s"] or 0.0
    full = max(wait, promised * 1.25, 1e-9)
    return {"wait": round(100 * wait / full, 2), "promised": round(100 * promised / full, 2) if promised else None}
