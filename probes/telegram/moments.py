"""When a message was there: by our own clock where it came as it was written, else by the server's whole seconds."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from shopper.model import Clock, Stamp

SECOND_US = 1_000_000
# A message that comes so much later than usual after its date has waited somewhere: in an outage, in a lost push.
LATE_US = 2 * SECOND_US
# What comes so soon after the connection was made may have been fetched, not pushed.
JUST_CONNECTED_US = 3 * SECOND_US
_SAMPLES = 64


class ServerClock:
    """How far the server's clock is from this process's monotonic one, so that neither a wall clock that is wrong nor
    one that is set meanwhile matters.

    A server's date is cut to whole seconds, so of all that came at once the least difference is nearest to the truth.
    """

    def __init__(self) -> None:
        self._apart_us: deque[int] = deque(maxlen=_SAMPLES)

    def seen(self, at: Stamp, date: datetime) -> None:
        """Something that the server dated then came as it was written."""
        if at.mono_ns is not None:
            self._apart_us.append(at.mono_ns // 1000 - _us(date))

    @property
    def known(self) -> bool:
        return bool(self._apart_us)

    def delay_us(self, at: Stamp, date: datetime) -> int:
        """How much later than usual a message came after its date; 0 where nothing is known yet."""
        if not self._apart_us or at.mono_ns is None:
            return 0
        return at.mono_ns // 1000 - _us(date) - min(self._apart_us)

    def is_after(self, date: datetime, moment: Stamp) -> bool:
        """Whether the server dated something after a moment of ours, as far as whole seconds tell."""
        if not self._apart_us or moment.mono_ns is None:
            return False
        return _us(date) + min(self._apart_us) >= moment.mono_ns // 1000

    def moment(self, now: Stamp, date: datetime) -> Stamp:
        """The moment of a server's date, on our own wall clock; right to a second."""
        wall_us = _us(date) + SECOND_US // 2
        if self._apart_us and now.mono_ns is not None:
            wall_us = now.wall_us - (now.mono_ns // 1000 - (wall_us + min(self._apart_us)))
        return Stamp(min(wall_us, now.wall_us), None, "", Clock.SERVER, SECOND_US)


def moment_of(came: Stamp, date: datetime, clock: ServerClock, *, connected: Stamp | None, live: bool) -> Stamp:
    """When a message was there to be seen.

    came: when our handler got it. connected: when the connection it came by was made. live: it was handed to the
    handler, not found by reading the chat."""
    if live:
        fresh = connected is not None and _apart_us(came, connected) < JUST_CONNECTED_US
        pushed = clock.is_after(date, connected) if fresh and connected is not None else True
        if pushed and clock.delay_us(came, date) <= LATE_US:
            return came
    return clock.moment(came, date)


def _apart_us(later: Stamp, earlier: Stamp) -> int:
    return round(later.seconds_since(earlier) * SECOND_US)


def _us(date: datetime) -> int:
    return round(date.timestamp() * SECOND_US)
