"""When something happened on a telephone line."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the process that holds the line stamped it, by both of its clocks.

    wall_ns: UTC, nanoseconds since 1970.
    mono_ns: CLOCK_MONOTONIC, nanoseconds. It is one clock for all processes of a machine since its start, so moments of
        the line's process may be subtracted from those of the one that listens to it.
    """

    wall_ns: int
    mono_ns: int

    @classmethod
    def now(cls) -> Moment:
        return cls(time.time_ns(), time.monotonic_ns())

    @property
    def wall_us(self) -> int:
        """UTC, microseconds since 1970."""
        return self.wall_ns // 1000

    def seconds_since(self, earlier: Moment) -> float:
        """Seconds from `earlier` to this moment by the monotonic clock; negative when it was later."""
        return (self.mono_ns - earlier.mono_ns) / 1e9

    def plus(self, seconds: float) -> Moment:
        """The moment so many seconds later (earlier when negative)."""
        ns = round(seconds * 1e9)
        return Moment(self.wall_ns + ns, self.mono_ns + ns)
