"""When something was there: by the provider's clock, which shows whole seconds and may be wrong."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from shopper.model import Clock, Stamp

SECOND_US = 1_000_000
_SAMPLES = 64


class ServerClock:
    """How far the provider's clock is from this process's monotonic one, by the dates of its answers.

    A date is cut to whole seconds and was written between the request and its answer, so each answer leaves an
    interval; what all of them leave is soon a small one. Answers that leave nothing together say that a clock was set.
    """

    def __init__(self) -> None:
        self._apart_us: deque[tuple[int, int]] = deque(maxlen=_SAMPLES)

    def seen(self, asked: Stamp, came: Stamp, date: datetime) -> None:
        """An answer with this date came."""
        if asked.mono_ns is None or came.mono_ns is None:
            return
        one = (asked.mono_ns // 1000 - _us(date) - SECOND_US, came.mono_ns // 1000 - _us(date))
        self._apart_us.append(one)
        if self._bounds is None:
            self._apart_us.clear()
            self._apart_us.append(one)

    @property
    def _bounds(self) -> tuple[int, int] | None:
        """Between what our clock less theirs lies; None where it lies nowhere."""
        low = max(low for low, _ in self._apart_us)
        high = min(high for _, high in self._apart_us)
        return (low, high) if low <= high else None

    @property
    def known(self) -> bool:
        return bool(self._apart_us)

    def there(self, moment: Stamp) -> float:
        """What the provider's clock shows at a moment of ours (UTC seconds), as far as it is known."""
        if not self._apart_us or moment.mono_ns is None or (bounds := self._bounds) is None:
            return moment.wall_us / 1e6
        return (moment.mono_ns // 1000 - sum(bounds) // 2) / 1e6

    def here(self, now: Stamp, date: datetime) -> Stamp:
        """The moment of a provider's date, on our own wall clock, and how far it may be off: half a second for the
        seconds that the date is cut to, and what is not known of its clock. Never in the future."""
        bounds = self._bounds if self._apart_us else None
        if bounds is None or now.mono_ns is None:
            return Stamp(min(_us(date) + SECOND_US // 2, now.wall_us), None, "", Clock.SERVER, SECOND_US)
        since_us = now.mono_ns // 1000 - now.wall_us
        first, last = _us(date) + bounds[0] - since_us, _us(date) + SECOND_US + bounds[1] - since_us
        last = max(first, min(last, now.wall_us))
        middle = (first + last) // 2
        return Stamp(min(middle, now.wall_us), None, "", Clock.SERVER, max(1, (last - first + 1) // 2))


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
