"""The share of customers answered by a time, a line for each channel: numbers in, a drawing's numbers out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ._scales import Scale, ends_of

WIDTH, HEIGHT = 420.0, 230.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 296.0, 12.0, 204.0
STYLES = 12  # how many lines are told apart by colour and dashes
_LABEL_GAP = 13.0
_LEAST_STEP = 0.6  # nobody sees less
_TICK_ROOM = 34.0  # as wide as the label of a tick


def y(share: float) -> float:
    """Where a share answered stands: none at the bottom, all at the top."""
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def curves_of(scorecard: Mapping[str, Any]) -> dict[str, Any] | None:
    """One line for each channel that was looked at; None where the method was not run, or nothing was measured.

    A line: path, its promise's place (sla), where its label stands, and k answered of n. It ends where the watching of
    its channel ended; from there on nobody knows."""
    degree = scorecard.get("degree")
    if degree is None:
        return None
    told = degree["score"]["channels"]
    shown = [c for c in scorecard["channels"] if c["answered"]["n"] and c["id"] in told]
    if not shown:
        return None
    axis = _axis(shown, told)
    lines = [_line(c, told[c["id"]]["km"], axis, n % STYLES) for n, c in enumerate(shown)]
    for line, at in zip(lines, apart([line["y"] for line in lines]), strict=True):
        line["label_y"] = at
    return {"axis": axis, "lines": lines}


def _axis(channels: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> Scale:
    times = [step["t"] for c in channels for step in told[c["id"]]["km"]]
    times += [c["sla_s"] for c in channels if c["sla_s"]] + [c["longest_s"] for c in channels if c["longest_s"]]
    least, most = ends_of(times or [1.0], beyond=1.05)
    return Scale(least, most, left=LEFT, right=RIGHT, digits=1, room=_TICK_ROOM)


def _line(channel: Mapping[str, Any], km: Sequence[Mapping[str, float]], axis: Scale, style: int) -> dict[str, Any]:
    path = f"M{LEFT:g} {y(0):g}"
    drawn_x, share = LEFT, 0.0
    for step in km:
        x = axis.x(step["t"])
        after = 1 - step["S"]
        if x - drawn_x < _LEAST_STEP and abs(y(after) - y(share)) < _LEAST_STEP and step is not km[-1]:
            continue
        path += f"H{x:g}V{y(after):g}"
        drawn_x, share = x, after
    end = axis.x(max(channel["longest_s"] or 0.0, km[-1]["t"] if km else 0.0))
    sla = None
    if channel["sla_s"]:
        by_then = next((1 - step["S"] for step in reversed(km) if step["t"] <= channel["sla_s"]), 0.0)
        sla = {"x": axis.x(channel["sla_s"]), "y": y(by_then), "share": by_then}
    return {
        "title": channel["title"],
        "style": style,
        "path": path + f"H{end:g}",
        "end": end,
        "y": y(share),
        "sla": sla,
        "k": channel["answered"]["k"],
        "n": channel["answered"]["n"],
    }


def apart(wished: Iterable[float]) -> list[float]:
    """Places near the wished ones at which labels do not lie over each other, in the order given."""
    wished = list(wished)
    order = sorted(range(len(wished)), key=lambda n: (wished[n], n))
    placed = [0.0] * len(wished)
    free = -math.inf
    for n in order:
        placed[n] = max(wished[n], free)
        free = placed[n] + _LABEL_GAP
    over = max(placed, default=0.0) - BOTTOM
    free = BOTTOM
    if over > 0:
        for n in reversed(order):
            placed[n] = min(placed[n], free)
            free = placed[n] - _LABEL_GAP
    return [round(place, 1) for place in placed]
