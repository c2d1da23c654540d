"""What a template should have kept to itself, in the company's words and only there."""

from __future__ import annotations

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, TurnKind, Verdict, VisitRecord

from ..samples import VisitBuilder, context, journey

LONG = "Delivery within the city takes two days, and we ring you in the morning of the day on which it comes."


def judged(visit: VisitRecord) -> list[Verdict]:
    return judge_journey(journey("j", "s", visit), context(), ["template_leak"])


def asked(text: str = "What does the lamp cost?") -> VisitBuilder:
    return VisitBuilder("v1", "j", "chat", "price").say(0, text)


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("Dear {{first_name}}, your lamp costs 450 UAH.", "{{first_name}}"),
        ("Шановна [ім'я], ваше замовлення готове.", "[ім'я]"),
        ("Уважаемая %NAME%, лампа стоит 450 грн.", "%NAME%"),
        ("Szanowna Pani [imię], lampa kosztuje 99 zł.", "[imię]"),
        ("The lamp costs 450&nbsp;UAH.<br>Come again!", "&nbsp;"),
    ],
)
def test_a_template_that_shows_is_quoted(text: str, leak: str) -> None:
    (verdict,) = judged(asked().hear(9, text).close(Closing.QUIET, 60))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == f"Chat sent a template that was not filled in: “{leak}”."
    assert [q.text for q in verdict.quotes] == [text]


def test_a_receipts_template_counts_too() -> None:
    visit = asked().hear(1, "Hello {{name}}, we have your message.", TurnKind.AUTO)
    assert judged(visit.close(Closing.PATIENCE, 1800))[0].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "text",
    ["The lamp costs 450 UAH.", "Null problem! 100 % cotton, 50 % off.", "The answer is [yes].", "Write to a <b@c.d>"],
)
def test_ordinary_words_are_no_template(text: str) -> None:
    assert judged(asked().hear(9, text).close(Closing.QUIET, 60)) == []


def test_what_the_customer_wrote_themselves_is_no_template_of_the_company() -> None:
    visit = asked("My letter began with {{name}}, what is that?").hear(9, "That “{{name}}” is our mistake, sorry.")
    assert judged(visit.close(Closing.QUIET, 60)) == []


def test_a_quoted_thread_is_no_template_of_this_message() -> None:
    assert judged(asked().hear(9, "450 UAH.\n> Dear {{name}}").close(Closing.QUIET, 60)) == []


def test_the_same_long_text_to_two_different_questions_is_a_finding_with_both() -> None:
    visit = asked("How long does delivery take?").hear(9, LONG).say(20, "May I pay by card on the site?").hear(30, LONG)
    (verdict,) = judged(visit.close(Closing.QUIET, 90))
    assert verdict.outcome is Outcome.FAILED
    assert [q.turn for q in verdict.quotes] == [0, 1, 2, 3]
    assert verdict.sentence == "Chat answered two different questions with the very same text."


@pytest.mark.parametrize(
    ("second", "answer"),
    [
        ("How long does delivery take, please?", LONG),  # the same question again
        ("Are you still there?", LONG),  # a reminder
        ("May I pay by card on the site?", "Good afternoon!"),  # short enough for anybody to say twice
    ],
)
def test_what_may_rightly_be_said_twice_is_no_finding(second: str, answer: str) -> None:
    visit = asked("How long does delivery take?").hear(9, answer).say(20, second).hear(30, answer)
    assert judged(visit.close(Closing.QUIET, 90)) == []
