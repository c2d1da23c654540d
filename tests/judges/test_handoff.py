"""When a matter changes hands: did what the customer had told go with it?"""

from __future__ import annotations

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, JourneyRecord, Observation, Origin, Outcome, Verdict
from shopper.scoring.observations import observe

from ..samples import VisitBuilder, context, journey

STORY = "Hello, where is my order 58-20417?"
NEXT = "I am connecting you with a colleague."
AGAIN = "Please tell us your order number."


def chat(*answers: str) -> VisitBuilder:
    builder = VisitBuilder("v1", "j", "chat", "order_status").say(0, STORY)
    for n, answer in enumerate(answers, start=1):
        builder.hear(n * 10, answer)
    return builder


def arrived(answer: str, story: str = "The chat sent me to you.") -> JourneyRecord:
    first = chat("Please write to help@shop.example.").close(Closing.QUIET, 60)
    mail = VisitBuilder("v2", "j", "help", "order_status", seq=2, origin=Origin.REDIRECT, redirected_by=("v1", 1))
    mail.say(100, story)
    ended = mail.hear(200, answer).close(Closing.QUIET, 900) if answer else mail.close(Closing.PATIENCE, 144_100)
    return journey("j", "s", first, ended)


def verdicts(record: JourneyRecord) -> list[Verdict]:
    return judge_journey(record, context(), ["handoff"])


def row(record: JourneyRecord) -> Observation:
    return observe([record], judge_journey(record, context()), context())[-1]


def test_who_is_asked_again_after_being_passed_on_was_handed_over_without_the_story() -> None:
    record = journey("j", "s", chat(NEXT, AGAIN).close(Closing.QUIET, 60))
    (verdict,) = verdicts(record)
    assert verdict.outcome is Outcome.FAILED
    assert (
        verdict.sentence
        == "Chat: after the matter had changed hands, the customer was asked for the order number again."
    )
    assert [quote.turn for quote in verdict.quotes] == [1, 0, 2]
    assert (row(record).internal_switches, row(record).repeats) == (1, 1)


def test_who_is_helped_by_the_next_one_was_handed_over_well() -> None:
    record = journey("j", "s", chat(NEXT, "It arrives tomorrow.").close(Closing.QUIET, 60))
    assert verdicts(record)[0].outcome is Outcome.PASSED
    assert (row(record).internal_switches, row(record).repeats) == (1, 0)


def test_what_the_first_one_asked_twice_is_no_fault_of_the_hand_over() -> None:
    record = journey("j", "s", chat(AGAIN, NEXT, "It arrives tomorrow.").close(Closing.QUIET, 60))
    assert verdicts(record)[0].outcome is Outcome.PASSED
    assert row(record).repeats == 0


def test_each_hand_over_counts_once() -> None:
    record = journey("j", "s", chat(NEXT, AGAIN, NEXT, AGAIN, AGAIN).close(Closing.QUIET, 90))
    assert (row(record).internal_switches, row(record).repeats) == (2, 2)


@pytest.mark.parametrize(
    "answer",
    [
        "I have opened a ticket for our technical department.",
        "Створили заявку для технічного відділу.",
        "Зарегистрировала обращение в отдел доставки.",
        "Utworzyłam zgłoszenie do działu technicznego.",
    ],
)
def test_a_ticket_for_another_desk_is_a_hand_over_too(answer: str) -> None:
    record = journey("j", "s", chat(answer, AGAIN).close(Closing.QUIET, 60))
    assert verdicts(record)[0].outcome is Outcome.FAILED
    assert row(record).internal_switches == 1


def test_a_number_for_ones_own_case_is_none() -> None:
    record = journey("j", "s", chat("Your request #40517 was registered.", AGAIN).close(Closing.QUIET, 60))
    assert verdicts(record) == []
    assert row(record).internal_switches == 0


def test_who_arrives_by_redirect_and_must_tell_it_again_was_handed_over_badly() -> None:
    record = arrived(AGAIN)
    [verdict] = verdicts(record)
    assert (verdict.visit, verdict.outcome) == ("v2", Outcome.FAILED)
    assert (row(record).internal_switches, row(record).repeats) == (0, 1)
    assert verdicts(arrived("It arrives tomorrow."))[0].outcome is Outcome.PASSED


def test_nobody_who_took_it_over_is_no_hand_over() -> None:
    assert verdicts(arrived("")) == []
    assert row(arrived("")).repeats == 0
    passed_on = journey("j", "s", chat(NEXT).close(Closing.QUIET, 60))
    assert verdicts(passed_on)[0].outcome is Outcome.NOT_APPLICABLE


def test_where_nothing_changed_hands_there_is_nothing_to_say() -> None:
    assert verdicts(journey("j", "s", chat(AGAIN).close(Closing.QUIET, 60))) == []
