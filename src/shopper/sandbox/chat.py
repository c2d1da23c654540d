"""The chat: sessions that outlive their connections, and the office's outlet for them."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .faults import ChatFaults
from .log import SandboxLog
from .office import Office
from .storage import Storage

Event = dict[str, Any]
_STEPS = 40  # at most so many changes of a text that streams


class Wire(Protocol):
    """A connection to one browser, in the words of its widget."""

    async def show(self, event: Event) -> bool:
        """Send an event; False when the browser is gone or its widget has no such thing."""


@dataclass
class Session:
    """One customer's conversation. messages: as stored, by n. wires: the browsers that show it now."""

    id: str
    desk: str
    language: str
    stream: float = 0.0
    closed: bool = False
    messages: list[Event] = field(default_factory=list)
    wires: set[Wire] = field(default_factory=set)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def message(self, key: str) -> Event | None:
        return next((m for m in self.messages if m["id"] == key), None)


class ChatRoom:
    """All sessions of all chats."""

    def __init__(self, office: Office, storage: Storage, log: SandboxLog, faults: ChatFaults) -> None:
        self.faults = faults
        self._office = office
        self._storage = storage
        self._log = log
        self._sessions: dict[str, Session] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        return sum(len(session.wires) for session in self._sessions.values())

    def session(self, key: str) -> Session | None:
        """The session of this key, from storage if need be."""
        if key not in self._sessions:
            state = self._storage.session(key)
            if state is None:
                return None
            self._sessions[key] = Session(key, **state, messages=self._storage.chat_messages(key))
        return self._sessions[key]

    def begin(self, desk: str, language: str, stream: float) -> Session:
        """A new session; the desk greets it."""
        session = Session(uuid.uuid4().hex, desk, language, stream)
        self._sessions[session.id] = session
        with self._storage.together():
            self._save(session)
            memory = self._office.memory(desk, session.id, language)
            now = time.time_ns() // 1000
            for n, greeting in enumerate(self._office.desk(desk).greeting):
                body = self._office.body(desk, session.id, greeting, memory)
                at_us = now + int(greeting.after * 1e6)
                self._office.say_later(f"{session.id}/greeting/{n}", at_us, {**body, "kind": "greeting"})
        return session

    async def attach(self, session: Session, wire: Wire, seen: int) -> None:
        """Show a browser what it has not seen (n > seen), and all that comes from now on."""
        async with session.turn:
            news = [_public(m) for m in session.messages if m["n"] > seen]
            hello = {"type": "session", "id": session.id, "closed": session.closed, "messages": news}
            if not await wire.show(hello):
                return
            session.wires.add(wire)
            for message in session.messages:
                self._delivered(session, message)

    def detach(self, session: Session, wire: Wire) -> None:
        session.wires.discard(wire)

    async def say(self, session: Session, key: str, text: str, at: tuple[int, int], *, pressed: bool = False) -> None:
        """The customer wrote, or pressed a quick reply of that text; `at` is when the frame came in. The same id again
        is only confirmed again."""
        if self.faults.mute or session.closed or not text.strip():
            return
        message = session.message(key)
        if message is None:
            self._log.add("in", session.desk, session.id, key, text=text, sender="customer", at=at)
            with self._storage.together():
                message = self._add(session, key, "customer", "", text, pressed=pressed, delivered=True)
                self._office.hear(
                    session.desk, session.id, text, at[0], key=key, about={"contact": ""}, language=session.language
                )
        for wire in list(session.wires):
            await wire.show({"type": "message", **_public(message)})

    def leave(self, desk: str, name: str, email: str, text: str, at: tuple[int, int]) -> None:
        """The customer filled the form of a chat where nobody is."""
        key = uuid.uuid4().hex
        self._log.add("in", desk, key, key, text=text, sender=email, kind="offline_form", at=at)
        self._office.offline_form(desk, name, email, text, key=key, at_us=at[0])

    # the office's outlet
    def deliver(self, key: str, body: dict[str, Any]) -> None:
        """Say it to the session; one that no browser shows now gets it when it comes back."""
        session = self.session(body["conversation"])
        if session is None or "edit_of" in body:
            self._storage.forget_due(key)
            if session is not None:
                self._start(self._edit(session, body["edit_of"], body["text"]))
            return
        with self._storage.together():
            self._storage.forget_due(key)
            side = "system" if body["system"] else "company"
            message = None
            if body["text"]:
                name = "" if body["system"] else body["name"]
                message = self._add(
                    session, key, side, name, body["text"], kind=_kind(body), buttons=body.get("buttons", [])
                )
            if body["edit"]:
                at_us = time.time_ns() // 1000 + int(body["edit"]["after"] * 1e6)
                edit = {"outlet": "chat", "conversation": session.id, "edit_of": key, "text": body["edit"]["text"]}
                self._office.say_later(f"{key}/edit", at_us, edit)
            if body["close"]:
                session.closed = True
                self._save(session)
        self._start(self._show(session, message, float(body["stream"] or session.stream), close=body["close"]))

    def typing(self, body: dict[str, Any]) -> None:
        session = self.session(body["conversation"])
        if session is not None and session.wires:
            self._start(self._tell(session, {"type": "typing", "sender": body["name"]}))

    async def aclose(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _show(self, session: Session, message: Event | None, stream: float, *, close: bool) -> None:
        async with session.turn:
            if message is not None:
                words = message["text"].split(" ")
                if stream and message["side"] == "company" and session.wires and len(words) > 1:
                    await self._show_growing(session, message, words, stream)
                elif await self._tell(session, {"type": "message", **_public(message)}):
                    self._delivered(session, message)
            if close:
                await self._tell(session, {"type": "closed"})
                self._log.add(
                    "out", session.desk, session.id, f"{session.id}/closed", text="", sender="", kind="closed"
                )

    async def _show_growing(self, session: Session, message: Event, words: list[str], stream: float) -> None:
        steps = min(len(words), _STEPS)
        ends = [round(len(words) * (step + 1) / steps) for step in range(steps)]
        for step, end in enumerate(ends):
            part = {**_public(message), "text": " ".join(words[:end]), "growing": step < steps - 1}
            sent = await self._tell(session, {"type": "message" if step == 0 else "text", **part})
            if sent and step == 0:
                self._delivered(session, message)
            if step < steps - 1:
                await asyncio.sleep(stream / (steps - 1))
        self._log_change(session, message, "stream_end")

    async def _edit(self, session: Session, key: str, text: str) -> None:
        async with session.turn:
            message = session.message(key)
            if message is None:
                return
            message["text"] = text
            self._storage.put_chat_message(session.id, message["n"], message)
            if await self._tell(session, {"type": "text", **_public(message), "edited": True}):
                self._log_change(session, message, "edit")

    async def _tell(self, session: Session, event: Event) -> bool:
        sent = [await wire.show(event) for wire in list(session.wires)]
        return any(sent)

    def _add(
        self,
        session: Session,
        key: str,
        side: str,
        sender: str,
        text: str,
        *,
        kind: str = "message",
        buttons: Sequence[str] = (),
        pressed: bool = False,
        delivered: bool = False,
    ) -> Event:
        message: Event = {
            "n": len(session.messages) + 1, "id": key, "side": side, "sender": sender, "text": text, "kind": kind,
            "at_ms": time.time_ns() // 1_000_000, "delivered": delivered, "buttons": list(buttons), "pressed": pressed,
        }  # fmt: skip
        session.messages.append(message)
        self._storage.put_chat_message(session.id, message["n"], message)
        return message

    def _delivered(self, session: Session, message: Event) -> None:
        if message["delivered"]:
            return
        at = (time.time_ns() // 1000, time.monotonic_ns())
        message["delivered"] = True
        self._storage.put_chat_message(session.id, message["n"], message)
        self._log.add(
            "out", session.desk, session.id, message["id"],
            text=message["text"], sender=message["sender"], kind=message["kind"], at=at,
        )  # fmt: skip

    def _log_change(self, session: Session, message: Event, kind: str) -> None:
        self._log.add(
            "out", session.desk, session.id, message["id"], text=message["text"], sender=message["sender"], kind=kind
        )

    def _save(self, session: Session) -> None:
        state = {"desk": session.desk, "language": session.language, "stream": session.stream, "closed": session.closed}
        self._storage.put_session(session.id, state)


def _kind(body: dict[str, Any]) -> str:
    if body["system"]:
        return "system"
    return str(body.get("kind") or ("auto" if body["bot"] else "message"))


def _public(message: Event) -> Event:
    return {key: message.get(key) for key in ("n", "id", "side", "sender", "text", "at_ms", "buttons", "pressed")}


async def suppressed(sending: Any) -> bool:
    """Whether a send to a browser went through; a browser that went away is no error."""
    with contextlib.suppress(ConnectionError, RuntimeError):
        await sending
        return True
    return False
