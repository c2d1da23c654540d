"""One person, one pseudonym, on everything that is shown of a wave."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import Any

import pytest

from shopper.engine.pseudonyms import _letter, with_pseudonyms
from shopper.model import Closing, JourneyRecord
from shopper.settings.titles import Title

from .. import samples


def company() -> Any:
    channels = {
        key: SimpleNamespace(address=c["address"], aliases=(), title=Title(c["title"]))
        for key, c in samples.CHANNELS.items()
    }
    return SimpleNamespace(name="Lamp & Light", channels=channels, competitor=False)


def told(n: int, sender: str, text: str) -> JourneyRecord:
    visit = samples.VisitBuilder(f"v{n}", f"j{n}", "chat", "price").say(n * 100, "What does the lamp cost?")
    return samples.journey(
        f"j{n}", "s", visit.hear(n * 100 + 9, text, sender=sender).close(Closing.QUIET, n * 100 + 60)
    )


@pytest.fixture
def journeys() -> list[JourneyRecord]:
    return [
        told(1, "Iryna", "Hello, my name is Iryna. The lamp costs 450 UAH."),
        told(2, "Petro", "450 UAH."),
        told(3, "iryna ", "450 UAH, as Iryna said."),
        told(4, "Lamp & Light", "450 UAH."),
    ]


def test_the_same_person_has_the_same_pseudonym_in_every_conversation(journeys: list[JourneyRecord]) -> None:
    card = with_pseudonyms(samples.sample_scorecard(journeys), journeys, company())
    senders = [turn["sender"] for visit in card["visits"] for turn in visit["turns"] if turn["side"] == "company"]
    assert senders == ["Agent A", "Agent B", "Agent A", "Lamp & Light"]


def test_no_name_is_left_anywhere_and_all_else_stays(journeys: list[JourneyRecord]) -> None:
    card = samples.sample_scorecard(journeys)
    before = copy.deepcopy(card)
    made = with_pseudonyms(card, journeys, company())
    assert card == before
    assert "iryna" not in json.dumps(made, ensure_ascii=False).casefold()
    assert made["visits"][0]["turns"][1]["text"] == "Hello, my name is [Agent A]. The lamp costs 450 UAH."
    assert made["degree"] == card["degree"]
    assert [v["anchor"] for v in made["visits"]] == [v["anchor"] for v in card["visits"]]
    assert made["about"]["pseudonyms"] is True


def test_what_a_finding_quotes_is_what_stands_in_the_conversation() -> None:
    week = samples.week()
    card = with_pseudonyms(samples.sample_scorecard(week), week, company())
    turns = {turn["anchor"]: turn["text"] for visit in card["visits"] for turn in visit["turns"]}
    quotes = [quote for finding in card["findings"] for quote in finding["quotes"]]
    assert quotes
    assert all(turns[quote["anchor"]] == quote["text"] for quote in quotes)


def test_after_z_comes_aa() -> None:
    assert [_letter(n) for n in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]
