"""What went wrong on our own side, told in the owner's language."""

import re
from pathlib import Path

import pytest

from shopper.programme import stock_root
from shopper.words.faults import _SORT_OF, SORTS, _texts, fault_in_words

SOURCE = Path(__file__).resolve().parents[2] / "src" / "shopper"
LANGUAGES = ("uk", "ru", "pl")
# What never reaches a visit: an answer to a command, or said of a chat that was only looked at.
ELSEWHERE = {"silence", "no_call", "offline_form"}


def codes_in_use() -> set[str]:
    files = [*SOURCE.rglob("*.py"), *(stock_root() / "probes").rglob("*.py")]
    return {code for file in files for code in re.findall(r'\bcode="([a-z_]+)"', file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sort_of_fault_has_a_clause_of_its_own_that_stands_inside_a_sentence(language: str) -> None:
    texts = _texts(language)
    assert set(texts) == set(SORTS)
    assert len(set(texts.values())) == len(texts)
    for text in texts.values():
        assert not text.endswith(".")
        assert text[0].islower() or text.startswith("Telegram")
        assert not re.search(r"[ыэёъ]" if language == "uk" else r"[іїєґ]", text)


def test_every_fault_that_the_code_can_tell_has_words() -> None:
    assert codes_in_use() - set(_SORT_OF) - ELSEWHERE == set()


def test_in_english_and_for_an_unknown_code_the_faults_own_text_is_all_there_is() -> None:
    assert [fault_in_words("en", "login"), fault_in_words("uk", "made_elsewhere"), fault_in_words("pl", "")] == [""] * 3
