"""What of a wave has room on its page: a page is mailed and printed, so it says how much more there is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FINDINGS = 100
ROWS = 500
# Bytes for transcripts: those of problems alone, and of everything.
PROBLEMS_ROOM, ALL_ROOM = 560_000, 1_500_000
_VISIT, _TURN, _EVIDENCE = 2_400, 460, 130  # what a conversation, a turn and a link to evidence take, words aside


@dataclass(frozen=True, slots=True)
class Room:
    """told: conversations with every word; rows: those with a line each; untold: how many are left. findings: the first
    of them, and more: how many are left. places: every anchor that is there to be linked to."""

    told: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    untold: int
    findings: Sequence[Mapping[str, Any]]
    more: int
    places: frozenset[str]


def room_of(scorecard: Mapping[str, Any]) -> Room:
    """What is shown of a scorecard. Transcripts of problems come first, in the order of the findings; without problems,
    or of what our side spoilt, a conversation has a transcript only where all are asked for."""
    findings = scorecard["findings"][:FINDINGS]
    everything = scorecard.get("about", {}).get("transcripts") == "all"
    order = _order(scorecard["visits"], findings)
    wanted = [visit for visit in order if everything or visit["problem"] or not visit["valid"]]
    told = _fitting(wanted, ALL_ROOM if everything else PROBLEMS_ROOM)
    inside = {visit["id"] for visit in told}
    rest = [visit for visit in order if visit["id"] not in inside]
    rows = rest[:ROWS]
    return Room(
        told,
        rows,
        len(rest) - len(rows),
        findings,
        len(scorecard["findings"]) - len(findings),
        frozenset([v["anchor"] for v in (*told, *rows)] + [t["anchor"] for v in told for t in v["turns"]]),
    )


def _order(visits: Sequence[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Problems first, those that findings speak of before others; else as they were made."""
    spoken: dict[str, int] = {}
    for finding in findings:
        for visit in (finding["visit"], *(q["visit"] for q in finding["quotes"])):
            spoken.setdefault(visit, len(spoken))
    return sorted(visits, key=lambda v: (not v["problem"], spoken.get(v["id"], len(spoken)) if v["problem"] else 0))


def _fitting(visits: Iterable[Mapping[str, Any]], room: int) -> list[Mapping[str, Any]]:
    told: list[Mapping[str, Any]] = []
    for visit in visits:
        room -= _size(visit)
        if room < 0 and told:
            break
        told.append(visit)
    return told


def _size(visit: Mapping[str, Any]) -> int:
    """About how many bytes a conversation takes on the page."""
    turns = visit["turns"]
    words = sum(len(turn["text"].encode()) for turn in turns)
    return _VISIT + _TURN * len(turns) + words + _EVIDENCE * sum(len(turn["evidence"]) for turn in turns)
