"""Which messages of a mailbox were handed in already, and under which key."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from .message import Mail

_REMEMBERED = 20_000
_TOLD = 12  # the newest ones that are saved with a cursor
_SECOND = re.compile(r"(<[^<>\s]+>)~[0-9a-f]{8}")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Known:
    """Messages by their content: the same one in two folders, or delivered twice, is one message; two that share a
    Message-ID and say different things are two, and the second gets a key of its own."""

    def __init__(self) -> None:
        self._contents: OrderedDict[str, None] = OrderedDict()
        self._content_of: OrderedDict[str, str] = OrderedDict()  # Message-ID (as a digest) -> the first one's content
        self._sizes: OrderedDict[tuple[str, int], None] = OrderedDict()

    def looks_known(self, message_id: str, size: int) -> bool:
        """Whether a message of this Message-ID and size was handed in: then its text need not be fetched."""
        return bool(message_id) and (_short(message_id), size) in self._sizes

    def has(self, mail: Mail, raw: bytes) -> bool:
        return content_of(mail, raw) in self._contents

    def add(self, mail: Mail, raw: bytes, size: int) -> str:
        """Remember a message; returns its key. What is remembered does not change what key a message gets."""
        content = content_of(mail, raw)
        self._contents[content] = None
        if not mail.message_id:
            key = f"<{content}@no-message-id>"
        else:
            name = _short(mail.message_id)
            self._sizes[name, size] = None
            first = self._content_of.setdefault(name, content)
            key = mail.message_id if first == content else f"{mail.message_id}~{content[:8]}"
        _forget_the_oldest(self._contents)
        _forget_the_oldest(self._content_of)
        _forget_the_oldest(self._sizes)
        return key

    def newest(self) -> list[str]:
        """The newest ones, to be saved: after a crash the second of two that share a Message-ID is still the second."""
        names = list(self._content_of)[-_TOLD:]
        return [f"{name} {self._content_of[name]}" for name in names]

    def restore(self, saved: Iterable[str]) -> None:
        """Take back what `newest` gave."""
        for line in saved:
            name, _, content = line.partition(" ")
            self._content_of.setdefault(name, content)
            self._contents[content] = None


def _forget_the_oldest(memory: OrderedDict[Any, Any]) -> None:
    if len(memory) > _REMEMBERED:
        memory.popitem(last=False)


def content_of(mail: Mail, raw: bytes) -> str:
    """A digest of what it says. A server writes its own trace above each copy that it delivers, so of a head only the
    identity counts; a message without one is known by all its bytes."""
    if not mail.message_id:
        return hashlib.sha256(raw).hexdigest()[:32]
    head_end = _END_OF_HEAD.search(raw)
    identity = f"{mail.message_id}\n{mail.sender}\n{mail.subject}\n".encode()
    return hashlib.sha256(identity + raw[head_end.end() if head_end else 0 :]).hexdigest()[:32]


def message_id_of(key: str) -> str:
    """The Message-ID behind a key, as a mail program names it in its reply."""
    second = _SECOND.fullmatch(key)
    return second[1] if second else key


def _short(message_id: str) -> str:
    return hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest()[:16]
