"""What the world is made of, as it is stored: accounts, their messages, files, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Account:
    """Somebody on Telegram. password: of the second factor, "" for none. code: what a login's message would say.
    trouble: the error that every call of it gets (SESSION_REVOKED …), "" for none. pts: counts what happened to it.
    language: that of the app which connected last."""

    id: int
    username: str
    first_name: str
    bot: bool = False
    phone: str = ""
    password: str = ""
    code: str = "12345"
    trouble: str = ""
    language: str = "en"
    pts: int = 1  # clients take 0 for “not known”
    last_id: int = 0
    blocks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """A message as it lies in one account's box. id: rises, per account. peer: the other account's id.
    theirs: its id in the other's box, 0 if it never came there. random_id: given by the client that sent it.
    at_us: by the server's clock; mono_ns: by the process's monotonic one."""

    id: int
    peer: int
    out: bool
    at_us: int
    text: str
    mono_ns: int = 0
    random_id: int = 0
    theirs: int = 0
    reply_to: int = 0
    file: int = 0
    group: int = 0
    edited_us: int = 0
    keyboard: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that changed an account's box; `pts` is the number it had afterwards.

    kind: new, edit (ids: one message), delete (ids), read_in, read_out (ids: the highest that is read, peer: by whom).
    """

    pts: int
    kind: str
    ids: tuple[int, ...]
    peer: int = 0

    @property
    def count(self) -> int:
        """By how much it raised pts: https://core.telegram.org/api/updates#pts-common-updates."""
        return len(self.ids) if self.kind == "delete" else 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file. kind: photo, voice or document. width, height: pixels of a photo. duration: seconds of a voice."""

    data: bytes
    kind: str = "document"
    name: str = "file.bin"
    mime: str = "application/octet-stream"
    width: int = 0
    height: int = 0
    duration: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message. url: it opens a page. data: what a press of it tells the bot; "" is its text."""

    text: str
    url: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was said. id: in the sender's box; theirs: in the other's, 0 if it did not come there.
    at_us, mono_ns: when it was pushed (UTC microseconds; the monotonic clock). pushed: whether anybody was there."""

    sender: int
    peer: int
    id: int
    theirs: int
    at_us: int
    mono_ns: int
    pushed: bool = False
