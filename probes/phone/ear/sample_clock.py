"""When a sample was there: from the moments at which chunks of sound came in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from shopper.model import Stamp

from .windows import RATE

_SPAN = 10 * RATE  # samples (10 s): so long the sound card's clock and ours agree to a millisecond


class SampleClock:
    """Chunks come late by some milliseconds, now more, now less, and never early: so of those in every ten seconds the
    least late one tells the time."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._anchors: list[tuple[int, Stamp]] = []

    def heard(self, first: int, at: Stamp) -> None:
        """The chunk whose first sample has this number came at this moment."""
        number = first // _SPAN
        if not self._numbers or number > self._numbers[-1]:
            self._numbers.append(number)
            self._anchors.append((first, at))
            return
        index = bisect_right(self._numbers, number) - 1
        if index >= 0 and self._numbers[index] == number:
            known_first, known = self._anchors[index]
            if at.seconds_since(known) < (first - known_first) / RATE:
                self._anchors[index] = (first, at)

    def at(self, sample: int) -> Stamp:
        """The moment of a sample. Raises ValueError before anything was heard."""
        if not self._anchors:
            raise ValueError("nothing was heard yet")
        index = max(0, bisect_right(self._numbers, sample // _SPAN) - 1)
        first, at = self._anchors[index]
        us = round((sample - first) * 1e6 / RATE)
        mono = None if at.mono_ns is None else at.mono_ns + us * 1000
        return replace(at, wall_us=at.wall_us + us, mono_ns=mono)
