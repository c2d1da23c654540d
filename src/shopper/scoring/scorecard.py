"""The scorecard: what observations and verdicts of a wave say, as one JSON-able dict that every report renders.

Counts, times with silence kept in, the matrix of services and channels, findings with their quotes, and under "degree"
what method odm-1 makes of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model import Evidence, JourneyRecord, Observation, Outcome, Verdict
from ..reading.context import JudgeContext
from .aside import apart_of, missed_of
from .degree import degree, score_wave
from .findings import findings_of, headline_of, journey_rows
from .hours import asked_of, hours_of
from .matrix import matrix_of
from .moments import moment
from .observations import METHOD
from .odm.survival import MEDIAN, NINE_OF_TEN, Waits
from .promises import promises_of
from .tone_table import tone_table
from .transcripts import EvidenceLink, visit_json


def evidence_beside(evidence: Evidence) -> str:
    """The default link: a folder `evidence` beside the page, files by content."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


@dataclass(frozen=True)
class About:
    """What stands at the head: the company's name, the wave, the names of services, and where evidence is linked.

    channels: ids in the order of the config; unshopped: those not looked at on purpose (named, outside the table).
    missed: {wave, due, why} of what the schedule wanted and we did not play.
    ordered_by, scripts_by: who ordered the test, who wrote what customers ask. competitor: it is somebody else's
    company, and its staff's names were left out. facts: what a service's facts are called, by service and name.
    stages: where in the customer's way a service stands. transcripts: which the page shows, "problems" or "all".
    """

    company: str
    wave: str
    services: Mapping[str, str]
    channels: Sequence[str]
    unshopped: Sequence[str] = ()
    missed: Sequence[Mapping[str, str]] = ()
    method_note: str = ""
    ordered_by: str = ""
    scripts_by: str = ""
    competitor: bool = False
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    transcripts: str = "problems"
    link: EvidenceLink = field(default=evidence_beside)


