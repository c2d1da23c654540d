"""What happens to an account is told to its clients, and to the handlers of the company's side, when it happens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import struct
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from telethon.tl import types

from .faults import TelegramFaults
from .records import Account, Happening, Message
from .rendering import Renderer
from .session import Session
from .world import World

_LOG = logging.getLogger(__name__)
Handler = Callable[[Message], object]


class Pushing:
    """sessions: the newest of each key; updates go there. errors: bugs of this server (a test should find it empty)."""

    def __init__(self, world: World, faults: TelegramFaults) -> None:
        self.world = world
        self.faults = faults
        self.renderer = Renderer(world)
        self.errors: list[BaseException] = []
        self.sessions: dict[bytes, Session] = {}
        self._handlers: dict[int, list[Handler]] = defaultdict(list)
        self._answering: Session | None = None
        self._pushed: dict[int, tuple[int, int, bool]] = {}
        world.changed = self._changed
        world.typing = self._typing

    def log_bug(self, what: str, error: BaseException) -> None:
        _LOG.error("%s could not be carried out", what, exc_info=error)

    def on_message(self, account: Account, handler: Handler) -> None:
        """Call this with every message that comes to the account."""
        self._handlers[account.id].append(handler)

    def last_push(self, account: int) -> tuple[int, int, bool]:
        """When something was last pushed to the account: UTC microseconds, monotonic nanoseconds, whether anybody was
        there. Now, if nothing ever was."""
        return self._pushed.get(account) or (time.time_ns() // 1000, time.monotonic_ns(), False)

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

    def push_unknown(self, account: Account) -> None:
        """Push something that no client knows, as a newer server might."""
        self._push(account, struct.pack("<IQ", 0xDEADBEEF, 0))
