"""What the journeys of a wave share: replies for other waves are kept for them, and a lost lease stops the run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from shopper.engine import session as sessions
from shopper.engine.identity import Identity
from shopper.engine.journey import Journey, Script
from shopper.engine.probe import Clues, Incoming
from shopper.engine.probe_host import ProbeHost
from shopper.engine.scripted import ScriptedProbe
from shopper.engine.session import Session
from shopper.engine.suspend import Suspend
from shopper.engine.wave import start_wave
from shopper.errors import LineLeased
from shopper.journal.events import Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

from .worlds import settings_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield store
    store.close()


def session_of(store: Store, wave: str, folder: Path) -> Session:
    settings = settings_of()
    return Session(
        cast(Any, None), settings, store, wave, {"scripted": ScriptedProbe()}, evidence_dir=folder / "evidence"
    )


def begun(store: Store, wave: str, folder: Path, *, ended: bool = False) -> str:
    """A wave with one conversation in which a message went out; its visit."""
    start_wave(store, wave, Stamp(1), {"plan": ["x"]})
    session = session_of(store, wave, folder)
    session.start()
    journey = Journey(session, Identity(wave, "a.feature", "story"), Script("story", 2, "en", ("When x",)))
    journey.begin()
    visit = journey.open("mute", "price").id
    with pytest.raises(Suspend):
        journey.say("How much is it?")
        journey.hear()
    if ended:
        again = Journey(session, journey.identity, journey.script)
        again.abandon("enough")
    session.stop()
    return visit


def test_a_reply_for_another_open_wave_is_kept_for_it_and_for_a_journey_that_has_ended(
    store: Store, tmp_path: Path
) -> None:
    """Waves share mailboxes: what one fetches, the other never sees again."""
    waiting = begun(store, "monday", tmp_path)
    ended = begun(store, "tuesday", tmp_path, ended=True)
    session = session_of(store, "wednesday", tmp_path)
    session.start()
    host = ProbeHost(session.host, "scripted")
    line = "olena:scripted"
    for n, visit in enumerate((waiting, ended)):
        tag = next(e.body["tag"] for e in store.events(visit=visit, kinds=[Kind.VISIT_OPENED]))
        host.heard(Incoming("", line, f"late-{n}", "It costs 42 UAH.", Stamp(3), clues=Clues(tag=tag)))
    host.heard(Incoming("", line, "spam", "Buy now!", Stamp(3), clues=Clues(tag="nobody")))
    session.stop()
    heard = {e.body["key"]: (e.wave, e.visit) for e in store.events(kinds=[Kind.HEARD])}
    assert heard == {"late-0": ("monday", waiting), "late-1": ("tuesday", ended)}
    assert [e.wave for e in store.events(kinds=[Kind.UNASSIGNED])] == ["wednesday"]
    assert store.verify() == []


def test_a_run_whose_wave_was_taken_by_another_process_stops_and_writes_nothing_more(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_BEAT_S", 0.01)
    session = session_of(store, "monday", tmp_path)
    session.start()

    def taken(line: str, owner: str, **more: float) -> None:
        raise LineLeased(f"The line “{line}” is in use by process 4711.")

    monkeypatch.setattr(session.store, "lease", taken)
    while session.broken is None:
        session.scheduler.take(block=True)
    assert "the lease of wave:monday was lost" in str(session.broken)
    with pytest.raises(type(session.broken)):
        session.host.writer.write(NewEvent("monday", Kind.NOTE, Stamp(1))).result(timeout=30)
    session.stop()
    assert store.events() == []


def test_a_session_that_could_not_begin_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    first = session_of(store, "monday", tmp_path)
    first.start()
    first.stop()
    assert store.leases() == []
    never = session_of(store, "monday", tmp_path)
    never.stop()
    assert never.host._loop is None, "nothing was begun that would have to be closed"


def test_a_chat_that_is_begun_again_in_a_journey_follows_the_earlier_one_of_that_channel(
    store: Store, tmp_path: Path
) -> None:
    session = session_of(store, "monday", tmp_path)
    session.start()
    journey = Journey(session, Identity("monday", "a.feature", "story"), Script("story", 2, "en", ("When x",)))
    journey.begin()
    opened = [journey.open(channel, "price") for channel in ("mute", "quick", "mute", "mute")]
    follows = [session.conversation(visit).follows for visit in opened]
    session.stop()
    assert follows == ["", "", opened[0].id, opened[2].id]


def test_a_late_answer_is_kept_for_a_wave_that_was_finished_not_long_ago(store: Store, tmp_path: Path) -> None:
    visit = begun(store, "monday", tmp_path, ended=True)
    store.append([NewEvent("monday", Kind.WAVE_FINISHED, Stamp(time.time_ns() // 1000))])
    session = session_of(store, "tuesday", tmp_path)
    session.start()
    tag = next(e.body["tag"] for e in store.events(visit=visit, kinds=[Kind.VISIT_OPENED]))
    ProbeHost(session.host, "scripted").heard(
        Incoming("", "olena:scripted", "late", "It costs 42 UAH.", Stamp(time.time_ns() // 1000), clues=Clues(tag=tag))
    )
    session.stop()
    [heard] = store.events(kinds=[Kind.HEARD])
    assert (heard.wave, heard.visit) == ("monday", visit)
    assert store.verify() == []


def test_what_came_by_another_line_says_by_which_and_the_board_tells_it(store: Store, tmp_path: Path) -> None:
    session = session_of(store, "monday", tmp_path)
    session.start()
    journey = Journey(session, Identity("monday", "a.feature", "story"), Script("story", 2, "en", ("When x",)))
    journey.begin()
    visit = journey.open("mute", "price").id
    with pytest.raises(Suspend) as waiting:
        journey.say("How much is it?")
        journey.hear()
    while not store.events(kinds=[Kind.SAY_DONE]):
        session.scheduler.take(block=True)
    session.scheduler.park(waiting.value.wait)
    [before] = session.scheduler.waits
    call = Incoming("", "olena:phone", "call-1", "Hello!", session.stamp(), sender="ping@shop.example")
    ProbeHost(session.host, "phone").heard(call)
    session.host.writer.write().result(timeout=60)  # after what was handed in before
    heard = store.events(kinds=[Kind.HEARD])
    told = list(session.scheduler._told.values())
    session.stop()
    assert before.what == "a reply"
    assert told == ["answered by ping"]
    assert (heard[0].visit, heard[0].body["via"], heard[0].body["matched_by"]) == (visit, "ping", "only")
