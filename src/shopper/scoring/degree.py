"""The degree as a report tells it: the numbers of method odm-1 with the titles of channels and services, the fixes in
the order in which to go about them, and what is still to be measured.

Nothing here counts: every number comes from `odm`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from .odm import fixes as odm_fixes
from .odm.agreement import Stated, facts_agree
from .odm.fixes import Fix
from .odm.grades import ENOUGH_EVIDENCE, too_wide_for_an_a
from .odm.method import WEIGHTS, Scored, as_json, score, with_unconfirmed
from .odm.table import Row, read_table

_ENOUGH_VISITS = 5
_SURE_ORDER = {"dead": 0, "loop": 1, "contradiction": 2, "gain": 3}


class Titles(Protocol):
    """What channels and services are called."""

    def title(self, channel: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """What everything is called."""

    titles: Titles
    services: Mapping[str, str]
    facts: Mapping[str, Mapping[str, str]]

    def subject(self, service: str, fact: str) -> str:
        """“Price (Aurora)”, “Delivery, delivery time”: not what is called alike twice."""
        title = self.services.get(service) or service
        name, asked, about = fact.partition(" (")
        words = self.facts.get(service, {}).get(name) or name.replace("_", " ")
        told = title if words.casefold() == title.casefold() else f"{title}, {words}"
        return f"{told}{asked}{about}"


def score_wave(table: dict[str, Any]) -> Scored:
    """Score our own table. What judges found and no person confirmed is marked so in it, under “findings”."""
    scored = score(read_table(table))
    ids = [f"trapped_journey:{journey}" for journey in scored.ways.trapped_journeys]
    ids += [
        f"critical_contradiction:{one.service}/{one.fact}"
        for one in scored.stated
        if one.contradicted and (one.service, one.fact) in scored.table.config.critical_facts
    ]
    known = {finding["id"] for finding in table.get("findings", ())}
    table["findings"] = [
        *table.get("findings", ()), *({"id": id_, "confirmed": False} for id_ in ids if id_ not in known)
    ]  # fmt: skip
    unconfirmed = frozenset(f["id"] for f in table["findings"] if f["confirmed"] is False)
    return with_unconfirmed(scored, unconfirmed)


def degree(
    scored: Scored,
    titles: Titles,
    services: Mapping[str, str],
    facts: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """What a page shows of it, JSON values only. services and facts: what they are called, by their ids.

    score: as `shopper score` prints it. rows: the criteria in the order of the method. fixes: what to mend first, and
    `look`: what rests on too few visits to say so. needs: what has to be measured for a letter, or for a surer one.
    sent: who sends customers where. answers: what the channels state, side by side."""
    card = as_json(scored)
    names = Names(titles, services, facts)
    found = [_told(fix, scored, names) for fix in odm_fixes.fixes(scored)]
    found += _loops(scored, titles)
    sure = [fix for fix in found if fix["visits"] >= _ENOUGH_VISITS or fix["because"] != "gain"]
    sure.sort(key=lambda fix: _SURE_ORDER[fix["because"]])  # stable: within one reason, by what it gains
    return {
        "score": card,
        "enough": scored.overall.evidence >= ENOUGH_EVIDENCE,
        "rows": [{"id": name, **_row(card, name)} for name in WEIGHTS],
        "weakest": _weakest(scored),
        "caps": [*(cap_told(letter, id_, names) for letter, id_ in scored.caps.caps), *_wide(scored)],
        "will_cap": [cap_told(letter, id_, names) for letter, id_ in scored.caps.will_cap],
        "warnings": _warnings(scored, titles),
        "fixes": sure,
        "look": [fix for fix in found if fix not in sure],
        "closing": [_told(fix, scored, names) for fix in odm_fixes.closings(scored)],
        "needs": _needs(scored, titles),
        "sent": _sent(scored, names),
        "answers": [_side_by_side(one, names) for one in scored.stated if one.comparable],
    }


def _sent(scored: Scored, names: Names) -> dict[str, Any] | None:
    """How often which channel sent customers to which: rows from, columns to, in the order of the config. circles:
    channels that send to each other, and whether one of them helps. traps: from where no way leads to a solution."""
    titles = names.titles
    counts = {(a, b): n for a, b, n in scored.ways.edges}
    if not counts:
        return None
    order = list(scored.table.config.channels)
    rows, columns = ({edge[end] for edge in counts} for end in (0, 1))
    froms = [c for c in order if c in rows]
    tos = [c for c in order if c in columns] + sorted(columns - set(order))
    loops = [{*cycle} for cycle in scored.ways.cycles]
    return {
        "to": [{"title": titles.title(c), "dead": c in scored.ways.dead_sinks} for c in tos],
        "from": [
            {
                "title": titles.title(a),
                "cells": [
                    {"n": counts.get((a, b), 0), "loop": (a, b) in counts and any({a, b} <= loop for loop in loops)}
                    for b in tos
                ],
            }
            for a in froms
        ],
        "circles": [
            {"way": [titles.title(c) for c in cycle], "helps": cycle in scored.ways.ping_pong}
            for cycle in scored.ways.cycles
            if len(cycle) > 1
        ],
        "traps": [
            {"service": names.services.get(service) or service, "channel": titles.title(c)}
            for service, c in scored.ways.trapped_structural
        ],
    }


def _side_by_side(one: Stated, names: Names) -> dict[str, Any]:
    """What each channel states of one fact; a value is odd where it contradicts the commonest of all."""
    whole: Counter[Any] = Counter()
    for values in one.channels.values():
        whole.update(values)
    base = max(whole, key=lambda value: (whole[value], str(value)))
    return {
        "subject": names.subject(one.service, one.fact),
        "contradicted": one.contradicted,
        "channels": [
            {
                "title": names.titles.title(channel),
                "itself": channel in one.self_contradicted,
                "values": [
                    {**_value(value), "count": count, "odd": not facts_agree(value, base)}
                    for value, count in sorted(values.items(), key=lambda pair: (-pair[1], str(pair[0])))
                ],
            }
            for channel, values in one.channels.items()
        ],
    }


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        unit, low, high = value
        return {"unit": unit, "lo": low, "hi": high}
    return {"text": str(value)}


def _weakest(scored: Scored) -> str | None:
    """The criterion that takes most from the degree; None where nothing was measured or nothing is lost."""
    lost = {name: WEIGHTS[name] * (1 - value.score) for name, value in scored.categories.items() if value is not None}
    worst = max(lost, key=lambda name: lost[name], default=None)
    return worst if worst is not None and lost[worst] > 0 else None


def _row(card: Mapping[str, Any], name: str) -> dict[str, Any]:
    if name not in card["categories"]:
        return {"applies": False, "score": None, "lo": None, "hi": None, "n": 0, "weight": WEIGHTS[name]}
    told = card["categories"][name]
    return {
        "applies": True,
        "score": told["score"],
        "lo": told["lo"],
        "hi": told["hi"],
        "n": round(told["n_eff"], 1),
        "weight": told["weight"],
    }


def _told(fix: Fix, scored: Scored, names: Names) -> dict[str, Any]:
    kind, _, what = fix.id.partition(":")
    told = {"id": fix.id, "kind": kind, "gain": fix.gain, "grade": fix.grade, "visits": fix.visits, "because": "gain"}
    if kind in ("reach", "close"):
        reach = scored.reaches[what]
        told |= {"channel": names.titles.title(what), "replied": reach.replied, "watched": reach.n}
        if kind == "reach" and reach.dead:
            told["because"] = "dead"
    elif kind == "fact":
        service, _, fact = what.partition("/")
        told["subject"] = names.subject(service, fact)
        if (service, fact) in scored.table.config.critical_facts:
            told["because"] = "contradiction"
    return told


def _loops(scored: Scored, titles: Titles) -> list[dict[str, Any]]:
    """Each way on which customers were sent in a circle or into silence, the commonest first: no score says what
    mending that brings."""
    trapped = [journey for journey in scored.journeys if journey.trapped]
    ways: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for journey in trapped:
        ways.setdefault((journey.circled, _way(journey.path)), []).append(journey.id)
    return [
        {
            "id": "loop:" + ">".join(way),
            "kind": "loop" if circled else "stranded",
            "gain": None,
            "grade": scored.overall.grade,
            "visits": len(journeys),
            "because": "loop",
            "way": [titles.title(channel) for channel in way],
            "journeys": sorted(journeys),
        }
        for (circled, way), journeys in sorted(ways.items(), key=lambda pair: -len(pair[1]))
    ]


def _way(path: Iterable[Row]) -> tuple[str, ...]:
    rows = list(path)
    way = [row.channel for row in rows]
    return (*way, rows[-1].redirect_to) if rows[-1].redirect_to is not None else tuple(way)


def cap_told(letter: str, id_: str, names: Names) -> dict[str, Any]:
    kind, _, what = id_.partition(":")
    told = {"id": id_, "kind": kind, "letter": letter}
    if kind in ("dead_channel", "unvisited"):
        told["channel"] = names.titles.title(what)
    elif kind == "critical_contradiction":
        service, _, fact = what.partition("/")
        told["subject"] = names.subject(service, fact)
    return told


def _wide(scored: Scored) -> list[dict[str, Any]]:
    """What denies an A to a score that has one: an interval that reaches too far down."""
    overall = scored.overall
    if overall.score is None or overall.lo is None or not too_wide_for_an_a(overall.score, overall.lo):
        return []
    return [{"id": "wide", "kind": "wide", "letter": "B"}]


def _warnings(scored: Scored, titles: Titles) -> list[dict[str, Any]]:
    """What will cap the letter when it happens again. n: how often it takes."""
    least = scored.table.config.dead_min_visits
    found: list[dict[str, Any]] = [
        {"kind": "suspect_dead", "letter": "C", "channel": titles.title(c), "n": least - reach.n}
        for c, reach in sorted(scored.reaches.items())
        if reach.suspect_dead
    ]
    one = len(scored.ways.trapped_journeys) == 1
    return [*found, {"kind": "trapped", "letter": "C", "n": 1}] if one else found


def _needs(scored: Scored, titles: Titles) -> list[dict[str, Any]]:
    """What has not been measured, by criterion, heaviest first; and channels that were visited too little: before there
    is a letter all that nobody could call dead or alive yet, then those that nobody visited."""
    missing = [name for name, value in scored.categories.items() if value is None]
    enough = scored.overall.evidence >= ENOUGH_EVIDENCE
    wanted = 1 if enough else _ENOUGH_VISITS
    short = {c: wanted - reach.n for c, reach in scored.reaches.items() if reach.n < wanted}
    by_weight = sorted(missing, key=lambda name: -WEIGHTS[name])
    found: list[dict[str, Any]] = [{"kind": name, "n": 1} for name in by_weight if name != "reach" or not short]
    where = [{"title": titles.title(c), "n": n} for c, n in short.items()]
    return [*found, {"kind": "visits", "n": sum(short.values()), "where": where}] if short else found
