"""A conversation as lanes: when the customer, a robot and a person spoke, and how long who waited."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, LEFT, RIGHT = 420.0, 74.0, 408.0
TOP, LANE = 12.0, 20.0
_TICKS = (1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800)
_WORDS = 8  # how many turns the description names
_MARKS = 60


def lanes(visit: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where everything of a conversation stands; None where nothing was said.

    who: the lanes from the top. marks: each turn, x and the number of its lane. waits: from what the customer wrote to
    what came back, with its mood (ok, late, none, open). sla: where the promise ends, None where it runs on the hours
    of the channel and not on the clock on the wall. handed: where another one took over."""
    turns = visit["turns"][:_MARKS]
    if not turns:
        return None
    last = max([t["s"] for t in turns] + [_end(visit)])
    if last <= 0:
        last = 1.0

    def x(seconds: float) -> float:
        share = math.log1p(max(seconds, 0.0)) / math.log1p(last)
        return round(LEFT + min(share, 1.0) * (RIGHT - LEFT), 1)

    who = ["customer", *(["bot"] if any(t["by"] == "bot" for t in turns) else []), "person"]
    sla = visit["sla_s"] if visit["sla_s"] and _by_the_wall(visit) else None
    return {
        "who": who,
        "height": TOP + LANE * len(who) + 14,
        "marks": [{"x": x(t["s"]), "lane": who.index(t["by"]), "by": t["by"]} for t in turns],
        "waits": [{"x1": x(a), "x2": x(b), "mood": mood} for a, b, mood in _waits(visit, turns, last)],
        "sla": x(sla) if sla is not None and sla <= last else None,
        "handed": [x(s) for s in _handed(turns)],
        "ticks": _ticks(x, last),
        "told": [(t["by"], max(t["s"], 0.0)) for t in turns[:_WORDS]],
        "more": len(visit["turns"]) > _WORDS,
    }


def lane_y(number: int) -> float:
    """The middle of a lane."""
    return TOP + LANE * (number + 0.5)


def _end(visit: Mapping[str, Any]) -> float:
    return float(visit["observed_s"] or 0.0) if visit["outcome"] == "no_answer" else 0.0


def _by_the_wall(visit: Mapping[str, Any]) -> bool:
    """Whether the promised hours ran with the clock on the wall, as far as the reply tells."""
    return visit["reply_s"] is None or abs((visit["wall_reply_s"] or 0.0) - visit["reply_s"]) < 1


def _ticks(x: Any, last: float) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for tick in _TICKS:
        if tick <= last and (not kept or x(tick) - kept[-1][0] >= 42):
            kept.append((x(tick), float(tick)))
    return kept


def _waits(visit: Mapping[str, Any], turns: Sequence[Mapping[str, Any]], last: float) -> list[tuple[float, float, str]]:
    """From a customer's message to the next message of somebody; the first wait is judged, the others are told."""
    found: list[tuple[float, float, str]] = []
    since: float | None = None
    for turn in turns:
        if turn["by"] == "customer":
            since = turn["s"] if since is None else since
        elif since is not None and turn["kind"] == "message":
            found.append((since, turn["s"], _mood(visit, first=not found)))
            since = None
    if since is not None and visit["outcome"] == "no_answer":
        found.append((since, last, "none"))
    return found


def _mood(visit: Mapping[str, Any], *, first: bool) -> str:
    if not first or visit["reply_s"] is None or not visit["sla_s"]:
        return "open"
    return "late" if visit["reply_s"] > visit["sla_s"] else "ok"


def _handed(turns: Sequence[Mapping[str, Any]]) -> list[float]:
    """When somebody else of the company went on: a person after a robot, or another person."""
    found: list[float] = []
    before: Mapping[str, Any] | None = None
    for turn in turns:
        if turn["side"] != "company" or turn["kind"] != "message":
            continue
        if before is not None and (
            (before["by"], turn["by"]) == ("bot", "person")
            or (before["by"] == turn["by"] == "person" and before["sender"] != turn["sender"] and before["sender"])
        ):
            found.append(turn["s"])
        before = turn
    return found
