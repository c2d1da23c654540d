"""When a sample was there: from the moments at which chunks of sound came in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from shopper.model import Stamp

from .windows import RATE

_SPAN = RATE  # samples (1 s)
_JUMP_S = 0.015


@dataclass(slots=True)
class _Span:
    """Of chunks from sample `first` on: the least late one (its sample, its moment, and its moment less its sample's
    place, in seconds), and that of the span before, as long as the count went on evenly."""

    first: int
    sample: int
    at: Stamp
    offset: float
    before: _Span | None

    @property
    def least_late(self) -> _Span:
        return self.before if self.before is not None and self.before.offset < self.offset else self


class SampleClock:
    """Chunks come late by some milliseconds, now more, now less, and never early: so of those in the last second or two
    the least late one tells the time. One that comes much too early for its number means that the count has jumped
    (where nothing came, silence was filled in, and what came late was counted as well); it tells only of what follows.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[_Span] = []
        self._zero: Stamp | None = None

    def heard(self, first: int, at: Stamp) -> None:
        """The chunk whose first sample has this number came at this moment. Chunks are told in their order."""
        self._zero = self._zero or at
        offset = at.seconds_since(self._zero) - first / RATE
        last = self._spans[-1] if self._spans else None
        if last is None or offset < last.least_late.offset - _JUMP_S:
            self._begin(_Span(first, first, at, offset, None))
        elif first // _SPAN > last.first // _SPAN:
            self._begin(_Span(first, first, at, offset, replace(last, before=None)))
        elif offset < last.offset:
            last.sample, last.at, last.offset = first, at, offset

    def at(self, sample: int) -> Stamp:
        """The moment of a sample. Raises ValueError before anything was heard."""
        if not self._spans:
            raise ValueError("nothing was heard yet")
        near = self._spans[max(0, bisect_right(self._starts, sample) - 1)].least_late
        us = round((sample - near.sample) * 1e6 / RATE)
        mono = None if near.at.mono_ns is None else near.at.mono_ns + us * 1000
        return replace(near.at, wall_us=near.at.wall_us + us, mono_ns=mono)

    def _begin(self, span: _Span) -> None:
        self._starts.append(span.first)
        self._spans.append(span)
