"""Which conversations may be on a probe, and on an exclusive line, at one time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from ..errors import OurFault
from .probe import Probe


@dataclass(slots=True)
class Held:
    """What one conversation holds."""

    journey: str
    kind: str = ""
    slots: list[asyncio.Semaphore | asyncio.Lock] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class Places:
    """Gives out the places of probes that carry few conversations at once, and exclusive lines. Lives in the loop."""

    def __init__(self) -> None:
        self._places: dict[str, asyncio.Semaphore] = {}
        self._journeys_in: dict[tuple[str, str], int] = {}
        self._lines: dict[str, asyncio.Lock] = {}
        self._on_line: dict[str, str] = {}  # an exclusive line -> the journey that is on it
        self._slots_of: dict[str, int] = {}  # how many slots a journey holds

    async def take(self, held: Held, probe: Probe, line: str, patience_s: float) -> None:
        """Wait for one of the probe's places, and for the line where only one conversation can be on it.

        Raises OurFault where a journey waits for its own line, or for something while it holds something else (then
        for its patience at most: who has that may be waiting for this)."""
        if probe.at_once is not None:
            place = self._places.setdefault(probe.kind, asyncio.Semaphore(probe.at_once))
            inside = self._journeys_in.get((probe.kind, held.journey), 0)
            self._journeys_in[probe.kind, held.journey] = inside + 1
            held.kind = probe.kind
            if inside == 0:  # a journey's second visit rides along, else two journeys could wait for each other
                await self._acquire(
                    held, place, f"a place among {probe.at_once} conversations of {probe.kind}", patience_s
                )
        if probe.exclusive:
            if self._on_line.get(line) == held.journey:
                raise OurFault(
                    f"the line {line} is still in use by an earlier conversation of the same scenario, and carries one "
                    "at a time; give the persona another line, or shorten the scenario",
                    code="line_busy",
                )
            await self._acquire(held, self._lines.setdefault(line, asyncio.Lock()), f"the line {line}", patience_s)
            self._on_line[line] = held.journey
            held.lines.append(line)

    def give_back(self, held: Held) -> None:
        """The conversation has ended, or could not begin."""
        if held.kind:
            self._journeys_in[held.kind, held.journey] -= 1
        for line in held.lines:
            self._on_line.pop(line, None)
        for slot in held.slots:
            slot.release()
        if left := self._slots_of.pop(held.journey, 0) - len(held.slots):
            self._slots_of[held.journey] = left

    async def _acquire(self, held: Held, slot: asyncio.Semaphore | asyncio.Lock, what: str, patience_s: float) -> None:
        at_most = patience_s if self._slots_of.get(held.journey) else None
        async with within(at_most, f"{what} did not become free while another was held"):
            await slot.acquire()
        held.slots.append(slot)
        self._slots_of[held.journey] = self._slots_of.get(held.journey, 0) + 1


@contextlib.asynccontextmanager
async def within(seconds: float | None, what: str) -> AsyncIterator[None]:
    """A limit on what a probe does: a journey must not wait for ever for something of ours."""
    try:
        async with asyncio.timeout(seconds) as limit:
            yield
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise OurFault(f"{what} within {seconds:.0f} s", code="timeout") from error
