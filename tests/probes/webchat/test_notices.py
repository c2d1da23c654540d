"""What only a chat itself says, known by its words in four languages; and what people say that looks alike."""

from __future__ import annotations

import pytest

from shopper.model import TurnKind
from shopper.programme.loading import load_stock

notices = load_stock("probes.webchat.notices")

SYSTEM = [
    "Please wait, an operator will join",
    "Your spot is #2",
    "You are number 2 in the queue",
    "You're 3 in line. Thank you for your patience!",
    "There are 4 people ahead of you",
    "Anna joined the chat",
    "Anna has joined.",
    "Connecting you to an agent…",
    "All our operators are currently busy. Please stay with us.",
    "Chat has been transferred to Anna",
    "Анна приєдналася до чату",
    "Ви у черзі: 2",
    "Ваш номер у черзі — 2",
    "Зачекайте, будь ласка, оператор приєднається за хвилину",
    "Усі оператори зараз зайняті",
    "Анна присоединилась к чату",
    "Вы в очереди: 2",
    "Пожалуйста, подождите, оператор скоро подключится",
    "Все операторы сейчас заняты",
    "Anna dołączyła do czatu",
    "Jesteś 2 w kolejce",
    "Proszę czekać, konsultant wkrótce dołączy",
    "Wszyscy konsultanci są zajęci",
]
CLOSED = [
    "Chat finished",
    "This conversation has been closed by Anna.",
    "The chat has ended. Start a new one!",
    "Anna ended the chat",
    "Чат завершено",
    "Розмову завершено оператором",
    "Анна завершила розмову",
    "Чат завершён",
    "Диалог закрыт",
    "Анна завершила чат",
    "Czat został zakończony",
    "Rozmowa zakończona",
]
SAID_BY_PEOPLE = [
    "Please wait, I will check.",
    "I have left you a note.",
    "The chat is open until 18:00.",
    "Your order is number 2 and has been sent.",
    "Can you wait for our manager to answer?",
    "Is the chat closed at night? No, we are here.",
    "Зачекайте, будь ласка, я подивлюся.",
    "Ваше замовлення завершено.",
    "Подождите минуту, проверю.",
    "Заказ закрыт, деньги вернули.",
    "Proszę chwilę poczekać, sprawdzę.",
    "We have it. It costs 100.",
    "",
]


@pytest.mark.parametrize("text", SYSTEM)
def test_queues_and_comings_are_notices(text: str) -> None:
    assert notices.notice_in(text) is TurnKind.SYSTEM


@pytest.mark.parametrize("text", CLOSED)
def test_an_end_of_the_conversation_is_known(text: str) -> None:
    assert notices.notice_in(text) is TurnKind.CLOSED


@pytest.mark.parametrize("text", SAID_BY_PEOPLE)
def test_what_people_say_is_no_notice(text: str) -> None:
    assert notices.notice_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "This message was deleted",
        "Anna deleted a message",
        "Повідомлення видалено",
        "Сообщение удалено",
        "Wiadomość usunięta",
    ],
)
def test_what_stands_for_a_deleted_message_is_known(text: str) -> None:
    assert notices.is_taken_back(text)
    assert not notices.is_taken_back(f"{text}? I did not know that.")
