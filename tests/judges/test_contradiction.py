"""Answers to one question in several visits are compared by the facts of the service asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Origin, Outcome, Verdict, VisitRecord
from shopper.reading.context import JudgeContext

from ..samples import VisitBuilder, context, journey

FACTS = {
    "price": {"price": "money"},
    "delivery": {"delivery_days": "duration", "delivery_price": "money"},
    "hours": {"opening_hours": "hours"},
    "stock": {"in_stock": "yes_no"},
    "payment": {"methods": "text"},
}


def known() -> JudgeContext:
    return replace(context(), facts=FACTS)


def visit(n: int, channel: str, *answers: str, service: str = "price", **more: object) -> VisitRecord:
    builder = VisitBuilder(f"v{n}", "j", channel, service, seq=n, origin=Origin.ENTRY if n == 1 else Origin.PARALLEL)
    builder.say(n * 100, "What about it?")
    for at, answer in enumerate(answers, start=1):
        builder.hear(n * 100 + at, answer)
    return builder.close(Closing.QUIET, n * 100 + 60, **more)


def verdicts(*visits: VisitRecord) -> list[Verdict]:
    return judge_journey(journey("j", "s", *visits), known(), ["contradiction"])


def only(*visits: VisitRecord) -> Verdict:
    (verdict,) = verdicts(*visits)
    return verdict


@pytest.mark.parametrize(
    ("service", "one", "other"),
    [
        ("price", "It costs 1,299 UAH.", "Лампа коштує 1 350 грн."),
        ("price", "The price is 42 UAH", "The price is 45 UAH, and you can pay on delivery."),
        ("delivery", "Delivery takes 2-3 days.", "Доставка займе 10-14 днів."),
        ("delivery", "Delivery costs 60 UAH.", "Dostawa jest darmowa."),
        ("hours", "We are open 9:00-18:00.", "Працюємо з 10:00 до 20:00."),
        ("stock", "Yes, it is in stock.", "На жаль, немає в наявності."),
    ],
)
def test_values_that_cannot_both_be_true_are_a_contradiction_that_quotes_both(
    service: str, one: str, other: str
) -> None:
    verdict = only(visit(1, "chat", one, service=service), visit(2, "help", other, service=service))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence.startswith("Chat said “")
    assert ", and Help mailbox said “" in verdict.sentence
    assert [quote.text for quote in verdict.quotes] == [one, other]
    assert verdict.visit == ""


@pytest.mark.parametrize(
    ("service", "one", "other"),
    [
        ("price", "It costs 1,299 UAH.", "Ціна 1 299 грн, доставка 60 грн."),
        ("price", "It costs 1,299 UAH.", "Ціна 1299.00"),
        ("price", "From 100 UAH.", "It costs 250 UAH."),
        ("delivery", "2-3 business days", "Up to 5 days"),
        ("delivery", "48 hours", "2 дні"),
        ("hours", "Mon-Fri 9:00-18:00, Sat 10:00-15:00", "Пн–Пт з 9 до 18"),
        ("stock", "Yes, we have it.", "Так, є в наявності"),
    ],
)
def test_answers_that_can_both_be_true_agree(service: str, one: str, other: str) -> None:
    verdict = only(visit(1, "chat", one, service=service), visit(2, "help", other, service=service))
    assert verdict.outcome is Outcome.PASSED, verdict.sentence
    assert verdict.sentence == "Chat and Help mailbox say the same."


@pytest.mark.parametrize(
    "aside",
    [
        "Delivery is 60 UAH.",
        "Знижка 100 грн за промокодом.",
        "Доставка безкоштовна при замовленні від 1000 грн.",
        "Dostawa kosztuje 15 zł.",
        "In euros it is 30 EUR.",
    ],
)
def test_another_sum_than_the_price_contradicts_no_price(aside: str) -> None:
    verdict = only(visit(1, "chat", "It costs 1,299 UAH."), visit(2, "help", aside))
    assert verdict.outcome is Outcome.NOT_APPLICABLE, verdict.sentence


def test_one_who_asks_twice_in_one_conversation_and_hears_two_prices_is_contradicted() -> None:
    builder = VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost?").hear(5, "It costs 42 UAH.")
    builder.say(10, "And what would I pay today?").hear(15, "The price is 45 UAH.")
    verdict = only(builder.close(Closing.QUIET, 90))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat said “42 UAH” first, and “45 UAH” later."


def test_one_answer_in_two_messages_contradicts_nothing_and_is_not_judged() -> None:
    assert verdicts(visit(1, "chat", "It costs 42 UAH.", "The larger one costs 60 UAH.")) == []


def test_with_one_answer_alone_there_is_nothing_to_compare() -> None:
    silent = VisitBuilder("v2", "j", "help", "price", seq=2).say(200, "What about it?").close(Closing.PATIENCE, 900)
    assert only(visit(1, "chat", "It costs 42 UAH."), silent).outcome is Outcome.NOT_APPLICABLE


def test_an_answer_that_our_side_spoilt_leaves_it_unmeasured() -> None:
    spoilt = visit(2, "help", "It costs 45 UAH.", fault="the browser died", fault_code="browser")
    verdict = only(visit(1, "chat", "It costs 42 UAH."), spoilt)
    assert verdict.outcome is Outcome.UNMEASURED
    assert "the browser died" in verdict.sentence


def test_what_has_no_value_that_can_be_compared_is_not_judged() -> None:
    one, other = (visit(n, c, "Cash only.", service="payment") for n, c in ((1, "chat"), (2, "help")))
    assert verdicts(one, other) == []


def test_answers_about_different_services_are_not_compared() -> None:
    assert (
        verdicts(visit(1, "chat", "It costs 42 UAH."), visit(2, "help", "It costs 60 UAH.", service="delivery")) == []
    )
