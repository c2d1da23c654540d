"""One conversation in a web chat: its page, what is written in it and what is read from it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from playwright.async_api import Browser, Error, Frame, Page

from shopper.engine.probe import Conversation, Host, Outgoing
from shopper.errors import OurFault

from .context import new_context, new_page
from .faults import browser_died
from .form_speaking import FormSpeaker
from .hints import told, unmatched
from .open_chat import state_key
from .opening import FIND_S, Box, evaluate, find_box, open_page
from .reader import STILL_S
from .script import page_script
from .speaking import BUSY_S
from .state import ChatState
from .stored import restore_session
from .traffic import Traffic

_log = logging.getLogger(__name__)
LOADED_S = 4.0  # how long a chat that has just opened may go on fetching before it is looked at
UP_S = 90.0  # how long a conversation whose browser died is given to go on in another
BOX_COMES_S = 3.0  # how long a chat of buttons is given to show a box for words
CLOSED_FOR_S = 12.0  # how long an open window may take no words though nothing is being answered
_TOPICS = 3
GREETING_S = 1.5  # how long a chat that has just opened is given to greet
_REPORT = "__shopper_report"


class ChatVisit(FormSpeaker):
    """A visit's page. Made by the probe, which also decides when a dead browser is replaced."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        super().__init__(conversation, host)
        self.on_crash: Callable[[ChatVisit], None] = lambda _visit: None
        self._begun = False
        # Two that look for the chat at once press its launcher twice, and the second press shuts it again.
        self._looking = asyncio.Lock()

    # ---- life ------------------------------------------------------------------------------------------------------

    async def begin(self, browser: Browser, *, resumed: bool) -> None:
        """Open the chat; with `resumed` as it was left, handing in what came meanwhile. Raises OurFault."""
        if self._begun:
            await self._drop_context()  # the browser ended over it
        elif resumed:
            self._state = ChatState.from_json(self._host.get_state(self._key("turns")))
            self._restore(self.conversation.visit)
        elif self.conversation.follows:
            self._state = ChatState.following(self._host.get_state(state_key(self.conversation.follows, "turns")))
            self._restore(self.conversation.follows)
        self._begun = True
        self._spoken = self._state.spoken
        await self._open(browser, history=resumed or bool(self._state.known))
        if not self._spoken and self._box is not None:
            await self._look_round()
        self._looked = True

    def _restore(self, visit: str) -> None:
        """Take up the browser as that visit left it."""
        saved = self._host.get_state(state_key(visit, "storage")) or {}
        self._storage, self._session = saved.get("state"), saved.get("session") or {}

    async def _look_round(self) -> None:
        """Read the greeting before writing, as a person does: one that came after our words would pass for a reply."""
        page = self._need_box().frame.page
        begun = time.monotonic()
        # On a slow line the greeting is still being fetched when the box already stands there.
        with contextlib.suppress(Error):
            await page.wait_for_load_state("networkidle", timeout=LOADED_S * 1000)
        pause = max(STILL_S, GREETING_S - (time.monotonic() - begun))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * GREETING_S):
                while self._news.is_set() or await asyncio.wait_for(self._news.wait(), pause):
                    self._news.clear()
                    pause = STILL_S

    async def up(self) -> bool:
        """Wait until the conversation goes on in a browser that lives; False where that takes too long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._up.wait(), UP_S)
        return self._up.is_set()

    async def reopen(self, browser: Browser) -> None:
        """Take the conversation up again in another browser. Raises OurFault "browser_died" where that fails."""
        try:
            await self._drop_context()
            await self._open(browser, history=True)
        except OurFault as fault:
            raise browser_died() from fault

    def broken(self) -> None:
        """Its browser or page is gone: whoever waits for the page learns it now."""
        self._up.clear()
        if self._own is not None and not self._own.done():
            self._own.set_exception(browser_died("The browser ended while a message was being sent"))

    async def close(self) -> None:
        """Let go of the page; what was saved stays, for a resumption or a visit that follows. Never raises."""
        if not self._closed and self._up.is_set():
            await self._save_storage()
        self._closed = True
        for message in self._messages.values():
            message.rest()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._drop_context()

    async def _drop_context(self) -> None:
        context, self._context, self._page = self._context, None, None
        if context is not None:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(context.close(), 10)

    async def _open(self, browser: Browser, *, history: bool) -> None:
        if self._state.form == "sent":  # there is nothing to read where nobody is
            self._up.set()
            return
        self._up.clear()
        self._context = await new_context(browser, self.conversation, self.keys, self._storage)
        await self._context.expose_binding(_REPORT, self._reported)
        await self._context.add_init_script(page_script(self.conversation.channel.hints))
        if self._session:
            await self._context.add_init_script(restore_session(self._session))
        self._traffic = Traffic()
        self._context.on("page", self._window_opened)
        page = self._page = await new_page(self._context, self.keys)
        address = self.conversation.channel.address
        try:
            self._status = await open_page(page, address)
            self._box = await self._enter(
                page,
                status=self._status,
                timeout_s=FIND_S,
                language=self.conversation.language,
                hints=told(self.conversation.channel.hints),
            )
        except OurFault as fault:
            raise await self._with_picture(fault) from fault
        self._state.url = address
        if self._box is not None:
            self._page = self._box.frame.page
            await self._watch(history=history)
            await self._check_hints(self._page)
        self._up.set()
        await self._save()

    async def _check_hints(self, page: Page) -> None:
        left = (
            [key for key in await unmatched(page) if key in ("box", "list")] if self.conversation.channel.hints else []
        )
        for key in left:
            _log.warning(
                "Channel “%s”: its hint “%s” matches nothing on %s. The chat was read without it; correct it, or leave"
                " it out.",
                self.conversation.channel_id,
                key,
                page.url,
            )

    # ---- the page changes under us ---------------------------------------------------------------------------------

    def _window_opened(self, page: Page) -> None:
        """The page itself, and each window that the chat opens."""
        page.on("crash", lambda _page: self._crashed(page))
        page.on("close", lambda _page: self._window_closed(page))
        page.on("frameattached", lambda _frame: self._stir.set())
        page.on("framenavigated", self._navigated)
        page.on("framedetached", self._navigated)
        if self._traffic is not None:
            self._traffic.listen(page)
        self._stir.set()

    def _window_closed(self, page: Page) -> None:
        """A window of its own was closed: the chat is looked for where it was opened from."""
        left = [] if self._context is None else [other for other in self._context.pages if other is not page]
        if page is self._page and left and not self._closed:
            self._page = left[0]
            if self._up.is_set():
                self._start(self._recover())

    async def _writable_box(self) -> Box:
        if await _takes_words(self._need_box()):
            return self._need_box()
        async with self._looking:
            if not await _takes_words(box := self._need_box()):
                box = await self._box_again(box)
                await self._take_up(box)
            return box

    async def _box_again(self, box: Box) -> Box:
        if await evaluate(box.frame, "() => __shopper.chips().length"):
            return await self._box_for_words(box)
        # Some chats take no words while they answer. Where the window is open, to press what opens it would shut it.
        begun = time.monotonic()
        while time.monotonic() - begun < (BUSY_S if self._answer_runs() else CLOSED_FOR_S):
            if not await evaluate(box.frame, "() => __shopper.open()"):
                break
            if await _stands(box):
                with contextlib.suppress(Error):
                    await box.handle.wait_for_element_state("editable", timeout=BOX_COMES_S * 1000)
                    return box
            else:
                with contextlib.suppress(OurFault):
                    return await find_box(box.frame.page, self._stir, timeout_s=BOX_COMES_S, as_it_stands=True)
        return await find_box(box.frame.page, self._stir)

    async def _box_for_words(self, wordless: Box) -> Box:
        """Where a chat takes no words at this moment: its box comes by itself, or once a topic was chosen."""
        for n in range(_TOPICS + 1):
            with contextlib.suppress(OurFault):
                return await find_box(wordless.frame.page, self._stir, timeout_s=BOX_COMES_S, as_it_stands=True)
            topic = str(await evaluate(wordless.frame, "() => __shopper.topic()") or "")
            if not topic or n == _TOPICS:
                break
            await self._press(Outgoing(f"topic-{n}-{topic}", topic, press=True), _nobody_asks)
        there = await evaluate(wordless.frame, "() => __shopper.chips()") or []
        raise OurFault(
            "This chat takes no words, only its buttons: " + ", ".join(f"“{name}”" for name in there) + ". Nothing was"
            " written. Press one in the scenario, by its text.",
            code="buttons_only",
        )

    async def _take_up(self, found: Box) -> None:
        """Read at another box: the same document drawn anew, or a frame that was loaded again."""
        reading = await evaluate(found.frame, "() => __shopper.clock()")
        self._box = found
        if reading and str(reading[0]) == self._doc:
            await found.handle.evaluate("box => __shopper.rebox(box)")
        else:
            await self._watch(history=True)

    def _navigated(self, frame: Frame) -> None:
        self._stir.set()
        if self._up.is_set() and self._box is not None and frame == self._box.frame and not self._closed:
            self._start(self._recover())

    async def _recover(self) -> None:
        """The list or its frame went away: find the chat again. A chat that is gone for good stays silent."""
        page = self._page
        if page is None or self._restoring:
            return
        self._up.clear()
        try:
            async with self._looking:
                await self._take_up(await find_box(page, self._stir))
        except (OurFault, Error) as error:
            if isinstance(error, OurFault) and error.code == "conversation_lost":
                self._host.fault(self.conversation.visit, str(error), code=error.code)
        finally:
            self._up.set()

    def _crashed(self, page: Page) -> None:
        if page is self._page and not self._closed:
            self.broken()
            self.on_crash(self)


async def _nobody_asks() -> None:
    """A topic is no message of the scenario's: nothing is noted before it."""


async def _stands(box: Box) -> bool:
    with contextlib.suppress(Error):
        return await box.handle.is_visible()
    return False


async def _takes_words(box: Box) -> bool:
    with contextlib.suppress(Error):
        return box.writes and await box.handle.is_visible() and await box.handle.is_enabled()
    return False
