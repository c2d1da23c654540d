"""shopper note: a mark that nothing loses, on the trend with what came of it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.cli.note import dated
from tests.programmes import TestProgramme, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in quick\n    Then someone replies\n"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> TestProgramme:
    """A programme with one wave. Not to be written to."""
    programme = make_programme(tmp_path_factory.mktemp("noted"), ASK)
    assert programme.shopper("run", "--wave", "first").code == 0
    return programme


@pytest.fixture
def programme(played: TestProgramme, tmp_path: Path) -> TestProgramme:
    shutil.copytree(played.root, tmp_path / "programme")
    return TestProgramme(tmp_path / "programme")


def marks(programme: TestProgramme, wave: str) -> list[dict[str, Any]]:
    card = programme.root / ".shopper" / "out" / wave / "scorecard.json"
    found: list[dict[str, Any]] = json.loads(card.read_text(encoding="utf-8")).get("trend", {}).get("marks", [])
    return found


def test_a_note_stands_on_the_newest_page_at_once_and_is_judged_when_a_wave_follows(programme: TestProgramme) -> None:
    done = programme.shopper("note", "A second person answers", "--fix", "quick", "--by", "Olena")
    assert done.code == 0, done.out
    [mark] = marks(programme, "first")
    assert (mark["text"], mark["fix"], mark["title"], mark["by"]) == (
        "A second person answers",
        "quick",
        "Quick",
        "Olena",
    )
    assert mark["result"] == {"verdict": "not_yet"}
    assert programme.shopper("run", "--wave", "second").code == 0
    [mark] = marks(programme, "second")
    assert mark["result"]["before"] == mark["result"]["after"] == [1, 1]
    assert mark["result"]["verdict"] == "too_few"
    page = (programme.root / ".shopper" / "out" / "index.html").read_text(encoding="utf-8")
    assert "A second person answers" in page
    assert "too few to say" in page
    card = json.loads((programme.root / ".shopper/out/second/scorecard.json").read_text(encoding="utf-8"))
    assert card["changed"]["against"]["waves"] == ["first"]


def test_a_note_that_is_taken_back_is_listed_no_more_and_the_journal_still_has_it(programme: TestProgramme) -> None:
    assert programme.shopper("note", "2026-01-05: e-mail staffed").code == 0
    listed = programme.shopper("note").out
    [id_] = re.findall(r"^(\w{6})  2026-01-05  e-mail staffed", listed, re.MULTILINE)
    assert programme.shopper("note", "--withdraw", id_).code == 0
    assert "Nothing was noted yet" in programme.shopper("note").out
    assert "e-mail staffed" in [e.body.get("text") for e in programme.events() if e.kind.value == "marked"]
    assert programme.shopper("verify").code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("x", "--fix", "quik"), "Did you mean “quick”?"),
        (("x", "--fix", "consistenci"), "Did you mean “consistency”?"),
        (("x", "--at", "soon"), "2026-12-01"),
        (("--withdraw", "abc123"), "There is no note abc123"),
        (("--fix", "quick"), "Say what was changed"),
        (("x" * 201,), "200 characters"),
    ],
)
def test_what_names_nothing_is_refused_and_not_noted(played: TestProgramme, args: tuple[str, ...], says: str) -> None:
    done = played.shopper("note", *args)
    assert done.code == 12
    assert says in done.out
    assert not [e for e in played.events() if e.kind.value == "marked"]


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("1 Dec: e-mail staffed", date(2026, 12, 1), "e-mail staffed"),
        ("1 грудня: пошта", date(2026, 12, 1), "пошта"),
        ("1 декабря 2025: почта", date(2025, 12, 1), "почта"),
        ("3 lis: poczta", date(2026, 11, 3), "poczta"),
        ("5 May: x", date(2026, 5, 5), "x"),
        ("2026-12-01: y", date(2026, 12, 1), "y"),
        ("31 Feb: r", None, "31 Feb: r"),
        ("24 hours: now", None, "24 hours: now"),
        ("e-mail staffed", None, "e-mail staffed"),
    ],
)
def test_a_note_may_begin_with_its_day_in_any_language(text: str, day: date | None, rest: str) -> None:
    assert dated(text, TODAY) == (day, rest)


@given(st.text(max_size=60))
def test_any_text_can_be_noted(text: str) -> None:
    day, rest = dated(text, TODAY)
    assert rest == text if day is None else text.endswith(rest)
