"""Acknowledging, handing over, refusing and informing, told from each other clause by clause."""

from __future__ import annotations

import pytest

from shopper.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Our office is closed now. We'll get back to you in the morning.",
        "All our agents are busy. Estimated wait: 4 minutes.",
        "Усі оператори зайняті. Час очікування – 4 хвилини.",
        "Уже смотрю, сейчас напишу.",
        "Zgłoszenie zarejestrowaliśmy. Odezwiemy się jutro.",
    ],
)
def test_how_long_it_takes_to_answer_belongs_to_the_acknowledgement(text: str) -> None:
    labels = read(text)
    assert labels.auto_ack and not labels.substantive


@pytest.mark.parametrize("text", ["Thank you for your patience.", "Дякуємо за терпіння!", "Dziękujemy za kontakt!"])
def test_thanks_alone_acknowledge_nothing(text: str) -> None:
    assert not read(text).auto_ack


@pytest.mark.parametrize(
    "text",
    [
        "Passing this to our engineers now.",
        "My colleague from the workshop has taken over your case.",
        "Вашу справу взяла колега зі складу.",
        "Передали ваш вопрос технологам.",
        "Pana sprawę przejęła koleżanka z magazynu.",
    ],
)
def test_another_who_takes_the_case_over_is_a_transfer(text: str) -> None:
    labels = read(text)
    assert labels.transfer and not labels.deflection


@pytest.mark.parametrize(
    ("text", "settles"),
    [
        ("No, the lamp cannot be dimmed.", True),
        ("Ні, лампа не підходить для ванної.", True),
        ("Нет, такой услуги у нас нет.", True),
        ("Nie, nie wysyłamy za granicę.", True),
        ("We don't have any information about that.", False),
        ("Такої інформації немає.", False),
        ("Такой информации у нас нет.", False),
        ("Nie mamy takiej informacji.", False),
    ],
)
def test_a_no_to_the_question_tells_something_and_not_knowing_tells_nothing(text: str, settles: bool) -> None:
    labels = read(text)
    assert labels.refusal
    assert labels.substantive is settles


def test_a_no_that_only_gives_a_reason_is_no_refusal() -> None:
    assert not read("Мы убрали этот пункт, так как он не предусмотрен планом.").refusal


@pytest.mark.parametrize(
    "text",
    [
        "That doesn't sound good!",
        "I'd be happy to help you with that.",
        "You've reached the right place.",
        "Нам дуже прикро, що так сталося.",
        "Bardzo nam przykro, że Pani czekała.",
    ],
)
def test_feelings_and_readiness_tell_nothing(text: str) -> None:
    assert not read(text).substantive


def test_what_is_to_be_tried_is_an_answer_and_no_question() -> None:
    labels = read("Could you try restarting the router, please?")
    assert labels.substantive and not labels.asks


def test_what_was_tried_is_asked_for_and_told_at_once() -> None:
    labels = read("Have you tried restarting the router?")
    assert labels.substantive and labels.asks


def test_a_joke_to_a_crowd_is_no_answer() -> None:
    assert not read("@one @two @three @four @five we will keep the crown of the best lamp this year").substantive


@pytest.mark.parametrize(
    "text",
    [
        "Having trouble with your lamp? DM us!",
        "Please send us a private message so that we can get your details.",
        "Let us know how it goes!",
        "Please do not share your password.",
    ],
)
def test_a_lead_in_a_purpose_and_a_courtesy_ask_for_nothing(text: str) -> None:
    assert read(text).asks == ()
