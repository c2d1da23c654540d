"""What became of every letter of every wave: a row for each wave and recipient in the journal's mutable tables.

A row is written before a letter goes out and again after; what was surely delivered is journalled as an event of the
wave as well, in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from ..journal.events import Kind, NewEvent, Store
from ..model import Stamp

_SCOPE = "delivery"
How = Literal["mail", "webhook"]


class State(StrEnum):
    """What became of it."""

    SENDING = "sending"  # about to go out; found so afterwards: whoever sent it died, and nobody knows
    SENT = "sent"
    WAITING = "waiting"  # surely not delivered: tried again
    UNKNOWN = "unknown"  # it may have arrived: not tried again by itself
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Row:
    """One wave's report for one recipient.

    to: the address, or the webhook's name. tries: in how many goes it was tried in vain. revision: how often it was
    sent again on purpose. at_us: when the state came about, UTC µs. first_us: when it was tried first.
    """

    wave: str
    how: How
    to: str
    state: State = State.WAITING
    why: str = ""
    tries: int = 0
    revision: int = 0
    at_us: int = 0
    first_us: int = 0

    @property
    def open(self) -> bool:
        """It is still to be delivered."""
        return self.state is State.WAITING


def rows(store: Store) -> list[Row]:
    """All rows, the oldest first. Raises JournalError."""
    found = [_row(key, value) for key, value in store.list_state(_SCOPE)]
    return sorted(found, key=lambda row: (row.first_us, row.wave, row.how, row.to))


def row_of(store: Store, wave: str, how: How, to: str) -> Row | None:
    """The row of one recipient, None where nothing was tried yet. Raises JournalError."""
    key = _key(wave, how, to)
    value = store.get_state(_SCOPE, key)
    return None if value is None else _row(key, value)


def put(store: Store, row: Row, at: Stamp, *, message: str = "") -> Row:
    """Write a row, with this moment in it; a delivered one is journalled, too. message: its Message-ID or key."""
    row = replace(row, at_us=at.wall_us, first_us=row.first_us or at.wall_us)
    value = {key: text for key, text in asdict(row).items() if key not in ("wave", "how", "to")}
    state = (_SCOPE, _key(row.wave, row.how, row.to), {**value, "state": row.state.value})
    events = []
    if row.state is State.SENT:
        body = {"how": row.how, "to": row.to, "message": message, "revision": row.revision}
        events.append(NewEvent(wave=row.wave, kind=Kind.DELIVERED, at=at, body=body))
    store.append(events, state=[state])
    return row


def _key(wave: str, how: How, to: str) -> str:
    return json.dumps([wave, how, to], ensure_ascii=False)


def _row(key: str, value: Mapping[str, Any]) -> Row:
    wave, how, to = json.loads(key)
    known = {name: value[name] for name in Row.__dataclass_fields__ if name in value}
    return Row(wave=wave, how=how, to=to, **{**known, "state": State(known["state"])})
