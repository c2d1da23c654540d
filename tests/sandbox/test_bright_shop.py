"""The stock script, config/sandbox.yaml: the company that the demo shops."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopper.sandbox.answering import Memory, answer, worded
from shopper.sandbox.staff import Staff, load_staff


@pytest.fixture(scope="module")
def staff(checkout: Path) -> Staff:
    return load_staff(checkout / "config" / "sandbox.yaml")


def said(staff: Staff, channel: str, *messages: str) -> list[str]:
    """The first reply to each message of one conversation, "" for silence."""
    desk = {**staff.chats, **staff.mail}[channel]
    memory, answers = Memory(), []
    for message in messages:
        memory, replies = answer(staff, desk, memory, message)
        answers.append(worded(replies[0].text, memory, staff.company) if replies else "")
    return answers


HELP, ORDERS, RETURNS = "help@brightshop.example", "orders@brightshop.example", "returns@brightshop.example"


@pytest.mark.parametrize(
    ("channel", "message", "answer_holds"),
    [
        ("chat", "Hello! What is the price of Aurora?", "1,299 UAH"),
        ("chat", "Доброго дня. Скільки зараз коштує Aurora?", "1 299 грн"),
        (HELP, "Hello! What is the price of Aurora?", "1,349 UAH"),
        (HELP, "Добрий день! Яка ціна на Aurora?", "1 349 грн"),
        ("chat", "Hello, is Aurora in stock now?", "14 pieces"),
        ("chat", "Добрий день! Який у вас графік роботи цього тижня?", "9:00"),
        ("chat", "Hello, Aurora doesn't suit me. How do I get a refund?", "do not handle refunds"),
        ("chat", "Вітаю! Хочу оформити повернення, куплений Aurora не підходить.", "не займаємося"),
        ("chat", "Hi, I have a complaint. The parcel came damaged.", RETURNS),
        ("chat", "Хочу подати скаргу. Мені надіслали не те.", RETURNS),
        ("chat", "Hello! How does delivery work?", HELP),
        (HELP, "Hello! How does delivery work?", "in the chat on our site"),
        (HELP, "Доброго дня, підкажіть умови доставки.", "в чаті на нашому сайті"),
        (HELP, "Hello, which payment methods do you accept?", "cash on receipt"),
        (ORDERS, "Where is my order?", "tomorrow"),
        (RETURNS, "I have a complaint", ""),
    ],
)
def test_the_demo_company_answers_as_its_story_goes(
    staff: Staff, channel: str, message: str, answer_holds: str
) -> None:
    (got,) = said(staff, channel, message)
    assert answer_holds in got if answer_holds else got == ""


def test_the_chat_asks_again_and_help_does_not(staff: Staff) -> None:
    question = "Hello, where is my order 48213?"
    asked, answered = said(staff, "chat", question, "48213")
    assert "order number" in asked and "48213" in answered
    assert "48213" in said(staff, HELP, question)[0]


def test_orders_is_slow_and_the_chat_is_fast(staff: Staff) -> None:
    assert min(reply.after for reply in staff.mail[ORDERS].default.replies) == 5
    chat = [reply.after for rule in staff.chats["chat"].rules for reply in rule.replies]
    assert max(after for after in chat) <= 2
