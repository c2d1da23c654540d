"""When a message was there, by what the server says and what we know of its clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shopper.model import Clock, Stamp

_SECOND_US = 1_000_000
_CLOCKS_APART_US = 600 * _SECOND_US  # a server whose clock is further off from ours than this is not believed


def dated(head: Mapping[bytes, Any]) -> datetime | None:
    """INTERNALDATE: when the server took the message (RFC 3501 §2.3.3); the Date in its head is the sender's claim."""
    found = head.get(b"INTERNALDATE")
    return found if isinstance(found, datetime) else None


def moment_of(head: Mapping[bytes, Any], after_us: int, until_us: int, *, slack_us: int = _CLOCKS_APART_US) -> Stamp:
    """The moment of a message that came after one look and was found at the next one (UTC µs).

    The server's date is finer than that, to whole seconds, unless it lies outside by more than `slack_us`: then the
    server's clock is wrong, and the middle between the two looks is the best that can be said.
    """
    window = max(0, until_us - after_us)
    delivered = dated(head)
    if delivered is not None:
        server_us = int(delivered.timestamp()) * _SECOND_US + _SECOND_US // 2
        if -slack_us <= until_us - server_us <= window + slack_us:
            return Stamp(server_us, None, "", Clock.SERVER, _SECOND_US)
    return Stamp(until_us - window // 2, None, "", Clock.LOCAL, max(window // 2, 1_000))
