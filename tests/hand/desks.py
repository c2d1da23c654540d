"""A desk over a journal of its own, with tasks as a wave would write them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopper.hand.desk import Desk, Person
from shopper.hand.tasks import PRESS, SCOPE, Message, Press, Task, press_of
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore, wall_clock_us

OLENA = Person("p1", "Olena")
TARAS = Person("p2", "Taras")
NOW_US = 1_790_000_000_000_000


class Clock:
    """UTC µs that move when they are told to."""

    def __init__(self) -> None:
        self.us = NOW_US

    def __call__(self) -> int:
        return self.us

    def forward(self, seconds: float) -> None:
        self.us += round(seconds * 1e6)


class World:
    """A store, a desk, a clock."""

    def __init__(self, store: SqlStore, clock: Clock | None) -> None:
        self.store = store
        self.clock = clock or Clock()
        self.desk = Desk(store, clock) if clock is not None else Desk(store)

    def put(self, task: Task) -> Task:
        self.store.put_state(SCOPE, *task.row())
        return task

    def task(
        self, n: int = 1, *, asked_us: int | None = None, text: str = "How much is the Aurora lamp?", **more: object
    ) -> Task:
        """A task that asks for one message; put where the page finds it."""
        now = self.desk.clock() if asked_us is None else asked_us
        values = {
            "id": f"tag{n}",
            "visit": f"journey{n}.1",
            "channel": "viber",
            "title": "Viber",
            "kind": "viber",
            "address": "+380 44 123 45 67",
            "company": "Bright Shop",
            "persona_id": "olena",
            "persona": "Olena Koval",
            "language": "en",
            "accuracy_s": 30.0,
            "within_s": 3600.0,
            "messages": (Message(f"m{n}.1", text, now, now + 3_600_000_000),),
        }
        return self.put(Task(**{**values, **more}))  # type: ignore[arg-type]

    def presses(self) -> list[Press]:
        """What is kept, in the order of the keys."""
        return [press_of(value) for key, value in self.store.list_state(SCOPE) if key.startswith(PRESS)]


@contextmanager
def world(folder: Path, *, real_time: bool = False) -> Iterator[World]:
    """A world whose clock stands still, or the real one."""
    clock = None if real_time else Clock()
    store = open_store(folder / "journal.db", folder / "evidence", clock=clock or wall_clock_us)
    try:
        yield World(store, clock)
    finally:
        store.close()
