"""What chat widgets speak: our own one's words, and those of the third-party widget deep-chat."""

from __future__ import annotations

import asyncio
import time
import uuid

from aiohttp import WSMsgType, web

from .chat import ChatRoom, Event, Session, suppressed


def now() -> tuple[int, int]:
    """(UTC microseconds, monotonic nanoseconds)"""
    return time.time_ns() // 1000, time.monotonic_ns()


class OwnWire:
    """Our own widget takes every event as it is."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def show(self, event: Event) -> bool:
        return await suppressed(self._socket.send_json(event))


class DeepChatWire:
    """deep-chat (npm, MIT) takes {"text", "role"}; it draws the customer's own messages itself, and has no notices of
    typing or closing. A text that streams is shown whole."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def show(self, event: Event) -> bool:
        if event["type"] == "session":
            late = [m for m in event["messages"] if m["side"] != "customer"]
            return all([await self._send(m) for m in late])
        if event["type"] != "message" or event["side"] == "customer":
            return False
        return await self._send(event)

    async def _send(self, message: Event) -> bool:
        return await suppressed(self._socket.send_json({"text": message["text"], "role": "ai"}))


async def talk(room: ChatRoom, request: web.Request, desk: str, language: str, stream: float) -> web.WebSocketResponse:
    """Serve our own widget. It says {"type": "hello", "session", "seen"} first, then {"type": "say", "id", "text"},
    with "pressed" where a quick reply was."""
    socket = web.WebSocketResponse(heartbeat=30, max_msg_size=200_000)
    await socket.prepare(request)
    cut = _cut_later(room, request)
    wire, session = OwnWire(socket), None
    try:
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            at = now()
            words = _json(frame)
            if words.get("type") == "hello" and session is None:
                session = room.session(str(words.get("session") or "")) or room.begin(desk, language, stream)
                await room.attach(session, wire, int(words.get("seen") or 0))
            elif words.get("type") == "say" and session is not None:
                key, text = str(words.get("id") or uuid.uuid4().hex), str(words.get("text") or "")
                await room.say(session, key, text, at, pressed=bool(words.get("pressed")))
    finally:
        _let_go(room, session, wire, cut)
    return socket


async def talk_deep_chat(room: ChatRoom, request: web.Request, session: Session) -> web.WebSocketResponse:
    """Serve deep-chat over its websocket: it sends {"messages": [{"role", "text"}]}. ?seen= is what its page had."""
    socket = web.WebSocketResponse(heartbeat=30, max_msg_size=200_000)
    await socket.prepare(request)
    cut = _cut_later(room, request)
    wire = DeepChatWire(socket)
    try:
        delivered = max((m["n"] for m in session.messages if m["delivered"]), default=0)
        await room.attach(session, wire, delivered)
        async for frame in socket:
            at = now()
            for message in _json(frame).get("messages", []) if frame.type is WSMsgType.TEXT else []:
                await room.say(session, uuid.uuid4().hex, str(message.get("text") or ""), at)
    finally:
        _let_go(room, session, wire, cut)
    return socket


def _json(frame: object) -> Event:
    try:
        words = frame.json()  # type: ignore[attr-defined]
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}


def _cut_later(room: ChatRoom, request: web.Request) -> asyncio.TimerHandle | None:
    transport = request.transport
    if not room.faults.drop_after or transport is None:
        return None
    return asyncio.get_running_loop().call_later(room.faults.drop_after, transport.abort)


def _let_go(
    room: ChatRoom, session: Session | None, wire: OwnWire | DeepChatWire, cut: asyncio.TimerHandle | None
) -> None:
    if cut is not None:
        cut.cancel()
    if session is not None:
        room.detach(session, wire)
