"""When each sample of a call was there to be heard, though packets come in jerks, late, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NS_PER_SAMPLE = 125_000  # 8 kHz
PACKET = 160  # samples that one packet brings at once (20 ms)

_MS = 1_000_000
_LATE = 60 * _MS  # sound that is so late left a hole, or this process was kept waiting: the next packets tell
_TELL = 200 * _MS  # so long they are waited for
_MISSED = 200 * _MS  # nothing for so long: nothing will come for it
_KEEP = 100 * _MS  # what is not yet given up of it
_REGULAR = 25 * _MS  # looks that are further apart: this process is kept waiting
_LOOK = 20 * _MS  # looks that are further apart saw nothing of what lay between
_JITTER = 20 * _MS  # so much too late the line may have been begun
_DRIFT = 20_000  # so much faster than ours a clock of theirs may be, for each packet: 0.1 %
_EARLY = 40 * _MS  # sound that is so early is not early: its time is over, and was told as silence
_DRIFT_READS = 250  # about five seconds


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples in a row: the place of the first since sound began, and its monotonic nanoseconds."""

    first_sample: int
    mono_ns: int
    pcm: bytes
    filled: bool = False


class Timeline:
    """Puts what is read from a call on one time line without holes: places and times go together.

    A packet's sound is there when the packet is; reading is later by some milliseconds, now more, now less. The
    earliest readings are nearest to the truth, so the line follows them, and follows slowly back as clocks drift.
    Sound whose time was already given up and told as silence is dropped, as any telephone drops it.
    """

    def __init__(self) -> None:
        self._origin: int | None = None
        self._next = 0
        self._reads = 0
        self._least_late = _LATE
        self._held: list[tuple[int, bytes, int]] = []  # late sound: when its first sample was there
        self._held_since = 0
        self._quiet = 0
        self._looked = 0
        self._trusted_from = 0
        self._trust = _JITTER

    def begin(self, now: int) -> None:
        """Sound could come from now on (monotonic nanoseconds): silence is told from here if it does not."""
        if self._origin is None:
            self._origin = now

    def heard(self, now: int, pcm: bytes) -> Iterator[Piece]:
        """What was read at `now`."""
        self._quiet = 0
        before = self._look(now)
        first = now - max(0, len(pcm) // 2 - PACKET) * NS_PER_SAMPLE
        self.begin(first)
        if self._held or first - self._due > _LATE:
            if not self._held:
                self._held_since = now
            self._held.append((first, pcm, before))
            yield from self._decide(now)
        else:
            yield from self._take(first, pcm, before)

    def nothing(self, now: int) -> Iterator[Piece]:
        """Nothing was there to read at `now`."""
        if self._origin is None:
            return
        # A process that was kept waiting for a second did not hear a second of nothing.
        self._quiet += min(now - self._looked, _LOOK)
        self._look(now)
        yield from self._decide(now)
        if not self._held and self._quiet > _MISSED and now - self._due > _MISSED:
            yield self._silence((now - self._due - _KEEP) // NS_PER_SAMPLE)

    def end(self) -> Iterator[Piece]:
        """What is held back; nothing more will come."""
        if self._held:
            yield from self._decide(self._held_since + _TELL)

    @property
    def _due(self) -> int:
        """When the next sample would be in time."""
        assert self._origin is not None
        return self._origin + self._next * NS_PER_SAMPLE

    def _decide(self, now: int) -> Iterator[Piece]:
        """Late sound: does what follows catch up with the clock, or was there a hole before it?"""
        if not self._held:
            return
        before, least = 0, self._held[0][0] - self._due
        for first, pcm, _ in self._held:
            least = min(least, first - self._due - before * NS_PER_SAMPLE)
            before += len(pcm) // 2
        if least > _LATE and now - self._held_since < _TELL:
            return
        if least > _LATE:
            yield self._silence(least // NS_PER_SAMPLE)
        held, self._held = self._held, []
        for first, pcm, before_it in held:
            yield from self._take(first, pcm, before_it)

    def _look(self, now: int) -> int:
        """When the call was last looked at before; 0 when this process is kept waiting, and that tells nothing."""
        before = self._looked
        self._looked = now
        if now - before > _REGULAR:
            self._trusted_from = now + _TELL
        return before if now >= self._trusted_from else 0

    def _take(self, first: int, pcm: bytes, before: int) -> Iterator[Piece]:
        late = first - self._due
        if late < 0:
            by = max(late, -self._trust)
            self._trust += by
            self._shift(by)
            late -= by
        self._trust = min(_JITTER, self._trust + _DRIFT)
        self._follow(max(0, late))
        if late < -_EARLY:
            pcm = pcm[2 * (-late // NS_PER_SAMPLE) :]
        if pcm:
            # It is late by itself, not by our reading, when it was not there at the look before.
            yield self._piece(pcm, len(pcm) // 2, False, before)

    def _shift(self, ns: int) -> None:
        assert self._origin is not None
        self._origin += ns

    def _follow(self, late: int) -> None:
        self._reads += 1
        self._least_late = min(self._least_late, late)
        if self._reads == _DRIFT_READS:
            self._shift(self._least_late)
            self._reads, self._least_late = 0, _LATE

    def _silence(self, count: int) -> Piece:
        return self._piece(bytes(2 * count), count, True)

    def _piece(self, pcm: bytes, count: int, filled: bool, not_before: int = 0) -> Piece:
        piece = Piece(self._next, max(self._due, not_before), pcm, filled)
        self._next += count
        return piece
