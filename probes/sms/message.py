"""A text message as the provider's API shows it (www.twilio.com/docs/messaging/api/message-resource)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._provider.moments import date_of

FINAL = frozenset({"delivered", "undelivered", "failed", "read", "canceled"})
LOST = frozenset({"undelivered", "failed", "canceled"})


@dataclass(frozen=True, slots=True)
class Message:
    """created: when the provider took it; None where it does not say. error: its number for why it was not delivered,
    0 without. media: how many pictures it brings."""

    sid: str
    inbound: bool
    sender: str
    to: str
    text: str
    status: str
    created: datetime | None
    error: int
    error_words: str
    media: int
    raw: Mapping[str, Any]

    @property
    def shown(self) -> str:
        """What a customer reads; a picture without words is a sign in no language."""
        return self.text or ("🖼" if self.media else "")


def message_of(raw: Mapping[str, Any]) -> Message | None:
    """The message; None where it has no id, which no message lacks."""
    sid = raw.get("sid")
    if not isinstance(sid, str) or not sid:
        return None
    return Message(
        sid=sid,
        inbound=raw.get("direction") == "inbound",
        sender=_text(raw.get("from")),
        to=_text(raw.get("to")),
        text=_text(raw.get("body")).strip(),
        status=_text(raw.get("status")),
        created=date_of(raw.get("date_created")) or date_of(raw.get("date_sent")),
        error=_number(raw.get("error_code")),
        error_words=_text(raw.get("error_message")),
        media=_number(raw.get("num_media")),
        raw=raw,
    )


def messages_of(body: Mapping[str, Any]) -> list[Message]:
    """All messages of a page."""
    entries = body.get("messages")
    found = [message_of(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [message for message in found if message is not None]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    """The API writes some numbers as texts."""
    try:
        return int(value) if isinstance(value, str | int) else 0
    except ValueError:
        return 0
