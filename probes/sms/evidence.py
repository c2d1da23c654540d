"""What is kept of a message: the provider's own record of it, and how its time is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from shopper.engine.probe import Host
from shopper.model import Evidence, Stamp

from .._provider.client import Answer
from .message import Message

_PRIVATE = ("account_sid", "uri", "subresource_uris", "messaging_service_sid")


def keep(host: Host, message: Message, poll_s: float, before: Answer | None, found: Answer) -> Evidence:
    """A received message, as JSON. Writes to the disk: call it in a thread."""
    looked = {
        "every_s": round(poll_s, 3),
        "looked_before": _iso(before.asked) if before is not None else None,
        "found": _iso(found.came),
    }
    clock = "the provider's date, whole seconds" if message.created is not None else "between two looks"
    return _put(host, message, {"clock": clock, "asked_for": looked})


def keep_sent(host: Host, message: Message, *, found: bool) -> Evidence:
    """A message of ours. found: it was looked up among those that were sent."""
    return _put(host, message, {"found_among_sent": found})


def _put(host: Host, message: Message, more: dict[str, Any]) -> Evidence:
    raw = {key: value for key, value in message.raw.items() if key not in _PRIVATE}
    text = json.dumps({"message": raw, **more}, ensure_ascii=False, indent=1)
    return host.put_evidence(text.encode(), media_type="application/json", name=f"{message.sid}.json")


def _iso(at: Stamp) -> str:
    return datetime.fromtimestamp(at.wall_us / 1e6, UTC).isoformat(timespec="milliseconds")
