"""Somebody else's company is reported without the names of its staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..model import JourneyRecord, Quote, Verdict
from ..reading.staff_names import without_staff_names
from ..settings.models import Company

RedactVerdict = Callable[[Verdict], Verdict]


def nameless(
    journeys: Sequence[JourneyRecord], company: Company, language: str
) -> tuple[Sequence[JourneyRecord], RedactVerdict]:
    """The journeys as they may be shown, and what does the same to a verdict that was made when the names still stood.

    Of one's own company all stays as it is."""
    if not company.competitor:
        return journeys, lambda verdict: verdict
    channels = company.channels.values()
    addresses = [text for c in channels for text in (c.address, *c.aliases) if "@" in text]
    keep = [company.name, *(title for c in channels for title in c.title.all), *addresses]
    done = {journey.id: without_staff_names(journey, keep, language) for journey in journeys}

    def redact(verdict: Verdict) -> Verdict:
        if verdict.journey not in done:
            return verdict
        journey, leave_out = done[verdict.journey]
        spoken = {visit.id: visit.language for visit in journey.visits}
        quotes = tuple(Quote(q.visit, q.turn, leave_out(q.text, spoken.get(q.visit, language))) for q in verdict.quotes)
        return replace(verdict, sentence=leave_out(verdict.sentence, language), quotes=quotes)

    return [journey for journey, _ in done.values()], redact
