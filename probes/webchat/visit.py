"""One conversation in a web chat: its page, what is written in it and what is read from it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Error, Frame, Page

from shopper.engine.probe import Conversation, Host, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.model import Clock, Stamp

from .browser import context_options
from .faults import browser_died
from .opening import FIND_S, Box, evaluate, find_box, open_page
from .reader import STILL_S, ChatReader
from .state import ChatState, Known, digest
from .stored import restore_session
from .writing import press_send, write, written

PROMPT_MS = 1000.0  # a bubble within this was on its way since the press; a later one was held back by the chat
PROMPT_US = 1_000_000
LOADED_S = 4.0  # how long a chat that has just opened may go on fetching before it is looked at
GREETING_S = 1.5  # how long a chat that has just opened is given to greet
SHOWN_S = 15.0  # how long our own bubble may take to appear
SECOND_WAY_S = 3.0  # after which the Send button is tried, where the words still stand in the box
_REPORT = "__shopper_report"
_SCRIPT = "\n".join((Path(__file__).parent / name).read_text("utf-8") for name in ("observe.js", "find.js"))


class ChatVisit(ChatReader):
    """A visit's page. Made by the probe, which also decides when a dead browser is replaced."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        super().__init__(conversation, host)
        self.on_crash: Callable[[ChatVisit], None] = lambda _visit: None

    # ---- life ------------------------------------------------------------------------------------------------------

    async def begin(self, browser: Browser, *, resumed: bool) -> None:
        """Open the chat; with `resumed` as it was left, handing in what came meanwhile. Raises OurFault."""
        if resumed:
            self._state = ChatState.from_json(self._host.get_state(self._key("turns")))
            saved = self._host.get_state(self._key("storage")) or {}
            self._storage, self._session = saved.get("state"), saved.get("session") or {}
        self._spoken = bool(self._state.said or self._state.pending)
        await self._open(browser, history=resumed)
        if not self._spoken:
            await self._look_round()

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

    async def close(self, *, forget: bool = True) -> None:
        """Let go of the page; with `forget` also of what was saved for a resumption. Never raises."""
        self._closed = True
        for message in self._messages.values():
            message.rest()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._drop_context()
        if forget:
            self._host.put_state(self._key("turns"), None)
            self._host.put_state(self._key("storage"), None)

    async def _drop_context(self) -> None:
        context, self._context, self._page = self._context, None, None
        if context is not None:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(context.close(), 10)

    async def _open(self, browser: Browser, *, history: bool) -> None:
        self._up.clear()
        options = context_options(self.conversation, browser.version)
        if self._storage:
            options["storage_state"] = self._storage
        self._context = await browser.new_context(**options)
        await self._context.expose_binding(_REPORT, self._reported)
        await self._context.add_init_script(_SCRIPT)
        if self._session:
            await self._context.add_init_script(restore_session(self._session))
        page = self._page = await self._context.new_page()
        page.on("crash", lambda _page: self._crashed(page))
        page.on("frameattached", lambda _frame: self._stir.set())
        page.on("framenavigated", self._navigated)
        page.on("framedetached", self._navigated)
        address = self.conversation.channel.address
        status = await open_page(page, address)
        try:
            self._box = await find_box(page, self._stir, status=status, timeout_s=FIND_S)
        except OurFault as fault:
            raise await self._with_picture(fault) from fault
        self._state.url = address
        await self._watch(history=history)
        self._up.set()
        await self._save()

    async def _with_picture(self, fault: OurFault) -> OurFault:
        evidence = await self._picture("not-found")
        seen = "".join(f" A picture of the page is kept as {e.name} ({e.sha256[:12]})." for e in evidence)
        return OurFault(f"{fault}{seen}", code=fault.code)

    # ---- speaking --------------------------------------------------------------------------------------------------

    async def say(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        """Write and send; the receipt is timed when our own bubble stood in the chat. Raises OurFault."""
        try:
            await asyncio.wait_for(self._up.wait(), 60)
        except TimeoutError:
            raise browser_died() from None
        try:
            return await self._say(message, attempting)
        except Error as error:
            if self._page is None or self._page.is_closed() or "closed" in str(error) or "crash" in str(error):
                raise browser_died("The browser ended while a message was being sent") from error
            raise OurFault(
                f"The chat could not be written in: {str(error).splitlines()[0]}", code="not_sent"
            ) from error
        finally:
            self._own = None

    async def _say(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        box = await self._writable_box()
        page = box.frame.page
        persona = self.conversation.persona
        await write(page, box.handle, message.text, pace=persona.pace, seed=message.id)
        await self._ping(3)
        self._own = asyncio.get_running_loop().create_future()
        await box.frame.evaluate("([id, text]) => __shopper.arm(id, text)", [message.id, message.text])
        self._state.pending = (message.id, message.text)
        self._put_turns()
        await attempting()
        self._spoken = True
        await box.handle.press("Enter")
        own = await self._own_bubble(box, message)
        await self._ping(3)
        receipt = Receipt(at=self._could_see(own), key=f"own-{message.id}")
        self._now_said(message, receipt)
        await self._save()
        return receipt

    def _could_see(self, own: Mapping[str, Any]) -> Stamp:
        """When the company could see what we sent: not before we pressed, not after our bubble stood there.

        Some chats draw the bubble at once, some when the company has confirmed it; between the two lies what the way to
        the company takes. A bubble that comes much later was held back by the chat, and is what counts then."""
        shown, pressed = float(own["at"]), own.get("pressed")
        now = self._host.stamp()
        seen = self._clock.stamp(shown, now)
        if pressed is None or shown - float(pressed) > PROMPT_MS:
            return seen
        sent = self._clock.stamp(float(pressed), now)
        return replace(sent, accuracy_us=sent.accuracy_us + max(0, seen.wall_us - sent.wall_us))

    async def _own_bubble(self, box: Box, message: Outgoing) -> dict[str, Any]:
        assert self._own is not None
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._own), SECOND_WAY_S)
        if digest(await written(box.handle)) == digest(message.text):
            await press_send(box.handle)
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._own), SHOWN_S - SECOND_WAY_S)
        await evaluate(box.frame, "() => __shopper.disarm()")
        if digest(await written(box.handle)) == digest(message.text):
            raise await self._with_picture(
                OurFault(
                    "The message still stands in the chat's box: neither Enter nor the Send button sent it.",
                    code="not_sent",
                )
            )
        raise await self._with_picture(
            OurFault(
                f"The message left the chat's box, and did not appear among the messages within {SHOWN_S:.0f} s."
                " Whether the company saw it cannot be known.",
                code="not_shown",
            )
        )

    def _now_said(self, message: Outgoing, receipt: Receipt) -> None:
        self._state.pending = None
        self._state.said.append(message.text)
        self._state.known.append(Known(receipt.key, True, digest(message.text), receipt.at.wall_us))

    async def was_said(self, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Whether a message whose sending was cut short went out: its receipt was saved and did not reach the journal,
        or it stands in the history that the chat brought back."""
        key = f"own-{message.id}"
        saved = next((known for known in self._state.known if known.key == key), None)
        if saved is not None:
            return Said.YES, Receipt(at=Stamp(saved.at_us, clock=Clock.PAGE, accuracy_us=PROMPT_US), key=key)
        for unit in self._unclaimed:
            if digest(unit["text"]) == digest(message.text):
                self._unclaimed.remove(unit)
                receipt = Receipt(at=self._learnt_afterwards(self._state.seen_us), key=key)
                self._now_said(message, receipt)
                await self._save()
                return Said.YES, receipt
        # The same words, not told apart as ours for sure: they may be a copy, they may be what was sent.
        if self._recalled and not any(digest(m.text) == digest(message.text) for m in self._messages.values()):
            self._state.pending = None
            await evaluate(self._need_box().frame, "text => __shopper.unsay(text)", message.text)
            self._put_turns()
            return Said.NO, None
        return Said.UNKNOWN, None

    # ---- the page changes under us ---------------------------------------------------------------------------------

    async def _writable_box(self) -> Box:
        box = self._need_box()
        usable = False
        with contextlib.suppress(Error):
            usable = await box.handle.is_visible() and await box.handle.is_enabled()
        if usable:
            return box
        found = await find_box(box.frame.page, self._stir)
        await self._take_up(found)
        return found

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
