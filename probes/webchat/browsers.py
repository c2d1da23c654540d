"""The browsers that all visits share: one, and one more for each certificate authority of a company's own."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopper.errors import OurFault

from .authority import home_that_trusts
from .browser import launch

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

_DEATHS = 3  # a browser that dies so often within _WITHIN_S is not started once more
_WITHIN_S = 600.0
_TOLD_S = 2.0


@dataclass(frozen=True, slots=True)
class Running:
    """A browser, and whether it is gone."""

    browser: Browser
    gone: asyncio.Event

    async def outlives(self, work: Awaitable[None]) -> bool:
        """Wait for something that is done in it; False where the browser ended over it. Raises what the work raises."""
        from playwright.async_api import Error

        working = asyncio.ensure_future(work)
        ended = asyncio.ensure_future(self.gone.wait())
        try:
            await asyncio.wait({working, ended}, return_when=asyncio.FIRST_COMPLETED)
            if working.done() and isinstance(working.exception(), Error):
                await asyncio.wait({ended}, timeout=_TOLD_S)  # the error may come before the word that it ended
            if self.gone.is_set() and (not working.done() or working.exception() is not None):
                return False
            await working
            return True
        finally:
            ended.cancel()
            working.cancel()
            await asyncio.gather(ended, working, return_exceptions=True)


async def _driver() -> Playwright:
    """Playwright's own process; begun once more where it ended while it began. Ctrl-C at a terminal reaches it, too,
    and until it is up it dies of that: no fault of ours, and none that a visit should be marked with for ever."""
    from playwright.async_api import async_playwright

    try:
        return await async_playwright().start()
    except Exception as error:
        if "Connection closed" not in str(error):
            raise
        return await async_playwright().start()


class Browsers:
    """Starts them when they are wanted, and again when they died. `died` is told which: the path of its authority, ""
    for the one that most use."""

    def __init__(self, died: Callable[[str], None]) -> None:
        self._died = died
        self._playwright: Playwright | None = None
        self._running: dict[str, Running] = {}
        self._homes: dict[str, tempfile.TemporaryDirectory[str]] = {}
        self._deaths: deque[float] = deque(maxlen=_DEATHS)
        self._starting = asyncio.Lock()
        self._closing = False

    async def open(self) -> None:
        """Start the one that most use. Raises OurFault "no_browser"."""
        self._closing = False
        self._playwright = await _driver()
        await self.living()

    async def living(self, ca: str = "") -> Running:
        """The browser that trusts this authority ("": none but the usual ones), started if it does not run.

        Raises OurFault "browser_died", "no_browser" or "ca"."""
        async with self._starting:
            running = self._running.get(ca)
            if running is not None and not running.gone.is_set():
                return running
            again_and_again = len(self._deaths) == _DEATHS and time.monotonic() - self._deaths[0] < _WITHIN_S
            if self._playwright is None or self._closing or (running is not None and again_and_again):
                raise OurFault(
                    "The browser died again and again and is not started any more. Run fewer chats at once, or give"
                    " this machine more memory.",
                    code="browser_died",
                )
            started = Running(await launch(self._playwright, await self._home(ca)), asyncio.Event())
            self._running[ca] = started
            started.browser.on("disconnected", lambda _browser: self._ended(ca, started))
            return started

    async def close(self) -> None:
        """End them all. Never raises."""
        self._closing = True
        running, self._running = list(self._running.values()), {}
        playwright, self._playwright = self._playwright, None
        # Whatever goes wrong here, the session is over, and Playwright's own end takes the browsers with it.
        for ending in (*(r.browser.close() for r in running), *([playwright.stop()] if playwright is not None else [])):
            with contextlib.suppress(Exception):
                await asyncio.wait_for(ending, 15)
        homes, self._homes = self._homes, {}
        for home in homes.values():
            with contextlib.suppress(OSError):  # a browser that is just ending still writes there
                await asyncio.to_thread(home.cleanup)

    def _ended(self, ca: str, running: Running) -> None:
        running.gone.set()
        if not self._closing and self._running.get(ca) is running:
            self._deaths.append(time.monotonic())
            self._died(ca)

    async def _home(self, ca: str) -> dict[str, str]:
        """What its environment has besides ours."""
        if not ca:
            return {}
        old = self._homes.pop(ca, None)
        if old is not None:
            await asyncio.to_thread(old.cleanup)
        home = self._homes[ca] = tempfile.TemporaryDirectory(prefix="shopper-browser-", ignore_cleanup_errors=True)
        return await home_that_trusts(ca, Path(home.name) / "home")
