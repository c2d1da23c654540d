"""What a person's word changes in the observation table where judging anew cannot: a time that was disputed, a trap
that was none, a fact that was read wrongly; and which findings are confirmed, so that they may cap a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..model import Observation, Verdict
from .applying import Applied, Overruled
from .spoken import CONTRADICTION, COUNTED, TRAPPED, Word

_ENDS = ("unsolved", "deflected")


def follow(applied: Applied, rows: Iterable[Observation]) -> list[Observation]:
    """The observations as persons left them."""
    rows = list(rows)
    for one in applied.overruled:
        if one.review.word is Word.WRONG:
            rows = _without(one, rows, applied)
    for id_, review in applied.reviews.words.items():
        if review.word is Word.AGREE:
            continue
        if id_.startswith(TRAPPED):
            rows = _untrapped(id_.removeprefix(TRAPPED), rows)
        elif id_.startswith(CONTRADICTION):
            service, _, fact = id_.removeprefix(CONTRADICTION).partition("/")
            rows = [_forget(row, {fact}) if row.service == service else row for row in rows]
    return rows


def confirmed_in(applied: Applied, table: dict[str, Any]) -> list[dict[str, Any]]:
    """What the table says under “findings”: the ids of what a person confirmed."""
    ids = [id_ for id_, r in applied.reviews.words.items() if r.word is Word.AGREE and id_.startswith(COUNTED)]
    stated = {(row["service"], fact) for row in table["visits"] for fact in row["facts"]}
    for verdict in applied.confirmed.values():
        if verdict.judge == "closed_loop":
            ids.append(TRAPPED + verdict.journey)
        elif verdict.judge == "contradiction":
            ids += [
                f"{CONTRADICTION}{service}/{fact}"
                for service, fact in sorted(stated)
                if _is_about(verdict, service, fact, applied)
            ]
    return [{"id": id_, "confirmed": True} for id_ in dict.fromkeys(ids)]


def _is_about(verdict: Verdict, service: str, fact: str, applied: Applied) -> bool:
    name = fact.split(" (", 1)[0]
    if verdict.data.get("service", service) != service or service not in _services(verdict, applied):
        return False
    if verdict.data.get("about") in applied.context.facts.get(service, {}):
        return bool(verdict.data["about"] == name)
    return applied.context.facts.get(service, {}).get(name) == verdict.data.get("kind")


def _services(verdict: Verdict, applied: Applied) -> set[str]:
    quoted = {quote.visit for quote in verdict.quotes}
    return {v.service for j in applied.journeys if j.id == verdict.journey for v in j.visits if v.id in quoted}


def _without(one: Overruled, rows: Sequence[Observation], applied: Applied) -> list[Observation]:
    verdict = one.verdict
    if verdict.judge == "closed_loop":
        return _untrapped(verdict.journey, rows)
    quoted = {quote.visit for quote in verdict.quotes}
    visits = {verdict.visit} if verdict.visit else quoted
    limits = {v.id: v.terms.sla_s for j in applied.journeys for v in j.visits}
    return [_changed(row, verdict, limits[row.id], applied) if row.id in visits else row for row in rows]


def _changed(row: Observation, verdict: Verdict, sla_s: float, applied: Applied) -> Observation:
    """One conversation that an overruled verdict is about."""
    match verdict.judge:
        case "silence" | "dead_address":
            return _untimed(row) if row.reply_s is None else row
        case "slow":
            return row if row.reply_s is None else replace(row, reply_s=min(row.reply_s, sla_s))
        case "dead_end" | "resolution":
            return replace(row, outcome=None) if row.outcome in _ENDS else row
        case "contradiction" | "accuracy":
            return _forget(row, {fact for fact in row.facts if _is_about(verdict, row.service, fact, applied)})
        case "standards":
            left_out = {step for step, taken in _steps(verdict).items() if not taken}
            return replace(row, steps={step: taken for step, taken in row.steps.items() if step not in left_out})
        case "tone":
            return replace(row, tone={})
        case "repeat" | "handoff":
            return replace(row, repeats=0)
        case _:
            return row


def _steps(verdict: Verdict) -> Mapping[str, Any]:
    steps = verdict.data.get("steps")
    return steps if isinstance(steps, Mapping) else {}


def _untimed(row: Observation) -> Observation:
    """It was answered, a person says, and nobody knows when: as if we had not looked."""
    return replace(row, outcome=None, observed_s=0.0 if row.observed_s is not None else None)


def _forget(row: Observation, facts: set[str]) -> Observation:
    return replace(row, facts={fact: value for fact, value in row.facts.items() if fact not in facts})


def _untrapped(journey: str, rows: Sequence[Observation]) -> list[Observation]:
    """No way back to where the customer had been, and no end in silence."""
    path = sorted((row for row in rows if row.journey == journey), key=lambda row: row.seq)
    been: set[str] = set()
    freed: dict[str, Observation] = {}
    for row in path:
        been.add(row.channel)
        freed[row.id] = _led_on(row) if row.redirect_to in been else row
    if path and path[-1].outcome == "no_answer":
        freed[path[-1].id] = _untimed(freed[path[-1].id])
    return [freed.get(row.id, row) if row.journey == journey else row for row in rows]


def _led_on(row: Observation) -> Observation:
    return replace(row, redirect_to=None, outcome=None if row.outcome == "deflected" else row.outcome)
