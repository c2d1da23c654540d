"""How many pages are opened at a time: as many as this machine opens swiftly just now."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

SWIFT_S, SLOW_S = 8.0, 20.0  # an opening that takes less, or more, than an ordinary machine needs


class Turns:
    """Lets few in at a time, and those that wait one after the other. One more is let in after each swift opening up to
    `most`, and one less after each slow one: pages that open side by side on a busy machine only make each other late,
    until a chat that is there is taken for none."""

    def __init__(self, most: int) -> None:
        self.allowed = self._most = max(1, most)
        self._inside = 0
        self._free = asyncio.Condition()

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One opening. Waits until it may begin."""
        async with self._free:
            await self._free.wait_for(lambda: self._inside < self.allowed)
            self._inside += 1
        begun = time.monotonic()
        try:
            yield
        finally:
            self.took(time.monotonic() - begun)
            self._inside -= 1
            async with self._free:
                self._free.notify_all()

    def took(self, seconds: float) -> None:
        """An opening took so long."""
        if seconds > SLOW_S:
            self.allowed = max(1, self.allowed - 1)
        elif seconds < SWIFT_S:
            self.allowed = min(self._most, self.allowed + 1)
