"""Customers' mailboxes: folders of messages with UIDs (RFC 3501 §2.3.1), kept in memory and in storage."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from email.header import decode_header, make_header
from email.parser import HeaderParser
from email.policy import compat32

from .storage import Storage

# Those that every mailbox has, with their special use (RFC 6154). In the script they are named in small letters.
FOLDERS = {"INBOX": "", "Sent": r"\Sent", "Spam": r"\Junk", "Archive": r"\Archive"}


class Message:
    """A message in a folder. at_us: when it was delivered, UTC microseconds (the IMAP INTERNALDATE)."""

    __slots__ = ("_headers", "at_us", "flags", "raw", "uid")

    def __init__(self, uid: int, raw: bytes, at_us: int, flags: Iterable[str] = ()) -> None:
        self.uid = uid
        self.raw = raw
        self.at_us = at_us
        self.flags = set(flags)
        self._headers: list[tuple[str, str]] | None = None

    @property
    def head(self) -> bytes:
        """The header with the empty line that ends it."""
        end = self.raw.find(b"\r\n\r\n")
        return self.raw if end < 0 else self.raw[: end + 4]

    @property
    def body(self) -> bytes:
        return self.raw[len(self.head) :]

    def header(self, name: str) -> list[str]:
        """Every value of a header, decoded and unfolded; for searching."""
        if self._headers is None:
            parsed = HeaderParser(policy=compat32).parsestr(self.head.decode("utf-8", "replace"))
            self._headers = [(key.lower(), _decoded(value)) for key, value in parsed.items()]
        return [value for key, value in self._headers if key == name.lower()]


def _decoded(value: object) -> str:
    text = "".join(str(value).splitlines())
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, UnicodeError, ValueError):
        return text


class Folder:
    """One folder. watchers are called after every change; expunged counts messages that were taken out."""

    def __init__(self, storage: Storage, mailbox: str, name: str, uidvalidity: int, uidnext: int = 1) -> None:
        self._storage = storage
        self.mailbox = mailbox
        self.name = name
        self.uidvalidity = uidvalidity
        self.uidnext = uidnext
        self.messages: dict[int, Message] = {}
        self.uids: list[int] = []
        self.expunged = 0
        self.watchers: set[Callable[[], None]] = set()

    def save(self) -> None:
        self._storage.put_folder(self.mailbox, self.name, self.uidvalidity, self.uidnext)

    def restore(self, message: Message) -> None:
        """Take back a message that storage has."""
        self.messages[message.uid] = message
        self.uids.append(message.uid)
        self.uidnext = max(self.uidnext, message.uid + 1)

    def add(self, raw: bytes, *, at_us: int | None = None, flags: Iterable[str] = ()) -> Message:
        """Put a message in, and tell the watchers at once."""
        when = time.time_ns() // 1000 if at_us is None else at_us
        message = Message(self.uidnext, raw, when, flags)
        self.uidnext += 1
        with self._storage.together():
            self.save()
            flagged = " ".join(sorted(message.flags))
            self._storage.put_mail(self.mailbox, self.name, message.uid, at_us=message.at_us, flags=flagged, raw=raw)
        self.messages[message.uid] = message
        self.uids.append(message.uid)
        self._tell()
        return message

    def set_flags(self, message: Message, flags: Iterable[str]) -> None:
        message.flags = set(flags)
        self._storage.set_flags(self.mailbox, self.name, message.uid, " ".join(sorted(message.flags)))

    def remove(self, uids: Iterable[int]) -> None:
        with self._storage.together():
            for uid in list(uids):
                if self.messages.pop(uid, None) is not None:
                    del self.uids[bisect_left(self.uids, uid)]
                    self.expunged += 1
                    self._storage.forget_mail(self.mailbox, self.name, uid)
        self._tell()

    def renumber(self) -> None:
        """Give every message a new UID under a new UIDVALIDITY, as a server does after its index was rebuilt."""
        messages = [self.messages[uid] for uid in self.uids]
        self.remove(list(self.uids))
        self.uidvalidity += 1
        self.uidnext = 1
        for message in messages:
            self.add(message.raw, at_us=message.at_us, flags=message.flags)

    def _tell(self) -> None:
        for watcher in list(self.watchers):
            watcher()


class Mailboxes:
    """All customers' mailboxes; one is made when it is first named."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._all: dict[str, dict[str, Folder]] = {}
        for mailbox, name, uidvalidity, uidnext in storage.folders():
            self._all.setdefault(mailbox, {})[name] = Folder(storage, mailbox, name, uidvalidity, uidnext)
        for mailbox, name, uid, at_us, flags, raw in storage.mail():
            self._all[mailbox][name].restore(Message(uid, raw, at_us, flags.split()))

    def folders(self, address: str) -> dict[str, Folder]:
        """The folders of an address's mailbox; name+tag@… is name@…"""
        mailbox = plain_address(address)
        if mailbox not in self._all:
            self._all[mailbox] = {}
            with self._storage.together():
                for name in FOLDERS:
                    self.add_folder(mailbox, name)
        return self._all[mailbox]

    def add_folder(self, address: str, name: str) -> Folder:
        """One more folder in an address's mailbox, as a customer makes for what a filter sorts."""
        mailbox = plain_address(address)
        folder = Folder(self._storage, mailbox, name, int(time.time()))
        folder.save()
        self.folders(mailbox)[name] = folder
        return folder

    def inbox(self, address: str) -> Folder:
        return self.folders(address)["INBOX"]


def plain_address(address: str) -> str:
    """The address in lower case, without a plus-tag."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        return domain
    return f"{local.partition('+')[0]}@{domain}"
