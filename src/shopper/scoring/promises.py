"""What the company promised with a time, and what came of it: the verdicts on promises, gathered over a wave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

JUDGE = "broken_promise"


def promises_of(visits: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """kept, broken, unknown: how many. rows: each promise with its words, broken ones first; due_s, came_s and late_s
    are seconds, kept is null where our watching ended before it could be told."""
    rows = [
        _row(visit, promise)
        for visit in visits
        for verdict in visit["verdicts"]
        if verdict["judge"] == JUDGE
        for promise in verdict["data"].get("promises", ())
    ]
    rows.sort(key=lambda row: (False, None, True).index(row["kept"]))
    return {
        "kept": sum(row["kept"] is True for row in rows),
        "broken": sum(row["kept"] is False for row in rows),
        "unknown": sum(row["kept"] is None for row in rows),
        "rows": rows,
    }


def _row(visit: Mapping[str, Any], promise: Mapping[str, Any]) -> dict[str, Any]:
    turn = next((t for t in visit["turns"] if t["n"] == promise["turn"]), None)
    return {
        "title": visit["channel_title"],
        "language": visit["language"],
        "text": sentence_with(turn["text"], str(promise["quote"])) if turn is not None else promise["quote"],
        "anchor": turn["anchor"] if turn is not None else visit["anchor"],
        "due_s": promise["due_s"],
        "came_s": promise["came_s"],
        "kept": promise["kept"],
        "late_s": promise["late_s"],
    }


def sentence_with(text: str, part: str) -> str:
    """The part of a text as it was written, where it stands in it in whatever case; else the whole text."""
    at = text.casefold().find(part.casefold())
    same_length = len(text.casefold()) == len(text)
    return text[at : at + len(part)] if at >= 0 and same_length else text
