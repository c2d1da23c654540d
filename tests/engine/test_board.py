"""What stands at the terminal while journeys wait and when they end."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

import shopper
from shopper.engine.board import Board, elapsed, what_of
from shopper.engine.suspend import Wait
from shopper.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_stand_below_each_other_in_every_language(language: str) -> None:
    out = io.StringIO()
    board = Board(out, lambda journey: f"<{journey}>", words=Words(language))
    for outcome in ("passed", "failed", "error", "skipped", "waiting"):
        board.tell(outcome, outcome)
    assert len({line.index("<") for line in out.getvalue().splitlines()}) == 1


def test_every_line_of_why_stands_below_its_journey() -> None:
    out = io.StringIO()
    Board(out, str, words=Words("uk")).tell("Ціна", "failed", "Пізно.\n    цього вимагає: Тоді")
    assert out.getvalue().splitlines()[1:] == ["    Пізно.", "        цього вимагає: Тоді"]
    assert out.getvalue().startswith("✗ не так")


def waiting(what: str) -> Wait:
    return Wait("j", what, "chat", "j.1", 0, lambda ledger, now: None)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_what_any_journey_waits_for_has_its_words_in_every_language(language: str) -> None:
    engine = Path(shopper.__file__).parent / "engine"
    code = "\n".join(path.read_text(encoding="utf-8") for path in engine.glob("*.py"))
    calls = re.findall(r'(?:wait_for\(\s*"\w+",|_until\()\s*("[^,]+),', code)
    whats = {text for call in calls for text in re.findall(r'"([^"]+)"', call)}
    assert {"a reply", "the conversation to end", "the next day"} <= whats
    assert [what for what in whats if what_of(waiting(what), Words(language)) == what] == []


def test_what_else_is_to_be_known_of_a_wait_stays_as_it_was_told() -> None:
    told = what_of(waiting("a reply; the mailbox refuses the password"), Words("uk"))
    assert told == "відповідь; the mailbox refuses the password"


def test_a_waiting_time_is_short_in_every_language() -> None:
    assert [elapsed(s) for s in (12, 240, 10_800, 200_000)] == ["12 s", "4 min", "3 h", "2 d"]
    assert [elapsed(s, "uk") for s in (12, 240, 10_800, 200_000)] == ["12 с", "4 хв", "3 год", "2 дн"]
