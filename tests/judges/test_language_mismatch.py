"""Asked in a language that the company offers, answered in another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopper.judges import judge_journey
from shopper.model import Closing, Outcome, Verdict
from shopper.words import LANGUAGES

from ..samples import VisitBuilder, context, journey

QUESTIONS = {
    "en": "Hello, how much does the lamp cost and how do I get it?",
    "uk": "Добрий день! Скільки коштує лампа й чи є вона в наявності?",
    "ru": "Здравствуйте! Сколько стоит лампа и есть ли она сейчас в наличии?",
    "pl": "Dzień dobry, ile kosztuje lampa i czy jest teraz dostępna?",
}
ANSWERS = {
    "en": "The lamp costs 450 UAH, and you can have it delivered to your door.",
    "uk": "Вітаємо! Лампа коштує 450 грн, є в наявності, доставимо вам додому.",
    "ru": "Здравствуйте! Лампа стоит 450 грн, она есть в наличии, мы её доставим вам домой.",
    "pl": "Dzień dobry! Lampa kosztuje 99 zł, jest dostępna i dostarczymy ją do domu.",
}


def judged(asked: str, answers: list[str], declared: tuple[str, ...] = LANGUAGES, told: str = "en") -> list[Verdict]:
    builder = VisitBuilder("v1", "j", "chat", "price", language=asked).say(0, QUESTIONS[asked])
    for n, answer in enumerate(answers):
        builder.hear(9 + n, answer)
    known = replace(context(), languages={"chat": declared}, language=told)
    return judge_journey(journey("j", "s", builder.close(Closing.QUIET, 90)), known, ["language_mismatch"])


@pytest.mark.parametrize("asked", LANGUAGES)
@pytest.mark.parametrize("answered", LANGUAGES)
def test_each_language_is_told_from_each_other(asked: str, answered: str) -> None:
    (verdict,) = judged(asked, [ANSWERS[answered]])
    assert verdict.outcome is (Outcome.PASSED if asked == answered else Outcome.FAILED)
    if asked != answered:
        assert verdict.data == {"asked": asked, "answered": answered}
        assert [q.text for q in verdict.quotes] == [QUESTIONS[asked], ANSWERS[answered]]


def test_what_the_company_does_not_offer_cannot_be_demanded() -> None:
    (verdict,) = judged("pl", [ANSWERS["uk"]], declared=("uk", "en"))
    assert verdict.outcome is Outcome.NOT_APPLICABLE
    assert verdict.sentence == (
        "Chat was asked in Polish, which the company does not offer, and answered in Ukrainian."
    )


@pytest.mark.parametrize("answer", ["450 грн", "OK", "👍", "https://shop.example/lamp", "Lampa Aurora 450 UAH"])
def test_a_short_text_is_in_no_language(answer: str) -> None:
    assert judged("uk", [answer]) == []


def test_who_comes_to_the_customers_language_later_passes() -> None:
    (verdict,) = judged("uk", [ANSWERS["ru"], ANSWERS["uk"]])
    assert verdict.outcome is Outcome.PASSED


def test_a_message_in_both_languages_accuses_nobody() -> None:
    assert judged("uk", [f"{ANSWERS['uk']}\n{ANSWERS['en']}"])[0:] in ([], judged("uk", [ANSWERS["uk"]]))


def test_without_declared_languages_nothing_is_demanded() -> None:
    assert judged("uk", [ANSWERS["ru"]], declared=()) == []


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("en", "Chat was asked in Ukrainian and answered in Russian."),
        ("uk", "Chat: запитали українською, а відповіли російською."),
        ("ru", "Chat: спросили по-украински, а ответили по-русски."),
        ("pl", "Chat: zapytano po ukraińsku, a odpowiedziano po rosyjsku."),
    ],
)
def test_it_is_told_in_the_owners_language(told: str, sentence: str) -> None:
    assert judged("uk", [ANSWERS["ru"]], told=told)[0].sentence == sentence
