"""Findings, terminal and page speak the owner's language: the config's, or the one that --lang names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.programmes import COMPANY, TestProgramme

ENGLISH = (
    "Feature: English\n  Scenario: the price\n    When I ask about the price in mute\n    Then someone replies\n"
    "  Scenario: a refusal\n    When I ask about the price in refuser\n    Then the answer states the price\n"
    "    And there is no dead end\n"
)
UKRAINIAN = (
    "# language: uk\nФункціонал: Українською\n  Сценарій: ціна\n    Коли я питаю про ціну в mute\n"
    "    Тоді хтось відповідає\n"
)
SILENT = "Mute: ніхто не відповів за 1,2 с."


def speak(programme: TestProgramme, language: str) -> None:
    """Set the owner's language in the config; "" takes it away."""
    programme.write("config/company.yaml", COMPANY + (f"language: {language}\n" if language else ""))


def scorecard(programme: TestProgramme) -> dict[str, Any]:
    """The scorecard of the only wave."""
    [path] = (programme.root / ".shopper" / "out").glob("*/scorecard.json")
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card


def told(programme: TestProgramme) -> set[str]:
    """All that failed, as the scorecard tells it."""
    return {failure["sentence"] for row in scorecard(programme)["journeys"] for failure in row["failures"]}


def test_the_configs_language_is_spoken_of_scenarios_in_any_language(programme: TestProgramme) -> None:
    speak(programme, "uk")
    programme.feature(ENGLISH)
    result = programme.pytest("scenarios", "--lines")
    assert result.code == 1, result.out
    assert "✗ не так" in result.out and SILENT in result.out
    assert "хвиля " in result.out and "звіт: " in result.out
    assert "2 failed" in result.out, "the language chooses no scenarios"
    assert scorecard(programme)["language"] == "uk"
    assert scorecard(programme)["headline"]["text"] == "Mute: єдиний клієнт не отримав відповіді."
    assert told(programme) == {
        "Mute: ніхто не відповів за 1,2 секунди.",
        "У відповіді немає потрібного: ціна.",
        "Refuser: відмовили й не запропонували нічого іншого.",
        "Refuser: відповіли, але не сказали, про що питали: ціна.",
    }


def test_the_language_asked_for_goes_before_the_configs(programme: TestProgramme) -> None:
    speak(programme, "pl")
    programme.feature(UKRAINIAN)
    result = programme.pytest("scenarios", "--lang", "uk")
    assert result.code == 1, result.out
    assert SILENT in result.out
    assert scorecard(programme)["language"] == "uk"


def test_without_any_language_it_is_english(programme: TestProgramme) -> None:
    programme.feature(ENGLISH)
    result = programme.pytest("scenarios")
    assert "Nobody answered in Mute within 1.2 s." in result.out
    assert scorecard(programme)["language"] == "en"


def test_a_wave_is_reported_again_in_the_language_it_was_asked_for_in(programme: TestProgramme) -> None:
    programme.feature(UKRAINIAN)
    assert programme.pytest("scenarios", "--lang", "uk").code == 1
    before = scorecard(programme)
    result = programme.shopper("report")
    assert result.code == 0, result.out
    assert "звіт: " in result.out
    assert scorecard(programme) == before


def test_a_wave_that_asked_for_no_language_is_reported_in_that_of_the_config_as_it_is_now(
    programme: TestProgramme,
) -> None:
    programme.feature(ENGLISH)
    assert programme.pytest("scenarios").code == 1
    speak(programme, "ru")
    assert programme.shopper("report").code == 0
    assert scorecard(programme)["language"] == "ru"
    assert "Refuser: отказали и не предложили ничего другого." in told(programme)


def test_a_wave_is_taken_up_again_in_the_language_it_was_begun_in(programme: TestProgramme) -> None:
    programme.feature(UKRAINIAN)
    left = programme.pytest("scenarios", "--lang", "uk", "--detach")
    assert left.code == 0, left.out
    result = programme.shopper("resume")
    assert result.code == 1, result.out
    assert SILENT in result.out and "хвиля " in result.out
    assert scorecard(programme)["language"] == "uk"


@pytest.mark.parametrize(("language", "says"), [("uk", "у порядку"), ("", "are in order")])
def test_a_check_is_told_in_the_configs_language(programme: TestProgramme, language: str, says: str) -> None:
    speak(programme, language)
    programme.feature(ENGLISH)
    result = programme.shopper("check")
    assert result.code == 0, result.out
    assert says in result.out


def test_a_language_that_we_do_not_speak_is_refused_where_it_stands(programme: TestProgramme) -> None:
    speak(programme, "de")
    programme.feature(ENGLISH)
    result = programme.pytest("scenarios")
    assert result.code == 12, result.out
    assert "language" in result.out and "company.yaml" in result.out
