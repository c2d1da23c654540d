"""Whether two answers to one question can both be true. Every pair is written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.pairs import CONSISTENT, CONTRADICTORY, UNRELATED, compare


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much is the green lamp?", "The green lamp is 450 UAH.", "It costs 450,00 ₴."),
        ("How long does delivery take?", "Delivery takes 24-72 hours.", "You will have it in one to three days."),
        ("When do you open on Sunday?", "On Sundays from 10 am to 6 pm.", "Sunday: 10:00–18:00."),
        ("When does the sale end?", "It ends on 9/25/2026.", "The sale runs until 25 September."),
        ("Скільки їде посилка?", "До 3 днів.", "Доставка займе максимум три дні."),
        ("Куди дзвонити щодо гарантії?", "Телефонуйте 044 333-22-11.", "Гарантійний відділ: +38 044 333 22 11."),
        ("Можно ли вернуть лампу?", "Да, в течение 14 дней.", "Вернуть можно за две недели."),
        ("Ile kosztuje wysyłka?", "Wysyłka to 15 zł.", "Za wysyłkę płaci się PLN 15,00."),
        ("Do you sell it in shops?", "We sell it only online.", "No, our shops don't have it."),
        ("Скільки коштує лампа?", "Лампа коштує 450 грн.", "The lamp is 450 UAH."),
    ],
)
def test_the_same_fact_in_other_words_is_consistent(question: str, a: str, b: str) -> None:
    assert compare(question, a, b) == CONSISTENT
    assert compare(question, b, a) == CONSISTENT


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much is the green lamp?", "The green lamp is 450 UAH.", "The green lamp is 490 UAH."),
        ("How long does delivery take?", "Delivery takes 1-3 working days.", "Delivery takes 1-2 working days."),
        ("Can I return the lamp?", "Yes, within 14 days.", "No, lamps cannot be returned."),
        ("Do you ship to Norway?", "Yes, we ship to Norway.", "We only ship within Ukraine."),
        ("When does the film start?", "It starts at 7 pm.", "The film starts at 19:30."),
        ("До котрої ви працюєте?", "Працюємо з 10 до 18.", "Працюємо з 10 до 20."),
        ("Куда звонить по гарантии?", "Звоните 52-65-51.", "По гарантии звоните 52-65-77."),
        ("Когда появится новая модель?", "Новая модель выйдет в июне.", "Новая модель выйдет в третьем квартале."),
        (
            "Czy faktura przychodzi automatycznie?",
            "Faktura przychodzi automatycznie.",
            "Fakturę trzeba pobrać ręcznie.",
        ),
        ("When will the lift be repaired?", "It will be repaired on 5 May.", "We cannot give a date for the lift."),
    ],
)
def test_another_number_term_or_answer_is_contradictory(question: str, a: str, b: str) -> None:
    assert compare(question, a, b) == CONTRADICTORY
    assert compare(question, b, a) == CONTRADICTORY


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much is the green lamp?", "The green lamp is 450 UAH.", "Our courier comes on weekdays."),
        ("Як скинути пароль?", "Пароль скидається в налаштуваннях.", "Доставка коштує 79 грн."),
        ("Czy można płacić kartą?", "Tak, kartą i gotówką.", "Paczki wysyłamy we wtorki."),
    ],
)
def test_what_answers_another_question_is_unrelated(question: str, a: str, b: str) -> None:
    assert compare(question, a, b) == UNRELATED


@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(question: str, a: str, b: str) -> None:
    assert compare(question, a, b) in {CONSISTENT, CONTRADICTORY, UNRELATED}


def test_an_answer_never_contradicts_itself() -> None:
    for answer in ("Yes, it costs 450 UAH.", "Ні, до 3 днів.", "Od 10 do 18, z wyjątkiem niedzieli."):
        assert compare(answer, answer, answer) != CONTRADICTORY
