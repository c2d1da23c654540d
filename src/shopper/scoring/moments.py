"""Names of places in a page, and moments as written in JSON."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9-]")


def anchor(visit: str) -> str:
    """A visit's stable name inside a page, safe in an id and in a link whatever the visit's own id holds."""
    return "visit-" + _NOT_IN_AN_ANCHOR.sub(lambda m: f"_{ord(m[0]):x}", visit)


@lru_cache(maxsize=1024)  # one moment is told of a conversation, of its first words and of what is quoted of them
def moment(wall_us: int, zone: str) -> str:
    """ISO time in the company's zone, to the millisecond."""
    return datetime.fromtimestamp(wall_us / 1e6, UTC).astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
