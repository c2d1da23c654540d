"""What stands at the terminal while journeys wait and when they end."""

from __future__ import annotations

import io

import pytest

from shopper.engine.board import Board
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
