"""The form of address, across channels and inside a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Origin, Outcome, Verdict, VisitRecord
from shopper.words import LANGUAGES

from ..samples import VisitBuilder, context, journey

FORMAL = {
    "uk": "Ваше замовлення вже в дорозі, ми вам зателефонуємо.",
    "ru": "Ваш заказ уже в пути, мы вам позвоним.",
    "pl": "Zamówienie jest już w drodze, zadzwonimy do Pani jutro.",
}
FAMILIAR = {
    "uk": "Привіт! Твоє замовлення вже в дорозі, ми тобі наберемо.",
    "ru": "Привет! Твой заказ уже в пути, мы тебе наберём.",
    "pl": "Cześć! Twoje zamówienie jest już w drodze, damy Ci znać, gdy do Ciebie dotrze.",
}


def talk(words: list[str], language: str, channel: str = "chat", visit: str = "v1") -> VisitRecord:
    origin = Origin.ENTRY if visit == "v1" else Origin.REDIRECT
    builder = VisitBuilder(visit, "j", channel, "order_status", seq=int(visit[1:]), origin=origin, language=language)
    builder.say(0, "58-20417?")
    for n, text in enumerate(words):
        builder.hear(10 + n, text)
    return builder.close(Closing.QUIET, 90)


def judged(*visits: VisitRecord, told: str = "en") -> list[Verdict]:
    return judge_journey(journey("j", "s", *visits), replace(context(), language=told), ["tone"])


@pytest.mark.parametrize("language", sorted(FORMAL))
def test_formal_in_one_channel_and_familiar_in_another_is_told_with_both(language: str) -> None:
    visits = talk([FORMAL[language]], language), talk([FAMILIAR[language]], language, "telegram", "v2")
    (verdict,) = judged(*visits)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat is formal with the customer, Telegram familiar."
    assert verdict.data["addresses"] == {"chat": "V", "telegram": "T"}
    assert [q.text for q in verdict.quotes] == [FORMAL[language], FAMILIAR[language]]


@pytest.mark.parametrize("language", sorted(FORMAL))
def test_a_change_inside_a_conversation_is_told_with_both(language: str) -> None:
    (verdict,) = judged(talk([FORMAL[language], FAMILIAR[language]], language))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.sentence == "Chat is formal in one message and familiar in another."


@pytest.mark.parametrize("language", sorted(FORMAL))
def test_one_form_everywhere_passes(language: str) -> None:
    visits = talk([FORMAL[language]], language), talk([FORMAL[language]], language, "telegram", "v2")
    assert judged(*visits)[0].outcome is Outcome.PASSED


def test_english_has_one_form_and_one_channel_nothing_to_compare() -> None:
    assert judged(talk(["You will get it."], "en"), talk(["Hi! Yours is near."], "en", "telegram", "v2")) == []
    assert judged(talk([FORMAL["uk"]], "uk")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Zadzwonimy do Pani jutro. Pozdrawiam, Tomasz",  # a name that ends like a verb
        "Zadzwonimy do Pani jutro. Ci klienci już czekają.",
        "Ваш магазин «Твій дім» працює для вас.",  # a shop's name
        "Надішліть, будь ласка, ваш номер, тобто номер замовлення.",
    ],
)
def test_names_and_words_that_sound_alike_change_nothing(words: str) -> None:
    language = "pl" if "Pani" in words else "uk"
    assert judged(talk([words], language)) == []


@pytest.mark.parametrize("told", LANGUAGES)
def test_it_is_told_in_the_owners_language(told: str) -> None:
    sentences = {
        "en": "Chat is formal with the customer, Telegram familiar.",
        "uk": "Chat: з клієнтом на «ви»; Telegram: на «ти».",
        "ru": "Chat: с клиентом на «вы»; Telegram: на «ты».",
        "pl": "Chat: do klienta na „pan”; Telegram: na „ty”.",
    }
    visits = talk([FORMAL["uk"]], "uk"), talk([FAMILIAR["uk"]], "uk", "telegram", "v2")
    assert judged(*visits, told=told)[0].sentence == sentences[told]
