"""What a probe keeps of a closed visit for one that follows it is forgotten when the journey ends, and not before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from shopper.engine.identity import Identity
from shopper.engine.journey import Journey, Script
from shopper.engine.probe import Conversation, Host
from shopper.engine.scripted import ScriptedProbe
from shopper.engine.session import Session
from shopper.engine.suspend import Suspend
from shopper.engine.wave import start_wave
from shopper.journal.events import Kind, Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

from .worlds import settings_of


class Keeping(ScriptedProbe):
    """A probe that keeps its window for the next visit."""

    async def detach(self, conversation: Conversation) -> None:
        assert self._host is not None
        self._host.put_state(f"window:{conversation.visit}", "as it was left")
        await super().detach(conversation)

    def forget(self, host: Host, visit: str) -> None:
        host.put_state(f"window:{visit}", None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield store
    store.close()


def play(store: Store, folder: Path, *, ended: bool) -> str:
    """One conversation, closed where its journey is `ended`; its visit."""
    session = Session(
        cast(Any, None), settings_of(), store, "monday", {"scripted": Keeping()}, evidence_dir=folder / "evidence"
    )
    session.start()
    journey = Journey(session, Identity("monday", "a.feature", "story"), Script("story", 2, "en", ("When x",)))
    journey.begin()
    visit = journey.open("quick", "price").id
    with pytest.raises(Suspend):
        journey.say("How much is it?")
        journey.hear()
    while not store.events(visit=visit, kinds=[Kind.SAY_DONE]):
        time.sleep(0.01)  # by the probes' own thread; there is nothing to wait on
    if ended:
        Journey(session, journey.identity, journey.script).abandon("enough")
    else:
        session.closed(visit)
    session.stop()
    return visit


def ended_in_the_next_process(store: Store, folder: Path) -> None:
    session = Session(
        cast(Any, None), settings_of(), store, "monday", {"scripted": Keeping()}, evidence_dir=folder / "evidence"
    )
    session.start()
    journey = Journey(session, Identity("monday", "a.feature", "story"), Script("story", 2, "en", ("When x",)))
    journey.begin()
    journey.abandon("enough")
    session.stop()


def test_what_is_kept_of_a_closed_visit_is_forgotten_with_its_journey_and_not_before(
    store: Store, tmp_path: Path
) -> None:
    start_wave(store, "monday", Stamp(1), {"plan": ["x"]})
    visit = play(store, tmp_path, ended=False)
    assert store.get_state("probe:scripted", f"window:{visit}") == "as it was left"
    # In that process the probe is not even opened.
    ended_in_the_next_process(store, tmp_path)
    assert store.get_state("probe:scripted", f"window:{visit}") is None


def test_a_visit_that_closes_with_its_journey_leaves_nothing(store: Store, tmp_path: Path) -> None:
    start_wave(store, "monday", Stamp(1), {"plan": ["x"]})
    visit = play(store, tmp_path, ended=True)
    assert store.get_state("probe:scripted", f"window:{visit}") is None
