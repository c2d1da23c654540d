"""A wave judged, with what persons said of it: the one way from the journal to verdicts and observations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..journal.events import Kind, Store
from ..judging import context_of, judge_all
from ..model import JourneyRecord, Observation, Outcome, Quote, Verdict
from ..reading.context import JudgeContext
from ..review.applying import OUR_MISTAKE, Applied, apply
from ..review.spoken import reviews_of
from ..review.table import confirmed_in, follow
from ..scoring.observations import observe, to_json
from ..settings.models import Settings
from .nameless import nameless
from .renamed import judge_of
from .wave import journeys_of


def reviewed(settings: Settings, store: Store, wave: str, language: str = "") -> Applied:
    """A wave's verdicts as they stand after what persons said of them. language: in which they speak; "" is the one
    that the config names. Raises JournalError."""
    played = journeys_of(store, wave, settings)
    journeys, redact = nameless(played, settings.company, language or settings.company.language or "en")

    def judge(journeys: Sequence[JourneyRecord], context: JudgeContext) -> list[Verdict]:
        verdicts = judge_all(journeys, settings, context)
        return verdicts + [redact(verdict) for verdict in _of_steps(store, wave, journeys, verdicts)]

    said = reviews_of(store.events(wave=wave, kinds=[Kind.REVIEWED]))
    return apply(said, journeys, context_of(settings, language), judge)


def observed(applied: Applied, settings: Settings) -> tuple[list[Observation], dict[str, Any]]:
    """The observations of a wave, as persons left them, and the table that scoring reads."""
    observations = follow(applied, observe(applied.journeys, applied.verdicts, applied.context))
    table = to_json(observations, settings)
    if confirmed := confirmed_in(applied, table):
        table["findings"] = confirmed
    return observations, table


def _of_steps(store: Store, wave: str, journeys: Sequence[JourneyRecord], judged: Sequence[Verdict]) -> list[Verdict]:
    """What the scenarios' own steps found and no judge did: a limit of their own, a text that was missing."""
    numbers = {(v.id, turn.key): turn.n for j in journeys for v in j.visits for turn in v.turns}
    told = {(v.judge, v.visit) for v in judged if v.outcome is Outcome.FAILED}
    ours = {v.id for j in journeys for v in j.visits if v.fault_code == OUR_MISTAKE}
    verdicts = []
    for event in store.events(wave=wave, kinds=[Kind.NOTE]):
        body = event.body
        if not body or body["outcome"] != Outcome.FAILED.value or event.visit in ours:
            continue
        judge = judge_of(body)
        if (judge, event.visit) not in told:
            quotes = tuple(Quote(visit, numbers.get((visit, key), 0), text) for visit, key, text in body["quotes"])
            verdicts.append(
                Verdict(
                    judge=judge,
                    version=1,
                    outcome=Outcome.FAILED,
                    journey=event.journey,
                    visit=event.visit,
                    sentence=body["sentence"],
                    quotes=quotes,
                    step=body["step"],
                    data=body["data"],
                )
            )
    return verdicts
