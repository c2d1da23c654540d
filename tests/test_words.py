"""What the command line says: the same in four languages, nothing missing, nothing too much."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from shopper import words
from shopper.words import LANGUAGES, Words, of_this_computer

SOURCE = Path(words.__file__).resolve().parent.parent


PARTS = ("", *sorted(path.stem.removesuffix("_en") for path in (SOURCE / "words").glob("*_en.py")))
CATALOGUES = tuple(part for part in PARTS if part != "findings")  # that one is tested with the findings


def texts(language: str, part: str = "") -> dict[str, str]:
    return dict(Words(language, part)._texts)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("part", CATALOGUES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_places(language: str, part: str) -> None:
    assert {key: places(text) for key, text in texts(language, part).items()} == {
        key: places(text) for key, text in texts("en", part).items()
    }


def test_every_text_that_is_asked_for_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.parent.name != "words")
    asked = set(re.findall(r'\bwords\(\s*"([^"]+)"', code)) | set(re.findall(r'Words\(\w+\)\("([^"]+)"', code))
    asked |= set(re.findall(r'return "(lacks_\w+)"', code))
    assert len(asked) > 30
    assert asked <= {key for part in CATALOGUES for key in texts("en", part)}


@pytest.mark.parametrize("key", ["shop_words", "provider_words", "all_words"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_english_word_is_understood_in_every_language(language: str, key: str) -> None:
    assert key.removesuffix("_words") in Words(language).choices(key)


@pytest.mark.parametrize(
    ("setting", "language"),
    [("uk_UA.UTF-8", "uk"), ("pl_PL", "pl"), ("ru-RU", "ru"), ("de_DE.UTF-8", "en"), ("C", "en"), ("", "en")],
)
def test_the_language_of_the_terminal_is_read(monkeypatch: pytest.MonkeyPatch, setting: str, language: str) -> None:
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv("LC_ALL", setting)
    assert of_this_computer() == language
