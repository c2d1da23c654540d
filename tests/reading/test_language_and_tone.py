"""In which language a text is, and how it addresses the customer: told where it is sure, and not told elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Closing, TurnKind
from shopper.reading.language import language_of
from shopper.reading.tone import address_of, tone_of
from shopper.words import LANGUAGES
from shopper.words.calls import SPOKEN

from ..samples import VisitBuilder, context

DATA = sorted((Path(__file__).parents[1] / "data" / "reading").glob("*.jsonl"))


def test_no_message_of_the_labelled_sets_is_taken_for_another_language() -> None:
    rows = [json.loads(line) for path in DATA for line in path.read_text("utf-8").splitlines() if line.strip()]
    told = [(row["lang"], language_of(row["text"]), row["text"]) for row in rows if "text" in row and "lang" in row]
    assert [wrong for wrong in told if wrong[1] not in ("", wrong[0])] == []
    assert sum(bool(found) for _, found, _ in told) >= 0.8 * len(told) > 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍👍👍",
        "450 UAH, 2-3 days",
        "https://shop.example/en/how-to-pay and help@shop.example",
        "Aurora XL-200 E27 LED Lamp",
        "Guten Tag, die Lampe kostet 99 Euro und ist lieferbar.",
        "Так, звісно",
        "Доставка лампи Aurora",
        "Добрий день, лампа коштує 450 грн, вона є в наявності.\nHello, the lamp costs 450 UAH and it is in stock.",
    ],
)
def test_a_short_a_mixed_and_a_foreign_text_are_undecided(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Надішліть, будь ласка, ваш номер.", "V"),
        ("Ми вам зателефонуємо.", "V"),
        ("Привіт! Твоє замовлення їде.", "T"),
        ("Ми тебе чекаємо, приходьте всі.", "T"),
        ("Ваш заказ у курьера.", "V"),
        ("Тебе понравится эта лампа!", "T"),
        ("Czy mogę prosić o Pani numer?", "V"),
        ("Zapraszamy Państwa do sklepu.", "V"),
        ("Masz już swoje zamówienie?", "T"),
        ("Czy dostałeś paczkę?", "T"),
        ("Ваше замовлення готове, твій код 42.", "mixed"),
        ("Лампа коштує 450 грн.", ""),
        ("You will get it on Friday.", ""),
        ("Pozdrawiam, Tomasz Łukasz", ""),
        ("Ten pan już tu był.", ""),
        ("", ""),
    ],
)
def test_the_form_of_address_is_told_by_what_cannot_be_misread(text: str, address: str) -> None:
    assert address_of(text) == address


@given(st.one_of(st.text(max_size=500), st.text(alphabet="ваштиpan .«»\"„“'\n", max_size=500)))
def test_whatever_is_written_is_read(text: str) -> None:
    assert language_of(text) in ("", *LANGUAGES)
    assert address_of(text) in ("", "V", "T", "mixed")


def talk(language: str = "uk") -> VisitBuilder:
    question = {"uk": "Добрий день! Скільки коштує лампа й чи є вона в наявності?", "en": "What does the lamp cost?"}
    return VisitBuilder("v1", "j", "chat", "price", language=language).say(0, question[language])


ANSWER = "Добрий день! Ваша лампа коштує 450 грн, вона є в наявності. Гарного дня!"


def test_the_tone_of_a_conversation_is_told_by_feature() -> None:
    visit = talk().hear(9, ANSWER).close(Closing.QUIET, 90)
    assert tone_of(visit, context()) == {"address": "V", "greeting": 1, "closing": 1, "language": "asked"}


def test_what_cannot_be_told_is_left_out() -> None:
    assert tone_of(talk("en").hear(9, "450 UAH.").close(Closing.STOPPED, 90), context()) == {"greeting": 0}
    assert tone_of(talk().close(Closing.PATIENCE, 1800), context()) == {}
    assert tone_of(talk().hear(9, SPOKEN).close(Closing.QUIET, 90), context()) == {}
    spoilt = talk().hear(9, ANSWER).close(Closing.FAULT, 90, fault="no network")
    assert tone_of(spoilt, context()) == {}


def test_a_greeting_of_the_widget_counts_and_a_robots_words_do_not_beside_a_persons() -> None:
    visit = talk().hear(5, "Привіт! Твій бот на зв'язку, обери тему.", sender="Shop bot")
    visit.hear(20, "Ваша лампа коштує 450 грн, вона є в наявності, доставимо вам завтра.")
    told = tone_of(visit.close(Closing.QUIET, 90), context())
    assert (told["address"], told["greeting"]) == ("V", 0)
    greeted = VisitBuilder("v1", "j", "chat", "price").hear(-1, "Hello! How can I help?", TurnKind.GREETING)
    greeted.say(0, "What does the lamp cost?").hear(9, "It costs 450 UAH.")
    assert tone_of(greeted.close(Closing.QUIET, 90), context())["greeting"] == 1


def test_an_answer_in_another_language_is_told_by_that_language() -> None:
    visit = talk("en").hear(9, ANSWER).close(Closing.QUIET, 90)
    assert tone_of(visit, context())["language"] == "uk"
