"""Who comes back, or is sent on, is known: what it is about, and what was told."""

from __future__ import annotations

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Origin, Outcome, Verdict, VisitRecord

from ..samples import VisitBuilder, context, journey

STORY = "Hello, where is my order 58-20417?"


def first() -> VisitRecord:
    builder = VisitBuilder("v1", "j", "chat", "order_status").say(0, STORY)
    return builder.hear(10, "We will write to you.").close(Closing.QUIET, 70)


def second(answer: str, origin: Origin = Origin.FOLLOWUP, story: str = STORY, channel: str = "help") -> VisitBuilder:
    builder = VisitBuilder("v2", "j", channel, "order_status", seq=2, origin=origin)
    builder.say(200, f"Hello, I wrote to you yesterday. {story}")
    return builder.hear(230, answer) if answer else builder


def only(*visits: VisitRecord) -> Verdict:
    (verdict,) = judge_journey(journey("j", "s", *visits), context(), ["history"])
    return verdict


@pytest.mark.parametrize("origin", [Origin.FOLLOWUP, Origin.REDIRECT])
def test_who_must_tell_again_what_was_told_in_another_channel_was_forgotten(origin: Origin) -> None:
    told_there = second("Please tell us your order number.", origin, story="It is about my order.")
    verdict = only(first(), told_there.close(Closing.QUIET, 400))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Help mailbox asked for the order number, though the customer had told it in Chat."
    assert [quote.visit for quote in verdict.quotes] == ["v1", "v2"]
    assert verdict.data["slots"] == ["order_number"]


@pytest.mark.parametrize(
    "question",
    [
        "Hello! How can I help you?",
        "Добрий день! Чим можу допомогти?",
        "Здравствуйте! Опишите, пожалуйста, ваш вопрос.",
        "Dzień dobry! W czym mogę pomóc?",
    ],
)
def test_who_is_asked_what_it_is_about_was_forgotten(question: str) -> None:
    verdict = only(first(), second(question, channel="chat").close(Closing.QUIET, 400))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat asked what it was about, though the customer had told it there before."


def test_who_is_answered_at_once_is_known() -> None:
    known = second("Your order 58-20417 is on its way, it arrives on Friday.").close(Closing.QUIET, 400)
    assert only(first(), known).outcome is Outcome.PASSED


def test_who_gets_no_answer_cannot_say() -> None:
    assert only(first(), second("").close(Closing.PATIENCE, 9000)).outcome is Outcome.NOT_APPLICABLE


def test_what_our_side_spoilt_is_unmeasured() -> None:
    spoilt = second("How can I help you?").close(Closing.FAULT, 400, fault="no login", fault_code="login")
    assert only(first(), spoilt).outcome is Outcome.UNMEASURED


@pytest.mark.parametrize("origin", [Origin.ENTRY, Origin.PARALLEL])
def test_who_never_came_back_is_not_judged(origin: Origin) -> None:
    asked = second("How can I help you?", origin).close(Closing.QUIET, 400)
    assert judge_journey(journey("j", "s", first(), asked), context(), ["history"]) == []
