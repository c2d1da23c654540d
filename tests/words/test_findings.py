"""What is found, said in four languages: the same sentences in each, numbers and times with the right nouns."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shopper
from shopper.reading.bounces import Why
from shopper.settings.durations import parse_duration
from shopper.words import LANGUAGES
from shopper.words.findings import FindingWords, finding_words

PACKAGE = Path(shopper.__file__).parent


def catalogue(language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    module = importlib.import_module(f"shopper.words.findings_{language}")
    return module.TEXTS, module.FORMS


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_places(language: str) -> None:
    texts, forms = catalogue(language)
    english, nouns = catalogue("en")
    assert {key: places(text) for key, text in texts.items()} == {key: places(text) for key, text in english.items()}
    assert list(texts) == list(english)
    assert set(forms) == set(nouns)
    assert all(len(noun) == 4 for noun in forms.values())


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_sentence_was_left_in_english(language: str) -> None:
    texts, english = catalogue(language)[0], catalogue("en")[0]
    names = {"and", "decimal_point", "quoted", "loop", *(key for key in texts if key.startswith("target_"))}
    assert [key for key in texts if key not in names and texts[key] == english[key]] == []


def words_of(text: str) -> set[str]:
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_sentence_is_said_somewhere() -> None:
    """By its whole key, or by the start of it and what varies."""
    paths = [p for p in PACKAGE.rglob("*.py") if p.parent.name != "words"]
    said = set().union(*(words_of(p.read_text(encoding="utf-8")) for p in paths))
    starts = (
        "slot_",
        "standard_",
        "target_",
        "bounce_",
        "forgotten_",
        "what_about_",
        "head_",
        "states",
        "mentions",
        "promised_",
        "language_",
    )
    own = {"and", "decimal_point"}
    assert [k for k in catalogue("en")[0] if k not in said and k not in own and not k.startswith(starts)] == []


def test_every_reason_of_a_bounce_has_its_words() -> None:
    assert {f"bounce_{why.value}" for why in Why} == {key for key in catalogue("en")[0] if key.startswith("bounce_")}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 seconds"),
        (0.42, "0.4 seconds"),
        (1, "1 second"),
        (8, "8 seconds"),
        (9.96, "10 seconds"),
        (60, "1 minute"),
        (125, "2 minutes 5 seconds"),
        (3600, "1 hour"),
        (33_600, "9 hours 20 minutes"),
        (144_000, "1 day 16 hours"),
        (86_460, "1 day"),
    ],
)
def test_times_are_said_as_one_says_them_aloud(seconds: float, words: str) -> None:
    assert finding_words("en").time(seconds) == words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "uk",
            {1: "1 секунду", 1.5: "1,5 секунди", 2: "2 секунди", 5: "5 секунд", 11: "11 секунд", 12: "12 секунд",
             21: "21 секунду", 22: "22 секунди", 25: "25 секунд", 60: "1 хвилину", 1260: "21 хвилину",
             7200: "2 години", 3600 * 5: "5 годин", 86400: "1 день", 86400 * 3: "3 дні", 86400 * 11: "11 днів"},
        ),
        (
            "ru",
            {1: "1 секунду", 1.5: "1,5 секунды", 2: "2 секунды", 5: "5 секунд", 11: "11 секунд", 12: "12 секунд",
             21: "21 секунду", 22: "22 секунды", 25: "25 секунд", 60: "1 минуту", 1260: "21 минуту",
             7200: "2 часа", 3600 * 5: "5 часов", 86400: "1 день", 86400 * 3: "3 дня", 86400 * 11: "11 дней"},
        ),
        (
            "pl",
            {1: "1 sekundę", 1.5: "1,5 sekundy", 2: "2 sekundy", 5: "5 sekund", 11: "11 sekund", 12: "12 sekund",
             21: "21 sekund", 22: "22 sekundy", 25: "25 sekund", 60: "1 minutę", 1260: "21 minut",
             7200: "2 godziny", 3600 * 5: "5 godzin", 86400: "1 dzień", 86400 * 3: "3 dni", 86400 * 11: "11 dni"},
        ),
    ],
)  # fmt: skip
def test_a_number_has_its_noun_in_the_right_form(language: str, said: dict[float, str]) -> None:
    say = finding_words(language)
    assert {seconds: say.time(seconds) for seconds in said} == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0.3 s", "12 s", "1 h 30 min", "1 day", "2 days"]),
        ("uk", ["0,3 с", "12 с", "1 год 30 хв", "1 день", "2 дні"]),
        ("ru", ["0,3 с", "12 с", "1 ч 30 мин", "1 день", "2 дня"]),
        ("pl", ["0,3 s", "12 s", "1 h 30 min", "1 dzień", "2 dni"]),
    ],
)
def test_a_limit_is_said_in_short(language: str, said: list[str]) -> None:
    assert [finding_words(language).brief(seconds) for seconds in (0.3, 12, 5400, 86400, 172800)] == said


@given(st.sampled_from(LANGUAGES), st.integers(0, 40 * 86_400_000).map(lambda ms: ms / 1000))
def test_what_is_said_in_short_can_be_read_again(language: str, seconds: float) -> None:
    assert parse_duration(finding_words(language).brief(seconds)) == pytest.approx(seconds, abs=1e-3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["", "a", "a and b", "a, b and c"]),
        ("uk", ["", "a", "a і b", "a, b і c"]),
        ("ru", ["", "a", "a и b", "a, b и c"]),
        ("pl", ["", "a", "a i b", "a, b i c"]),
    ],
)
def test_lists_are_said_as_one_says_them_aloud(language: str, said: list[str]) -> None:
    assert [finding_words(language).listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == said


def test_what_has_no_word_keeps_its_own_name() -> None:
    assert FindingWords("pl").named("slot", "shoe_size") == "shoe size"


def test_a_title_in_braces_is_no_place() -> None:
    assert finding_words("uk")("silent", title="{Chat}", time="8 секунд") == "{Chat}: ніхто не відповів за 8 секунд."
