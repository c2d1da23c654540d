"""When something was there: by the provider's clock, which shows whole seconds and may be wrong."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from shopper.model import Clock, Stamp

SECOND_US = 1_000_000
_SAMPLES = 64


class ServerClock:
    """How far the provider's clock is from this process's monotonic one, by the date of its answers.

    A date is cut to whole seconds and an answer takes its time, so the least difference of all is nearest to the truth.
    """

    def __init__(self) -> None:
        self._apart_us: deque[int] = deque(maxlen=_SAMPLES)

    def seen(self, came: Stamp, date: datetime) -> None:
        """An answer with this date came."""
        if came.mono_ns is not None:
            self._apart_us.append(came.mono_ns // 1000 - _us(date))

    @property
    def known(self) -> bool:
        return bool(self._apart_us)

    def there(self, moment: Stamp) -> float:
        """What the provider's clock shows at a moment of ours (UTC seconds), as far as it is known."""
        if not self._apart_us or moment.mono_ns is None:
            return moment.wall_us / 1e6
        return (moment.mono_ns // 1000 - min(self._apart_us)) / 1e6

    def here(self, now: Stamp, date: datetime) -> Stamp:
        """The moment of a provider's date, on our own wall clock: right to a second, never in the future."""
        wall_us = _us(date) + SECOND_US // 2
        if self._apart_us and now.mono_ns is not None:
            wall_us = now.wall_us - (now.mono_ns // 1000 - (wall_us + min(self._apart_us)))
        return Stamp(min(wall_us, now.wall_us), None, "", Clock.SERVER, SECOND_US)


def date_of(text: object) -> datetime | None:
    """A date as the API writes it (RFC 2822); None where there is none, or nothing that is one."""
    if not isinstance(text, str):
        return None
    try:
        date = parsedate_to_datetime(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _us(date: datetime) -> int:
    return round(date.timestamp() * SECOND_US)
