"""The session of one account: the auth key comes from outside, what Telethon learns lies in the journal's state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telethon.crypto import AuthKey
from telethon.sessions import MemorySession, StringSession
from telethon.tl.types import updates

from shopper.errors import OurFault
from shopper.settings.secrets import SANDBOX_PASSWORD, resolve
from shopper.settings.telegram import TelegramAccount, sandbox_auth_key


class HostSession(MemorySession):  # type: ignore[misc]  # the library has no types
    """Keeps the update state by `save`, in order with what was heard; entities are kept by the chats themselves.

    A session without an address would dial the real Telegram, so it always has one. on_missed: called with every
    change, deletion and receipt that a difference brings: the library fetches them and forgets them. on_gap: the
    difference was too long for the server to tell."""

    def __init__(self, key: bytes, dc: tuple[int, str, int], save: Callable[[dict[str, int]], None]) -> None:
        super().__init__()
        self.on_missed: Callable[[Any], None] = lambda update: None
        self.on_gap: Callable[[], None] = lambda: None
        self.set_dc(*dc)
        self.auth_key = AuthKey(key)
        self._save_state = save
        self._kept: dict[str, int] = {}
        self._rows: dict[int, tuple[Any, ...]] = {}

    def clone(self, to_instance: Any = None) -> Any:
        """For connections to other data centres, which hold a key of their own."""
        return to_instance or MemorySession()

    def restore(self, saved: dict[str, int] | None) -> None:
        """Take up where a former process ended."""
        if saved:
            self._kept = dict(saved)
            date = datetime.fromtimestamp(saved["date"], UTC)
            state = updates.State(saved["pts"], saved["qts"], date, saved["seq"], unread_count=0)
            super().set_update_state(0, state)

    def set_update_state(self, entity_id: int, state: Any) -> None:
        super().set_update_state(entity_id, state)
        if entity_id != 0 or not state.pts:
            return
        kept = {"pts": state.pts, "qts": state.qts, "date": int(state.date.timestamp()), "seq": state.seq}
        if kept != self._kept:
            self._kept = kept
            self._save_state(kept)

    # The library's own keeps entities in a set that it searches from end to end.
    def process_entities(self, tlo: Any) -> None:
        if isinstance(tlo, updates.Difference | updates.DifferenceSlice):
            for update in tlo.other_updates:
                self.on_missed(update)
        elif isinstance(tlo, updates.DifferenceTooLong):
            self.on_gap()
        for row in self._entities_to_rows(tlo):
            self._rows[row[0]] = row

    def get_entity_rows_by_id(self, id: int, exact: bool = True) -> Any:  # noqa: A002  # the library's name
        row = self._rows.get(id)
        return (row[0], row[1]) if row else None

    def get_entity_rows_by_username(self, username: str) -> Any:
        return next(((row[0], row[1]) for row in self._rows.values() if row[2] == username.lower()), None)


def open_session(persona_id: str, account: TelegramAccount, save: Callable[[dict[str, int]], None]) -> HostSession:
    """The account's session from where its secret is. May ask the keyring and block. Raises OurFault "secret"."""
    setting = f"personas.{persona_id}.telegram"
    server = account.server
    if account.session == SANDBOX_PASSWORD and server is not None and server.loopback:
        key = sandbox_auth_key(account.name or persona_id)
        return HostSession(key, (server.dc, server.address, int(server.port)), save)
    text = resolve(account.session, f"the Telegram account of {persona_id} ({setting}.session)").strip()
    try:
        read = StringSession(text)
        if read.auth_key is None:
            raise ValueError("no key in it")
    except Exception:
        raise OurFault(
            f"The Telegram session of {persona_id} ({setting}.session) cannot be read; it is what "
            f"“shopper login telegram --persona {persona_id}” gives. Log in again.",
            code="secret",
        ) from None
    where = (server.dc, server.address, int(server.port)) if server else (read.dc_id, read.server_address, read.port)
    return HostSession(read.auth_key.key, where, save)
