"""Whether a chat that seems silent is: the page is asked once more when patience is over, behind all that it reported.

A busy machine may show an answer in time and hand it in late. Nobody is to be blamed for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from shopper.engine.probe import Host

_MOST_S = 60.0  # a page that has not answered by then hangs
_AGAIN_US = 100_000


class PageStalled(Exception):
    """The page does not answer now. A busy machine's may in a while."""


class Hush:
    """One conversation's.

    heard_out: returns when all is handed in that the page has seen until its call; raises PageStalled. most_s: so many
    seconds it may take; a page that has not answered by then is no silence of the company's but a fault.
    """

    def __init__(
        self, host: Host, visit: str, heard_out: Callable[[], Awaitable[None]], *, most_s: float = _MOST_S
    ) -> None:
        self._host, self._visit, self._heard_out, self._most_s = host, visit, heard_out, most_s
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
        stalled = False
        try:
            async with asyncio.timeout(self._most_s):
                while True:
                    try:
                        await self._heard_out()
                        return
                    except PageStalled:
                        stalled = True
                        await asyncio.sleep(0)
        except TimeoutError:
            if stalled:
                self._host.fault(
                    self._visit,
                    f"The page with the chat did not answer for {self._most_s:g} s, so nobody knows whether somebody "
                    "wrote there. Try the page in a browser, and give this machine more room.",
                    code="browser",
                )
        finally:
            self._until_us = asked_us
            self._asking = False

    def end(self) -> None:
        """The conversation is let go of."""
        if self._task is not None:
            self._task.cancel()
