"""From events to records: what was said and heard in each visit, as model.JourneyRecord. Pure over the events.

A body that was destroyed reads as {}: its turn stays, with its time and without its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..model import Closing, JourneyRecord, Origin, Terms, Verdict, VisitRecord
from .codec import load_verdict
from .events import Event, Kind, Store
from .transcript import transcript
from .waves import WaveSummary, waves

FactsOf = Callable[[str, str], Mapping[str, str]]

UNKNOWN_SEND = "unknown_send"


def _no_facts(persona: str, language: str) -> Mapping[str, str]:
    return {}


def build_records(
    store: Store, wave: str, *, facts: FactsOf = _no_facts, journey: str | None = None
) -> list[JourneyRecord]:
    """The journeys of a wave (or one of them) as the journal holds them now, in the order they were started.

    facts: what a persona knows, by its id and the language it speaks. Raises JournalError.
    """
    return journeys(store.events(wave=wave, journey=journey), facts=facts)


def journeys(events: Iterable[Event], *, facts: FactsOf = _no_facts) -> list[JourneyRecord]:
    """The journeys that these events tell of; the events of one journey must be whole and in order of seq."""
    of_journey: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.journey:
            of_journey[event.wave, event.journey].append(event)
    return [_journey(wave, name, own, facts) for (wave, name), own in of_journey.items()]


def verdicts(events: Iterable[Event]) -> list[Verdict]:
    """The verdicts among these events, in order; those whose text was destroyed are left out."""
    return [load_verdict(e.body["verdict"]) for e in events if e.kind is Kind.VERDICT and "verdict" in e.body]


def _journey(wave: str, name: str, events: Sequence[Event], facts: FactsOf) -> JourneyRecord:
    started: Mapping[str, Any] = next((e.body for e in events if e.kind is Kind.JOURNEY_STARTED), {})
    of_visit: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.visit:
            of_visit[event.visit].append(event)
    visits = [
        visit
        for own in of_visit.values()
        if (opened := next((e for e in own if e.kind is Kind.VISIT_OPENED), None)) is not None
        for visit in [_visit(opened, own, of_visit)]
    ]
    visits.sort(key=lambda visit: visit.seq)
    persona = visits[0].persona if visits else ""
    ends = [e for e in events if e.kind is Kind.JOURNEY_FINISHED]
    return JourneyRecord(
        id=name,
        wave=wave,
        feature=started.get("feature", ""),
        scenario=started.get("scenario", ""),
        example=started.get("example", ""),
        line=started.get("line", 0),
        language=started.get("language", ""),
        service=visits[0].service if visits else "",
        persona=persona,
        facts=facts(persona, started.get("language", "")) if persona else {},
        visits=tuple(visits),
        finished=bool(ends),
        skipped=next((e.body["skipped"] for e in ends if e.body.get("skipped")), ""),
        title=started.get("title", ""),
    )


def _visit(opened: Event, events: Sequence[Event], of_visit: Mapping[str, Sequence[Event]]) -> VisitRecord:
    body = opened.body
    closed = next((e for e in events if e.kind is Kind.VISIT_CLOSED), None)
    closing = Closing(closed.body["closing"]) if closed is not None and "closing" in closed.body else None
    said = [e.at for e in events if e.kind is Kind.SAY_DONE]
    fault, fault_code = _fault(events, closed, closing)
    terms = body.get("terms", {})
    return VisitRecord(
        id=opened.visit,
        journey=opened.journey,
        seq=body.get("seq", 0),
        origin=Origin(body.get("origin", Origin.ENTRY)),
        service=body.get("service", ""),
        channel=body.get("channel", ""),
        kind=body.get("kind", ""),
        persona=body.get("persona", ""),
        language=body.get("language", ""),
        terms=Terms(terms.get("sla_s", 0.0), terms.get("tolerable_s", 0.0), terms.get("patience_s", 0.0)),
        opened=opened.at,
        first_said=min(said, key=lambda at: at.wall_us) if said else None,
        closed=closed.at if closed is not None else None,
        closing=closing,
        observed_s=closed.body.get("observed_s") if closed is not None else None,
        turns=transcript(events),
        fault=fault,
        fault_code=fault_code,
        redirected_by=_redirected_by(body.get("redirected_by"), of_visit),
        wished=tuple(e.body["args"]["channel"] for e in events if e.kind is Kind.OP and e.body.get("name") == "wish"),
    )


def _fault(events: Sequence[Event], closed: Event | None, closing: Closing | None) -> tuple[str, str]:
    """The first fault of ours, as (sentence, code). What broke after the visit had closed spoilt nothing."""
    done = {e.body.get("id") for e in events if e.kind is Kind.SAY_DONE}
    for event in events:
        if closed is not None and event.seq > closed.seq and closing is not Closing.FAULT:
            break
        if event.kind is Kind.FAULT:
            return (
                event.body.get("message", "Something of ours broke in this visit; its description was destroyed."),
                event.body.get("code", "our_fault"),
            )
        # A mail that came back for what is wrong with our own account says nothing about the company.
        if event.kind is Kind.HEARD and (ours := (event.body.get("data") or {}).get("ours")):
            return ours, "sender_refused"
        if event.kind is Kind.SAY_UNKNOWN and event.body.get("id") not in done:
            sentence = "After a break of ours it cannot be known whether a message went out, so it was not sent again."
            return sentence, UNKNOWN_SEND
    if closing is Closing.FAULT:
        return "Something of ours broke in this visit.", "our_fault"
    return "", ""


def _redirected_by(named: Sequence[str] | None, of_visit: Mapping[str, Sequence[Event]]) -> tuple[str, int] | None:
    if named is None:
        return None
    visit, key = named
    return next(((visit, turn.n) for turn in transcript(of_visit.get(visit, ())) if turn.key == key), None)


__all__ = ["UNKNOWN_SEND", "FactsOf", "WaveSummary", "build_records", "journeys", "verdicts", "waves"]
