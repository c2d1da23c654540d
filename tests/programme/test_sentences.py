"""Every form of every stock sentence is understood in its language, by one sentence alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.steps import step_function_context_registry

from shopper.programme.loading import load_stock
from shopper.programme.sentences import Quoted, Sentence, sentence

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "sentences"
VALUES = {
    "service": {"en": "the opening hours", "uk": "графік роботи", "ru": "график работы", "pl": "godziny otwarcia"},
    "place": {"en": "the chat", "uk": "чаті", "ru": "чате", "pl": "czacie"},
    "other": {"en": "e-mail", "uk": "пошту", "ru": "почту", "pl": "e-mail"},
    "time": {"en": "5 minutes", "uk": "5 хвилин", "ru": "5 минут", "pl": "5 minut"},
    "hops": dict.fromkeys(("en", "uk", "ru", "pl"), "3"),
    "limit": {"en": "2 replies", "uk": "2 відповіді", "ru": "2 ответа", "pl": "2 odpowiedziach"},
    "what": {"en": "the price", "uk": "ціна", "ru": "цена", "pl": "cenę"},
    "text": {"en": "“thank you”", "uk": "«дякую»", "ru": "«спасибо»", "pl": "„dziękuję”"},
    "button": {"en": "“Yes”", "uk": "«Так»", "ru": "«Да»", "pl": "„Tak”"},
}


def stock() -> dict[str, Any]:
    """Every stock sentence's parser, by its function's name."""
    for path in sorted(FOLDER.glob("*.py")):
        load_stock(f"scenarios.sentences.{path.stem}")
    return {
        context.step_func.__name__: context.parser
        for context in step_function_context_registry.values()
        if context.step_func.__module__.startswith("shopper_stock.")
    }


def written(form: str) -> Iterator[str]:
    """Every way to write a form: with each alternative, and with and without what may be left out."""
    parts: list[list[str]] = [[""]]
    at = 0
    while at < len(form):
        if form[at] == "[":
            end = form.index("]", at)
            parts.append(["", *written(form[at + 1 : end])])
        elif form[at] == "(":
            end = form.index(")", at)
            parts.append(form[at + 1 : end].split("|"))
        else:
            end = at
            parts.append([form[at]])
        at = end + 1
    yield from ("".join(chosen) for chosen in product(*parts))


def test_every_form_in_every_language_is_one_sentence_with_the_parameters_it_names() -> None:
    parsers = stock()
    assert len(parsers) >= 19
    count = 0
    for name, parser in parsers.items():
        assert set(parser.forms) == {"en", "uk", "ru", "pl"}
        for language, form in ((code, form) for code, forms in parser.forms.items() for form in forms):
            for text in written(form):
                wanted = {key: values[language] for key, values in VALUES.items() if f"{{{key}}}" in text}
                step = text.format(**wanted)
                assert [other for other, p in parsers.items() if p.is_matching(step)] == [name], step
                assert parser.parse_arguments(step) == {k: v.strip("“”„«»") for k, v in wanted.items()}, step
                count += 1
    assert count > 200


@pytest.mark.parametrize("text", ["“a b”", "«a b»", "„a b”", "„a b“", '"a b"'])
def test_a_text_in_quotation_marks_is_told_from_words(text: str) -> None:
    parser = sentence(en="I say {text}", uk="я кажу {text}", ru="я говорю {text}", pl="mówię {text}")
    quoted = parser.parse_arguments(f"I say {text}")
    assert quoted == {"text": "a b"}
    assert isinstance(quoted["text"], Quoted)
    words = parser.parse_arguments("mówię a b")
    assert words == {"text": "a b"}
    assert not isinstance(words["text"], Quoted)


def test_words_that_may_be_left_out_hold_parameters_and_yo_may_be_written_ye() -> None:
    parser = Sentence({"ru": ("решён[ за {time}]",)})
    assert parser.parse_arguments("решен") == {}
    assert parser.parse_arguments("Решён за 2 дня") == {"time": "2 дня"}
    assert parser.parse_arguments("решён за") is None
