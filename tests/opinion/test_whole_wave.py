"""What is asked of a wave: in the order of the config, and nothing that a person has decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shopper.cli.places import programme_at
from shopper.engine.opening import open_journal
from shopper.engine.second_opinion import with_opinions
from shopper.journal.events import Store
from shopper.judges import JUDGES, judge_journey
from shopper.model import Outcome
from shopper.settings import load_settings
from shopper.settings.models import Settings
from shopper.settings.opinion import ASKABLE
from shopper.words import LANGUAGES, Words
from tests import samples
from tests.programmes import make_programme

from .service import opinion, running

JOURNEYS = [samples.circle(), samples.into_silence()]
VERDICTS = [v for j in JOURNEYS for v in judge_journey(j, samples.context())]
ASK = ["dead_end", "deflection"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_journal(tmp_path / "state")
    yield store
    store.close()


def settings(root: Path, url: str, **more: Any) -> Settings:
    programme = make_programme(root / "shop")
    config = {"url": url, "model": "tiny-1", "timeout": 20, "ask": ASK, **more}
    programme.write("config/rubric.yaml", json.dumps({"second_opinion": config}))
    return load_settings(programme_at(root / "shop"))


def test_what_stands_first_in_the_config_is_asked_about_first(tmp_path: Path, store: Store) -> None:
    with running(lambda _: opinion("agrees")) as service:
        with_opinions(VERDICTS, JOURNEYS, settings(tmp_path, service.url), store, ask=Words("en", "opinion"))
        asked = [service.material(n)["finding"] for n in range(len(service.asked))]
    assert asked == sorted(asked, key=ASK.index)
    assert set(asked) == set(ASK)


def test_what_a_person_has_decided_is_not_asked_about(tmp_path: Path, store: Store) -> None:
    decided = [
        replace(v, data={**v.data, "review": {"status": "confirmed"}}) if v.judge == "deflection" else v
        for v in VERDICTS
    ]
    with running(lambda _: opinion("agrees")) as service:
        with_opinions(decided, JOURNEYS, settings(tmp_path, service.url), store, ask=Words("en", "opinion"))
        asked = {service.material(n)["finding"] for n in range(len(service.asked))}
    assert asked == {"dead_end"}


def test_without_a_wish_nothing_is_asked_and_without_a_service_nothing_is_marked(tmp_path: Path, store: Store) -> None:
    with running(lambda _: opinion("agrees")) as service:
        wanted = settings(tmp_path, service.url)
        assert with_opinions(VERDICTS, JOURNEYS, wanted, store) == (VERDICTS, [])
        assert service.asked == []
        marked, _ = with_opinions(VERDICTS, JOURNEYS, wanted, store, ask=Words("en", "opinion"))
        assert marked != VERDICTS
    nobody = wanted.model_copy(update={"rubric": wanted.rubric.model_copy(update={"second_opinion": None})})
    assert with_opinions(VERDICTS, JOURNEYS, nobody, store) == (VERDICTS, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_of_it_is_told_in_the_readers_language(tmp_path: Path, store: Store, language: str) -> None:
    with running(lambda _: opinion("doubts")) as service:
        wanted = settings(tmp_path, service.url, most=1)
        _, lines = with_opinions(VERDICTS, JOURNEYS, wanted, store, ask=Words(language, "opinion"))
    assert len(lines) == 2  # what was answered, and what is left
    assert "tiny-1" in lines[0]
    assert "second_opinion.most" in lines[1]


def test_every_judge_that_can_be_asked_about_is_one() -> None:
    assert set(ASKABLE) <= set(JUDGES)
    assert {v.judge for v in VERDICTS if v.outcome is Outcome.FAILED} >= set(ASK)
