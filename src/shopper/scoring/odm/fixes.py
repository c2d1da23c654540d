"""What to mend first: the table scored again as if one thing were mended, one thing at a time.

Gains do not add up, since two fixes may mend the same visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import agreement
from .agreement import fact_value, stated_facts
from .channels import category, reach
from .grades import Caps, caps_of
from .intervals import Estimate
from .journeys import journeys_of
from .method import Scored, consistency, handovers, score, seamless, switches, total
from .redirects import redirects
from .table import Row, Table


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing mended. id: history (they know the case), repeats (nothing is asked twice), parallel (they cope with
    two channels at once), reach:CHANNEL (everybody is answered in time there), fact:SERVICE/FACT (one value for all),
    close:CHANNEL (it is offered no more). gain: of the degree, between -1 and 1. grade: the letter after it. visits:
    what it rests on."""

    id: str
    gain: float
    grade: str
    visits: int


def fixes(scored: Scored) -> list[Fix]:
    """All that would gain something, best first."""
    if scored.overall.score is None:
        return []
    found = [fix for fix in _each(scored) if fix.gain > 0]
    return sorted(found, key=lambda fix: (-round(fix.gain, 12), fix.id))


def closings(scored: Scored) -> list[Fix]:
    """Each channel as if it were offered no more: what of the rest remains. Only sensible beside `fixes`."""
    names = list(scored.reaches)
    return [_close(scored, name) for name in names] if len(names) > 1 and scored.overall.score is not None else []


def _each(scored: Scored) -> Iterable[Fix]:
    for id_, name in (("history", "history"), ("repeats", "seamless"), ("parallel", "simultaneous")):
        value = scored.categories.get(name)
        if value is not None and value.score < 1:
            yield _fix(scored, id_, {name: _perfect(value)}, scored.caps, round(value.n))
    for channel, there in scored.reaches.items():
        if there.visits:
            yield _answered(scored, channel)
    for one in scored.stated:
        if one.contradicted:
            yield _one_value(scored, one.service, one.fact)


def _perfect(value: Estimate) -> Estimate:
    return replace(value, score=1.0, lo=1.0, hi=1.0)


def _fix(scored: Scored, id_: str, changed: Mapping[str, Estimate | None], caps: Caps, visits: int) -> Fix:
    after = total({**scored.categories, **changed}, caps)
    assert after.score is not None and scored.overall.score is not None
    return Fix(id_, after.score - scored.overall.score, after.grade, visits)


def _changed(table: Table, which: Callable[[Row], Row]) -> Table:
    return replace(table, rows=[which(row) for row in table.rows])


def _answered(scored: Scored, channel: str) -> Fix:
    """Everybody whom we watched for long enough has a reply there by the promised time. What the reply brings is not
    known, so nothing is settled by it."""
    terms = scored.table.config.channels[channel]

    def answer(row: Row) -> Row:
        if row.channel != channel or not row.valid:
            return row
        if row.reply_s is not None:
            return replace(row, reply_s=min(row.reply_s, terms.sla_s))
        if (row.observed_s or 0.0) < terms.patience_s:
            return row
        return replace(row, reply_s=terms.sla_s, outcome="unsolved")

    table = _changed(scored.table, answer)
    rows = [row for row in table.rows if row.valid and row.channel in scored.reaches]
    journeys = journeys_of(table)
    there = reach((row for row in rows if row.channel == channel), terms, table.config.dead_min_visits)
    reaches = {**scored.reaches, channel: there}
    handed, _ = handovers(rows)
    changed: dict[str, Estimate | None] = {
        "reach": category(reaches.values()),
        "switches": switches(journeys),
    }
    if "seamless" in scored.categories:
        changed["seamless"] = seamless((handed, scored.handovers[1]))
    ways = redirects(rows, journeys, reaches)
    caps = caps_of(table.config, reaches, scored.stated, ways, table.unconfirmed)
    return _fix(scored, f"reach:{channel}", changed, caps, scored.reaches[channel].n)


def _one_value(scored: Scored, service: str, fact: str) -> Fix:
    """All channels state the same value."""

    def agreed(row: Row) -> Row:
        if row.service != service or fact not in row.facts:
            return row
        return replace(row, facts={**row.facts, fact: {"v": "the agreed value"}})

    table = _changed(scored.table, agreed)
    rows = [row for row in table.rows if row.valid and row.channel in scored.reaches]
    part = agreement.part(rows, lambda row: {k: fact_value(v) for k, v in row.facts.items()})
    parts = {**scored.parts, **({"facts": part} if part is not None else {})}
    stated = stated_facts(rows)
    caps = caps_of(table.config, scored.reaches, stated, scored.ways, table.unconfirmed)
    visits = sum(row.service == service and fact in row.facts for row in rows)
    return _fix(scored, f"fact:{service}/{fact}", {"consistency": consistency(parts)}, caps, visits)


def _close(scored: Scored, channel: str) -> Fix:
    config = scored.table.config
    left = {key: terms for key, terms in config.channels.items() if key != channel}
    rows = [row for row in scored.table.rows if row.channel != channel]
    known = {key: there for key, there in scored.reaches.items() if key != channel}
    after = score(replace(scored.table, config=replace(config, channels=left), rows=rows), reaches=known).overall
    gain = (after.score or 0.0) - (scored.overall.score or 0.0)
    return Fix(f"close:{channel}", gain, after.grade, scored.reaches[channel].visits)


def as_json(found: Iterable[Fix]) -> list[list[Any]]:
    """[id, gain, grade after] for each."""
    return [[fix.id, fix.gain, fix.grade] for fix in found]
