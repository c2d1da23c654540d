"""The web chat's driver: opens the page a customer would open, and talks in whatever chat is there.

Nothing but the page's address is needed. One Chromium is shared (browsers.py); each visit has a context of its own
(context.py: cookies, storage, language, zone, device). How messages are found and what is pressed is in page/
(script.py), how the chat is opened in opening.py, what is said in it in speaking.py and form_speaking.py.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from shopper.engine.probe import Conversation, Host, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault

from .hush import Hush
from .turns import Turns

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from shopper.settings.models import Persona

    from .browsers import Browsers
    from .visit import ChatVisit

# Opening a page keeps a core busy for a second.
_OPENING_AT_A_TIME = 2 * (os.cpu_count() or 2)
_CUT_SHORT = 3  # how often a message is taken up again whose browser died over it


class WebChat:
    """Probe for kind "webchat"."""

    kind: ClassVar[str] = "webchat"
    survives_detach: ClassVar[bool] = False
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = 100
    attach_within_s: ClassVar[float] = 600.0  # a hundred that begin at once wait their turn

    def __init__(self) -> None:
        self._host: Host | None = None
        self._browsers: Browsers | None = None
        self._visits: dict[str, ChatVisit] = {}
        self._hushes: dict[str, Hush] = {}
        self._closing = False
        self._opening: set[ChatVisit] = set()
        self._turns = Turns(_OPENING_AT_A_TIME)
        self._tasks: set[asyncio.Task[None]] = set()

    def line(self, persona_id: str, persona: Persona) -> str:
        """Everybody can open a web page."""
        return f"{persona_id}/webchat"

    async def open(self, host: Host) -> None:
        """Start the browser. Raises OurFault "no_browser"."""
        from .browsers import Browsers

        self._host = host
        self._closing = False
        self._browsers = Browsers(self._browser_died)
        try:
            await self._browsers.open()
        except BaseException:
            await self.aclose()
            raise

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        from playwright.async_api import Error

        from shopper.settings.site_keys import keys_of

        from .visit import ChatVisit

        assert self._host is not None, "open() comes first"
        channel = conversation.channel
        keys = await asyncio.to_thread(keys_of, channel.access, channel.address, conversation.channel_id)
        earlier = self._visits.pop(conversation.follows, None)
        if earlier is not None:  # who comes back has one window of this chat open, not two
            await earlier.close()
        visit = ChatVisit(conversation, self._host)
        visit.keys = keys
        visit.on_crash = self._page_crashed
        self._visits[conversation.visit] = visit
        self._hushes[conversation.visit] = Hush(self._host, conversation.visit, visit.heard_out)
        try:
            await self._open_in_turn(visit, lambda browser: visit.begin(browser, resumed=resumed))
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
        """Also over the death of a browser: what surely did not go out is said in the next one, what did is found
        in the history there; where neither is sure it is never said twice. Raises OurFault."""
        visit = self._visit(conversation)
        attempted = False

        async def once() -> None:
            nonlocal attempted
            if not attempted:
                await attempting()
                attempted = True

        for again in range(_CUT_SHORT + 1):
            try:
                return await visit.say(message, once)
            except OurFault as fault:
                if fault.code != "browser_died" or again == _CUT_SHORT or not await visit.up():
                    raise
                said, receipt = await visit.was_said(message) if attempted else (Said.NO, None)
                if receipt is not None:
                    return receipt
                if said is not Said.NO:
                    raise
        raise AssertionError("the last one ends it")

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        return await self._visit(conversation).was_said(message)

    def silence(self, conversation: Conversation, until_us: int) -> int | None:
        """None once the page has been asked after that moment, and what it had seen is handed in."""
        hush = self._hushes.get(conversation.visit)
        return None if hush is None else hush.silence(until_us)

    async def detach(self, conversation: Conversation) -> None:
        if (hush := self._hushes.pop(conversation.visit, None)) is not None:
            hush.end()
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
        browsers, self._browsers = self._browsers, None
        if browsers is not None:
            await browsers.close()

    # ---- opening, and a browser that dies --------------------------------------------------------------------------

    async def _open_in_turn(self, visit: ChatVisit, opening: Callable[[Browser], Awaitable[None]]) -> None:
        """Open a chat in a living browser; where that dies over it, in the next one."""
        assert self._browsers is not None, "open() comes first"
        self._opening.add(visit)
        try:
            async with self._turns.turn():
                while True:
                    running = await self._browsers.living(visit.keys.ca)
                    if await running.outlives(opening(running.browser)):
                        return
        finally:
            self._opening.discard(visit)

    def _browser_died(self, ca: str) -> None:
        for visit in self._visits.values():
            if visit.keys.ca == ca and visit not in self._opening:
                visit.broken()
                self._start(self._revive(visit))

    def _page_crashed(self, visit: ChatVisit) -> None:
        if not self._closing and visit not in self._opening:
            self._start(self._revive(visit))

    async def _revive(self, visit: ChatVisit) -> None:
        from playwright.async_api import Error

        name = visit.conversation.visit

        async def again(browser: Browser) -> None:
            if self._visits.get(name) is visit:
                await visit.reopen(browser)

        try:
            await self._open_in_turn(visit, again)
        except (OurFault, Error) as error:
            if self._visits.get(name) is visit and self._host is not None and not self._closing:
                self._host.fault(name, str(error), code="browser_died")

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
