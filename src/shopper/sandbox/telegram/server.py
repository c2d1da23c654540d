"""The server as one object: it listens, keeps the sessions, pushes what happens, and lets the company's side speak."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import struct
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from telethon.crypto import AuthKey
from telethon.sessions import StringSession
from telethon.tl import types

from ..storage import Storage
from . import calls_files, calls_login, calls_messages, calls_people, calls_updates
from .faults import TelegramFaults
from .handshake import Handshake
from .numbers import ServerKey, server_key
from .pressing import Press, PressAnswer
from .records import Account, Button, Happening, Message, Sent, Upload
from .rendering import DC, Renderer, keyboard
from .sealing import Unreadable, key_id, key_named, unseal
from .session import Session
from .transport import Unframed, Wire, accept
from .world import World

_LOG = logging.getLogger(__name__)
_MODULES = (calls_files, calls_login, calls_messages, calls_people, calls_updates)  # importing them fills METHODS
_UNKNOWN_KEY = struct.pack("<i", -404)

Handler = Callable[[Message], None]
PressHandler = Callable[[Press], None]
Buttons = Sequence[Sequence[str | Button]]


class TelegramServer:
    """Listens on loopback from `async with` to its end.

    storage: where the world is kept, None for in memory. key: as of `numbers.server_key`; None makes a new one.
    port: 0 or taken = a free one. errors: bugs of this server (a test should find it empty). unknown_methods: what
    clients called and it doesn't have. hook: asked before every call; what it returns is the error it gets.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        storage: Storage | None = None,
        folder: Path | None = None,
        key: ServerKey | None = None,
        port: int = 0,
        faults: TelegramFaults | None = None,
        touched: Callable[[], None] = lambda: None,
    ) -> None:
        self._own_storage = None if storage else Storage(folder / "telegram.db" if folder else None)
        self.key = key or server_key(folder / "telegram.pem" if folder else None)
        self.faults = faults or TelegramFaults()
        self.touched = touched
        self.world = World(storage or self._storage_of_mine(), lambda: int(self.now() * 1e6))
        self.world.changed = self._changed
        self.world.typing = self._typing
        self.renderer = Renderer(self.world)
        self.errors: list[BaseException] = []
        self.unknown_methods: list[str] = []
        self.hook: Callable[[Account | None, Any], str | None] = lambda account, request: None
        self.parts: dict[tuple[int, int], dict[int, bytes]] = {}
        self.port = port
        self.sessions: dict[bytes, Session] = {}
        self._wires: set[Wire] = set()
        self._keys: dict[int, bytes] = {key_id(key): key for key in self.world.keys}
        self._salts: dict[bytes, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self._handlers: dict[int, list[Handler]] = defaultdict(list)
        self._press_handlers: dict[int, PressHandler] = {}
        self._presses: dict[int, Press] = {}
        self._told_block: set[tuple[int, int]] = set()
        self._answering: Session | None = None
        self._pushed: dict[int, tuple[int, int, bool]] = {}

    def _storage_of_mine(self) -> Storage:
        assert self._own_storage is not None
        return self._own_storage

    # its life
    async def __aenter__(self) -> TelegramServer:
        try:
            await self._listen(self.port)
        except OSError:
            if not self.port:
                raise
            await self._listen(0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()
        for timer in self._timers:
            timer.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._own_storage:
            self._own_storage.close()

    async def _listen(self, port: int) -> None:
        self._listening = await asyncio.start_server(self._serve, self.host, port, backlog=1024)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._listening.close()
        self.drop_all()
        await asyncio.sleep(0)

    async def restart(self, down_s: float = 0.0) -> None:
        """Gone for so long, then back on the same port; whoever was connected must come again."""
        await self._stop()
        self._salts.clear()
        await asyncio.sleep(down_s)
        await self._listen(self.port)

    @property
    def connections(self) -> int:
        return len(self._wires)

    @property
    def public_key(self) -> str:
        """The server's RSA key as a client needs it (PEM, PKCS#1)."""
        return self.key.public_pem

    def now(self) -> float:
        """The server's clock: seconds since 1970."""
        return time.time() + self.faults.clock_skew

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def after(self, seconds: float, function: Callable[..., None], *arguments: Any) -> None:
        loop = asyncio.get_running_loop()
        self._timers = {timer for timer in self._timers if timer.when() > loop.time()}
        self._timers.add(loop.call_later(seconds, function, *arguments))

    def log_bug(self, what: str, error: BaseException) -> None:
        _LOG.error("%s could not be carried out", what, exc_info=error)

    # connections
    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        sessions: dict[int, Session] = {}
        wire: Wire | None = None
        try:
            if self.faults.refuse:
                writer.transport.abort()
                return
            wire = await accept(reader, writer)
            self._wires.add(wire)
            handshake = Handshake(self.key, self.now, self._key_made)
            while True:
                self._packet(wire, await wire.receive(), handshake, sessions)
                await wire.drained()
        except (Unframed, Unreadable, OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # it left, or speaks something else
        except Exception as error:
            self.errors.append(error)
            self.log_bug("a packet", error)
        finally:
            self._tasks.discard(task)
            if wire is not None:
                self._wires.discard(wire)
            for session in sessions.values():
                session.close()
                if self.sessions.get(session.key) is session:
                    del self.sessions[session.key]
            writer.transport.abort()

    def _packet(self, wire: Wire, packet: bytes, handshake: Handshake, sessions: dict[int, Session]) -> None:
        named = key_named(packet)
        if named == 0:
            answer = handshake.answer(packet)
            if answer is not None and not self.faults.mute:
                wire.send(answer)
            return
        key = self._keys.get(named)
        if key is None:
            wire.send(_UNKNOWN_KEY)
            return
        opened = unseal(key, packet)
        session = sessions.get(opened.session)
        if session is None:
            session = sessions[opened.session] = Session(self, wire, key, opened.session)
            self.sessions[key] = session  # what happens is pushed to the newest session of a key
        session.take(opened)

    def _key_made(self, key: bytes, salt: int) -> None:
        self._keys[key_id(key)] = key
        self._salts[key] = salt

    def salt(self, key: bytes) -> int:
        return self._salts.setdefault(key, _any_long())

    def account_of(self, key: bytes) -> Account | None:
        id_ = self.world.keys.get(key)
        return None if id_ is None else self.world.account(id_)

    def refusal(self, session: Session, name: str, request: Any) -> str | None:
        """The error that this call must get, whatever it asks."""
        account = session.account
        if account is not None and account.trouble:
            return account.trouble
        errors = self.faults.errors
        return self.hook(account, request) or errors.get(name) or errors.get("*")

    # what happens is pushed
    @contextlib.contextmanager
    def answering(self, session: Session) -> Iterator[None]:
        """What the account itself does here, this session learns by the answer."""
        self._answering = session
        try:
            yield
        finally:
            self._answering = None

    def _changed(self, account: Account, happening: Happening) -> None:
        update = self._push_body(account, happening)
        pushed = update is not None and self._push(account, update)
        self._pushed[account.id] = (time.time_ns() // 1000, time.monotonic_ns(), pushed)
        if happening.kind == "new" and (handlers := self._handlers.get(account.id)):
            message = self.world.boxes[account.id].messages[happening.ids[0]]
            if not message.out:
                for handler in handlers:  # later: what they say must not come into the middle of what happens now
                    asyncio.get_running_loop().call_soon(self._handled, handler, message)

    def _push_body(self, account: Account, happening: Happening) -> bytes | None:
        if not self._ready(account):
            return None
        if happening.kind == "new" and not self.faults.full_updates:
            message = self.world.boxes[account.id].messages[happening.ids[0]]
            short = self.renderer.short(message, happening)
            if short is not None:
                return bytes(short)
        update = self.renderer.update(account, happening)
        peers = {happening.peer} if happening.peer else set()
        return None if update is None else bytes(self.renderer.updates(account, [update], peers))

    def _ready(self, account: Account) -> list[Session]:
        return [
            session
            for key, session in self.sessions.items()
            if session.ready and session is not self._answering and self.world.keys.get(key) == account.id
        ]

    def _push(self, account: Account, update: bytes) -> bool:
        """To all who are there; whether anybody was."""
        sessions = self._ready(account)
        if self.faults.no_push or self.faults.mute or not sessions:
            return False
        if self.faults.lose_pushes:
            self.faults.lose_pushes -= 1
            return False
        for session in sessions:
            session.push(update)
        return True

    def _typing(self, viewer: Account, who: Account, action: Any) -> None:
        if self._ready(viewer):
            update = types.UpdateUserTyping(who.id, action)
            self._push(viewer, bytes(types.UpdateShort(update, self.renderer.now())))

    def _handled(self, handler: Handler, message: Message) -> None:
        try:
            handler(message)
        except Exception as error:
            self.errors.append(error)
            self.log_bug("an answer", error)

    def lose_answer(self, session: Session) -> bool:
        """Whether the answer to a message is lost now, with the link."""
        if not self.faults.lose_answers:
            return False
        self.faults.lose_answers -= 1
        session.wire.cut()
        return True

    # accounts
    def add_account(self, username: str, **facts: Any) -> Account:
        """A new account, or one brought up to date; facts as of `World.add_account`."""
        return self.world.add_account(username, **facts)

    def authorise(self, account: Account, key: bytes | None = None) -> bytes:
        """Log the account in with this key of 256 bytes, or with a new one; the key."""
        key = key or os.urandom(256)
        self.world.bind(key, account)
        self._keys[key_id(key)] = key
        return key

    def session(self, account: Account) -> str:
        """A Telethon StringSession that is logged in."""
        session = StringSession()
        session.set_dc(DC, self.host, self.port)
        session.auth_key = AuthKey(self.authorise(account))
        return str(session.save())

    def on_message(self, account: Account, handler: Handler) -> None:
        """Call this with every message that comes to the account."""
        self._handlers[account.id].append(handler)

    def history(self, account: Account, peer: Account) -> list[Message]:
        """What lies in the account's box of its chat with the other, from old to new."""
        box = self.world.boxes[account.id]
        return [box.messages[id_] for id_ in box.chat(peer.id).ids]

    def received(self, account: Account) -> list[Message]:
        """Everything that ever came to the account, from old to new."""
        messages = self.world.boxes[account.id].messages
        return [messages[id_] for id_ in sorted(messages) if not messages[id_].out]

    # the company speaks
    def say(
        self, sender: Account, peer: Account, text: str = "", *, reply_to: int = 0, buttons: Buttons = (),
        kind: str = "inline", photo: bytes = b"", voice: bytes = b"", document: Upload | None = None, group: int = 0,
    ) -> Sent:  # fmt: skip
        """Say it now. kind: of the keyboard, inline or reply. Raises Refused, with what a client would be told."""
        if photo:
            document = Upload(photo, "photo", "photo.jpg", "image/jpeg")
        elif voice:
            document = Upload(voice, "voice", "voice.ogg", "audio/ogg", duration=3)
        file = self.world.keep(document) if document else 0
        self._pushed.pop(peer.id, None)
        message = self.world.say(
            sender, peer, text, reply_to=reply_to, file=file, group=group, keyboard=keyboard(buttons, kind)
        )
        at_us, mono_ns, pushed = self._pushed.get(peer.id) or (time.time_ns() // 1000, time.monotonic_ns(), False)
        return Sent(sender.id, peer.id, message.id, message.theirs, at_us, mono_ns, pushed)

    def album(self, sender: Account, peer: Account, photos: Sequence[bytes], text: str = "") -> list[Sent]:
        """Photos in groups of ten, as clients send them; the text is the first one's."""
        groups = [self.new_group() for _ in photos[::10]]
        return [
            self.say(sender, peer, text if n == 0 else "", photo=photo, group=groups[n // 10])
            for n, photo in enumerate(photos)
        ]

    def new_group(self) -> int:
        return abs(_any_long()) or 1

    def edit(self, sent: Sent, text: str | None = None, buttons: Buttons = (), *, kind: str = "inline") -> Sent:
        sender = self.world.account(sent.sender)
        self.world.edit(sender, sent.id, text, keyboard(buttons, kind))
        at_us, mono_ns, pushed = self._pushed.get(sent.peer) or (time.time_ns() // 1000, time.monotonic_ns(), False)
        return Sent(sent.sender, sent.peer, sent.id, sent.theirs, at_us, mono_ns, pushed)

    def delete(self, sent: Sent) -> None:
        self.world.delete(self.world.account(sent.sender), [sent.id])

    def typing(self, sender: Account, peer: Account) -> None:
        self.world.typing(peer, sender, types.SendMessageTypingAction())

    def read(self, reader: Account, peer: Account) -> None:
        """The reader has read all that the other wrote."""
        self.world.read(reader, peer, 0)

    def block(self, account: Account, whom: Account, *, told: bool = True) -> None:
        """Nothing comes from `whom` any more. told: who writes gets USER_IS_BLOCKED, else it looks as if sent."""
        if whom.id not in account.blocks:
            account.blocks.append(whom.id)
            self.world.save(account)
        if told:
            self._told_block.add((account.id, whom.id))

    def unblock(self, account: Account, whom: Account) -> None:
        account.blocks = [id_ for id_ in account.blocks if id_ != whom.id]
        self._told_block.discard((account.id, whom.id))
        self.world.save(account)

    def is_blocked(self, sender: Account, peer: Account) -> bool:
        return (peer.id, sender.id) in self._told_block

    # buttons
    def on_press(self, bot: Account, handler: PressHandler) -> None:
        """Call this with every press of a button below the bot's messages; it, or somebody later, answers the press."""
        self._press_handlers[bot.id] = handler

    async def press(self, press: Press) -> PressAnswer | None:
        """The bot's answer; None if it gives none in time."""
        self._presses[press.query_id] = press
        try:
            if (handler := self._press_handlers.get(press.bot)) is not None:
                handler(press)
            else:
                self._push_press(press)
            return await asyncio.wait_for(press.answered, self.faults.press_timeout or None)
        except TimeoutError:
            return None
        finally:
            del self._presses[press.query_id]

    def _push_press(self, press: Press) -> None:
        bot = self.world.account(press.bot)
        update = types.UpdateBotCallbackQuery(
            press.query_id, press.viewer, types.PeerUser(press.viewer), press.theirs, 0, data=press.data.encode()
        )
        if self._ready(bot):
            self._push(bot, bytes(self.renderer.updates(bot, [update], {press.viewer})))

    def answer_press(self, query_id: int, text: str, alert: bool, url: str) -> bool:
        press = self._presses.get(query_id)
        if press is not None:
            press.answer(text, alert=alert, url=url)
        return press is not None

    # trouble
    def drop_all(self) -> None:
        """Cut every connection."""
        for wire in list(self._wires):
            wire.cut()

    def rotate_salt(self) -> None:
        """Every client must learn a new salt, and send again what it sent under the old one."""
        self._salts.clear()

    def end_sessions(self, account: Account, error: str = "SESSION_REVOKED") -> None:
        """Every call of the account gets this error from now on; "" ends that."""
        account.trouble = error
        self.world.save(account)

    def push_unknown(self, account: Account) -> None:
        """Push something that no client knows, as a newer server might."""
        self._push(account, struct.pack("<IQ", 0xDEADBEEF, 0))


def _any_long() -> int:
    number: int = struct.unpack("<q", os.urandom(8))[0]
    return number
