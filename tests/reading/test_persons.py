"""Whether a person or a robot wrote a message, and whether it asks for what nobody should tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Side, Stamp, Turn, TurnKind
from shopper.reading.persons import by_bot, is_bot
from shopper.reading.secrets import asks_secret


def turn(text: str, sender: str = "", n: int = 0, kind: TurnKind = TurnKind.MESSAGE) -> Turn:
    return Turn(n, Side.COMPANY, text, Stamp(n * 1_000_000), kind=kind, sender=sender)


@pytest.mark.parametrize(
    "sender",
    ["Bot", "Shop Bot", "shop_bot", "ShopHelpBot", "Чат-бот", "Бот Марічка", "Робот", "Virtual Assistant",
     "AI Assistant",
     "Віртуальний помічник", "Виртуальный ассистент", "Wirtualny asystent", "Wirtualna doradczyni",
     "no-reply@shop.example"],
)  # fmt: skip
def test_a_robots_name_gives_it_away(sender: str) -> None:
    assert is_bot(turn("It costs 42 UAH.", sender))


@pytest.mark.parametrize(
    "sender",
    [
        "Ірина",
        "Abbott",
        "Robert",
        "Ботвінник Олег",
        "Роботягін",
        "Aida",
        "Talbot",
        "help@shop.example",
        "Marcin",
        "Staff",
        "",
    ],
)
def test_a_persons_name_does_not(sender: str) -> None:
    assert not is_bot(turn("It costs 42 UAH.", sender))


@pytest.mark.parametrize(
    "text",
    [
        "Hello! I'm a virtual assistant, how can I help?",
        "Hi, I am Max, your virtual assistant.",
        "You are chatting with a bot.",
        "Вітаю! Я віртуальний помічник магазину.",
        "Добрий день, я чат-бот Марічка.",
        "Здравствуйте! Я виртуальный помощник.",
        "Вам отвечает робот.",
        "Cześć! Jestem wirtualnym asystentem sklepu.",
    ],
)
def test_who_says_to_be_a_robot_is_one(text: str) -> None:
    assert is_bot(turn(text, "Support"))


@pytest.mark.parametrize(
    "text",
    [
        "Hello, I'm Olga. How can I help?",
        "Don't worry, I'm not a bot :)",
        "Я не бот, мене звати Ірина.",
        "Nie jestem botem, nazywam się Ewa.",
        "The robot vacuum cleaner costs 42 UAH.",
        "Робот-пилосос є в наявності.",
    ],
)
def test_who_speaks_as_a_person_is_one(text: str) -> None:
    assert not is_bot(turn(text, "Support"))


def test_a_robot_that_introduced_itself_stays_one_until_somebody_joins() -> None:
    hello = turn("I'm a virtual assistant.", "Support", 0)
    price = turn("It costs 42 UAH.", "Support", 1)
    joined = turn("Olga joined the chat", "", 2, TurnKind.SYSTEM)
    person = turn("It costs 42 UAH.", "Support", 3)
    assert by_bot(price, [hello])
    assert not by_bot(turn("It costs 42 UAH.", "Olga", 1), [hello])
    assert not by_bot(person, [hello, price, joined])
    assert by_bot(turn("We are away", "Support", kind=TurnKind.AUTO), [])


@pytest.mark.parametrize(
    "text",
    [
        "Please tell us your card number.",
        "What is the code from the SMS?",
        "Send us a photo of your passport, please.",
        "Назвіть, будь ласка, код із смс.",
        "Надішліть, будь ласка, номер картки.",
        "Сообщите пароль от личного кабинета",
        "Proszę podać hasło.",
        "Proszę podać numer PESEL.",
    ],
)
def test_asking_for_what_nobody_should_tell(text: str) -> None:
    assert asks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is your order number?",
        "Never send your card number to anybody.",
        "You can pay by card or in cash.",
        "Не повідомляйте нікому код із смс.",
        "Оплата карткою можлива.",
        "Proszę podać numer zamówienia.",
    ],
)
def test_an_ordinary_question_is_no_secret(text: str) -> None:
    assert not asks_secret(text)


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_written_is_read_without_an_error(text: str, sender: str) -> None:
    by_bot(turn(text, sender, 1), [turn(sender, text)])
    asks_secret(text)
