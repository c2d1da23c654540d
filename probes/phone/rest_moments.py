"""When something happened that was seen by asking: between two looks, and near the provider's date if it has one."""

from __future__ import annotations

from datetime import datetime

from shopper.model import Clock, Stamp

from .._provider.moments import ServerClock

_LEAST_US = 50_000


def between(before: Stamp, came: Stamp, clock: ServerClock, date: datetime | None = None) -> Stamp:
    """The middle of the time in which it lies; accuracy_us is half of that time.

    before: when the last look went out that did not show it. came: when the answer came that does."""
    first, last = before.wall_us, max(before.wall_us, came.wall_us)
    if date is not None:
        there = clock.here(came, date)
        low, high = there.wall_us - there.accuracy_us, there.wall_us + there.accuracy_us
        if low <= last and high >= first:
            first, last = max(first, low), min(last, high)
    middle = (first + last) // 2
    return Stamp(middle, None, "", Clock.SERVER, max(_LEAST_US, (last - first + 1) // 2))