def scorecard(
    journeys: Sequence[JourneyRecord],
    verdicts: Sequence[Verdict],
    observations: Sequence[Observation],
    context: JudgeContext,
    about: About,
    table: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The scorecard of one wave. Pure: the same input gives the same dict, keys in the same order. table: the
    observations as `observations.to_json` has them; without it there is no degree.

    What was played on days that are not like others is told under "apart" and in the transcripts, and counts nowhere
    else."""
    # First, while there is room: what scoring needs on the way is let go before the transcripts are gathered.
    told = degree(score_wave(table), context, about.services, about.facts) if table is not None else None
    played, every = journeys, observations
    by_visit: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        # A verdict on the whole journey is told beside every conversation that it quotes.
        for visit_id in [verdict.visit] if verdict.visit else dict.fromkeys(q.visit for q in verdict.quotes):
            by_visit[visit_id].append(verdict)
    rows = {o.id: o for o in observations}
    visits = [
        visit_json(journey, visit, rows[visit.id], by_visit[visit.id], context, about.link)
        for journey in journeys
        for visit in sorted(journey.visits, key=lambda v: v.seq)
    ]
    del by_visit  # of a hundred thousand conversations it is 20 MB that the findings need now
    all_findings = findings_of(journeys, verdicts, context)
    apart = apart_of(observations, all_findings, visits)
    aside = {o.journey for o in observations if o.apart}
    journeys = [journey for journey in journeys if journey.id not in aside]
    observations = [o for o in observations if o.journey not in aside]
    findings = [finding for finding in all_findings if finding["journey"] not in aside]
    channels = [_channel(key, observations, visits, context) for key in _channels(about, observations)]
    valid = [o for o in observations if o.valid]
    answered = [o for o in valid if o.reply_s is not None]
    failing = {f["journey"] for f in findings}
    out_of_scope = _out_of_scope(told)
    ours = {o.id for o in observations}
    counted = [visit for visit in visits if visit["id"] in ours]
    return {
        "schema": "shopper-scorecard/1",
        "method": METHOD,
        "stage": "first",
        "language": context.language,
        "company": {"name": about.company, "zone": context.zone},
        "about": {
            "ordered_by": about.ordered_by,
            "scripts_by": about.scripts_by,
            "competitor": about.competitor,
            "transcripts": about.transcripts,
        },
        "wave": {"name": about.wave, **_span(played, context.zone)},
        "headline": headline_of(channels, findings, len(journeys), len(valid), context.say),
        "counts": {
            "journeys": len(journeys),
            "failed_journeys": len(failing),
            "visits": len(observations),
            "valid": len(valid),
            "invalid": len(observations) - len(valid),
            "watched": sum(1 for o in valid if o.reply_s is not None or o.outcome is not None),
            "answered": len(answered),
            "in_time": sum(c["within_sla"]["k"] for c in channels),
        },
        "channels": channels,
        "unshopped": [context.title(c) for c in about.unshopped],
        "matrix": matrix_of(observations, about.services, about.stages, channels, out_of_scope),
        **({"degree": told} if told is not None else {}),
        "hours": hours_of(asked_of(counted)),
        "promises": promises_of(counted),
        "tone": tone_table(counted, {o.id: o.tone for o in valid}, channels),
        "findings": findings,
        "unmeasured": _unmeasured(visits),
        **({"apart": apart} if apart else {}),
        **({"missed": missed} if (missed := [*about.missed, *missed_of(journeys)]) else {}),
        "journeys": journey_rows(played, verdicts, every, context),
        "visits": visits,
        "note": about.method_note,
    }


def _out_of_scope(told: Mapping[str, Any] | None) -> set[tuple[str, str]]:
    """(service, channel) of the method's matrix that the config says do not apply."""
    cells = told["score"]["matrix"] if told is not None else {}
    return {(*key.split("|", 1),) for key, cell in cells.items() if cell["state"] == "not_applicable"}


def _channels(about: About, observations: Iterable[Observation]) -> list[str]:
    seen = dict.fromkeys(o.channel for o in observations)
    listed = [c for c in about.channels if c not in about.unshopped]
    return [*listed, *(c for c in seen if c not in listed)]


def _channel(
    key: str, observations: Sequence[Observation], visits: Sequence[Mapping[str, Any]], context: JudgeContext
) -> dict[str, Any]:
    mine = [o for o in observations if o.channel == key]
    terms = next((v for v in visits if v["channel"] == key), None)
    sla = terms["sla_s"] if terms else None
    valid = [o for o in mine if o.valid]
    waits = [
        (o.reply_s if o.reply_s is not None else o.observed_s or 0.0, o.reply_s is not None)
        for o in valid
        if o.reply_s is not None or o.outcome is not None
    ]
    answered = sum(answered for _, answered in waits)
    within = sum(1 for seconds, answered in waits if sla is not None and answered and seconds <= sla)
    longest = max((seconds for seconds, _ in waits), default=None)
    unanswered = [seconds for seconds, answered in waits if not answered]
    curve = Waits(waits)
    return {
        "id": key,
        "title": context.title(key),
        "kind": next((c.kind for c in context.channels if c.id == key), ""),
        "sla_s": sla,
        "patience_s": terms["patience_s"] if terms else None,
        "visits": len(mine),
        "valid": len(valid),
        "answered": {"k": answered, "n": len(waits)},
        "within_sla": {"k": within, "n": len(waits)},
        "median_s": curve.quantile(MEDIAN).est,
        "p90_s": curve.quantile(NINE_OF_TEN).est,
        "watched_s": max(unanswered, default=None),
        "longest_s": longest,
        "longest_answered": bool(waits) and not any(s == longest for s in unanswered),
        "state": _state(answered, within, len(waits)),
        "points": [
            {
                "visit": o.id,
                "seconds": o.reply_s if o.reply_s is not None else o.observed_s or 0.0,
                "answered": o.reply_s is not None,
            }
            for o in valid
            if o.reply_s is not None or o.outcome is not None
        ],
    }


def _state(answered: int, within: int, watched: int) -> str:
    """unmeasured, silent (nobody was answered), partly (some were not), slow (all were, not all in time) or good."""
    if not watched:
        return "unmeasured"
    if not answered:
        return "silent"
    if answered < watched:
        return "partly"
    return "good" if within == watched else "slow"


def _unmeasured(visits: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Visits that count in no score, each with its reason: our fault, or watching that ended too early."""
    found = []
    for visit in visits:
        reason = visit["fault"]
        if visit["valid"]:
            silence = next((v for v in visit["verdicts"] if v["judge"] == "silence"), None)
            if silence is None or silence["outcome"] != Outcome.UNMEASURED.value:
                continue
            reason = silence["sentence"]
        keys = ("id", "anchor", "channel", "channel_title", "service", "scenario", "fault_code")
        found.append({**{key: visit[key] for key in keys}, "reason": reason, "ours": not visit["valid"]})
    return found


def _span(journeys: Sequence[JourneyRecord], zone: str) -> dict[str, str | None]:
    """When the wave began and ended, in the company's zone."""
    times = [
        stamp.wall_us
        for journey in journeys
        for visit in journey.visits
        for stamp in (visit.first_said or visit.opened, visit.closed)
        if stamp is not None
    ]
    return {
        "began": moment(min(times), zone) if times else None,
        "ended": moment(max(times), zone) if times else None,
    }
