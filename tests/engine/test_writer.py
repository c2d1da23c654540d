"""What was heard is written whatever happens around it, or the run stops before anything hides the loss."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shopper.engine.inbox import Inbox
from shopper.engine.probe import Incoming
from shopper.engine.writer import Writer
from shopper.errors import JournalError
from shopper.journal.events import Event, Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

VISIT = "j1.1"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield store
    store.close()


def writer_of(store: Store, woken: list[str]) -> Writer:
    inbox = Inbox()
    inbox.register(VISIT, line="olena:email")
    return Writer(store, "wave", inbox, woken.append)


def incoming(key: str, **more: Any) -> Incoming:
    return Incoming(visit=VISIT, line="olena:email", key=key, text="Hello", at=Stamp(1), **more)


def noted(n: int) -> NewEvent:
    return NewEvent("wave", Kind.SAY_DONE, Stamp(n), "j1", VISIT, body={"id": str(n), "key": str(n)})


class Full:
    """A journal on a disk that is full from the second append to the third, and then has room again."""

    def __init__(self, store: Store) -> None:
        self._store, self._n = store, 0

    def append(self, events: Sequence[NewEvent], *, state: Sequence[tuple[str, str, Any]] = ()) -> list[Event]:
        self._n += 1
        if self._n == 2:
            raise JournalError("The disk is full.")
        return self._store.append(events, state=state)


def test_who_stops_waiting_for_a_write_neither_unwrites_it_nor_stops_the_writer(journal: Store) -> None:
    writer = writer_of(journal, [])

    async def impatient() -> None:
        waiting = asyncio.ensure_future(asyncio.wrap_future(writer.write(noted(1))))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(impatient())
    writer.start()
    writer.write(noted(2)).result(timeout=30)
    writer.stop()
    assert [event.body["id"] for event in journal.events()] == ["1", "2"]
    assert writer.broken is None


def test_after_a_full_disk_nothing_is_written_any_more_so_that_no_cursor_hides_what_was_lost(journal: Store) -> None:
    woken: list[str] = []
    writer = writer_of(Full(journal), woken)  # type: ignore[arg-type]
    writer.start()
    writer.write(noted(1)).result(timeout=30)
    with pytest.raises(JournalError, match="disk is full"):
        writer.write(noted(2)).result(timeout=30)
    writer.heard(incoming("late"), [("probe:email", "cursor", 7)])
    with pytest.raises(JournalError, match="disk is full"):
        writer.write(noted(3)).result(timeout=30)
    writer.stop()
    assert len(journal.events()) == 1
    assert journal.get_state("probe:email", "cursor") is None, "it is fetched again when the wave is resumed"
    assert "" in woken, "the run loop is told"


def test_a_message_with_what_is_no_json_is_kept_with_all_its_words(journal: Store) -> None:
    writer = writer_of(journal, [])
    writer.start()
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    for key, data in (("a", {"at": datetime(2026, 1, 1, tzinfo=UTC)}), ("b", {"n": float("nan")}), ("c", loop)):
        writer.heard(incoming(key, data=data), [])
    writer.write(noted(1)).result(timeout=30)
    writer.stop()
    heard = [event for event in journal.events() if event.kind is Kind.HEARD]
    assert [event.body["key"] for event in heard] == ["a", "b", "c"]
    assert heard[0].body["data"] == {"at": "2026-01-01 00:00:00+00:00"}
    assert writer.broken is None


def test_a_message_that_defeats_the_matching_is_kept_for_a_person(
    journal: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = writer_of(journal, [])
    monkeypatch.setattr(Inbox, "match", lambda self, message: 1 / 0)
    writer.start()
    writer.heard(incoming("odd"), [])
    writer.write(noted(1)).result(timeout=30)
    writer.stop()
    assert next((e.kind, e.body["key"]) for e in journal.events()) == (Kind.UNASSIGNED, "odd")


def test_a_burst_with_one_job_that_cannot_be_written_loses_the_others_nothing(journal: Store) -> None:
    writer = writer_of(journal, [])
    first, bad = writer.write(noted(1)), writer.write(NewEvent("wave", Kind.NOTE, Stamp(2), body={"x": {1, 2}}))
    writer.start()
    first.result(timeout=30)
    with pytest.raises(JournalError, match="could not be written"):
        bad.result(timeout=30)
    writer.stop()
    assert [event.body for event in journal.events()] == [{"id": "1", "key": "1"}]


def test_a_writer_that_was_never_started_can_be_stopped(journal: Store) -> None:
    writer_of(journal, []).stop()
