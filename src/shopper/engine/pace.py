"""How soon a visit may begin after others: the guard rails' gap in a channel, and the rest of a persona's line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import LineLeased
from ..journal.events import Store
from ..model import Stamp
from . import clocks
from .probe import Conversation

_RETRY_S = 0.05
_LOOK_AGAIN_S = 1.0  # another process may have ended its visit
_SCOPE = "rest"


class Pace:
    """Holds visits back. Kept in the journal's state, so that it holds over waves and between processes.

    tell: called with a journey and why it is held back, for the person watching; with "" when it goes on.
    """

    def __init__(
        self, store: Store, process: str, *, gap_s: float, rest_s: float, tell: Callable[[str, str], None]
    ) -> None:
        self._store, self._process, self._gap_s, self._rest_s, self._tell = store, process, gap_s, rest_s, tell
        self._pace: dict[str, asyncio.Lock] = {}
        self._queues: dict[str, list[str]] = {}
        self._changed: asyncio.Event | None = None

    @property
    def rests(self) -> bool:
        """Whether lines rest at all."""
        return self._rest_s > 0

    # -- the gap -----------------------------------------------------------------------------------------------------
    async def keep_gap(self, channel: str) -> None:
        """Hold back the beginning of a visit until the guard rail's gap since the last one has passed."""
        if self._gap_s <= 0:
            return
        async with self._pace.setdefault(channel, asyncio.Lock()):
            at = await self._alone(self._reserve, channel)
            await asyncio.sleep(max(0.0, at - time.time()))

    def _reserve(self, channel: str) -> float:
        """The next moment (UTC seconds) at which a visit may begin, which no other process gets too."""
        last = self._store.get_state("pace", channel) or 0
        at: float = max(time.time(), last / 1e6 + self._gap_s)
        self._store.put_state("pace", channel, round(at * 1e6))
        return at

    async def _alone(self, work: Callable[..., float], *args: Any) -> float:
        """Read and write state while no other process does."""

        def leased() -> float:
            self._store.lease(f"pace:{args[0]}", self._process)
            try:
                return work(*args)
            finally:
                self._store.release(f"pace:{args[0]}", self._process)

        while True:
            try:
                return await asyncio.to_thread(leased)
            except LineLeased:
                await asyncio.sleep(_RETRY_S)

    # -- the rest ----------------------------------------------------------------------------------------------------
    async def rest(self, conversation: Conversation, journey: str, *, threads: bool) -> None:
        """Wait until this persona's line in the channel has rested since it was last used, and take it.

        Journeys take turns: a visit waits until that of another journey was closed. Where conversations are told apart
        by what is answered (`threads`), an open one is waited for only until the rest has passed since the customer's
        last words: an unanswered letter stays open for days. A journey that has a conversation open anywhere waits for
        nobody's end, only for the rest after it, so that no two journeys wait for each other."""
        if self._rest_s <= 0:
            return
        line = f"{conversation.persona_id}:{conversation.channel_id}"
        entry = {"line": line, "journey": journey, "open": True, "threads": threads, **self._now(conversation)}
        queue = self._queues.setdefault(line, [])
        queue.append(conversation.visit)
        told = False
        try:
            while True:
                wait_s = await self._turn(line, journey, conversation.visit, entry, queue)
                if wait_s <= 0:
                    return
                if not told:
                    told = True
                    self._tell(journey, f"{conversation.persona.name} first rests from {conversation.channel_id}")
                await self._change(min(wait_s, _LOOK_AGAIN_S))
        finally:
            queue.remove(conversation.visit)
            if told:
                self._tell(journey, "")

    async def _turn(self, line: str, journey: str, visit: str, entry: Mapping[str, Any], queue: list[str]) -> float:
        rows = dict(await asyncio.to_thread(lambda: list(self._store.list_state(_SCOPE))))
        busy = any(row["journey"] == journey and row["open"] for row in rows.values())
        if queue[0] != visit and not busy:
            return _LOOK_AGAIN_S
        wait_s = self._wait_s(rows, line, journey, busy=busy)
        if wait_s > 0:
            return wait_s
        return await self._alone(self._take, line, journey, visit, entry)

    def _take(self, line: str, journey: str, visit: str, entry: Mapping[str, Any]) -> float:
        rows = dict(self._store.list_state(_SCOPE))
        busy = any(row["journey"] == journey and row["open"] for row in rows.values())
        wait_s = self._wait_s(rows, line, journey, busy=busy)
        if wait_s <= 0:
            now = time.time()
            fresh = {**entry, "at_us": round(now * 1e6)}
            gone = [(_SCOPE, key, None) for key, row in rows.items() if self._free_at(row) < now]
            self._store.append((), state=[*gone, (_SCOPE, visit, fresh)])
        return wait_s

    def _wait_s(self, rows: Mapping[str, Mapping[str, Any]], line: str, journey: str, *, busy: bool) -> float:
        """Seconds until the line is free for this journey; 0 or less: it is."""
        others = [row for row in rows.values() if row["line"] == line and row["journey"] != journey]
        free = [self._free_at(row) for row in others if not (busy and row["open"])]
        return max(free, default=0.0) - time.time()

    def _free_at(self, row: Mapping[str, Any]) -> float:
        """When the line is free again as far as is known now (UTC seconds). A visit whose process died and was never
        resumed is waited for to the end of its patience, not for ever."""
        since_us = row["until_us"] if row["open"] and not row["threads"] else row["at_us"]
        return float(since_us) / 1e6 + self._rest_s

    def said(self, conversation: Conversation) -> tuple[str, str, Any] | None:
        """The state (scope, key, value) that notes that the customer said something now; None where none is kept."""
        if self._rest_s <= 0 or (row := self._store.get_state(_SCOPE, conversation.visit)) is None:
            return None
        return (_SCOPE, conversation.visit, {**row, **self._now(conversation)})

    def closed(self, visit: str, at_us: int) -> None:
        """The visit was closed then (UTC µs): its line begins to rest."""
        if self._rest_s > 0 and (row := self._store.get_state(_SCOPE, visit)) is not None and row["open"]:
            self._store.put_state(_SCOPE, visit, {**row, "open": False, "at_us": at_us})

    def changed(self) -> None:
        """Something was closed: whoever waits looks again. Called in the loop."""
        if self._changed is not None:
            self._changed.set()
            self._changed = None

    async def _change(self, at_most_s: float) -> None:
        self._changed = self._changed or asyncio.Event()
        try:
            async with asyncio.timeout(at_most_s):
                await self._changed.wait()
        except TimeoutError:
            return

    def _now(self, conversation: Conversation) -> dict[str, int]:
        at_us = time.time_ns() // 1000
        channel, zone = conversation.channel, conversation.company.zone
        until_us = clocks.promised_deadline_us(channel.hours, zone, Stamp(at_us), channel.patience)
        return {"at_us": at_us, "until_us": until_us}
