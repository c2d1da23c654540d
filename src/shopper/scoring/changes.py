"""What changed since the waves before: states first, since they are facts; then the score, with what a sample of this
size can show.

Shares are compared with the four comparable waves before, taken together. What is a state (a circle, a contradiction,
a finding that caps the letter) is compared with the last of them: four waves have four times the occasions to find one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from .odm import weeks
from .odm.grades import ENOUGH_EVIDENCE
from .odm.method import WEIGHTS, Scored
from .pooling import Scorer, Wave, differs

BACK = 4
FIRST, OPEN, NOTHING = "first", "open", "nothing"
VERDICTS = {weeks.CHANGED: "changed", weeks.PERHAPS: "perhaps", weeks.NO_EVIDENCE: "no_evidence"}


class Names(Protocol):
    """What channels and facts are called."""

    def channel(self, channel: str) -> str: ...
    def subject(self, service: str, fact: str) -> str: ...


def comparable(now: Wave, past: Iterable[Wave], back: int = BACK) -> list[Wave]:
    """The last waves before this one that are of its kind, the oldest first."""
    return [wave for wave in past if wave.over and not differs(wave, now)][-back:]


def changed(now: Wave, past: Sequence[Wave], names: Names, scorer: Scorer | None = None) -> dict[str, Any]:
    """What changed, JSON values only. past: earlier waves of the same company and environment, the oldest first.

    overall: the change of the degree over the criteria that both have, None where these are too few for a letter.
    against: the waves it is compared with, None where none is, and then why_not: first, open (this wave is not over),
    nothing (nothing was measured), method, terms or scripts (they are other ones than in the wave before)."""
    scorer = scorer or Scorer()
    before = comparable(now, past)
    why = _why_not(now, past, before)
    told: dict[str, Any] = {
        "against": None, "why_not": why, "visits": now.visits, "states": [], "overall": None,
        "categories": [], "left_out": [], "sees": None,
    }  # fmt: skip
    if why is not None:
        return told
    here, pool, last = scorer([now]), scorer(before), scorer(before[-1:])
    found = weeks.compare(pool, here)
    has = [name for name in WEIGHTS if name in here.categories or name in pool.categories]
    # A change of a few criteria alone is told of them, and not of the degree.
    enough = _weight(found["common"]) >= ENOUGH_EVIDENCE * _weight(has)
    overall = _verdict(found["overall"]) if found["overall"] is not None and enough else None
    return told | {
        "against": {
            "waves": [wave.name for wave in before],
            "began": before[0].began,
            "ended": before[-1].began,
            "visits": sum(wave.visits for wave in before),
        },
        "states": [*_channels(found, here, pool, last, names), *_findings(here, pool, last, names)],
        "overall": overall,
        "categories": [{"id": name, **_verdict(found["categories"][name])} for name in found["common"]],
        "left_out": [name for name in has if name not in found["common"]],
        "sees": _sees(overall) if overall is not None else None,
    }


def _why_not(now: Wave, past: Sequence[Wave], before: Sequence[Wave]) -> str | None:
    if not now.over:
        return OPEN
    if not any(wave.over for wave in past):
        return FIRST
    if not before:
        return differs(next(wave for wave in reversed(past) if wave.over), now)
    return None if now.visits and any(wave.visits for wave in before) else NOTHING


def _verdict(change: Mapping[str, Any]) -> dict[str, Any]:
    return {**change, "verdict": VERDICTS[change["verdict"]]}


def _weight(names: Iterable[str]) -> int:
    return sum(WEIGHTS[name] for name in names)


def _sees(overall: Mapping[str, Any]) -> int:
    """The least change, in points, that would have been told apart from chance."""
    wide = max(float(overall["hi"] - overall["diff"]), float(overall["diff"] - overall["lo"]))
    return max(1, math.ceil(wide * 100 - 1e-9))


# ---- states ----------------------------------------------------------------------------------------------------------


def _channels(
    found: Mapping[str, Any], here: Scored, pool: Scored, last: Scored, names: Names
) -> Iterable[dict[str, Any]]:
    for channel, told in found["channels"].items():
        now, old = here.reaches[channel], last.reaches.get(channel)
        kind, before = "", told["before"]
        if now.dead:
            kind = "died" if pool.reaches[channel].replied and not (old is not None and old.dead) else ""
        elif now.replied and old is not None and old.dead:
            kind, before = "revived", [old.replied, old.n]
        elif now.replied and pool.reaches[channel].dead:
            kind = "revived"
        elif told["verdict"] == weeks.CHANGED:
            kind = "answers_changed"
        if kind:
            better = kind == "revived" or (kind == "answers_changed" and told["diff"] > 0)
            state = {"kind": kind, "better": better, "channel": channel, "title": names.channel(channel)}
            yield {**state, "before": before, "after": told["after"], "p": told["p"]}


def _findings(here: Scored, pool: Scored, last: Scored, names: Names) -> Iterable[dict[str, Any]]:
    trapped, was = len(here.ways.trapped_journeys), len(last.ways.trapped_journeys)
    told: set[str] = set()
    if trapped and not pool.ways.trapped_journeys:
        told.add("closed_loop")
        yield {"kind": "loop_appeared", "better": False, "n": trapped}
    elif was and not trapped and _tried_again(here, last):
        told.add("closed_loop")
        yield {"kind": "loop_gone", "better": True, "n": was}
    now, old = _contradicted(here), _contradicted(last)
    for key in now:
        if key in old and now[key] != old[key]:
            kind = "contradiction_appeared" if now[key] else "contradiction_gone"
            told.add(f"critical_contradiction:{key[0]}/{key[1]}")
            yield {"kind": kind, "better": not now[key], "subject": names.subject(*key)}
    caps = {id_: letter for letter, id_ in here.caps.caps}
    before = {id_: letter for letter, id_ in last.caps.caps}
    for id_ in sorted(caps.keys() - before.keys()):
        if id_ not in told and not id_.startswith("dead_channel:"):
            yield {"kind": "cap_new", "better": False, "cap": _cap(caps[id_], id_, names)}
    for id_ in sorted(before.keys() - caps.keys()):
        if id_ not in told and not id_.startswith("dead_channel:") and _lifted(id_, here, last):
            yield {"kind": "cap_lifted", "better": True, "cap": _cap(before[id_], id_, names)}


def _contradicted(scored: Scored) -> dict[tuple[str, str], bool]:
    """Of every fact that could be compared, whether channels contradict each other in it."""
    return {(one.service, one.fact): one.contradicted for one in scored.stated if one.comparable}


def _tried_again(here: Scored, last: Scored) -> bool:
    """Whether all the ways on which somebody was trapped were gone again, and to their end."""
    trapped = {(j.entry.service, j.entry.channel) for j in last.journeys if j.trapped}
    return trapped <= {(j.entry.service, j.entry.channel) for j in here.journeys if j.state is not None}


def _lifted(id_: str, here: Scored, last: Scored) -> bool:
    """Whether a finding that capped the letter is gone, and not only unseen this time."""
    kind, _, what = id_.partition(":")
    if kind == "closed_loop":
        return len(here.ways.trapped_journeys) == 0 and _tried_again(here, last)
    if kind == "critical_contradiction":
        service, _, fact = what.partition("/")
        return _contradicted(here).get((service, fact)) is False
    return kind == "unvisited"


def _cap(letter: str, id_: str, names: Names) -> dict[str, Any]:
    """A cap as the degree tells it."""
    kind, _, what = id_.partition(":")
    told: dict[str, Any] = {"id": id_, "kind": kind, "letter": letter}
    if kind in ("dead_channel", "unvisited"):
        told["channel"] = names.channel(what)
    elif kind == "critical_contradiction":
        service, _, fact = what.partition("/")
        told["subject"] = names.subject(service, fact)
    return told
