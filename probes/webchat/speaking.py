"""Speaks in one chat: writes or presses, and says when the company could see it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from playwright.async_api import ElementHandle, Error

from shopper.engine.probe import Conversation, Host, Outgoing, Receipt, Said
from shopper.errors import OurFault
from shopper.model import Clock, Stamp

from .buttons import find_button
from .faults import browser_died
from .opening import Box, evaluate, wait_for_change
from .pacing import AT_ONCE, hesitation
from .reader import ChatReader
from .refusals import why_refused
from .state import Known, digest
from .traffic import Traffic, enter_did_nothing
from .writing import press_send, raw, write

PROMPT_MS = 1000.0  # a bubble within this was on its way since the press; a later one was held back by the chat
PROMPT_US = 1_000_000
SHOWN_S = 15.0  # how long our own bubble may take to appear
SECOND_WAY_S = 3.0  # after which the Send button is tried, where Enter did nothing
BUBBLE_S = 3.0  # how long a bubble is waited for after a button was pressed: many chats show none
BUSY_S = 90.0  # how long an answer that still runs is waited for, where the chat takes no message meanwhile
AGAIN_S = 2.0  # and how long nothing may come of a message after that answer, before it is sent again
_PICTURE = "A picture of the page is kept as"
AFTER_ANSWER_S = 0.3  # and how much longer once the company has answered


class ChatSpeaker(ChatReader):
    """Speaks in the chat that it reads. Finding the box again is the visit's business: `_writable_box`."""

    def __init__(self, conversation: Conversation, host: Host) -> None:
        super().__init__(conversation, host)
        self._traffic: Traffic | None = None
        self._status = 0  # what the page was answered with

    async def _writable_box(self) -> Box:
        """The message box, found again where the page was drawn anew. Raises OurFault."""
        raise NotImplementedError

    async def say(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        """Write and send, or press; the receipt is timed when the company could see it. Raises OurFault."""
        try:
            await asyncio.wait_for(self._up.wait(), 60)
        except TimeoutError:
            raise browser_died() from None
        try:
            return await (self._press if message.press else self._write)(message, attempting)
        except Error as error:
            if self._page is None or self._page.is_closed() or "closed" in str(error) or "crash" in str(error):
                raise browser_died("The browser ended while a message was being sent") from error
            raise OurFault(
                f"The chat could not be written in: {str(error).splitlines()[0]}", code="not_sent"
            ) from error
        finally:
            self._own = None

    async def _write(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        await self._writable_box()  # a button may have to be pressed for it, which is no traffic of ours
        if self._traffic is not None:
            self._traffic.writing(message.text)
        box = await self._written(message)
        await self._attempt(box, message, attempting)
        before = await raw(box.handle)
        await box.handle.press("Enter")
        own = await self._own_bubble(box, message, before)
        return await self._received(message, self._could_see(own))

    async def _written(self, message: Outgoing) -> Box:
        """Write into the box. A page that is loaded again takes the box away with what was written in it: then nothing
        went out, and it is written again."""
        for last in (False, True):
            box = await self._writable_box()
            try:
                await write(
                    box.frame.page, box.handle, message.text, pace=self.conversation.persona.pace, seed=message.id
                )
                return box
            except (Error, OurFault):
                if last or self._page is None or self._page.is_closed():
                    raise
                if await _stands(box.handle):
                    if not self._answer_runs():
                        raise
                    await self._answer_ended()  # some chats throw away what is written while they answer
                await asyncio.wait_for(self._up.wait(), 60)
        raise AssertionError("one of the two ways ends it")

    async def _press(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        box = self._need_box()
        button = await find_button(box.frame, message.text, self._stir)
        await hesitation(self.conversation.persona.pace, message.id)
        await button.click(timeout=3000, trial=True)
        await self._attempt(box, message, attempting)
        self._answered.clear()
        before = self._host.stamp()
        await _press_down(button)
        own = await self._bubble_of_a_button()
        if own is not None:
            return await self._received(message, self._could_see(own))
        pressed = await evaluate(box.frame, "() => __shopper.ghost()")
        at = before if pressed is None else self._clock.stamp(float(pressed), self._host.stamp())
        return await self._received(message, at, shown=False)

    async def _attempt(self, box: Box, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> None:
        """All that is done at the last moment before the message goes out."""
        await self._ping(3)
        self._own = asyncio.get_running_loop().create_future()
        await box.frame.evaluate("([id, text]) => __shopper.arm(id, text)", [message.id, message.text])
        self._state.pending = (message.id, message.text)
        self._put_turns()
        await attempting()
        self._spoken = True
        if self._traffic is not None:
            self._traffic.pressed()

    async def _received(self, message: Outgoing, at: Stamp, *, shown: bool = True) -> Receipt:
        await self._ping(3)
        receipt = Receipt(at=at, key=f"own-{message.id}")
        self._now_said(message, receipt, shown=shown)
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

    # ---- what shows that it went out ---------------------------------------------------------------------------------

    async def _own_bubble(self, box: Box, message: Outgoing, before: str) -> dict[str, Any]:
        """Our own bubble; the Send button is pressed where Enter surely did nothing. Raises OurFault: "not_sent" where
        nothing went out, "not_shown" where that cannot be known. It is never sent a second time."""
        assert self._own is not None
        busy = self._answer_runs()
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._own), SECOND_WAY_S)
        nothing = await self._nothing_happened(box, message, before)
        if nothing:
            await press_send(box.handle)
        if busy and (own := await self._once_answered(box, message)) is not None:
            return own
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._own), SHOWN_S - SECOND_WAY_S)
        nothing = nothing and await self._nothing_happened(box, message, before)
        await evaluate(box.frame, "() => __shopper.disarm()")
        if nothing:
            raise await self._with_picture(
                OurFault(
                    "The message still stands in the chat's box: neither Enter nor the Send button sent it.",
                    code="not_sent",
                )
            )
        raise await self._with_picture(
            OurFault(
                f"The message was sent off in the chat, and did not appear among the messages within {SHOWN_S:.0f} s."
                " Whether the company saw it cannot be known, so it was not sent again. The visit is not measured.",
                code="not_shown",
            )
        )

    async def _answer_ended(self) -> None:
        """Wait until the company has answered what we said last, but not for ever."""
        deadline = time.monotonic() + BUSY_S
        while self._answer_runs() and time.monotonic() < deadline:
            self._news.clear()
            await wait_for_change(self._news, AGAIN_S)

    async def _once_answered(self, box: Box, message: Outgoing) -> dict[str, Any] | None:
        """Our own bubble from a chat that was still answering when we sent: some hold a message back until then, some
        drop it without a word. What surely never left the page is sent again once the answer has ended."""
        assert self._own is not None
        deadline = time.monotonic() + BUSY_S
        again = False
        while time.monotonic() < deadline and not (again and not self._answer_runs()):
            quiet = not self._answer_runs()
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(self._own), AGAIN_S)
            if not quiet or self._answer_runs():
                continue
            if self._traffic is None or self._traffic.words_out or self._traffic.anything_out:
                return None
            standing = await raw(box.handle)
            if digest(standing) != digest(message.text):
                if standing.strip():
                    return None
                await write(box.frame.page, box.handle, message.text, pace=AT_ONCE, seed=message.id)
            await box.handle.press("Enter")
            again = True
        return None

    async def _nothing_happened(self, box: Box, message: Outgoing, before: str) -> bool:
        """Whether the words still stand in the box and surely have not gone out."""
        now = await raw(box.handle)
        if digest(now) != digest(message.text):
            return False
        tried = await evaluate(box.frame, "() => __shopper.tried()")
        if not tried:
            return False
        with contextlib.suppress(Error):
            if not await box.handle.is_editable():
                return False
        traffic = self._traffic
        return enter_did_nothing(
            newline=now.count("\n") > before.count("\n"),
            handled=bool(tried["handled"]),
            stirred=bool(tried["stirred"]),
            words_out=traffic is not None and traffic.words_out,
            anything_out=traffic is not None and traffic.anything_out,
        )

    async def _bubble_of_a_button(self) -> dict[str, Any] | None:
        """The bubble that shows what was pressed; None where the chat shows none."""
        assert self._own is not None
        answered: asyncio.Future[Any] = asyncio.ensure_future(self._answered.wait())
        try:
            await asyncio.wait({self._own, answered}, timeout=BUBBLE_S, return_when=asyncio.FIRST_COMPLETED)
            if not self._own.done():
                await asyncio.wait({self._own}, timeout=AFTER_ANSWER_S if answered.done() else 0)
        finally:
            answered.cancel()
        return self._own.result() if self._own.done() else None

    async def _with_picture(self, fault: OurFault) -> OurFault:
        page = self._page
        if page is None or not page.url.startswith(("http:", "https:", "file:")):
            return fault
        fault = await why_refused(page, fault, self._status)
        if _PICTURE in str(fault):
            return fault
        evidence = await self._picture("not-found")
        seen = "".join(f" {_PICTURE} {e.name} ({e.sha256[:12]})." for e in evidence)
        return OurFault(f"{fault}{seen}", code=fault.code)

    def _now_said(self, message: Outgoing, receipt: Receipt, *, shown: bool = True) -> None:
        self._state.pending = None
        self._awaited = True
        (self._state.said if shown else self._state.unseen).append(message.text)
        self._state.known.append(Known(receipt.key, True, digest(message.text), receipt.at.wall_us, shown=shown))

    # ---- after a crash -----------------------------------------------------------------------------------------------

    async def was_said(self, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Whether a message whose sending was cut short went out: its receipt was saved and did not reach the journal,
        or it stands in the history that the chat brought back. What was pressed may have gone out without a trace."""
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
        here = any(digest(m.text) == digest(message.text) for m in self._messages.values())
        if self._recalled and not here and not message.press:
            self._state.pending = None
            await evaluate(self._need_box().frame, "text => __shopper.unsay(text)", message.text)
            self._put_turns()
            return Said.NO, None
        return Said.UNKNOWN, None


async def _press_down(button: ElementHandle) -> None:
    # Once only: a click that ran into its timeout may have been a click.
    await button.click(timeout=3000, no_wait_after=True)


async def _stands(box: ElementHandle) -> bool:
    try:
        return bool(await box.evaluate("e => e.isConnected"))
    except Error:
        return False
