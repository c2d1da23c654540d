"""What failed, worst first, in words: failed verdicts gathered by journey, and the one sentence above them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model import JourneyRecord, Observation, Outcome, Quote, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..words.findings import FindingWords
from .finding_ids import failed_ids
from .moments import anchor, moment
from .shown import shown_text

# Worst first: what ends the business with a customer before what annoys them. Unknown judges come after these.
SEVERITY = (
    "closed_loop",
    "dead_address",
    "silence",
    "auto_ack_only",
    "dead_end",
    "rude_close",
    "contradiction",
    "accuracy",
    "broken_promise",
    "slow",
    "language_mismatch",
    "repeat",
    "history",
    "handoff",
    "split_case",
    "preference",
    "template_leak",
    "deflection",
    "incomplete",
    "resolution",
    "simultaneous",
    "tone",
    "standards",
)


# What a worse verdict says already: not told twice.
IMPLIED: dict[str, set[str]] = {
    "closed_loop": {"deflection", "dead_end", "resolution"},
    "dead_end": {"deflection", "resolution"},
    "silence": {"auto_ack_only", "simultaneous"},
    "contradiction": {"simultaneous"},
    "repeat": {"history", "handoff", "simultaneous"},
    "history": {"handoff"},
}


def severity(judge: str) -> int:
    return SEVERITY.index(judge) if judge in SEVERITY else len(SEVERITY)


def findings_of(
    journeys: Iterable[JourneyRecord], verdicts: Iterable[Verdict], context: JudgeContext
) -> list[dict[str, Any]]:
    """One finding for each journey with a failed verdict: its worst verdict leads, the others stand under it."""
    failed: dict[str, list[tuple[str, Verdict]]] = defaultdict(list)
    for id_, verdict in failed_ids(list(verdicts)):
        failed[verdict.journey].append((id_, verdict))
    found = []
    for journey in journeys:
        mine = sorted(failed.get(journey.id, ()), key=lambda pair: severity(pair[1].judge))
        if not mine:
            continue
        (id_, worst), *others = mine
        visit = worst.visit or journey.visits[0].id
        found.append(
            {
                **finding_row(journey, worst, id_, context),
                "also": [
                    {
                        "id": also,
                        "judge": v.judge,
                        "sentence": v.sentence,
                        "visit": v.visit,
                        "anchor": anchor(v.visit or visit),
                        **_review(v),
                    }
                    for also, v in others
                    if v.judge not in IMPLIED.get(worst.judge, ())
                ],
            }
        )
    return sorted(found, key=lambda f: severity(f["judge"]))


def finding_row(journey: JourneyRecord, verdict: Verdict, id_: str, context: JudgeContext) -> dict[str, Any]:
    """One verdict as a report tells it, with its quotes. review: a person's word about it, where there is one."""
    visit = verdict.visit or journey.visits[0].id
    return {
        "id": id_,
        "journey": journey.id,
        "scenario": journey.title or journey.scenario,
        "service": journey.service,
        "judge": verdict.judge,
        "visit": visit,
        "anchor": anchor(visit),
        "sentence": verdict.sentence,
        "quotes": _quotes(journey, verdict.quotes, context),
        **_review(verdict),
    }


def _review(verdict: Verdict) -> dict[str, Any]:
    return {key: verdict.data[key] for key in ("review", "opinion") if key in verdict.data}


def _quotes(journey: JourneyRecord, quotes: Sequence[Quote], context: JudgeContext) -> list[dict[str, Any]]:
    visits = {v.id: v for v in journey.visits}
    return [_quote(visits[q.visit], q, context) for q in quotes if q.visit in visits]


def _quote(visit: VisitRecord, quote: Quote, context: JudgeContext) -> dict[str, Any]:
    turn = next((t for t in visit.turns if t.n == quote.turn), None)
    shown = shown_text(visit, turn, context) if turn is not None and "call" in turn.data else None
    return {
        "visit": visit.id,
        "turn": quote.turn,
        "anchor": f"{anchor(visit.id)}-{quote.turn}",
        "text": quote.text if shown is None else shown,
        "side": turn.side.value if turn else "company",
        "kind": turn.kind.value if turn else "message",
        "at": moment(turn.at.wall_us, context.zone) if turn else None,
        "channel": visit.channel,
        "channel_title": context.title(visit.channel),
        "language": visit.language,
    }


