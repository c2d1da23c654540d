"""Promises: what a company says it will do, and by when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.promises import find_promises

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@pytest.mark.parametrize(
    ("text", "act", "due"),
    [
        ("We'll call you back within 15 minutes.", "call", 15 * MINUTE),
        ("Our team will reply within a day.", "reply", DAY),
        ("I will send the invoice in two hours.", "send", 2 * HOUR),
        ("We will look into it.", "solve", None),
        ("Передзвонимо за 15 хвилин.", "call", 15 * MINUTE),
        ("Менеджер зателефонує вам протягом години.", "call", HOUR),
        ("Відповімо протягом доби.", "reply", DAY),
        ("Перезвоним в течение 15 минут.", "call", 15 * MINUTE),
        ("Мы вернём деньги за 5 дней.", "refund", 5 * DAY),
        ("Oddzwonimy w ciągu 15 minut.", "call", 15 * MINUTE),
        ("Odpowiemy w ciągu doby.", "reply", DAY),
    ],
)
def test_what_the_company_will_do_is_a_promise_with_its_term(text: str, act: str, due: float | None) -> None:
    (promise,) = find_promises(text)
    assert promise.act == act
    assert promise.due_seconds == due
    assert text[promise.start : promise.end].strip() == promise.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Delivery takes 3 days.",
        "Please call us within 15 minutes.",
        "Will you call us back?",
        "We will not call you.",
        "Доставка триває 3 дні.",
        "Мы не перезвоним.",
        "Nie oddzwonimy.",
        "Зателефонуйте нам протягом години.",
    ],
)
def test_a_fact_a_request_a_question_and_a_no_promise_nothing(text: str) -> None:
    assert find_promises(text) == ()


def test_a_promise_for_a_day_of_the_calendar_has_that_day() -> None:
    (promise,) = find_promises("Ми відповімо вам 12 травня.")
    assert promise.due is not None
    assert (promise.due.kind, promise.due.low) == ("date", 512.0)
    assert promise.due_seconds is None


@given(st.text(max_size=300))
def test_any_text_can_be_searched_for_promises(text: str) -> None:
    for promise in find_promises(text):
        assert text[promise.start : promise.end].strip() == promise.text
