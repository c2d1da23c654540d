"""Whether a chat that seems silent is: the page is asked once more when patience is over, behind all that it reported.

A busy machine may show an answer in time and hand it in late. Nobody is to be blamed for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from shopper.engine.probe import Host

_MOST_S = 60.0  # who has not answered by then is not heard any more
_AGAIN_US = 100_000


class Hush:
    """One conversation's. heard_out: returns when all is handed in that the page has seen until its call."""

    def __init__(self, host: Host, heard_out: Callable[[], Awaitable[None]]) -> None:
        self._host, self._heard_out = host, heard_out
        self._loop = asyncio.get_running_loop()
        self._asking = False
        self._until_us = 0  # up to here nothing came that was not handed in
        self._told_us = 0  # who asked was told to look again, since what was handed in meanwhile is journalled by then
        self._task: asyncio.Task[None] | None = None

    def silence(self, until_us: int) -> int | None:
        """As of Probe.silence. Safe to be called from any thread."""
        if self._until_us < until_us:
            if not self._asking:
                self._asking = True
                self._loop.call_soon_threadsafe(self._begin)
        elif self._told_us >= until_us:
            return None
        else:
            self._told_us = self._until_us
        return self._host.stamp().wall_us + _AGAIN_US

    def _begin(self) -> None:
        self._task = self._loop.create_task(self._ask())

    async def _ask(self) -> None:
        asked_us = self._host.stamp().wall_us
        try:
            async with asyncio.timeout(_MOST_S):
                await self._heard_out()
        except TimeoutError:
            pass
        finally:
            self._until_us = asked_us
            self._asking = False

    def end(self) -> None:
        """The conversation is let go of."""
        if self._task is not None:
            self._task.cancel()
