"""The page's clock in terms of ours.

`performance.now()` is read between two readings of our monotonic clock: the page's reading was taken somewhere between
them, so each such ping brackets the offset between the clocks. The tightest bracket is kept, widened with its age for
the drift of the two clocks, and pinged anew on both sides of each message that is handed in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from shopper.model import Clock, Stamp

# Chromium's performance clock and Python's monotonic one are the same clock of the machine (CLOCK_MONOTONIC,
# mach_absolute_time, QueryPerformanceCounter), so they hardly drift: 1 ppm = 3.6 ms in an hour. So every ping of a
# conversation goes on narrowing the bracket, and those of a busy minute do not blur the quick ones before it.
_DRIFT = 1e-6
# Chromium rounds performance.now() to 0.1 ms where the page is not isolated.
_GRAIN_NS = 100_000


@dataclass(frozen=True, slots=True)
class Bracket:
    """ours - page lies between low and high (ns), as seen at our monotonic time `at`."""

    low: int
    high: int
    at: int

    def widened(self, now: int) -> Bracket:
        """The same bracket with what the clocks may have drifted since."""
        drift = int(abs(now - self.at) * _DRIFT)
        return Bracket(self.low - drift, self.high + drift, now)


class PageClock:
    """Maps one document's performance clock (milliseconds) to the monotonic clock of this process (nanoseconds)."""

    def __init__(self) -> None:
        self._best: Bracket | None = None

    def pinged(self, before_ns: int, page_ms: float, after_ns: int) -> None:
        """One ping: the page said `page_ms` at some moment between the two of ours."""
        page_ns = round(page_ms * 1e6)
        new = Bracket(before_ns - page_ns - _GRAIN_NS, after_ns - page_ns + _GRAIN_NS, after_ns)
        if self._best is None:
            self._best = new
            return
        old = self._best.widened(after_ns)
        low, high = max(old.low, new.low), min(old.high, new.high)
        # Brackets that do not meet mean that a clock was set or the machine slept: only the newest is true.
        self._best = Bracket(low, high, after_ns) if low <= high else new

    @property
    def mapped(self) -> bool:
        return self._best is not None

    def mono_ns(self, page_ms: float) -> tuple[int, int]:
        """Our monotonic time of a page's moment, and how far it may be off (both ns). Raises LookupError unmapped."""
        if self._best is None:
            raise LookupError("the page's clock has not been read yet")
        middle = (self._best.low + self._best.high) // 2
        return round(page_ms * 1e6) + middle, (self._best.high - self._best.low) // 2 + 1

    def stamp(self, page_ms: float, now: Stamp) -> Stamp:
        """A page's moment as a stamp; `now` is a stamp of this process, which knows wall and monotonic time."""
        mono, off = self.mono_ns(page_ms)
        wall = now.wall_us - ((now.mono_ns or mono) - mono) // 1000
        return Stamp(wall_us=wall, mono_ns=mono, process=now.process, clock=Clock.PAGE, accuracy_us=off // 1000 + 1)


async def ping(clock: PageClock, read: Callable[[], Awaitable[float]], mono: Callable[[], int], times: int = 3) -> None:
    """Read the page's clock `times` times; the tightest reading counts."""
    for _ in range(times):
        before = mono()
        page_ms = await read()
        clock.pinged(before, page_ms, mono())
