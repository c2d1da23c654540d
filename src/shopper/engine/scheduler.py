"""Which parked journey runs next: woken by an event, or by its deadline. A waiting journey is an entry in a heap."""

from __future__ import annotations

import contextlib
import heapq
import queue
import time
from collections import deque
from dataclasses import replace

from ..errors import OurFault
from ..journal.events import Store
from .ledger import Ledger
from .suspend import Ready, Wait

_LONGEST_SLEEP_S = 1.0  # the wall clock may be set, and somebody watches the board


class Scheduler:
    """Parked journeys of one wave. `wake` and `tell` may be called from any thread, all else from the run loop's."""

    def __init__(self, store: Store, wave: str) -> None:
        self._store, self._wave = store, wave
        self._wakes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._parked: dict[str, Wait] = {}
        self._heap: list[tuple[int, str]] = []
        self._ready: deque[str] = deque()
        self._due_at: dict[str, int] = {}  # the entry of the heap that counts
        self._told: dict[str, str] = {}
        self._alone = False  # woken alone, and the run loop was not told yet

    def wake(self, journey: str) -> None:
        """Something happened to a journey ("" wakes the loop alone)."""
        self._wakes.put(journey)

    def park(self, wait: Wait) -> None:
        """Let a journey wait. What came since it looked is not missed: it is looked at once more."""
        self._parked[wait.journey] = wait
        self._look(wait.journey)

    @property
    def waits(self) -> list[Wait]:
        """What every parked journey waits for, with what else is to be known of it."""
        told = dict(self._told)
        return [
            replace(wait, what=f"{wait.what}; {told[journey]}") if journey in told else wait
            for journey, wait in list(self._parked.items())
        ]

    def tell(self, journey: str, text: str) -> None:
        """Something about a journey for the person watching, besides what it waits for; "" takes it back. From any
        thread."""
        if text:
            self._told[journey] = text
        else:
            self._told.pop(journey, None)

    def __len__(self) -> int:
        return len(self._parked) + len(self._ready)

    def take(self, *, block: bool) -> str | None:
        """A journey that can go on. None: there is none now; with `block` it is first waited for, until something
        happens to any journey, the loop is woken alone, or a second has passed, for the caller to look round."""
        self._drain(0.0)
        self._due()
        if block and self._parked and not self._ready and not self._alone:
            self._drain(self._sleep())
            self._due()
        if self._ready:
            return self._ready.popleft()
        if block:
            self._alone = False
        return None

    def _sleep(self) -> float:
        if not self._heap:
            return _LONGEST_SLEEP_S
        return min(max(0.0, self._heap[0][0] / 1e6 - time.time()), _LONGEST_SLEEP_S)

    def _drain(self, timeout: float) -> None:
        """Look at every journey that was woken, and remember whether the loop itself was."""
        woken: dict[str, None] = {}  # a burst of messages for one journey is one look
        with contextlib.suppress(queue.Empty):
            woken[self._wakes.get(timeout=timeout) if timeout > 0 else self._wakes.get_nowait()] = None
            while True:
                woken[self._wakes.get_nowait()] = None
        for journey in woken:
            if journey:
                self._look(journey)
            else:
                self._alone = True

    def _due(self) -> None:
        now = time.time_ns() // 1000
        due = []
        while self._heap and self._heap[0][0] <= now:
            deadline, journey = heapq.heappop(self._heap)
            if self._due_at.get(journey) == deadline:  # else it was looked at since, and has another one
                del self._due_at[journey]
                due.append(journey)
        for journey in due:
            self._look(journey)

    def _look(self, journey: str) -> None:
        wait = self._parked.get(journey)
        if wait is None:
            return
        ready = look(self._store, self._wave, wait)
        if ready is True:
            del self._parked[journey]
            self._due_at.pop(journey, None)
            self._ready.append(journey)
        elif not ready:
            self._due_at.pop(journey, None)
        elif self._due_at.get(journey) != ready:
            self._due_at[journey] = ready
            heapq.heappush(self._heap, (ready, journey))


def look(store: Store, wave: str, wait: Wait, now_us: int | None = None) -> Ready:
    """Ask a wait whether it is over. A fault ends it too: the journey raises it again when it runs."""
    ledger = Ledger(store.events(wave=wave, journey=wait.journey))
    try:
        return wait.check(ledger, now_us if now_us is not None else time.time_ns() // 1000)
    except OurFault:
        return True
