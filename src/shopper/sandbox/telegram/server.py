"""The server as one object: it listens, keeps the sessions, pushes what happens, and lets the company's side speak."""

from __future__ import annotations

import asyncio
import os
import struct
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any

from telethon.crypto import AuthKey
from telethon.sessions import StringSession

from ..storage import Storage
from . import calls_files, calls_login, calls_messages, calls_people, calls_updates
from .faults import TelegramFaults
from .handshake import Handshake
from .numbers import ServerKey, server_key
from .records import Account
from .rendering import DC
from .sealing import Unreadable, key_id, key_named, unseal
from .session import Session
from .speaking import Speaking
from .transport import Unframed, Wire, accept
from .world import World

_MODULES = (calls_files, calls_login, calls_messages, calls_people, calls_updates)  # importing them fills METHODS
_UNKNOWN_KEY = struct.pack("<i", -404)


class TelegramServer(Speaking):
    """Listens on loopback from `async with` to its end.

    storage: where the world is kept, None for in memory. key: as of `numbers.server_key`; None makes a new one.
    port: 0 or taken = a free one. unknown_methods: what
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
        kept = storage or Storage(folder / "telegram.db" if folder else None)
        self._own_storage = None if storage else kept
        self.key = key or server_key(folder / "telegram.pem" if folder else None)
        world = World(kept, lambda: int(self.now() * 1e6))
        super().__init__(world, faults or TelegramFaults())
        self.touched = touched
        self.unknown_methods: list[str] = []
        self.hook: Callable[[Account | None, Any], str | None] = lambda account, request: None
        self.parts: dict[tuple[int, int], dict[int, bytes]] = {}
        self.port = port
        self._wires: set[Wire] = set()
        self._keys: dict[int, bytes] = {key_id(key): key for key in world.keys}
        self._salts: dict[bytes, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()

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

    def lose_answer(self, session: Session) -> bool:
        """Whether the answer to a message is lost now, with the link."""
        if not self.faults.lose_answers:
            return False
        self.faults.lose_answers -= 1
        session.wire.cut()
        return True

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


def _any_long() -> int:
    number: int = struct.unpack("<q", os.urandom(8))[0]
    return number
