"""Method odm-1 from the table to the letter: seven categories, their weighted mean, and what caps it.

The weights and the constants of the method are judgement, fixed by its version; docs/scoring.md tells them in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import agreement, channels, loud_complaint
from .agreement import Part, Stated, alpha_nominal, fact_value, stated_facts
from .channels import Reach, reach_of
from .coverage import Coverage, coverage
from .grades import Caps, caps_of, grade, raw_grade, shown
from .intervals import Z95, Estimate, estimate, mover
from .journeys import Journey, journeys_of, summary
from .redirects import Redirects, redirects
from .table import METHOD, Row, Table

WEIGHTS: Mapping[str, int] = {
    "reach": 20,
    "saturation": 20,
    "history": 15,
    "switches": 10,
    "seamless": 10,
    "consistency": 20,
    "simultaneous": 5,
}
PARTS: Mapping[str, float] = {"facts": 0.50, "steps": 0.25, "tone": 0.25}
# What one channel alone cannot have.
_NEED_TWO = ("history", "consistency", "simultaneous")


@dataclass(frozen=True, slots=True)
class Overall:
    """The degree and the letter. score is None where nothing at all was measured."""

    score: float | None
    lo: float | None
    hi: float | None
    raw_grade: str
    grade: str
    evidence: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything the method says of a table. categories: an estimate, None where it was not measured; those that do not
    apply to this company are not in it."""

    table: Table
    reaches: dict[str, Reach]
    journeys: list[Journey]
    coverage: Coverage
    categories: dict[str, Estimate | None]
    parts: dict[str, Part]
    stated: list[Stated]
    ways: Redirects
    caps: Caps
    handovers: tuple[int, int]
    overall: Overall


def score(table: Table, z: float = Z95, reaches: dict[str, Reach] | None = None) -> Scored:
    """Score a table. z: the limits' standard deviations, 1.96 for 95 %. reaches: its channels', where they are known
    already."""
    rows = [row for row in table.rows if row.valid and table.config.channels[row.channel].shopped]
    journeys = journeys_of(table)
    reaches = reach_of(table) if reaches is None else reaches
    covered = coverage(journeys, table.config, z)
    parts = consistency_parts(rows, z)
    stated = stated_facts(rows)
    ways = redirects(rows, journeys, reaches)
    caps = caps_of(table.config, reaches, stated, ways, table.unconfirmed)
    counted = handovers(rows)
    categories: dict[str, Estimate | None] = {
        "reach": channels.category(reaches.values(), z),
        "saturation": covered.estimate,
        "history": _share((row.history_probe for row in rows), z),
        "switches": switches(journeys, z),
        "seamless": seamless(counted, z),
        "consistency": consistency(parts),
        "simultaneous": _share((row.parallel_probe for row in rows), z),
    }
    if len(reaches) < 2:
        for name in _NEED_TWO:
            del categories[name]
    if categories["seamless"] is None and any(row.reply_s is not None for row in rows):
        del categories["seamless"]  # customers were answered, and nobody handed one over: there is nothing to do well
    return Scored(
        table, reaches, journeys, covered, categories, parts, stated, ways, caps, counted, total(categories, caps)
    )


def with_unconfirmed(scored: Scored, unconfirmed: frozenset[str]) -> Scored:
    """The same numbers, where these findings have been confirmed by no person: only caps and letter can change."""
    table = replace(scored.table, unconfirmed=unconfirmed)
    caps = caps_of(table.config, scored.reaches, scored.stated, scored.ways, unconfirmed)
    return replace(scored, table=table, caps=caps, overall=total(scored.categories, caps))


def total(categories: Mapping[str, Estimate | None], caps: Caps) -> Overall:
    """The weighted mean of what was measured. evidence: the measured share of the weight that applies."""
    measured = [(WEIGHTS[name], value) for name, value in categories.items() if value is not None]
    applicable = sum(WEIGHTS[name] for name in categories)
    if not measured:
        return Overall(None, None, None, "?", "?", 0.0)
    evidence = sum(weight for weight, _ in measured) / applicable
    whole = mover([(float(weight), value) for weight, value in measured])
    letter = grade(whole.score, whole.lo, caps.caps, evidence)
    return Overall(whole.score, whole.lo, whole.hi, raw_grade(whole.score), letter, evidence)


# ---- the categories that are not elsewhere ---------------------------------------------------------------------------


def switches(journeys: Iterable[Journey], z: float = Z95) -> Estimate | None:
    """How smoothly those who were answered were served: sent elsewhere costs more than passed on to a colleague."""
    answered = [journey for journey in journeys if journey.answered]
    return estimate(sum(j.smoothness for j in answered) / len(answered), len(answered), z) if answered else None


def seamless(counted: tuple[int, int], z: float = Z95) -> Estimate | None:
    """1 − the share of hand-overs at which the customer was asked again."""
    n, repeated = counted
    return estimate(1 - repeated / n, n, z) if n else None


