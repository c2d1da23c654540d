"""Whatever a journey holds, every judge has an answer, and one that can be shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from shopper.hours import parse_hours
from shopper.judges import JUDGES, judge_journey
from shopper.model import Closing, JourneyRecord, Origin, Outcome
from shopper.reading.tone import tone_of
from shopper.words import LANGUAGES
from shopper.words.calls import SPOKEN

from ..samples import CHANNELS, VisitBuilder, context
from ..samples import journey as sample
from .strategies import journeys

# Hours that close, languages that are offered: more paths than the plain context has.
KNOWN = replace(
    context(),
    hours=dict.fromkeys(CHANNELS, parse_hours("mon-fri 9:00-18:00")) | {"telegram": parse_hours("closed")},
    languages=dict.fromkeys(CHANNELS, LANGUAGES) | {"help": ("uk",)},
)


@given(journey=journeys())
def test_no_judge_ever_raises_and_every_verdict_can_be_shown(journey: JourneyRecord) -> None:
    visits = {visit.id: visit for visit in journey.visits}
    for name in JUDGES:
        for verdict in judge_journey(journey, KNOWN, [name]):
            assert verdict.judge == name
            assert verdict.sentence.strip(), name
            json.dumps(verdict.data, allow_nan=False)
            assert not verdict.visit or verdict.visit in visits, name
            for quote in verdict.quotes:
                assert quote.text == {turn.n: turn.text for turn in visits[quote.visit].turns}[quote.turn], name


@given(journey=journeys())
def test_nobody_blames_the_company_for_conversations_that_ours_spoilt(journey: JourneyRecord) -> None:
    spoilt = replace(journey, visits=tuple(replace(v, fault="no network") for v in journey.visits))
    assert [v for v in judge_journey(spoilt, KNOWN) if v.outcome is Outcome.FAILED] == []


@given(journey=journeys())
def test_a_judge_says_the_same_of_the_same(journey: JourneyRecord) -> None:
    assert judge_journey(journey, KNOWN) == judge_journey(journey, replace(KNOWN))


@given(journey=journeys())
def test_the_tone_of_any_conversation_can_be_told(journey: JourneyRecord) -> None:
    for visit in journey.visits:
        for value in tone_of(visit, KNOWN).values():
            assert value in ("V", "T", "mixed", "asked", 0, 1, *LANGUAGES)


@pytest.mark.parametrize("kind", ["callback", "hotline"])
def test_spoken_words_without_a_transcript_and_a_machines_mishearing_accuse_nobody(kind: str) -> None:
    story = VisitBuilder("v1", "j", "chat", "price", language="uk").say(0, "Скільки коштує лампа, і чи є вона у вас?")
    for n, words in enumerate((SPOKEN, "The lamp costs four hundred and you can have it", SPOKEN, "ти ваш 48213")):
        story.hear(10 + n, f"Заявка 4821{n}. {words}" if words != SPOKEN else SPOKEN)
    called = replace(story.say(20, "А доставка?").close(Closing.COMPANY, 60), kind=kind)
    other = replace(called, id="v2", seq=2, origin=Origin.REDIRECT, turns=called.turns[:2])
    failed = {v.judge for v in judge_journey(sample("j", "s", called, other), KNOWN) if v.outcome is Outcome.FAILED}
    assert failed.isdisjoint(
        {"auto_ack_only", "broken_promise", "split_case", "rude_close", "language_mismatch", "template_leak", "tone"}
    )
