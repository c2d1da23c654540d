"""How many cases the company makes of one story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.judges.split_case import case_numbers_in
from shopper.model import Closing, Origin, Outcome, Side, Turn, Verdict, VisitRecord
from shopper.words import LANGUAGES

from ..samples import VisitBuilder, context, journey, stamp


def judged(*visits: VisitRecord, language: str = "en") -> list[Verdict]:
    return judge_journey(journey("j", "s", *visits), replace(context(), language=language), ["split_case"])


def chat(words: str) -> VisitRecord:
    builder = VisitBuilder("v1", "j", "chat", "return").say(0, "The lamp of order 58-20417 is broken.")
    return builder.hear(20, words).close(Closing.QUIET, 90)


def mail(words: str, origin: Origin = Origin.REDIRECT, subject: str = "") -> VisitRecord:
    builder = VisitBuilder("v2", "j", "help", "return", seq=2, origin=origin).say(100, "The lamp is broken.")
    return builder.hear(900, words, subject=subject).close(Closing.QUIET, 2000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I have opened ticket #48213 for you, please write to help@shop.example.", "Your case number is 48390."),
        ("Ваше звернення №48213 зареєстровано.", "Створено заявку 48390."),
        ("Ваше обращение № 48213 зарегистрировано.", "Номер: заявка №48390."),
        ("Zgłoszenie nr 48213 zostało przyjęte.", "Państwa sprawa nr 48390 jest w toku."),
    ],
)
def test_two_numbers_for_one_story_are_told_with_both(one: str, other: str) -> None:
    (verdict,) = judged(chat(one), mail(other))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "One question became several cases in Chat and Help mailbox: 48213 and 48390."
    assert [q.visit for q in verdict.quotes] == ["v1", "v2"]
    assert verdict.data["numbers"] == ["48213", "48390"]


def test_one_number_in_two_channels_passes() -> None:
    (verdict,) = judged(chat("I have opened ticket #48213."), mail("As to your request.", subject="Re: [#48213] Lamp"))
    assert verdict.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "words",
    [
        "Order 58-20417 is on its way, invoice 99123, parcel 20400048799.",
        "Your order number 48390 is ready.",
        "Ваше замовлення №48390 готове.",
        "Ticket 48390 was merged with ticket 48213.",
        "Call 0800 503 000.",
        "> ticket #48390",
    ],
)
def test_other_numbers_merged_and_quoted_cases_split_nothing(words: str) -> None:
    assert [v.outcome for v in judged(chat("I have opened ticket #48213."), mail(words))] in ([], [Outcome.PASSED])


def test_a_second_conversation_of_the_customers_own_is_a_case_of_its_own() -> None:
    assert judged(chat("Ticket #48213 is open."), mail("Ticket #48390 is open.", Origin.PARALLEL)) == []


def test_a_number_that_the_customer_gave_is_theirs() -> None:
    visit = (
        VisitBuilder("v1", "j", "chat", "return").say(0, "It is about request 48390.").hear(9, "Request 48390, yes.")
    )
    assert judged(visit.close(Closing.QUIET, 60), mail("Ticket 48213 is open.")) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ticket #48213", {"48213"}),
        ("[SUP-1234] Lamp", {"SUP-1234"}),
        ("requests 12", set()),
        ("2024-11-26", set()),
        ("", set()),
    ],
)
def test_what_is_called_a_case(text: str, numbers: set[str]) -> None:
    assert case_numbers_in(Turn(0, Side.COMPANY, text, stamp(0))) == numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_the_owners_language(language: str) -> None:
    sentences = {
        "en": "One question became several cases in Chat and Help mailbox: 48213 and 48390.",
        "uk": "З одного питання зробили кілька звернень (Chat і Help mailbox): 48213 і 48390.",
        "ru": "Из одного вопроса сделали несколько обращений (Chat и Help mailbox): 48213 и 48390.",
        "pl": "Z jednego pytania zrobiono kilka zgłoszeń (Chat i Help mailbox): 48213 i 48390.",
    }
    (verdict,) = judged(chat("Ticket #48213 is open."), mail("Ticket #48390 is open."), language=language)
    assert verdict.sentence == sentences[language]
