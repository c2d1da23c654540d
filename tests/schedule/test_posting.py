"""What could not be delivered is sent again while the server runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from shopper.delivery import outbox
from shopper.delivery.outbox import Row, State
from shopper.journal.events import Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp
from shopper.schedule.posting import Postman

HOUR_US = 3_600_000_000


@dataclass
class Sender:
    """A process that sends: it ends when it is told to."""

    begun: int = 0
    code: int | None = None
    stopped: int = 0
    pid: int = 1
    told: list[str] = field(default_factory=list)

    def begin(self) -> Sender:
        self.begun += 1
        self.code = None
        return self

    def poll(self) -> int | None:
        return self.code

    def stop(self) -> None:
        self.stopped += 1

    def last_words(self) -> str:
        return "reports of w1: sent to boss@shop.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield opened
    opened.close()


def kept(store: Store, at_us: int, tries: int = 1, state: State = State.WAITING) -> None:
    outbox.put(store, Row("w1", "mail", "boss@shop.example", state, tries=tries), Stamp(at_us))


def test_what_waits_is_sent_when_its_pause_is_over_and_once_at_a_time(store: Store) -> None:
    sender = Sender()
    postman = Postman(store, sender.begin, 900, sender.told.append)
    kept(store, 0)
    postman.look(899_000_000)
    assert sender.begun == 0
    postman.look(900_000_000)
    postman.look(901_000_000)
    assert sender.begun == 1 and postman.busy
    sender.code = 0
    postman.look(902_000_000)
    assert sender.told == ["reports of w1: sent to boss@shop.example"] and not postman.busy


@pytest.mark.parametrize(("tries", "hours"), [(1, 1), (2, 2), (3, 4), (4, 6), (2000, 6)])
def test_each_failure_doubles_the_pause_up_to_six_hours(store: Store, tries: int, hours: int) -> None:
    sender = Sender()
    postman = Postman(store, sender.begin, 3600, sender.told.append)
    kept(store, 0, tries)
    postman.look(hours * HOUR_US - 1)
    assert sender.begun == 0
    postman.look(hours * HOUR_US)
    assert sender.begun == 1


@pytest.mark.parametrize("state", [State.SENT, State.UNKNOWN, State.GIVEN_UP, State.SENDING])
def test_nothing_else_is_sent_by_itself(store: Store, state: State) -> None:
    sender = Sender()
    kept(store, 0, state=state)
    Postman(store, sender.begin, 1, sender.told.append).look(1000 * HOUR_US)
    assert sender.begun == 0


def test_a_server_that_ends_asks_the_process_to_end_too(store: Store) -> None:
    sender = Sender()
    postman = Postman(store, sender.begin, 1, sender.told.append)
    postman.stop()
    kept(store, 0)
    postman.look(HOUR_US)
    postman.stop()
    assert sender.stopped == 1


def test_a_machine_without_room_for_a_process_is_told(store: Store) -> None:
    told: list[str] = []

    def begin() -> Sender:
        raise OSError("no memory")

    kept(store, 0)
    Postman(store, begin, 1, told.append).look(HOUR_US)
    assert "no memory" in told[0]
