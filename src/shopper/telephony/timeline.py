"""When each sample of a call was there to be heard, though packets come in jerks, late, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NS_PER_SAMPLE = 125_000  # 8 kHz
PACKET = 160  # samples that one packet brings at once (20 ms)

_GAP_NS = 80_000_000  # sound that is later than this left a hole
_MISSED_NS = 200_000_000  # nothing for so long: nothing will come for it
_KEEP_NS = 100_000_000  # what is not yet given up of it
_DRIFT_READS = 250  # about five seconds


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples in a row: the place of the first since sound began, and its monotonic nanoseconds."""

    first_sample: int
    mono_ns: int
    pcm: bytes
    filled: bool = False


class Timeline:
    """Puts what is read from a call on one time line without holes.

    A packet's sound is there when the packet is; reading is later by some milliseconds, now more, now less. The
    earliest readings are nearest to the truth, so the line follows them, and follows slowly back as clocks drift.
    """

    def __init__(self) -> None:
        self._origin: int | None = None
        self._next = 0
        self._reads = 0
        self._least_late = _GAP_NS

    @property
    def begun(self) -> bool:
        return self._origin is not None

    def begin(self, now: int) -> None:
        """Sound could come from now on (monotonic nanoseconds): silence is told from here if it does not."""
        if self._origin is None:
            self._origin = now

    def heard(self, now: int, pcm: bytes) -> Iterator[Piece]:
        """What was read at `now`."""
        count = len(pcm) // 2
        first = now - max(0, count - PACKET) * NS_PER_SAMPLE
        self.begin(first)
        late = first - self._due
        if late > _GAP_NS:
            yield self._silence(late // NS_PER_SAMPLE)
            late = 0
        if late < 0:
            self._shift(late)
            late = 0
        self._follow(late)
        yield self._piece(pcm, count, False)

    def nothing(self, now: int) -> Iterator[Piece]:
        """Nothing was there to read at `now`."""
        if self._origin is not None and now - self._due > _MISSED_NS:
            yield self._silence((now - self._due - _KEEP_NS) // NS_PER_SAMPLE)

    @property
    def _due(self) -> int:
        """When the next sample would be in time."""
        assert self._origin is not None
        return self._origin + self._next * NS_PER_SAMPLE

    def _shift(self, ns: int) -> None:
        assert self._origin is not None
        self._origin += ns

    def _follow(self, late: int) -> None:
        self._reads += 1
        self._least_late = min(self._least_late, late)
        if self._reads == _DRIFT_READS:
            self._shift(self._least_late)
            self._reads, self._least_late = 0, _GAP_NS

    def _silence(self, count: int) -> Piece:
        return self._piece(bytes(2 * count), count, True)

    def _piece(self, pcm: bytes, count: int, filled: bool) -> Piece:
        piece = Piece(self._next, self._due, pcm, filled)
        self._next += count
        return piece