def handovers(rows: Iterable[Row]) -> tuple[int, int]:
    """How many hand-overs there were, and at how many of them the customer was asked again."""
    n = repeated = 0
    for row in rows:
        mine = row.internal_switches + (row.origin == "redirect" and row.reply_s is not None)
        n += mine
        repeated += min(row.repeats, mine)
    return n, repeated


def _share(probes: Iterable[bool | None], z: float) -> Estimate | None:
    told = [probe for probe in probes if probe is not None]
    return estimate(sum(told) / len(told), len(told), z) if told else None


def consistency_parts(rows: Iterable[Row], z: float = Z95) -> dict[str, Part]:
    """Agreement of facts, steps and tone, of those that could be compared."""
    rows = list(rows)
    found = {
        "facts": agreement.part(rows, lambda row: {k: fact_value(v) for k, v in row.facts.items()}, z=z),
        "steps": agreement.part(rows, lambda row: row.steps, z=z),
        "tone": agreement.part(rows, lambda row: row.tone, z=z),
    }
    return {name: part for name, part in found.items() if part is not None}


def consistency(parts: Mapping[str, Part]) -> Estimate | None:
    """Half facts, a quarter each steps and tone, of those that could be compared."""
    return mover([(PARTS[name], part.estimate) for name, part in parts.items()]) if parts else None


# ---- as a document ---------------------------------------------------------------------------------------------------


def as_json(scored: Scored) -> dict[str, Any]:
    """The scorecard's numbers, JSON values only; docs/scoring.md says what each is."""
    table, overall = scored.table, scored.overall
    answered = [journey for journey in scored.journeys if journey.answered]
    n, repeated = scored.handovers
    valid = sum(row.valid for row in table.rows)
    comparable = [one for one in scored.stated if one.comparable]
    told = sum(journey.state is not None for journey in scored.journeys)
    return {
        "method": METHOD,
        "visits": len(table.rows),
        "valid": valid,
        "invalid": len(table.rows) - valid,
        "channels": {c: channels.as_json(reach, table.config.channels[c]) for c, reach in scored.reaches.items()},
        "unshopped": [c for c, settings in table.config.channels.items() if not settings.shopped],
        "matrix": {f"{service}|{channel}": _cell(cell) for (service, channel), cell in scored.coverage.cells.items()},
        "saturation_bounds": list(scored.coverage.bounds) if scored.coverage.bounds else None,
        "cells": {"in_scope": scored.coverage.in_scope, "tried": scored.coverage.tried},
        "switch_share": {
            "cross": sum(j.crossed for j in answered) / len(answered) if answered else None,
            "internal": sum(j.passed_on for j in answered) / len(answered) if answered else None,
            "journeys": len(answered),
        },
        "handovers": {"n": n, "repeated": repeated},
        "repeat_burden": repeated / told if told else None,
        "facts": {
            "items": [
                {
                    "service": one.service,
                    "fact": one.fact,
                    "comparable": one.comparable,
                    "contradicted": one.contradicted,
                    "self_contradicted": one.self_contradicted,
                }
                for one in scored.stated
            ],
            "comparable": len(comparable),
            "contradicted": sum(one.contradicted for one in comparable),
            "alpha_nominal": alpha_nominal(scored.stated),
        },
        "categories": {name: _category(scored, name) for name in scored.categories},
        "not_applicable": [name for name in WEIGHTS if name not in scored.categories],
        "evidence": overall.evidence,
        **loud_complaint.as_json(table),
        "redirects": scored.ways.as_json(),
        "journeys": summary(scored.journeys, table.config),
        "overall": {
            "score": overall.score,
            "lo": overall.lo,
            "hi": overall.hi,
            "shown": None if overall.score is None else shown(overall.score),
            "raw_grade": overall.raw_grade,
            "grade": overall.grade,
            "caps": [list(cap) for cap in scored.caps.caps],
            "will_cap": [list(cap) for cap in scored.caps.will_cap],
            "warnings": list(scored.caps.warnings),
        },
    }


def _cell(cell: Any) -> dict[str, Any]:
    if not cell.n:
        return {"state": cell.state, "n": 0}
    return {"state": cell.state, "n": cell.n, "value": cell.value, "counts": cell.counts}


def _category(scored: Scored, name: str) -> dict[str, Any]:
    value = scored.categories[name]
    if value is None:
        return {"score": None, "lo": None, "hi": None, "n_eff": 0, "weight": WEIGHTS[name]}
    told: dict[str, Any] = {"score": value.score, "lo": value.lo, "hi": value.hi, "n_eff": value.n}
    if name == "consistency":
        told["parts"] = {
            key: {
                "score": part.estimate.score,
                "lo": part.estimate.lo,
                "hi": part.estimate.hi,
                "n_eff": part.estimate.n,
                "services": part.services,
            }
            for key, part in scored.parts.items()
        }
    return {**told, "weight": WEIGHTS[name]}
