"""Marks on the trend: what was changed at the company, and when. Events of the journal that belong to no wave.

Nothing is ever taken out of a journal: a mark that is withdrawn gets a second event that says so.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from ..model import Stamp
from .events import Kind, NewEvent, Store


@dataclass(frozen=True, slots=True)
class Note:
    """One mark. at: when it was changed, ISO with its offset. fix: a channel, a criterion, or "". by: who noted it."""

    id: str
    at: str
    text: str
    fix: str = ""
    by: str = ""


def add(store: Store, stamp: Stamp, *, at: str, text: str, fix: str = "", by: str = "") -> Note:
    """Journal a mark. Raises JournalError."""
    note = Note(secrets.token_hex(3), at, text, fix, by)
    body = {"id": note.id, "at": at, "text": text, "fix": fix, "by": by}
    store.append([NewEvent(wave="", kind=Kind.MARKED, at=stamp, body=body)])
    return note


def withdraw(store: Store, stamp: Stamp, note: Note) -> None:
    """Journal that a mark is not to be shown any more. Raises JournalError."""
    store.append([NewEvent(wave="", kind=Kind.MARKED, at=stamp, body={"id": note.id, "withdrawn": True})])


def notes(store: Store) -> list[Note]:
    """All marks that stand, by their time. Raises JournalError."""
    found: dict[str, Note] = {}
    for event in store.events(wave="", kinds=[Kind.MARKED]):
        body = event.body
        if not body:
            continue  # destroyed
        if body.get("withdrawn"):
            found.pop(str(body["id"]), None)
        else:
            found[str(body["id"])] = Note(*(str(body.get(key, "")) for key in ("id", "at", "text", "fix", "by")))
    return sorted(found.values(), key=lambda note: (note.at, note.id))
