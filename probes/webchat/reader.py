"""What is read from one chat: its messages, handed to the host once each, and what is kept of them over a crash."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error

from shopper.engine.probe import Incoming
from shopper.errors import OurFault
from shopper.model import Clock, Evidence, Stamp, TurnKind

from .clock import PageClock
from .hush import PageStalled
from .notices import notice_in
from .open_chat import OpenChat
from .opening import evaluate
from .script import page_script
from .state import Known, align, digest
from .transcript import Message, kind_of

if TYPE_CHECKING:
    pass

STILL_S = 0.7  # a message is done when its text has not changed for so long
TAKEN_BACK_S = 3.0  # a message that stood there and is gone for so long was taken back
HISTORY_MOST = 60  # how much is told of a history that is not known: nobody reads more of it
ANSWERS_S = 20.0  # how long the page of a chat that was just found may take to answer
RESTORED_S = 10.0  # how long a chat may take to bring its history back


class ChatReader(OpenChat):
    """Reads the chat whose box was found. What to do when the list goes away is the visit's business: `_recover`."""

    async def _watch(self, *, history: bool) -> None:
        """Begin to read in the box's frame; with `history`, tell what is known from what is new."""
        box = self._need_box()
        ours = [*self._state.said, *([self._state.pending[1]] if self._state.pending else [])]
        self._restoring = history
        self._clock = PageClock()
        # What was seen in the page before this one and not yet handed in is looked for in its history.
        unheard = [m for m in self._messages.values() if not m.ours and not m.handed]
        for message in self._messages.values():
            message.rest()
        self._messages = {}
        # A new window keeps its global object from the blank page it began with: what was put in there saw that one.
        if await evaluate(box.frame, "() => !window.__shopper || __shopper.document !== document"):
            await evaluate(box.frame, page_script())
        reading = None
        with contextlib.suppress(Error, TimeoutError):  # a busy machine's page is late, and not gone
            reading = await asyncio.wait_for(box.frame.evaluate("() => __shopper.clock()"), ANSWERS_S)
        if not reading:
            raise OurFault("The chat's frame went away while it was being read.", code="chat_not_found")
        self._doc = str(reading[0])
        await self._ping(5)
        await box.handle.evaluate(
            "(box, [texts, opened, unseen]) => __shopper.watch(box, texts, opened, unseen)",
            [ours, box.opened_ms, self._state.unseen],
        )
        if history:
            try:
                await self._recall(unheard)
            finally:
                self._restoring = False

    async def _recall(self, unheard: list[Message]) -> None:
        """Match the history that the chat brings back with what is known; hand in the rest as learnt afterwards."""
        deadline = time.monotonic() + RESTORED_S
        ours = [k for k in self._state.known if k.ours and k.shown]
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
        comes_back = bool(self.conversation.follows) and not self._state.spoken
        knows_us = not ours or any(k.ours for k in found.values())
        if not knows_us and comes_back:
            # Nothing of ours is broken: this company's chat begins anew each time.
            self._state.start_anew()
            found = {}
        elif not knows_us:
            raise OurFault(
                "The chat did not bring the conversation back when its page was opened again, so what came meanwhile"
                " cannot be known. The visit is not measured; run it again.",
                code="conversation_lost",
            )
        greeted = {k.key for k in self._state.known[:1]} if not ours else set()
        self._recalled = any(k.key not in greeted for k in found.values())
        self._unclaimed = []
        missed: list[Message] = []
        for n, unit in enumerate(units):
            message = Message.of(unit, self._clock, greeting=not self._spoken)
            if n in found:
                message.key = found[n].key
                message.taken()
                message.ours, message.earlier = found[n].ours, found[n].earlier
                self._messages[message.id] = message
            elif unit["own"]:
                self._unclaimed.append(unit)
            elif comes_back and not self._state.known:
                self._messages[message.id] = message
                missed.append(message)
            else:
                message.missed = True
                message.earlier = comes_back
                message.greeting = message.greeting and not comes_back
                earlier = next((m for m in unheard if digest(m.text) == digest(message.text) and m.clock.mapped), None)
                if earlier is not None:
                    unheard.remove(earlier)
                    message.seen_as(earlier)
                self._messages[message.id] = message
                missed.append(message)
        for message in missed[:-HISTORY_MOST]:
            message.taken()  # a long past that was never told before is none of this visit's
        missed = missed[-HISTORY_MOST:]
        # From here on the page's reports count again: nothing may come unheard while these are handed in.
        self._restoring = False
        for message in missed:
            await self._hand_in(message)

    async def heard_out(self) -> None:
        """Return once the page has answered, and what it had reported by then is handed in. Raises PageStalled."""
        try:
            await asyncio.wait_for(self._need_box().frame.evaluate("() => __shopper.clock()"), ANSWERS_S)
        except TimeoutError as error:
            raise PageStalled from error
        except (Error, OurFault):  # the company took its chat away: nobody writes there any more
            pass
        while True:
            await asyncio.sleep(0.05)
            if self._closed or not any(m.is_news and not m.ours and not m.gone for m in self._messages.values()):
                return

    async def _reported(self, source: Any, payload: str) -> None:
        """The page's eyes saw something. Pages can call this too, so nothing in it is trusted."""
        try:
            events = json.loads(payload)
            for event in events if isinstance(events, list) else [events]:
                self._happened(event)
        except (ValueError, KeyError, TypeError, RecursionError):
            return

    def _happened(self, event: dict[str, Any]) -> None:
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
        elif what == "gone":
            self._gone(event)
        elif what == "aside":
            self._beside(event)

    def _seen(self, unit: dict[str, Any]) -> None:
        self._news.set()
        if self._restoring or unit["own"]:
            return
        message = self._messages.get(unit["id"])
        if message is None:
            self._answered.set()
            self._awaited = False
            before_us = not self._spoken or bool(unit["history"])
            message = self._messages[unit["id"]] = Message.of(unit, self._clock, greeting=before_us)
            if self.conversation.follows and self._looked and not self._spoken and self._state.known:
                # Nothing was said today, and a greeting would have stood there at once: it answers what was said then.
                message.earlier, message.greeting = True, False
        elif message.ours:
            return
        else:
            message.update(unit)
        message.rest()
        message.timer = asyncio.get_running_loop().call_later(STILL_S, self._settled, message)

    def _gone(self, unit: dict[str, Any]) -> None:
        """It stands there no more. A list that is drawn again brings it back in a moment."""
        message = self._messages.get(unit["id"])
        if message is None or message.ours or self._restoring:
            return
        message.gone = True
        message.rest()
        message.timer = asyncio.get_running_loop().call_later(TAKEN_BACK_S, self._settled, message)

    def _beside(self, event: dict[str, Any]) -> None:
        """Words beside the messages count where they are a chat's notice and nothing else."""
        text = str(event["text"])
        known = any(digest(m.text) == digest(text) for m in self._messages.values())
        if notice_in(text) is None or known or self._restoring:
            return
        at = float(event["at"])
        unit = {"id": event["id"], "text": text, "sender": "", "first": at, "changed": at, "notice": True}
        self._messages[unit["id"]] = message = Message.of(unit, self._clock, greeting=False)
        message.timer = asyncio.get_running_loop().call_later(STILL_S, self._settled, message)

    def _answer_runs(self) -> bool:
        """Whether the company is still writing, or has not begun to answer what we said last."""
        now = asyncio.get_running_loop().time()
        return self._awaited or any(m.timer is not None and m.timer.when() > now for m in self._messages.values())

    def _settled(self, message: Message) -> None:
        if message.gone and (not message.key or kind_of(message) is not TurnKind.MESSAGE):
            return  # a notice or a "please wait" has had its time
        if not self._closed and message.is_news:
            self._start(self._hand_in(message))

    async def _hand_in(self, message: Message) -> None:
        """Give a message that has been still for a while to the host: once, and again when it is edited."""
        self._waiting += 1
        async with self._lock:
            self._waiting -= 1
            text, buttons, gone = message.text, message.buttons, message.gone
            await self._ping(2)
            evidence = await self._shown_in(message)
            stale = self._messages.get(message.id) is not message
            changed = (message.text, message.buttons, message.gone) != (text, buttons, gone)
            if self._closed or stale or changed or not message.is_news:
                return
            revises = bool(message.key)
            if not revises:
                message.key = self._state.new_key()
                known = Known(message.key, False, digest(text), self._when(message), earlier=message.earlier)
                self._state.known.append(known)
            else:
                for known in self._state.known:
                    if known.key == message.key:
                        known.digest = digest(text)
            message.taken()
            data = message.data
            now = self._host.stamp()
            self._state.seen_us, missed_since = now.wall_us, self._state.seen_us
            if message.missed:
                at = self._learnt_afterwards(missed_since)
                read_at = None
                message.missed = False
            else:
                at = message.clock.stamp(message.first, now)
                read_at = message.clock.stamp(message.changed, now) if message.changed != message.first else None
                if message.typing is not None:
                    data["typing_us"] = message.clock.stamp(message.typing, now).wall_us
            self._host.heard(
                Incoming(
                    visit=self.conversation.follows if message.earlier else self.conversation.visit,
                    line=f"{self.conversation.persona_id}/webchat",
                    key=message.key,
                    text=text,
                    at=at,
                    read_at=read_at,
                    kind=kind_of(message),
                    sender=message.sender,
                    evidence=evidence,
                    revises=revises,
                    data=data,
                ),
                cursor=(self._key("turns"), self._state.as_json()),
            )
            if not self._waiting:
                await self._save_storage()

    async def _shown_in(self, message: Message) -> tuple[Evidence, ...]:
        """A picture that shows it: one that was made since its last words came, or a new one."""
        taken_ns, picture = self._pictured
        seen = message.clock.mono_ns(message.changed)[0] if message.clock.mapped else taken_ns
        if picture and seen < taken_ns and not message.gone:
            return picture
        taken_ns = self._host.stamp().mono_ns or 0
        picture = await self._picture(message.key or f"m{self._state.next_key}")
        self._pictured = taken_ns, picture
        return picture

    def _when(self, message: Message) -> int:
        now = self._host.stamp()
        return now.wall_us if message.missed else message.clock.stamp(message.first, now).wall_us

    def _learnt_afterwards(self, since_us: int) -> Stamp:
        """The moment of a message that came while nobody looked: now, off by as long as we were away."""
        now = self._host.stamp()
        away = max(1_000, now.wall_us - since_us) if since_us else 86_400_000_000
        return Stamp(wall_us=now.wall_us, clock=Clock.LOCAL, accuracy_us=away)

    async def _recover(self) -> None:
        """The list or its frame went away."""
        raise NotImplementedError
