"""How a message speaks to its customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.manner import Manner, manner, uses_name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Напишіть нам завтра.", "V"),
        ("Ваше замовлення їде.", "V"),
        ("Напиши нам, будь ласка, завтра.", "T"),
        ("Твоє замовлення їде.", "T"),
        ("Ви маєте рацію, твоє замовлення їде.", "mixed"),
        ("Замовлення їде, дякуємо.", ""),
        ("Позвоните нам.", "V"),
        ("Твой заказ едет.", "T"),
        ("Proszę podać numer.", "V"),
        ("Czy może Pani zadzwonić?", "V"),
        ("Podaj numer zamówienia.", "T"),
        ("Twoja paczka jedzie.", "T"),
        ("Your parcel is on its way.", ""),
    ],
)
def test_the_form_of_address_is_told_by_pronouns_and_verbs(text: str, address: str) -> None:
    assert manner(text).address == address


@pytest.mark.parametrize(
    "text",
    [
        "Good day! Sorry for the wait, and thank you. Kind regards, Ann",
        "Добрий день! Вибачте за очікування та дякуємо. З повагою, Ганна",
        "Здравствуйте! Извините за ожидание и спасибо. С уважением, Анна",
        "Dzień dobry! Przepraszamy za zwłokę i dziękujemy. Pozdrawiam, Anna",
    ],
)
def test_greeting_thanks_apology_and_closing_are_each_seen(text: str) -> None:
    seen = manner(text)
    assert seen.greets and seen.thanks and seen.apologises and seen.closes


def test_a_bare_answer_has_none_of_them() -> None:
    assert manner("The lamp costs 450 UAH.") == Manner(words=4, sentences=1, lix=4.0)


def test_emoji_and_exclamations_are_counted() -> None:
    seen = manner("Yes! It is here 🙂🙂!")
    assert (seen.emoji, seen.exclamations) == (2, 2)


def test_long_words_and_long_sentences_are_harder_to_read() -> None:
    assert (
        manner("It is here. We send it.").lix
        < manner("Notwithstanding aforementioned circumstances, compensation is unavailable.").lix
    )


@pytest.mark.parametrize(
    ("text", "there"), [("Вітаю, Олено!", True), ("Dear Olena Kovalenko", True), ("Вітаю!", False)]
)
def test_a_name_is_recognised_in_any_case(text: str, there: bool) -> None:
    assert uses_name(text, "Олена Коваленко" if "О" in text or "В" in text else "Olena Kovalenko") is there


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_has_a_manner(text: str, name: str) -> None:
    assert manner(text).lix >= 0
    assert uses_name(text, name) in {True, False}
