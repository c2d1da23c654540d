"""The web chat's driver: opens the page a customer would open, and talks in whatever chat is there.

Nothing but the page's address is needed. One Chromium is shared; each visit has a context of its own (cookies, storage,
language, zone, device). How messages are found and what is pressed is in page/ (script.py), how the chat is
opened in opening.py, what is said in it in speaking.py and form_speaking.py.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from shopper.engine.probe import Conversation, Host, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

    from shopper.settings.models import Persona

    from .visit import ChatVisit

_RELAUNCHES = 3  # a browser that dies again and again is not started a fourth time


class WebChat:
    """Probe for kind "webchat"."""

    kind: ClassVar[str] = "webchat"
    survives_detach: ClassVar[bool] = False
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = 20

    def __init__(self) -> None:
        self._host: Host | None = None
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._visits: dict[str, ChatVisit] = {}
        self._closing = False
        self._relaunched = 0
        self._relaunch = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def line(self, persona_id: str, persona: Persona) -> str:
        """Everybody can open a web page."""
        return f"{persona_id}/webchat"

    async def open(self, host: Host) -> None:
        """Start the browser. Raises OurFault "no_browser"."""
        from playwright.async_api import async_playwright

        from .browser import launch

        self._host = host
        self._closing = False
        self._playwright = await async_playwright().start()
        try:
            self._use(await launch(self._playwright))
        except BaseException:
            await self.aclose()
            raise

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        from playwright.async_api import Error

        from .visit import ChatVisit

        assert self._host is not None, "open() comes first"
        earlier = self._visits.pop(conversation.follows, None)
        if earlier is not None:  # who comes back has one window of this chat open, not two
            await earlier.close()
        visit = ChatVisit(conversation, self._host)
        visit.on_crash = self._page_crashed
        self._visits[conversation.visit] = visit
        try:
            await visit.begin(await self._living(), resumed=resumed)
        except Error as error:
            await self._forget(conversation.visit)
            raise OurFault(
                f"The browser failed while the chat was being opened: {str(error).splitlines()[0]}", code="browser"
            ) from error
        except BaseException:
            await self._forget(conversation.visit)
            raise

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        return await self._visit(conversation).say(message, attempting)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        return await self._visit(conversation).was_said(message)

    async def detach(self, conversation: Conversation) -> None:
        visit = self._visits.pop(conversation.visit, None)
        if visit is not None:
            await visit.close()

    def forget(self, host: Host, visit: str) -> None:
        """Its journey has ended: nobody comes back to this conversation."""
        for what in ("turns", "storage"):
            host.put_state(f"webchat:{visit}:{what}", None)

    async def aclose(self) -> None:
        """Close every page and the browser; what was saved for a resumption stays."""
        self._closing = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        visits, self._visits = list(self._visits.values()), {}
        await asyncio.gather(*(v.close() for v in visits), return_exceptions=True)
        browser, self._browser = self._browser, None
        playwright, self._playwright = self._playwright, None
        # Whatever goes wrong here, the session is over, and Playwright's own end takes the browser with it.
        with contextlib.suppress(Exception):
            if browser is not None:
                await asyncio.wait_for(browser.close(), 15)
        with contextlib.suppress(Exception):
            if playwright is not None:
                await asyncio.wait_for(playwright.stop(), 15)

    # ---- a browser that dies ---------------------------------------------------------------------------------------

    def _use(self, browser: Browser) -> None:
        self._browser = browser
        browser.on("disconnected", lambda _browser: self._browser_died(browser))

    def _browser_died(self, browser: Browser) -> None:
        if self._closing or browser is not self._browser:
            return
        visits = list(self._visits.values())
        for visit in visits:
            visit.broken()
        self._start(self._revive(visits))

    def _page_crashed(self, visit: ChatVisit) -> None:
        if not self._closing:
            self._start(self._revive([visit]))

    async def _revive(self, visits: list[ChatVisit]) -> None:
        await asyncio.gather(*(self._revive_one(v) for v in visits))

    async def _revive_one(self, visit: ChatVisit) -> None:
        from playwright.async_api import Error

        name = visit.conversation.visit
        try:
            browser = await self._living()
            if self._visits.get(name) is visit:
                await visit.reopen(browser)
        except (OurFault, Error) as error:
            if self._visits.get(name) is visit and self._host is not None and not self._closing:
                self._host.fault(name, str(error), code="browser_died")

    async def _living(self) -> Browser:
        """The shared browser, started again if it has died."""
        from .browser import launch

        async with self._relaunch:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            if self._playwright is None or self._relaunched >= _RELAUNCHES:
                raise OurFault(
                    "The browser died again and again and is not started any more. Run fewer chats at once, or give"
                    " this machine more memory.",
                    code="browser_died",
                )
            self._relaunched += 1
            self._use(await launch(self._playwright))
            assert self._browser is not None
            return self._browser

    # ---- small things ----------------------------------------------------------------------------------------------

    def _visit(self, conversation: Conversation) -> ChatVisit:
        visit = self._visits.get(conversation.visit)
        if visit is None:
            raise OurFault("The chat of this visit is not open.", code="not_attached")
        return visit

    async def _forget(self, name: str) -> None:
        visit = self._visits.pop(name, None)
        if visit is not None:
            await visit.close()

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


PROBE: type[Probe] = WebChat
