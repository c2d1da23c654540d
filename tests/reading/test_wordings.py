"""Many wordings of one idea, in four languages: what sends where, what does not, and what else a message does.

`tests/data/reading/sending_*.txt` holds “targets: message” (“-” for none), `says_*.txt` “acts: message”, where D is
sending away, A asking, T handing over, K only acknowledging, R refusing and S telling something. They were written by
paradigm: the ways to say it by the places to go to; `says_public.txt` in the style of replies under public posts and of
help desks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopper.reading import read

DATA = Path(__file__).resolve().parents[1] / "data" / "reading"
LANGUAGES = ("en", "uk", "ru", "pl")
TARGETS = {
    *("phone", "email", "webchat", "telegram", "whatsapp", "viber", "facebook", "instagram", "vk", "twitter", "sms"),
    *("app", "website_form", "branch", "other"),
}


def lines(name: str) -> Iterator[tuple[set[str], str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        wanted, text = line.split(": ", 1)
        yield (set(wanted.split(",")) - {"-"} if name.startswith("sending") else set(wanted) - {"-"}), text


def acts(text: str) -> set[str]:
    said = read(text)
    flags = {
        "D": bool(said.deflection),
        "A": bool(said.asks),
        "T": said.transfer,
        "K": said.auto_ack,
        "R": said.refusal,
        "S": said.substantive,
    }
    return {name for name, true in flags.items() if true}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_of_sending_a_customer_elsewhere_are_read_with_their_targets(language: str) -> None:
    rows = list(lines(f"sending_{language}.txt"))
    wrong = [(wanted, text) for wanted, text in rows if set(read(text).deflection) != wanted]
    assert len(wrong) <= 0.03 * len(rows), wrong


@pytest.mark.parametrize("language", [*LANGUAGES, "public"])
def test_acknowledging_handing_over_refusing_asking_and_telling_are_told_from_each_other(language: str) -> None:
    rows = list(lines(f"says_{language}.txt"))
    wrong = [(wanted, text) for wanted, text in rows if acts(text) != wanted]
    assert len(wrong) <= 0.1 * len(rows), wrong


def test_the_wordings_go_to_every_place_there_is() -> None:
    seen = {target for language in LANGUAGES for wanted, _ in lines(f"sending_{language}.txt") for target in wanted}
    assert seen == TARGETS


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Write to press@northwind.example.", "Where do I write to?"),
        ("Телефонуйте 044 123 45 67.", "Який у вас телефон?"),
        ("Звоните 8 495 123-45-67.", "Какой у вас телефон?"),
        ("Proszę dzwonić pod 22 123 45 67.", "Jaki jest numer telefonu?"),
    ],
)
def test_an_address_that_was_asked_for_sends_nobody_away(text: str, context: str) -> None:
    assert read(text, context=context).deflection == ()


@pytest.mark.parametrize(
    "text",
    [
        "Changes to orders are handled by our chat. Please ask in the chat on our site.",
        "Змінами замовлень займається чат. Будь ласка, запитайте в чаті на нашому сайті.",
        "Изменениями заказов занимается чат. Пожалуйста, спросите в чате на нашем сайте.",
        "Zmianami zamówień zajmuje się czat. Proszę zapytać na czacie na naszej stronie.",
        "The chat is staffed until ten, please ask in the chat.",
        "As the ticket was sold by an agency, please contact the agency.",
    ],
)
def test_who_deals_with_it_and_why_is_no_answer_beside_a_redirect(text: str) -> None:
    assert read(text).deflection
    assert not read(text).substantive


def test_a_message_that_a_program_wrote_acknowledges_and_tells_nothing() -> None:
    text = (
        "Auto-reply: we have got your e-mail. Please do not reply. An officer will be in touch within 10 working days."
    )
    assert read(text).auto_ack
    assert not read(text).substantive


def test_a_no_that_spares_the_customer_something_is_no_refusal() -> None:
    assert not read("No, you don't need to bring anything.").refusal
    assert not read("Ні, доплачувати не треба.").refusal
    assert not read("Нет, писать заявление не нужно.").refusal
    assert not read("Nie, nie trzeba dopłacać.").refusal
