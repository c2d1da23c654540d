"""What is done and expected by telephone is written in four languages, and means one thing only."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_bdd.steps import step_function_context_registry

from shopper.programme.loading import load_stock

SENTENCES: dict[str, list[tuple[str, dict[str, str]]]] = {
    "order_a_callback": [
        ("I order a callback on the site", {}),
        ("I order a callback about the price on the site", {"service": "the price"}),
        ("I order a callback in the chat", {"place": "the chat"}),
        ("я замовляю зворотний дзвінок на сайті", {}),
        ("я замовляю зворотний дзвінок про ціну на сайті", {"service": "ціну"}),
        ("я заказываю обратный звонок на сайте", {}),
        ("я заказываю обратный звонок про цену в чате", {"service": "цену", "place": "чате"}),
        ("zamawiam oddzwonienie na stronie", {}),
        ("zamawiam oddzwonienie w sprawie ceny na czacie", {"service": "ceny", "place": "czacie"}),
    ],
    "rings": [
        ("my phone rings within 15 minutes", {"time": "15 minutes"}),
        ("my phone rings in time", {}),
        ("мій телефон дзвонить протягом 15 хвилин", {"time": "15 хвилин"}),
        ("мій телефон вчасно дзвонить", {}),
        ("мой телефон звонит в течение 15 минут", {"time": "15 минут"}),
        ("mój telefon dzwoni w ciągu 15 minut", {"time": "15 minut"}),
        ("mój telefon na czas dzwoni", {}),
    ],
    "speaks": [
        ("a person speaks within 10 seconds", {"time": "10 seconds"}),
        ("людина починає говорити протягом 10 секунд", {"time": "10 секунд"}),
        ("человек начинает говорить в течение 10 секунд", {"time": "10 секунд"}),
        ("człowiek odzywa się w ciągu 10 sekund", {"time": "10 sekund"}),
    ],
    "call_the_hotline": [
        ("I call the hotline", {}),
        ("I call the hotline about delivery", {"service": "delivery"}),
        ("я дзвоню на гарячу лінію про доставку", {"service": "доставку"}),
        ("я звоню на горячую линию", {}),
        ("dzwonię na infolinię w sprawie dostawy", {"service": "dostawy"}),
    ],
    "picks_up": [
        ("a person answers within 3 minutes of waiting", {"time": "3 minutes"}),
        ("a person answers in time", {}),
        ("людина бере слухавку протягом 3 хвилин очікування", {"time": "3 хвилин"}),
        ("человек берёт трубку в течение 3 минут ожидания", {"time": "3 минут"}),
        ("человек берет трубку в течение 3 минут ожидания", {"time": "3 минут"}),
        ("człowiek odbiera w ciągu 3 minut czekania", {"time": "3 minut"}),
        ("człowiek odbiera na czas", {}),
    ],
    "tell": [
        ("I tell them what I need", {}),
        ("я кажу, що мені потрібно", {}),
        ("я говорю, что мне нужно", {}),
        ("mówię, czego potrzebuję", {}),
    ],
}


@pytest.mark.parametrize(
    ("function", "step", "arguments"),
    [(name, *case) for name, cases in SENTENCES.items() for case in cases],
)
def test_what_is_done_and_expected_by_telephone_can_be_written_in_four_languages(
    every_sentence: dict[str, Any], function: str, step: str, arguments: dict[str, str]
) -> None:
    fitting = {
        name: parser.parse_arguments(step) for name, parser in every_sentence.items() if parser.is_matching(step)
    }
    assert fitting == {function: arguments}


@pytest.fixture(scope="module")
def every_sentence() -> dict[str, Any]:
    """The parsers of all stock sentences, by the name of the function that plays them."""
    names = [f"scenarios.sentences.{name}" for name in ("answering", "asking", "calling", "expecting", "moving")]
    modules = {load_stock(name).__name__ for name in names}
    known = list(step_function_context_registry.values())
    return {c.step_func.__name__: c.parser for c in known if c.step_func.__module__ in modules}
