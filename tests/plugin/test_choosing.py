"""Scenarios in another language or for another trade are left out, and that is told."""

from __future__ import annotations

from tests.programmes import COMPANY, TestProgramme

ENGLISH = "Feature: English\n  Scenario: the price\n    When I ask about the price in quick\n    Then someone replies\n"
UKRAINIAN = (
    "# language: uk\nФункціонал: Українською\n  Сценарій: ціна\n    Коли я питаю про ціну в quick\n"
    "    Тоді хтось відповідає\n"
)


def of_trade(trade: str) -> str:
    return COMPANY + f"trade: {trade}\n"


def test_only_scenarios_in_the_language_asked_for_are_played(programme: TestProgramme) -> None:
    programme.feature(ENGLISH, "english.feature")
    programme.feature(UKRAINIAN, "ukrainian.feature")
    result = programme.pytest("scenarios", "--lang", "uk")
    assert result.code == 0, result.out
    assert "1 passed, 1 deselected" in result.out
    assert len(programme.received()) == 1


def test_a_mistake_in_a_scenario_of_another_language_holds_nobody_up(programme: TestProgramme) -> None:
    programme.feature(ENGLISH, "english.feature")
    programme.feature(UKRAINIAN.replace("питаю", "співаю"), "ukrainian.feature")
    assert programme.pytest("scenarios", "--lang", "en").code == 0
    assert programme.pytest("scenarios").code == 12


def test_a_language_in_which_nothing_is_written_is_told_and_nothing_is_played(programme: TestProgramme) -> None:
    programme.feature(ENGLISH)
    result = programme.pytest("scenarios", "--lang", "pl")
    assert result.code == 5, result.out
    assert "left out: 1 scenario is not in “pl” (--lang)" in result.out


def test_a_language_that_we_do_not_speak_is_wrong_usage(programme: TestProgramme) -> None:
    programme.feature(ENGLISH)
    result = programme.pytest("scenarios", "--lang", "de")
    assert result.code == 4
    assert "'en', 'uk', 'ru', 'pl'" in result.out or "en, uk, ru, pl" in result.out


def test_scenarios_for_another_trade_are_left_out_and_check_says_so(programme: TestProgramme) -> None:
    programme.write("config/company.yaml", of_trade("provider"))
    programme.feature("@shop\n" + ENGLISH, "shop.feature")
    programme.feature(ENGLISH.replace("the price\n", "the price again\n", 1), "both.feature")
    result = programme.pytest("scenarios")
    assert "1 passed, 1 deselected" in result.out
    checked = programme.shopper("check")
    assert checked.code == 0, checked.out
    assert "left out: 1 scenario is for another trade (@shop; trade: provider in the config)" in checked.out


def test_a_company_of_no_named_trade_and_a_scenario_of_both_trades_leave_nothing_out(programme: TestProgramme) -> None:
    programme.feature("@shop\n" + ENGLISH, "shop.feature")
    programme.feature("@shop @provider\n" + ENGLISH.replace("the price\n", "again\n", 1), "both.feature")
    assert "2 passed" in programme.pytest("scenarios").out
    programme.write("config/company.yaml", of_trade("provider"))
    assert "1 passed, 1 deselected" in programme.pytest("scenarios").out


def test_a_wave_begun_in_one_language_is_resumed_as_it_was_planned(programme: TestProgramme) -> None:
    programme.feature(ENGLISH, "english.feature")
    programme.feature(UKRAINIAN, "ukrainian.feature")
    assert programme.pytest("scenarios", "--lang", "uk", "--wave", "w").code == 0
    result = programme.pytest("scenarios", "--wave", "w")
    assert result.code == 0, result.out
    assert len(programme.received()) == 1
