"""What is told of calls and lines is there in all four languages, with the same blanks."""

from __future__ import annotations

import string

import pytest

from shopper.words import calls, lines
from shopper.words.findings import finding_words

LANGUAGES = ("en", "uk", "ru", "pl")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("catalogue", [calls._TEXTS, lines.TEXTS], ids=["calls", "lines"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_its_blanks(catalogue: dict[str, dict[str, str]], language: str) -> None:
    english = {key: blanks(text) for key, text in catalogue["en"].items()}
    assert {key: blanks(text) for key, text in catalogue[language].items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "data",
    [
        {"call": "ring", "number": "+380441234567"},
        {"call": "ring"},
        {"call": "ring", "number": "+1", "possible": True},
        {"call": "answered", "figures": {"ring_s": 2.0}},
        {"call": "sound", "now": "music", "lasted": 12.5},
        {"call": "pressed", "digits": "2"},
        {"call": "line", "proven": 3, "down": []},
        {"call": "line", "proven": 0, "down": [{"why": "x"}]},
        {"call": "ended", "how": "hung_up", "by": "them", "ring_s": 0.5, "hold_s": 75.25, "talk_s": 80.0},
        {"call": "ended", "how": "something new", "by": "them"},
        {"call": "longest", "s": 1800.0},
    ],
    ids=str,
)
def test_every_notice_is_a_sentence_without_blanks(language: str, data: dict[str, object]) -> None:
    told = calls.notice(finding_words(language), data)
    assert told and "{" not in told
    assert str(data.get("number", "")) in told


def test_a_reader_is_spared_what_the_words_show_themselves() -> None:
    words = finding_words("en")
    assert calls.notice(words, {"call": "sound", "now": "speech"}) is None
    assert calls.notice(words, {"call": "dialled", "number": "+1"}) is None
    assert calls.notice(words, {"call": "dialled", "figures": {}}) is not None  # it carries the evidence


def test_the_figures_of_a_call_are_told_in_short() -> None:
    words = finding_words("en")
    assert calls.figures_of(words, {"ring_s": 0.52, "hold_s": 75.25, "person_s": 75.25, "talk_s": 80}) == (
        "rang 0.5 s, on hold 1 min 15.2 s, call 1 min 20 s"
    )
    assert calls.figures_of(words, {"ring_s": 2.0, "person_s": 0.1, "talk_s": 9.0}) == (
        "rang 2 s, a person after 0.1 s, call 9 s"
    )
    assert calls.figures_of(words, {"incoming": True}) == ""


def test_words_without_a_transcript_say_so() -> None:
    words = finding_words("en")
    assert calls.said_without_words(words, calls.SPOKEN) == "🔊 (spoken, no transcript)"
    assert calls.said_without_words(words, "It costs 42 UAH.") == "It costs 42 UAH."
