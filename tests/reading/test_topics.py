"""Which of several questions a message answers, and which numbers are those of a case; in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.cases import case_numbers, numbers
from shopper.reading.topics import clearly_about, stems, stems_of

QUESTIONS = {
    "price": stems_of(["How much does the Aurora lamp cost?", "the price", "ціна", "цена", "cena"]),
    "delivery": stems_of(["How long does delivery of the Aurora lamp take?", "доставка", "dostawa"]),
    "warranty": stems_of(["How long is the warranty on the Aurora lamp?", "гарантія", "гарантия", "gwarancja"]),
}


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("The price of the lamp is 1,299 UAH.", "price"),
        ("Good day! Prices begin at 100 UAH.", "price"),
        ("Щодо ціни: 1 299 грн.", "price"),
        ("Цены на сайте, цена лампы 1299 грн.", "price"),
        ("Cena lampy to 99 zł.", "price"),
        ("It is delivered tomorrow.", "delivery"),
        ("Доставимо завтра.", "delivery"),
        ("Dostawa trwa dwa dni.", "delivery"),
        ("На лампу діє гарантія два роки.", "warranty"),
        ("Гарантии два года.", "warranty"),
        ("Gwarancji udzielamy na dwa lata.", "warranty"),
        ("The Aurora lamp!", None),
        ("Good day, thank you for your question.", None),
        ("The price is 100 UAH, delivery is free.", None),
        ("", None),
    ],
)
def test_a_message_answers_the_question_that_it_is_clearly_about(message: str, about: str | None) -> None:
    assert clearly_about(message, QUESTIONS) == about


def test_a_quoted_question_says_nothing_about_the_answer() -> None:
    assert clearly_about("Two years.\n> How long does delivery take?", QUESTIONS) is None


def test_where_there_is_nothing_to_choose_from_nothing_is_chosen() -> None:
    assert clearly_about("The price is 1 UAH.", {"price": QUESTIONS["price"]}) is None
    assert clearly_about("The price is 1 UAH.", {}) is None


@given(st.text(max_size=300), st.permutations(sorted(QUESTIONS)))
def test_the_order_of_the_questions_changes_nothing(message: str, order: list[str]) -> None:
    assert clearly_about(message, {name: QUESTIONS[name] for name in order}) == clearly_about(message, QUESTIONS)
    assert stems(message) == stems(message.upper()) or not message.isascii()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[#12345] Re: your question", {"12345"}),
        ("№ 12345", {"12345"}),
        ("Ticket 12345 was opened", {"12345"}),
        ("Your ticket number is 77881.", {"77881"}),
        ("Ваше звернення № 4821 прийнято", {"4821"}),
        ("Обращение 48210 закрыто", {"48210"}),
        ("Numer zgłoszenia: 99123", {"99123"}),
        ("[SUP-1234] Hello", {"SUP-1234"}),
        ("The lamp costs 1299 UAH", set()),
        ("Call +380441234567", set()),
    ],
)
def test_a_cases_number_is_told_from_others(text: str, found: set[str]) -> None:
    assert case_numbers(text) == found
    assert found <= numbers(text)


def test_numbers_leave_out_phones_and_fractions() -> None:
    assert numbers("order 48213, call +380441234567, 1299.50 UAH, 12-34567") == {"48213"}
