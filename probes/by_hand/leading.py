"""One conversation that a person leads: what they are asked, and what they told of it so far."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from shopper.engine.clocks import promised_deadline_us
from shopper.engine.probe import Conversation, Host, Outgoing, Receipt
from shopper.errors import OurFault
from shopper.hand.tasks import PRESS, Message, Press, Task, What, silent_until
from shopper.journal.codec import load_evidences
from shopper.model import Clock, Stamp


class Leading:
    """Lives in the probes' loop; `silence` may be called from any thread."""

    def __init__(self, host: Host, conversation: Conversation, known: Task | None) -> None:
        self._host, self.conversation = host, conversation
        channel = conversation.channel
        self.task = known or Task(
            id=conversation.tag,
            visit=conversation.visit,
            channel=conversation.channel_id,
            title=channel.called(conversation.channel_id, conversation.company.language or "en"),
            kind=channel.kind,
            address=channel.address,
            company=conversation.company.name,
            persona_id=conversation.persona_id,
            persona=conversation.persona.name,
            language=conversation.language,
            accuracy_s=channel.hand.accuracy,
            within_s=channel.hand.within,
            undo_s=channel.hand.undo,
        )
        self.presses: dict[str, Press] = {}
        self._changed = asyncio.Event()
        self._given_up = False
        self._lock = threading.Lock()

    # -- what the person is asked ------------------------------------------------------------------------------------
    async def say(self, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        """Ask for it, and wait for the press. Raises OurFault where nobody wrote it in time, or could."""
        asked = next((m for m in self.task.messages if m.id == message.id), None)
        if asked is None:
            now = self._host.stamp().wall_us
            deadline = now + round(self.task.within_s * 1e6)
            asked = Message(message.id, message.text, now, deadline, message.subject, message.press)
            self._put(messages=(*self.task.messages, asked))
        attempted = False
        while True:
            self._changed.clear()
            receipt = self.receipt(message.id)
            if not attempted and (receipt is not None or self._told(What.TAKEN, message.id)):
                attempted = True  # from here on it may have gone out, and only the person knows
                await attempting()
            if receipt is not None:
                return receipt
            if (failed := self._told(What.FAILED)) is not None:
                raise OurFault(
                    f"{failed.person} could not do it in {self.task.title}: {failed.text or 'no reason was given'}",
                    code="hand_failed",
                )
            # What was pressed in the last moment counts once it cannot be undone any more.
            left_s = (asked.deadline_us - self._host.stamp().wall_us) / 1e6 + self.task.undo_s
            if left_s <= 0:
                raise OurFault(
                    f"nobody wrote in {self.task.title} what the customer was to say, though there were "
                    f"{self.task.within_s:.0f} s for it. Somebody must be at `shopper hand` during a wave; how long "
                    "they may take is `by_hand: {within: …}` of the channel.",
                    code="hand_missed",
                )
            try:
                await asyncio.wait_for(self._changed.wait(), left_s)
            except TimeoutError:
                continue

    def receipt(self, message: str) -> Receipt | None:
        """That a message was sent, as the person told it."""
        sent = self._told(What.SENT, message)
        return None if sent is None else Receipt(self.stamp(sent), f"hand:{sent.id}", load_evidences(sent.evidence))

    def stamp(self, press: Press) -> Stamp:
        """A press's own time, as exact as a person's hand."""
        accuracy_us = round(self.task.accuracy_s * 1e6) + press.accuracy_us
        return Stamp(press.at_us, None, "", Clock.HAND, accuracy_us)

    def silence(self, until_us: int) -> int | None:
        """As of Probe.silence."""
        presses = list(self.presses.values())
        if silent_until(presses) >= until_us - round(self.task.accuracy_s * 1e6):
            return None
        now = self._host.stamp().wall_us
        if until_us > self.task.until_us:  # a holiday that the company's calendar knows: the person is asked then
            self._put(until_us=until_us)
        ends = until_us + round(self.task.within_s * 1e6)
        if now < ends:
            return ends
        if not self._given_up:
            self._given_up = True
            self._host.fault(
                self.conversation.visit,
                f"nobody told whether {self.task.company} answered in {self.task.title} before patience was over, so "
                "that is not known. Somebody must be at `shopper hand` when it is.",
                code="hand_missed",
            )
        return now + 1_000_000

    def close(self) -> None:
        """Nothing more is asked; what was told stands in the journal."""
        for press in self.presses.values():
            if press.handed or press.what is not What.REPLY:
                self._host.put_state(PRESS + press.id, None)
        self._put(closed_us=self._host.stamp().wall_us)

    # -- what the person told ----------------------------------------------------------------------------------------
    def learn(self, press: Press) -> bool:
        """Take a press in; whether it is new and to be handed in."""
        new = press.id not in self.presses
        if new:
            self.presses[press.id] = press
            if press.what is What.SENT and self.task.messages:
                self._look_until(press)
            self._changed.set()
        return new and not press.handed

    def typing_before(self, reply: Press) -> int | None:
        """When somebody was last seen to type what came as this reply, UTC µs."""
        earlier = [p.at_us for p in self.presses.values() if p.what is What.REPLY and p.at_us < reply.at_us]
        since = max(earlier, default=0)
        seen = [p.at_us for p in self.presses.values() if p.what is What.TYPING and since < p.at_us <= reply.at_us]
        return min(seen, default=None)

    def _look_until(self, sent: Press) -> None:
        channel, zone = self.conversation.channel, self.conversation.company.zone
        until = promised_deadline_us(channel.hours, zone, Stamp(sent.at_us), channel.patience)
        if until > self.task.until_us:
            self._put(until_us=until)

    def _told(self, what: What, message: str = "") -> Press | None:
        found = (p for p in self.presses.values() if p.what is what and message in ("", p.message))
        return next(found, None)

    def _put(self, **changes: Any) -> None:
        with self._lock:
            self.task = replace(self.task, **changes)
            self._host.put_state(*self.task.row())