def headline_of(
    channels: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
    journeys: int,
    valid: int,
    say: FindingWords,
) -> dict[str, str]:
    """The result in one sentence, words before figures; mood: bad, mixed, good or none."""
    if not valid:
        return {"mood": "none", "text": say("head_nothing")}
    silent = [c for c in channels if c["answered"]["k"] < c["answered"]["n"]]
    if silent:
        worst = max(silent, key=lambda c: (c["answered"]["n"] - c["answered"]["k"], c["answered"]["n"]))
        n = worst["answered"]["n"]
        return {"mood": "bad", "text": _nobody(n - worst["answered"]["k"], n, worst["title"], say)}
    trapped = sum(1 for f in findings if f["judge"] == "closed_loop")
    if trapped:
        return {"mood": "bad", "text": _of("head_loop", trapped, journeys, say)}
    ends = sum(1 for f in findings if f["judge"] == "dead_end")
    if ends:
        return {"mood": "bad", "text": _of("head_dead_end", ends, journeys, say)}
    slow = [c for c in channels if c["within_sla"]["k"] < c["within_sla"]["n"]]
    if slow:
        late = sum(c["within_sla"]["n"] - c["within_sla"]["k"] for c in slow)
        where = say.listed([c["title"] for c in slow])
        return {"mood": "mixed", "text": say("head_late", late=late, where=where)}
    if findings:
        return {"mood": "mixed", "text": say("head_not_helped")}
    return {"mood": "good", "text": say("head_good")}


def _nobody(k: int, n: int, title: str, say: FindingWords) -> str:
    if n == 1:
        return say("head_silent_only", title=title)
    customers = say.count("of_customers", n)
    if k == n:
        return say("head_silent_all", customers=customers, title=title)
    return say("head_silent", k=k, customers=customers, title=title)


def _of(what: str, k: int, n: int, say: FindingWords) -> str:
    if n == 1:
        return say(f"{what}_only")
    return say(f"{what}_one" if k == 1 else f"{what}_many", k=k, customers=say.count("of_customers", n))


def journey_rows(
    journeys: Iterable[JourneyRecord],
    verdicts: Iterable[Verdict],
    observations: Iterable[Observation],
    context: JudgeContext,
) -> list[dict[str, Any]]:
    """Each journey with its result: failed (the company's), error (ours), skipped (nothing to judge) or passed."""
    by_journey: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_journey[verdict.journey].append(verdict)
    rows = {o.id: o for o in observations}
    return [_journey_row(j, by_journey.get(j.id, []), rows, context) for j in journeys]


def _journey_row(
    journey: JourneyRecord, verdicts: Sequence[Verdict], rows: Mapping[str, Observation], context: JudgeContext
) -> dict[str, Any]:
    failed = sorted((v for v in verdicts if v.outcome is Outcome.FAILED), key=lambda v: severity(v.judge))
    faults = [v for v in journey.visits if not v.valid]
    entry = journey.visits[0] if journey.visits else None
    if failed:
        result = "failed"
    elif faults:
        result = "error"
    elif any(v.outcome is Outcome.PASSED for v in verdicts):
        result = "passed"
    else:
        result = "skipped"
    observed = [rows[v.id].observed_s or 0.0 for v in journey.visits if v.id in rows]
    return {
        "id": journey.id,
        "feature": journey.feature,
        "scenario": journey.scenario,
        "title": journey.title or journey.scenario,
        "example": journey.example,
        "line": journey.line,
        "service": journey.service,
        "persona": journey.persona,
        "channel": entry.channel if entry else "",
        "channel_title": context.title(entry.channel) if entry else "",
        "result": result,
        "fault": faults[0].fault if faults else "",
        "seconds": round(sum(observed), 3),
        "failures": [
            {"judge": v.judge, "sentence": v.sentence, "quotes": [q.text for q in v.quotes], "visit": v.visit}
            for v in failed
        ],
        "visits": [v.id for v in journey.visits],
        **({"skipped": journey.skipped} if journey.skipped else {}),
    }
