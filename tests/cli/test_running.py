"""`shopper run|check|demo --lang`: what is played, and what it is told in."""

from __future__ import annotations

from pathlib import Path

from tests.programmes import make_programme

from .conftest import Shopper

UKRAINIAN = """\
# language: uk
Функціонал: Ціна
  Сценарій: Ціна одразу
    Коли я питаю про ціну в Quick
    Тоді хтось відповідає
  Сценарій: Відмова
    Коли я питаю про ціну в Refuser
    Тоді я не потрапляю в глухий кут
"""
ENGLISH = """\
Feature: The price
  Scenario: The price at once
    When I ask about the price in Quick
    Then someone replies
"""


def test_a_run_in_one_language_plays_its_scenarios_and_is_told_in_it(tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    programme.feature(UKRAINIAN, "uk.feature")
    programme.feature(ENGLISH, "en.feature")
    done = programme.shopper("run", "--lang", "uk")
    assert done.code == 1, done.out
    assert "✓ гаразд    Ціна одразу" in done.out
    assert "✗ не так    Відмова" in done.out
    assert "цього вимагає: Тоді я не потрапляю в глухий кут" in done.out
    assert "розмов: 2, з відповіддю: 2 з 2" in done.out
    assert "The price at once" not in done.out


def test_a_check_in_one_language_lists_its_scenarios_and_is_told_in_it(tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    programme.feature(UKRAINIAN, "uk.feature")
    programme.feature(ENGLISH, "en.feature")
    done = programme.shopper("check", "--lang", "uk")
    assert done.code == 0, done.out
    assert "нічого не надіслано" in done.out
    assert "Ціна одразу" in done.out
    assert "The price at once" not in done.out


def test_a_demo_in_a_language_that_nobody_there_speaks_is_refused(shopper: Shopper) -> None:
    done = shopper("demo", "--lang", "de")
    assert done.code == 12
    assert "en, uk, ru, pl" in done.err
