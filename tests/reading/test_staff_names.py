"""Names of somebody else's staff are left out of what was said; all else stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Closing, JourneyRecord, Side, TurnKind
from shopper.reading.staff_names import without_staff_names
from tests.samples import VisitBuilder, journey

KEEP = ["Lamp & Light", "Chat", "help@shop.example"]


def talk(language: str, *lines: tuple[str, str], kind: TurnKind = TurnKind.MESSAGE) -> JourneyRecord:
    """A conversation: (sender, text) of the company's; "" is the customer."""
    visit = VisitBuilder("v1", "j1", "chat", "price", language=language)
    for at, (sender, text) in enumerate(lines):
        if sender:
            visit.hear(at, text, kind, sender=sender)
        else:
            visit.say(at, text)
    return journey("j1", "A talk", visit.close(Closing.QUIET, len(lines)))


def said(record: JourneyRecord, language: str = "en") -> list[tuple[str, str]]:
    done, _ = without_staff_names(record, KEEP, language)
    return [(turn.sender, turn.text) for turn in done.visits[0].turns]


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "Hello, I am Iryna, how can I help?", "Hello, I am [an employee], how can I help?"),
        ("en", "My name is Iryna Kovalenko. It costs 42 UAH.", "My name is [an employee]. It costs 42 UAH."),
        ("en", "It costs 42 UAH.\n\nKind regards,\nMary O'Neill", "It costs 42 UAH.\n\nKind regards,\n[an employee]"),
        ("uk", "Вітаю! Мене звати Ірина, чим допомогти?", "Вітаю! Мене звати [співробітник], чим допомогти?"),
        ("uk", "На зв'язку Ірина. Коштує 42 грн.", "На зв'язку [співробітник]. Коштує 42 грн."),
        ("uk", "Коштує 42 грн. З повагою, Ірина Коваленко", "Коштує 42 грн. З повагою, [співробітник]"),
        ("uk", "Оператор Ірина приєдналася до чату", "Оператор [співробітник] приєдналася до чату"),
        ("ru", "Здравствуйте! Меня зовут Ирина.", "Здравствуйте! Меня зовут [сотрудник]."),
        ("ru", "С уважением, Ирина Коваленко", "С уважением, [сотрудник]"),
        ("pl", "Dzień dobry, nazywam się Anna Kowalska.", "Dzień dobry, nazywam się [pracownik]."),
        ("pl", "Cześć, tu Ania z Lamp & Light.", "Cześć, tu [pracownik] z Lamp & Light."),
    ],
)
def test_a_name_that_staff_give_is_left_out(language: str, text: str, left: str) -> None:
    assert said(talk(language, ("", "?"), ("Chat", text)))[1] == ("Chat", left)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I am sorry, this is not possible. Delivery to Lviv takes 2 days."),
        ("en", "I am glad to help. Best regards, Customer Care Team"),
        ("uk", "Я перевірю. Це Нова пошта? Доставка до Львова – 2 дні."),
        ("uk", "Вас вітає служба підтримки Lamp & Light!"),
        ("ru", "Это невозможно. Я уточню. Доставка во Львов – 2 дня."),
        ("pl", "Jestem tutaj, żeby pomóc. Tu sklep Lamp & Light."),
    ],
)
def test_what_is_no_name_stays(language: str, text: str) -> None:
    assert said(talk(language, ("", "?"), ("Chat", text)))[1] == ("Chat", text)


def test_a_senders_name_is_left_out_everywhere_in_all_its_cases() -> None:
    told = said(
        talk("uk", ("", "Добрий день"), ("Олена", "Слухаю"), ("", "Дякую, Олено!"), ("Петро", "Олени вже немає")), "uk"
    )
    assert told == [
        ("Olena", "Добрий день"),
        ("співробітник", "Слухаю"),
        ("Olena", "Дякую, [співробітник]!"),
        ("співробітник 2", "[співробітник] вже немає"),
    ]


def test_a_robot_and_the_company_keep_their_names() -> None:
    told = said(talk("en", ("", "?"), ("ShopBot", "Hello"), ("Lamp & Light", "Hello"), ("Support team", "Hello")))
    assert [sender for sender, _ in told] == ["Olena", "ShopBot", "Lamp & Light", "Support team"]


def test_a_personal_address_is_left_out_and_the_companys_stays() -> None:
    text = "Write to help@shop.example or to iryna.kovalenko@shop.example."
    [_, (sender, told)] = said(talk("en", ("", "?"), ("iryna.kovalenko@shop.example", text)))
    assert (sender, told) == ("an employee", "Write to help@shop.example or to [an employee].")


def test_the_customers_own_name_stays_in_the_customers_own_words() -> None:
    record = replace(talk("en", ("", "I am Olena Bondar"), ("Olena", "Hello!")), facts={"name": "Olena Bondar"})
    assert said(record)[0] == ("Olena", "I am Olena Bondar")


def test_raw_evidence_is_left_out_and_a_further_text_is_treated_alike() -> None:
    record = talk("en", ("", "?"), ("Iryna", "Hello"))
    done, redact = without_staff_names(record, KEEP)
    assert all(turn.evidence == () for turn in done.visits[0].turns)
    assert redact("Iryna said hello", "en") == "[an employee] said hello"


@given(st.lists(st.tuples(st.sampled_from(["", "Iryna", "Bot", "x@y.z", "А"]), st.text(max_size=80)), max_size=5))
def test_whatever_was_said_no_turn_is_lost_and_no_learnt_name_is_left(lines: list[tuple[str, str]]) -> None:
    record = talk("uk", ("", "?"), *lines)
    done, _ = without_staff_names(record, KEEP)
    turns = done.visits[0].turns
    assert [t.n for t in turns] == [t.n for t in record.visits[0].turns]
    named = any(sender == "Iryna" for sender, _ in lines)
    assert not named or not any("Iryna" in t.text for t in turns if t.side is Side.COMPANY)
