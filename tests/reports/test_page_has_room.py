"""A page stays small enough to be mailed, however many conversations a wave has, and says what it left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from shopper.model import JourneyRecord
from shopper.programme.loading import load_stock

from .. import samples

page = load_stock("reports.page")
room = load_stock("reports._room")
_MAKERS = (samples.good, samples.slow, samples.dead_end, samples.repeated, samples.silent_mailbox, samples.promised)


def many(n: int) -> list[JourneyRecord]:
    """So many journeys of one conversation each, a problem in most of them."""
    made = []
    for number in range(n):
        journey = _MAKERS[number % len(_MAKERS)]()
        visits = tuple(replace(v, id=f"{v.id}-{number}", journey=f"j{number}") for v in journey.visits)
        made.append(replace(journey, id=f"j{number}", visits=visits))
    return made


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    return samples.sample_scorecard(many(500))


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_page_of_five_hundred_conversations_is_below_a_megabyte(card: dict[str, Any], language: str) -> None:
    made = page.render({**card, "language": language})
    assert 300_000 < len(made.encode()) < 1_000_000
    assert made == page.render({**card, "language": language})


def test_what_is_left_out_is_counted_and_told(card: dict[str, Any]) -> None:
    shown = room.room_of(card)
    assert len(shown.told) + len(shown.rows) + shown.untold == 500
    assert len(shown.findings) + shown.more == len(card["findings"])
    made = page.render(card)
    assert f"And {shown.more} more like these. All are in scorecard.json." in made


def test_no_link_of_a_crowded_page_leads_nowhere(card: dict[str, Any]) -> None:
    made = page.render(card)
    ids = set(re.findall(r' id="([^"]+)"', made))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= ids


def test_all_conversations_word_by_word_are_below_two_megabytes(card: dict[str, Any]) -> None:
    whole = {**card, "about": {**card["about"], "transcripts": "all"}}
    assert len(page.render(whole).encode()) < 2_000_000
    assert len(room.room_of(whole).told) > len(room.room_of(card).told)


def test_the_conversations_that_findings_speak_of_go_before_others(card: dict[str, Any]) -> None:
    shown = room.room_of(card)
    first = card["findings"][0]["visit"]
    assert shown.told[0]["id"] == first
    assert all(visit["problem"] for visit in shown.told)
