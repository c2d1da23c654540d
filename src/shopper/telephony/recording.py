"""The recording of a call: customer left, company right, on one time line."""

from __future__ import annotations

import contextlib
import sys
from array import array
from pathlib import Path

from ..errors import OurFault
from .events import AudioChunk
from .moments import Moment
from .wav import HEADER_BYTES, wav_header

RATE = 8000
_WRITE_EVERY = RATE // 2  # samples: what a crash can cost
_SETTLE = RATE // 2  # samples behind now that may still come
_SAME = RATE // 20  # sound that begins so near to where the last ended goes on from there


class StereoRecorder:
    """Writes as sound comes; the file is a whole WAV file at any moment, and what is missing on a side is silence.

    path: is overwritten. start: what the first sample of the file stands for.
    """

    def __init__(self, path: Path, start: Moment) -> None:
        self.path, self.start = path, start
        self._sides = (_Side(), _Side())
        self._written = 0
        self._company_from: int | None = None
        try:
            self._file = path.open("w+b")
            self._file.write(wav_header(0, RATE, 2))
            self._file.flush()
        except OSError as error:
            raise OurFault(f"the call cannot be recorded to {path}: {error.strerror}", code="recording") from None

    @property
    def seconds(self) -> float:
        """How much is in the file."""
        return self._written / RATE

    @property
    def closed(self) -> bool:
        return self._file.closed

    def customer(self, chunk: AudioChunk) -> None:
        """What we said: the left side."""
        self._add(0, self._place(chunk.at), chunk.pcm)

    def company(self, chunk: AudioChunk) -> None:
        """What they said: the right side."""
        if self._company_from is None:
            self._company_from = self._place(chunk.at) - chunk.first_sample
        # Its places have no holes; its times tremble.
        self._add(1, self._company_from + chunk.first_sample, chunk.pcm)

    def close(self, end: Moment | None = None) -> None:
        """Write what is left; the file is as long as the call (its end, or the last sound without one)."""
        if self.closed:
            return
        until = max(side.end for side in self._sides)
        if end is not None:
            until = max(self._written, self._place(end))
        self._write(until)
        self._file.close()

    def _place(self, moment: Moment) -> int:
        return round(moment.seconds_since(self.start) * RATE)

    def _add(self, side: int, place: int, pcm: bytes) -> None:
        if self.closed:
            return
        self._sides[side].add(place, pcm, self._written)
        settled = min(self._sides[1].end, self._sides[0].end)
        # One who is silent sends nothing to be recorded: the other's sound shows how far the call is.
        settled = max(settled, max(one.end for one in self._sides) - _SETTLE)
        if settled - self._written >= _WRITE_EVERY:
            self._write(settled)

    def _write(self, until: int) -> None:
        count = until - self._written
        if count <= 0:
            return
        both = array("h", bytes(4 * count))
        for number, side in enumerate(self._sides):
            both[number::2] = side.take(self._written, count)
        if sys.byteorder == "big":
            both.byteswap()
        self._written = until
        try:
            self._file.seek(0, 2)
            self._file.write(both.tobytes())
            self._file.seek(0)
            self._file.write(wav_header(4 * until, RATE, 2)[:HEADER_BYTES])
            self._file.flush()
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.close()
            raise OurFault(f"the call cannot be recorded to {self.path}: {error.strerror}", code="recording") from None


class _Side:
    """One side's sound that is not written yet, by its places."""

    def __init__(self) -> None:
        self._begins = 0
        self._samples = array("h")
        self.end = 0

    def add(self, place: int, pcm: bytes, written: int) -> None:
        samples = array("h", pcm[: len(pcm) // 2 * 2])
        if sys.byteorder == "big":
            samples.byteswap()
        if self.end and abs(place - self.end) <= _SAME:
            place = self.end  # clocks tremble; sound does not
        skip = max(0, max(written, self.end) - place)  # it is past: the file goes on
        samples, place = samples[skip:], place + skip
        if not samples:
            return
        if not self._samples:
            self._begins = self.end = place
        self._samples.extend(array("h", bytes(2 * (place - self.end))))
        self._samples.extend(samples)
        self.end = place + len(samples)

    def take(self, first: int, count: int) -> array[int]:
        """So many samples from a place on; silence where there are none."""
        out = array("h", bytes(2 * count))
        start, stop = max(first, self._begins), min(first + count, self.end)
        if start < stop and self._samples:
            out[start - first : stop - first] = self._samples[start - self._begins : stop - self._begins]
            self._samples = self._samples[stop - self._begins :]
            self._begins = stop
        return out
