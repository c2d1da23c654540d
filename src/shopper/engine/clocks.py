"""Reading this process's clocks."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import UTC, date, datetime

from ..hours import Hours
from ..model import Clock, Stamp


def now(process: str) -> Stamp:
    """This moment by the wall and by the monotonic clock of `process`."""
    return Stamp(time.time_ns() // 1000, time.monotonic_ns(), process, Clock.LOCAL, 1_000)


def to_datetime(wall_us: int) -> datetime:
    """UTC microseconds as an aware datetime."""
    return datetime.fromtimestamp(wall_us / 1e6, UTC)


def to_us(moment: datetime) -> int:
    """An aware datetime as UTC microseconds."""
    return round(moment.timestamp() * 1e6)


def promised_seconds(hours: Hours, zone: str, start: Stamp, end: Stamp, closed_days: Collection[date] = ()) -> float:
    """Seconds of promised time between two stamps: the customer's own seconds where the channel is always open.

    closed_days: the company's holidays."""
    if hours.is_always:
        return end.seconds_since(start)
    return hours.open_seconds(to_datetime(start.wall_us), to_datetime(end.wall_us), zone, closed_days)


def promised_deadline_us(
    hours: Hours, zone: str, start: Stamp, seconds: float, closed_days: Collection[date] = ()
) -> int:
    """When so many promised seconds have passed since `start`, UTC microseconds."""
    if hours.is_always:
        return start.wall_us + round(seconds * 1e6)
    return to_us(hours.add(to_datetime(start.wall_us), seconds, zone, closed_days))
