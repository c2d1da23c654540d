"""Staff at work: takes what customers say, decides what is answered, and says it when it is due.

What is due is written down before it is said and crossed out in the same breath as it is delivered, so that a sandbox
that was killed says the rest after its restart, once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Protocol

from ..settings.phone_rest import phone_number
from .answering import Memory, answer, worded
from .desk import Desk, Reply
from .staff import Staff
from .storage import Storage

_LOG = logging.getLogger(__name__)
Body = dict[str, Any]


class Outlet(Protocol):
    """Carries what staff say to one kind of customer's side."""

    def deliver(self, key: str, body: Body) -> None:
        """Say it now. `body` is what `Office` planned; forgets the due row in its own transaction."""

    def typing(self, body: Body) -> None:
        """Staff begin to type this."""


class Office:
    """All desks. outlets: "chat", "mail", "telegram" and "sms". touched: told whenever staff do something."""

    def __init__(self, staff: Staff, storage: Storage, touched: Callable[[], None]) -> None:
        self.staff = staff
        self.outlets: dict[str, Outlet] = {}
        self._storage = storage
        self.touched = touched
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._typing: set[asyncio.TimerHandle] = set()

    @property
    def due(self) -> int:
        """How many replies are still to be said."""
        return len(self._timers)

    def begin(self) -> None:
        """Take up what was due when the sandbox last ended; what is late is said now."""
        for id_, at_us, body in self._storage.due():
            self._set_timer(id_, at_us, body)

    def end(self) -> None:
        for timer in (*self._timers.values(), *self._typing):
            timer.cancel()
        self._timers.clear()

    def desk(self, channel: str) -> Desk:
        for desks in (self.staff.chats, self.staff.telegram, self.staff.sms):
            if channel in desks:
                return desks[channel]
        return self.staff.mail[channel]

    def outlet(self, channel: str) -> str:
        """Which of the outlets carries what is said on this channel."""
        if channel in self.staff.sms:
            return "sms"
        return "chat" if channel in self.staff.chats else "telegram" if channel in self.staff.telegram else "mail"

    def memory(self, channel: str, conversation: str, language: str = "en") -> Memory:
        row = self._storage.memory(channel, conversation)
        return Memory(**{**row, "asked": tuple(row["asked"])}) if row else Memory(language=language)

    def hear(
        self,
        channel: str,
        conversation: str,
        text: str,
        at_us: int,
        *,
        key: str,
        about: Body,
        language: str = "en",
    ) -> None:
        """A customer said something at `at_us`. about: what the outlet needs to reply (a letter, or nothing)."""
        desk = self.desk(channel)
        before = self.memory(channel, conversation, language)
        memory, replies = answer(self.staff, desk, before, text)
        contact = memory.email or about.get("contact", "")
        planned: list[tuple[str, Reply]] = []
        if not about.get("automatic"):  # RFC 3834 §2: nobody answers a machine
            if desk.auto_reply and memory.said == 1:
                planned.append(("auto", desk.auto_reply.model_copy(update={"bot": True})))
            planned += [(str(n), reply) for n, reply in enumerate(replies)]
        with self._storage.together():
            self._storage.put_memory(channel, conversation, contact, asdict(memory))
            for name, reply in planned:
                body = {**self.body(channel, conversation, reply, memory), "about": about}
                if reply.via and reply.via != channel:
                    by_phone = reply.via == "callback" or reply.via in self.staff.sms
                    route = self._route(reply.via, memory.phone if by_phone else contact)
                    if not route:
                        _LOG.warning("%s: nobody to reply to via %s: no address was given", conversation, reply.via)
                        continue
                    body |= route
                self.say_later(f"{channel}/{conversation}/{key}/{name}", at_us + int(reply.after * 1e6), body)

    def offline_form(self, channel: str, name: str, email: str, text: str, *, key: str, at_us: int) -> None:
        """A customer filled the form of a chat where nobody was: replies with `via` are sent to the address in it,
        others reach nobody."""
        language = self.memory(channel, key).language
        about = {"contact": email, "name": name}
        self.hear(channel, key, text, at_us, key=key, about=about, language=language)

    def say_later(self, key: str, at_us: int, body: Body) -> None:
        """Plan one delivery, durably."""
        self._storage.put_due(key, at_us, body)
        self._set_timer(key, at_us, body)

    def _route(self, via: str, contact: str) -> Body:
        if not contact:
            return {}
        if via in self.staff.mail or via == "callback":
            outlet = "phone" if via == "callback" else "mail"
            return {"outlet": outlet, "channel": via, "contact": contact, "crossed": True}
        if via in self.staff.sms:
            number = phone_number(contact)
            return {"outlet": "sms", "channel": via, "conversation": f"{number}/0", "crossed": True} if number else {}
        session = self._storage.conversation_with(via, contact)
        crossed = {"outlet": self.outlet(via), "channel": via, "conversation": session, "crossed": True}
        return crossed if session else {}

    def body(self, channel: str, conversation: str, reply: Reply, memory: Memory) -> Body:
        """A reply of the script as the JSON that an outlet delivers."""
        company = self.staff.company
        desk = self.desk(channel)
        edit = reply.edit
        return {
            "outlet": self.outlet(channel),
            "channel": channel,
            "conversation": conversation,
            "text": worded(reply.text, memory, company),
            "name": reply.name or ("Bot" if reply.bot and channel in self.staff.chats else desk.name),
            "bot": reply.bot,
            "buttons": [worded(button, memory, company) for button in reply.buttons],
            "keyboard": reply.keyboard,
            "attach": reply.attach,
            "system": reply.system,
            "typing": reply.typing,
            "stream": reply.stream,
            "edit": {"after": edit.after, "text": worded(edit.text, memory, company)} if edit else None,
            "close": reply.close,
            "from": reply.writes_from,
            "html": reply.html,
            "subject": worded(reply.subject, memory, company),
            "threaded": reply.threaded,
            "quote": reply.quote,
            "lands": reply.lands,
            "language": memory.language,
        }

    def _set_timer(self, key: str, at_us: int, body: Body) -> None:
        if key in self._timers:
            return
        loop = asyncio.get_running_loop()
        wait = max(0.0, at_us / 1e6 - time.time())
        self._timers[key] = loop.call_later(wait, self._say, key, body)
        if body.get("typing") and wait > 0:
            lead = max(0.0, wait - float(body["typing"]))
            timer = loop.call_later(lead, self._show_typing, body)
            self._typing = {t for t in self._typing if t.when() > loop.time()} | {timer}

    def _say(self, key: str, body: Mapping[str, Any]) -> None:
        self._timers.pop(key, None)
        self.touched()
        try:
            self.outlets[body["outlet"]].deliver(key, dict(body))
        except Exception:  # one reply that cannot be said must not silence the rest, now or after a restart
            _LOG.exception("%s could not be said", key)
            self._storage.forget_due(key)

    def _show_typing(self, body: Body) -> None:
        self.outlets[body["outlet"]].typing(body)
