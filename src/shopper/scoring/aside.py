"""What is told beside the scores: days that are not like others, and what the schedule wanted and we did not play."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model import JourneyRecord, Observation

MISSED = "missed, ours"  # how a skipped journey says that nothing was running when it was due


def apart_of(
    observations: Iterable[Observation], findings: Iterable[Mapping[str, Any]], visits: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """For each reason, in the order met: how many visits, how many were answered, and in time, and how many journeys
    have a finding. Answered and in time are of the `watched` ones, as everywhere."""
    by_reason: dict[str, list[Observation]] = {}
    for o in observations:
        if o.apart:
            by_reason.setdefault(o.apart, []).append(o)
    failing = {str(finding["journey"]) for finding in findings}
    sla = {str(visit["id"]): visit["sla_s"] for visit in visits}
    anchors = {str(visit["id"]): visit["anchor"] for visit in visits}
    return [_one(reason, mine, failing, sla, anchors) for reason, mine in by_reason.items()]


def _one(
    reason: str,
    mine: Sequence[Observation],
    failing: set[str],
    sla: Mapping[str, float],
    anchors: Mapping[str, str],
) -> dict[str, Any]:
    watched = [o for o in mine if o.valid and (o.reply_s is not None or o.outcome is not None)]
    answered = [o for o in watched if o.reply_s is not None]
    return {
        "reason": reason,
        "visits": len(mine),
        "watched": len(watched),
        "answered": len(answered),
        "in_time": sum(1 for o in answered if o.reply_s is not None and o.reply_s <= sla[o.id]),
        "failed_journeys": len({o.journey for o in mine} & failing),
        "anchor": anchors[mine[0].id],
    }


def missed_of(journeys: Iterable[JourneyRecord]) -> list[dict[str, str]]:
    """Visits of a week that were not made since nothing was running then."""
    return [
        {"wave": journey.title or journey.scenario, "due": "", "why": journey.skipped}
        for journey in journeys
        if journey.skipped.startswith(MISSED)
    ]
