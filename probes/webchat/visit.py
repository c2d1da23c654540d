"""One conversation in a web chat: its page, what is written in it and what is read from it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser, BrowserContext, Error, Frame, Page

from shopper.engine.probe import Conversation, Host, Incoming, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.model import Clock, Evidence, Stamp, TurnKind

from .browser import context_options
from .clock import PageClock, ping
from .faults import browser_died
from .opening import FIND_S, Box, evaluate, find_box, open_page
from .picture import take_picture
from .state import ChatState, Known, align, digest
from .stored import read_session, restore_session
from .transcript import Message, kind_of
from .writing import press_send, write, written

if TYPE_CHECKING:
    from collections.abc import Coroutine

STILL_S = 0.7  # a message is done when its text has not changed for so long
SHOWN_S = 15.0  # how long our own bubble may take to appear
SECOND_WAY_S = 3.0  # after which the Send button is tried, where the words still stand in the box
RESTORED_S = 10.0  # how long a chat may take to bring its history back
_REPORT = "__shopper_report"
_SCRIPT = "\n".join((Path(__file__).parent / name).read_text("utf-8") for name in ("observe.js", "find.js"))


class ChatVisit:
    """A visit's page. Made by the probe, which also decides when a dead browser is replaced."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        self.conversation = conversation
        self._host = host
        self._state = ChatState()
        self._storage: Any = None
        self._session: dict[str, dict[str, str]] = {}
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self._box: Box | None = None
        self._doc = ""
        self._clock = PageClock()
        self._messages: dict[str, Message] = {}
        self._unclaimed: list[dict[str, Any]] = []
        self._recalled = False
        self._spoken = False
        self._restoring = False
        self._closed = False
        self._own: asyncio.Future[dict[str, Any]] | None = None
        self._stir = asyncio.Event()
        self._news = asyncio.Event()
        self._up = asyncio.Event()
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
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

    # ---- reading ---------------------------------------------------------------------------------------------------

    async def _watch(self, *, history: bool) -> None:
        """Begin to read in the box's frame; with `history`, tell what is known from what is new."""
        box = self._need_box()
        ours = [*self._state.said, *([self._state.pending[1]] if self._state.pending else [])]
        self._restoring = history
        self._clock = PageClock()
        reading = await evaluate(box.frame, "() => __shopper.clock()")
        if not reading:
            raise OurFault("The chat's frame went away while it was being read.", code="chat_not_found")
        self._doc = str(reading[0])
        await self._ping(5)
        await box.handle.evaluate(
            "(box, [texts, opened]) => __shopper.watch(box, texts, opened)", [ours, box.opened_ms]
        )
        if history:
            try:
                await self._recall()
            finally:
                self._restoring = False

    async def _recall(self) -> None:
        """Match the history that the chat brings back with what is known; hand in the rest as learnt afterwards."""
        deadline = time.monotonic() + RESTORED_S
        ours = [k for k in self._state.known if k.ours]
        units: list[dict[str, Any]] = []
        found: dict[int, Known] = {}
        while True:
            self._news.clear()
            units = await evaluate(self._need_box().frame, "() => __shopper.units()") or []
            found = align(self._state.known, [digest(u["text"]) for u in units])
            here = not ours or ours[-1] in found.values()
            still = STILL_S if here else max(0.0, deadline - time.monotonic())
            try:
                await asyncio.wait_for(self._news.wait(), still)
            except TimeoutError:
                break
            if time.monotonic() >= deadline:
                break
        if ours and not any(k.ours for k in found.values()):
            raise OurFault(
                "The chat did not bring the conversation back when its page was opened again, so what came meanwhile"
                " cannot be known. The visit is not measured; run it again.",
                code="conversation_lost",
            )
        greeted = {k.key for k in self._state.known[:1]} if not ours else set()
        self._recalled = any(k.key not in greeted for k in found.values())
        self._messages = {}
        self._unclaimed = []
        missed: list[Message] = []
        for n, unit in enumerate(units):
            message = Message.of(unit, greeting=not self._spoken)
            if n in found:
                message.key, message.handed = found[n].key, unit["text"]
                message.ours = found[n].ours
                self._messages[message.id] = message
            elif unit["own"]:
                self._unclaimed.append(unit)
            else:
                message.missed = True
                self._messages[message.id] = message
                missed.append(message)
        # From here on the page's reports count again: nothing may come unheard while these are handed in.
        self._restoring = False
        for message in missed:
            await self._hand_in(message)

    async def _reported(self, source: Any, payload: str) -> None:
        """The page's eyes saw something. Pages can call this too, so nothing in it is trusted."""
        try:
            event = json.loads(payload)
            what = str(event["type"])
            if what == "stir":
                self._stir.set()
                return
            if event["doc"] != self._doc or self._closed:
                return
            if what == "lost":
                self._start(self._recover())
            elif what == "own":
                if self._own is not None and not self._own.done():
                    self._own.set_result(event)
            elif what in ("new", "changed"):
                self._seen(event)
        except (ValueError, KeyError, TypeError):
            return

    def _seen(self, unit: dict[str, Any]) -> None:
        self._news.set()
        if self._restoring or unit["own"]:
            return
        message = self._messages.get(unit["id"])
        if message is None:
            message = self._messages[unit["id"]] = Message.of(unit, greeting=not self._spoken)
        elif message.ours:
            return
        else:
            message.update(unit)
        message.rest()
        message.timer = asyncio.get_running_loop().call_later(STILL_S, self._settled, message)

    def _settled(self, message: Message) -> None:
        if not self._closed and message.text != message.handed:
            self._start(self._hand_in(message))

    async def _hand_in(self, message: Message) -> None:
        """Give a message that has been still for a while to the host: once, and again when it is edited."""
        async with self._lock:
            text = message.text
            await self._ping(2)
            evidence = await self._picture(message.key or f"m{self._state.next_key}")
            if self._closed or message.text != text or text == message.handed:
                return
            revises = bool(message.key)
            if not revises:
                message.key = self._state.new_key()
                self._state.known.append(Known(message.key, False, digest(text), self._when(message)))
            else:
                for known in self._state.known:
                    if known.key == message.key:
                        known.digest = digest(text)
            message.handed = text
            now = self._host.stamp()
            self._state.seen_us, missed_since = now.wall_us, self._state.seen_us
            if message.missed:
                at = self._learnt_afterwards(missed_since)
                read_at = None
                message.missed = False
            else:
                at = self._clock.stamp(message.first, now)
                read_at = self._clock.stamp(message.changed, now) if message.changed != message.first else None
            self._host.heard(
                Incoming(
                    visit=self.conversation.visit,
                    line=f"{self.conversation.persona_id}/webchat",
                    key=message.key,
                    text=text,
                    at=at,
                    read_at=read_at,
                    kind=kind_of(message),
                    sender=message.sender,
                    evidence=evidence,
                    revises=revises,
                ),
                cursor=(self._key("turns"), self._state.as_json()),
            )
            await self._save_storage()

    def _when(self, message: Message) -> int:
        now = self._host.stamp()
        return now.wall_us if message.missed else self._clock.stamp(message.first, now).wall_us

    def _learnt_afterwards(self, since_us: int) -> Stamp:
        """The moment of a message that came while nobody looked: now, off by as long as we were away."""
        now = self._host.stamp()
        away = max(1_000, now.wall_us - since_us) if since_us else 86_400_000_000
        return Stamp(wall_us=now.wall_us, clock=Clock.LOCAL, accuracy_us=away)

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
        receipt = Receipt(at=self._clock.stamp(float(own["at"]), self._host.stamp()), key=f"own-{message.id}")
        self._now_said(message, receipt)
        await self._save()
        return receipt

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
        """Whether a message whose sending was cut short stands in the history that the chat brought back."""
        for unit in self._unclaimed:
            if digest(unit["text"]) == digest(message.text):
                self._unclaimed.remove(unit)
                receipt = Receipt(at=self._learnt_afterwards(self._state.seen_us), key=f"own-{message.id}")
                self._now_said(message, receipt)
                await self._save()
                return Said.YES, receipt
        if self._recalled:
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

    # ---- small things ----------------------------------------------------------------------------------------------

    async def _ping(self, times: int) -> None:
        """Read the page's clock; a page that is gone keeps the reading it had."""
        frame, doc = self._need_box().frame, self._doc

        async def read() -> float:
            name, now = await asyncio.wait_for(frame.evaluate("() => __shopper.clock()"), 5)
            if name != doc:
                raise TimeoutError
            return float(now)

        with contextlib.suppress(Error, TimeoutError, TypeError):
            await ping(self._clock, read, lambda: self._host.stamp().mono_ns or 0, times)

    async def _picture(self, name: str) -> tuple[Evidence, ...]:
        data = await take_picture(self._page) if self._page is not None else b""
        if not data:
            return ()
        visit = "".join(c if c.isalnum() or c in "-_" else "-" for c in self.conversation.visit)
        return (self._host.put_evidence(data, media_type="image/jpeg", name=f"{visit}-{name}.jpg"),)

    async def _save(self) -> None:
        self._state.seen_us = self._host.stamp().wall_us
        self._put_turns()
        await self._save_storage()

    def _put_turns(self) -> None:
        self._host.put_state(self._key("turns"), self._state.as_json())

    async def _save_storage(self) -> None:
        if self._context is None or self._page is None:
            return
        with contextlib.suppress(Error, TimeoutError):
            self._session = await read_session(self._page)
            self._storage = await asyncio.wait_for(self._context.storage_state(indexed_db=True), 5)
            self._host.put_state(self._key("storage"), {"state": self._storage, "session": self._session})

    def _key(self, what: str) -> str:
        return f"webchat:{self.conversation.visit}:{what}"

    def _need_box(self) -> Box:
        if self._box is None:
            raise OurFault("The chat is not open.", code="chat_not_found")
        return self._box

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self._closed:
            self._host.fault(
                self.conversation.visit,
                f"Reading the chat failed: {error}",
                code=error.code if isinstance(error, OurFault) else "webchat",
            )


__all__ = ["ChatVisit", "TurnKind"]
