"""What the sandbox must still know after a restart: mailboxes, conversations, chat histories, replies that are due.

SQLite, used from the company's loop only. Written without waiting for the disk: it survives a killed process, and a
power cut may cost the last moments of a sandbox, which is fine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS folder (
    mailbox TEXT, name TEXT, uidvalidity INTEGER, uidnext INTEGER, PRIMARY KEY (mailbox, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mail (
    mailbox TEXT, folder TEXT, uid INTEGER, at_us INTEGER, flags TEXT, raw BLOB, PRIMARY KEY (mailbox, folder, uid));
CREATE TABLE IF NOT EXISTS conversation (
    channel TEXT, id TEXT, contact TEXT, memory TEXT, PRIMARY KEY (channel, id));
CREATE INDEX IF NOT EXISTS by_contact ON conversation (contact) WHERE contact <> '';
CREATE TABLE IF NOT EXISTS thread (message_id TEXT PRIMARY KEY, conversation TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chat_session (id TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chat_message (session TEXT, n INTEGER, body TEXT, PRIMARY KEY (session, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS telegram (
    kind TEXT, owner INTEGER, id INTEGER, body, PRIMARY KEY (kind, owner, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS provider (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS due (id TEXT PRIMARY KEY, at_us INTEGER, body TEXT) WITHOUT ROWID;
"""


class Storage:
    """Rows of the tables above; what they mean is known by those who use them."""

    def __init__(self, path: Path | None) -> None:
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.executescript(_TABLES)
        self._depth = 0

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is kept, or none of it. May be nested."""
        if self._depth == 0:
            self._db.execute("BEGIN")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._db.execute("COMMIT")

    # mailboxes
    def put_folder(self, mailbox: str, name: str, uidvalidity: int, uidnext: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?)", (mailbox, name, uidvalidity, uidnext))

    def folders(self) -> list[tuple[str, str, int, int]]:
        return list(self._db.execute("SELECT mailbox, name, uidvalidity, uidnext FROM folder"))

    def put_mail(self, mailbox: str, folder: str, uid: int, *, at_us: int, flags: str, raw: bytes) -> None:
        self._db.execute("INSERT INTO mail VALUES (?, ?, ?, ?, ?, ?)", (mailbox, folder, uid, at_us, flags, raw))

    def set_flags(self, mailbox: str, folder: str, uid: int, flags: str) -> None:
        where = (flags, mailbox, folder, uid)
        self._db.execute("UPDATE mail SET flags = ? WHERE mailbox = ? AND folder = ? AND uid = ?", where)

    def forget_mail(self, mailbox: str, folder: str, uid: int) -> None:
        self._db.execute("DELETE FROM mail WHERE mailbox = ? AND folder = ? AND uid = ?", (mailbox, folder, uid))

    def mail(self) -> Iterator[tuple[str, str, int, int, str, bytes]]:
        yield from self._db.execute("SELECT mailbox, folder, uid, at_us, flags, raw FROM mail ORDER BY uid")

    # conversations
    def put_memory(self, channel: str, conversation: str, contact: str, memory: dict[str, Any]) -> None:
        row = (channel, conversation, contact.lower(), json.dumps(memory, ensure_ascii=False))
        self._db.execute("INSERT OR REPLACE INTO conversation VALUES (?, ?, ?, ?)", row)

    def memory(self, channel: str, conversation: str) -> dict[str, Any] | None:
        query = "SELECT memory FROM conversation WHERE channel = ? AND id = ?"
        row = self._db.execute(query, (channel, conversation)).fetchone()
        return json.loads(row[0]) if row else None

    def conversation_with(self, channel: str, contact: str) -> str:
        """The newest conversation in a channel whose customer gave this e-mail address; "" if there is none."""
        query = "SELECT id FROM conversation WHERE contact = ? AND channel = ? ORDER BY rowid DESC LIMIT 1"
        row = self._db.execute(query, (contact.lower(), channel)).fetchone()
        return str(row[0]) if row else ""

    def put_thread(self, message_id: str, conversation: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO thread VALUES (?, ?)", (message_id, conversation))

    def thread(self, message_id: str) -> str:
        row = self._db.execute("SELECT conversation FROM thread WHERE message_id = ?", (message_id,)).fetchone()
        return str(row[0]) if row else ""

    # chats
    def put_session(self, session: str, state: dict[str, Any]) -> None:
        self._db.execute("INSERT OR REPLACE INTO chat_session VALUES (?, ?)", (session, json.dumps(state)))

    def session(self, session: str) -> dict[str, Any] | None:
        row = self._db.execute("SELECT state FROM chat_session WHERE id = ?", (session,)).fetchone()
        return json.loads(row[0]) if row else None

    def put_chat_message(self, session: str, n: int, body: dict[str, Any]) -> None:
        row = (session, n, json.dumps(body, ensure_ascii=False))
        self._db.execute("INSERT OR REPLACE INTO chat_message VALUES (?, ?, ?)", row)

    def chat_messages(self, session: str) -> list[dict[str, Any]]:
        rows = self._db.execute("SELECT body FROM chat_message WHERE session = ? ORDER BY n", (session,))
        return [json.loads(row[0]) for row in rows]

    # Telegram: rows of several kinds, each of an account
    def put_telegram(self, kind: str, owner: int, id_: int, body: str | bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO telegram VALUES (?, ?, ?, ?)", (kind, owner, id_, body))

    def forget_telegram(self, kind: str, owner: int, id_: int) -> None:
        self._db.execute("DELETE FROM telegram WHERE kind = ? AND owner = ? AND id = ?", (kind, owner, id_))

    def telegram(self, kind: str, owner: int) -> list[tuple[int, Any]]:
        """Ids and bodies, by id."""
        query = "SELECT id, body FROM telegram WHERE kind = ? AND owner = ? ORDER BY id"
        return list(self._db.execute(query, (kind, owner)))

    # the provider of telephony: rows of several kinds
    def put_provider(self, kind: str, id_: str, body: str) -> None:
        self._db.execute(
            "INSERT INTO provider VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body", (kind, id_, body)
        )

    def provider(self, kind: str) -> list[tuple[str, str]]:
        """Ids and bodies, in the order in which they came."""
        return list(self._db.execute("SELECT id, body FROM provider WHERE kind = ? ORDER BY rowid", (kind,)))

    # replies that are due
    def put_due(self, key: str, at_us: int, body: dict[str, Any]) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO due VALUES (?, ?, ?)", (key, at_us, json.dumps(body, ensure_ascii=False))
        )

    def forget_due(self, key: str) -> None:
        self._db.execute("DELETE FROM due WHERE id = ?", (key,))

    def due(self) -> list[tuple[str, int, dict[str, Any]]]:
        rows = self._db.execute("SELECT id, at_us, body FROM due ORDER BY at_us, id")
        return [(row[0], row[1], json.loads(row[2])) for row in rows]
