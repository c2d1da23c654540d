"""A receipt and nothing after it; silence leads, so nothing is told twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, TurnKind, Verdict, VisitRecord
from shopper.scoring.findings import findings_of
from shopper.words import LANGUAGES

from ..samples import VisitBuilder, context, journey

RECEIPTS = {
    "en": "Thank you for contacting us. Your message has been received, a member of our team will be in touch shortly.",
    "uk": "Дякуємо за звернення! Ваше повідомлення отримано, найближчим часом вам відповість оператор.",
    "ru": "Спасибо за обращение! Ваше сообщение получено, в ближайшее время вам ответит оператор.",
    "pl": "Dziękujemy za kontakt. Otrzymaliśmy Twoją wiadomość, wkrótce odpowie konsultant.",
}

BY_A_MACHINE = {
    "en": "All that Help mailbox sent in 1 day 16 hours was an automatic receipt.",
    "uk": "Help mailbox: за 1 день 16 годин не прийшло нічого, крім автоматичного підтвердження.",
    "ru": "Help mailbox: за 1 день 16 часов не пришло ничего, кроме автоматического подтверждения.",
    "pl": "Help mailbox: przez 1 dzień 16 godzin nie przyszło nic poza automatycznym potwierdzeniem.",
}
BY_HAND = {
    "en": "Help mailbox said that it would see to it, and nothing more came in 1 day 16 hours.",
    "uk": "Help mailbox: сказали, що займуться цим, але за 1 день 16 годин більше нічого не прийшло.",
    "ru": "Help mailbox: сказали, что займутся этим, но за 1 день 16 часов больше ничего не пришло.",
    "pl": "Help mailbox: obiecano zająć się sprawą, ale przez 1 dzień 16 godzin nic więcej nie przyszło.",
}


def judged(visit: VisitRecord, language: str = "en") -> list[Verdict]:
    return judge_journey(journey("j", "s", visit), replace(context(), language=language), ["auto_ack_only"])


def asked() -> VisitBuilder:
    return VisitBuilder("v1", "j", "help", "price").say(0, "What does the lamp cost?")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [TurnKind.AUTO, TurnKind.MESSAGE])
def test_a_receipt_and_nothing_more_is_told_with_its_words(language: str, kind: TurnKind) -> None:
    (verdict,) = judged(asked().hear(3, RECEIPTS[language], kind).close(Closing.PATIENCE, 144_000), language)
    assert verdict.outcome is Outcome.FAILED
    assert [q.text for q in verdict.quotes] == [RECEIPTS[language]]
    assert verdict.sentence == (BY_A_MACHINE if kind is TurnKind.AUTO else BY_HAND)[language]


def test_an_answer_after_the_receipt_passes() -> None:
    (verdict,) = judged(asked().hear(3, RECEIPTS["en"], TurnKind.AUTO).hear(90, "450 UAH.").close(Closing.QUIET, 200))
    assert verdict.outcome is Outcome.PASSED
    told = "Help mailbox acknowledged the message after 3 seconds and answered after 1 minute 30 seconds."
    assert verdict.sentence == told


@pytest.mark.parametrize("closing", [Closing.STOPPED, Closing.QUIET])
def test_who_stopped_looking_early_does_not_know(closing: Closing) -> None:
    (verdict,) = judged(asked().hear(3, RECEIPTS["en"], TurnKind.AUTO).close(closing, 60))
    assert verdict.outcome is Outcome.UNMEASURED


def test_without_a_receipt_there_is_nothing_to_say() -> None:
    assert judged(asked().close(Closing.PATIENCE, 144_000)) == []
    assert judged(asked().hear(9, "450 UAH.").close(Closing.QUIET, 90)) == []


def test_a_greeting_before_the_first_word_is_no_receipt() -> None:
    visit = VisitBuilder("v1", "j", "chat", "price").hear(-1, RECEIPTS["en"], TurnKind.AUTO)
    assert judged(visit.say(0, "What does the lamp cost?").close(Closing.PATIENCE, 1800)) == []


@pytest.mark.parametrize("kind", ["callback", "hotline"])
def test_the_recorded_voice_of_a_hotline_is_no_receipt(kind: str) -> None:
    called = asked().hear(1, "Thank you for calling Lamp & Light.", TurnKind.AUTO).close(Closing.PATIENCE, 144_000)
    assert judged(replace(called, kind=kind)) == []


def test_silence_leads_and_the_receipt_is_not_told_twice() -> None:
    record = journey("j", "s", asked().hear(3, RECEIPTS["en"], TurnKind.AUTO).close(Closing.PATIENCE, 144_000))
    known = context()
    (finding,) = findings_of([record], judge_journey(record, known), known)
    assert finding["judge"] == "silence"
    assert "auto_ack_only" not in {other["judge"] for other in finding["also"]}
