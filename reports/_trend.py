"""Where the trend's points, lines, breaks and marks stand: numbers in, numbers out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shopper.scoring.odm.grades import LINES

WIDTH, HEIGHT = 640.0, 150.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 22.0, 628.0, 12.0, 138.0
SPARK_WIDTH, SPARK_HEIGHT = 132.0, 26.0
Point = Mapping[str, Any]


def chart(trend: Mapping[str, Any]) -> dict[str, Any]:
    """The large chart: lines of four weeks between breaks, their bands, a dot for each wave, breaks and marks."""
    points: Sequence[Point] = trend["points"]
    xs = [_x(n, len(points), _LEFT + 8, _RIGHT - 8) for n in range(len(points))]
    pieces = _pieces(points, lambda point: point["window"])
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "ruler": [{"letter": letter, "y": _y(line), "to": _RIGHT} for letter, line in LINES if line > 0],
        "lines": [_path([(xs[n], _y(points[n]["window"]["score"])) for n in piece]) for piece in pieces],
        "bands": [_band(piece, xs, [point["window"] for point in points]) for piece in pieces],
        "dots": [
            {"x": xs[n], "y": _y(point["score"]), "this": point["this"]}
            for n, point in enumerate(points)
            if point["score"] is not None
        ],
        "breaks": [
            {"x": round((xs[n - 1] + xs[n]) / 2, 2), "why": point["break"]}
            for n, point in enumerate(points)
            if n and point["break"]
        ],
        "marks": _marks(trend["marks"], points, xs),
    }


def spark(trend: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """A criterion's small line over four-week windows; None where it was never measured."""

    def of(point: Point) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = point["window"] and point["window"]["categories"].get(name)
        return found

    points: Sequence[Point] = trend["points"]
    known = [n for n, point in enumerate(points) if of(point)]
    if not known:
        return None
    xs = [_x(n, len(points), 4, SPARK_WIDTH - 4) for n in range(len(points))]
    values = [of(point) for point in points]
    pieces = _pieces(points, of)

    def y(score: float) -> float:
        return round(SPARK_HEIGHT - 3 - score * (SPARK_HEIGHT - 6), 2)

    last = values[known[-1]]
    assert last is not None
    return {
        "width": SPARK_WIDTH,
        "height": SPARK_HEIGHT,
        "lines": [_path([(xs[n], y((values[n] or last)["score"])) for n in piece]) for piece in pieces],
        "x": xs[known[-1]],
        "y": y(last["score"]),
        "top": y(last["hi"]),
        "bottom": y(last["lo"]),
        "last": last,
        "current": known[-1] == len(points) - 1,
    }


def signed(share: float, towards: str = "") -> int:
    """A difference in whole points; towards: “down” and “up” for the ends of an interval, never narrower than it is."""
    points = share * 100
    if towards == "down":
        return math.floor(points + 1e-9)
    return math.ceil(points - 1e-9) if towards == "up" else round(points)


def _pieces(points: Sequence[Point], of: Any) -> list[list[int]]:
    """The points that one line joins: it breaks where a point has nothing, or is no continuation."""
    pieces: list[list[int]] = []
    open_ = False
    for n, point in enumerate(points):
        told = of(point)
        if not told or told["score"] is None:
            open_ = False
            continue
        if not open_ or point["break"]:
            pieces.append([])
        pieces[-1].append(n)
        open_ = True
    return pieces


def _band(piece: Sequence[int], xs: Sequence[float], windows: Sequence[Mapping[str, Any]]) -> str:
    """The outline of what the line may be off by; a stroke where it is one point."""
    above = [(xs[n], _y(windows[n]["hi"])) for n in piece]
    below = [(xs[n], _y(windows[n]["lo"])) for n in reversed(piece)]
    if len(piece) == 1:
        (x, top), (_, bottom) = above[0], below[0]
        above, below = [(x - 3, top), (x + 3, top)], [(x + 3, bottom), (x - 3, bottom)]
    return _path([*above, *below]) + "Z"


def _marks(marks: Sequence[Mapping[str, Any]], points: Sequence[Point], xs: Sequence[float]) -> list[dict[str, Any]]:
    """One stroke for all marks between the same two waves, with their numbers."""
    there: dict[float, list[str]] = {}
    for n, mark in enumerate(marks, 1):
        there.setdefault(_between(mark["at"], points, xs), []).append(str(n))
    return [{"x": x, "n": ", ".join(numbers)} for x, numbers in there.items()]


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 2):g} {round(y, 2):g}" for x, y in places)


def _x(n: int, count: int, left: float, right: float) -> float:
    return round(left + (right - left) * (n / (count - 1) if count > 1 else 0.5), 2)


def _y(score: float) -> float:
    return round(_BOTTOM - score * (_BOTTOM - _TOP), 2)


def _between(at: str, points: Sequence[Point], xs: Sequence[float]) -> float:
    """Where a moment stands among the waves: half-way between the last before it and the first after it."""
    when = _moment(at)
    later = next((n for n, point in enumerate(points) if _moment(point["began"]) >= when), len(points))
    if not points or later == 0:
        return _LEFT
    return _RIGHT if later == len(points) else round((xs[later - 1] + xs[later]) / 2, 2)


def _moment(iso: str) -> datetime:
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
