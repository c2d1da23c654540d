"""When a caller has said something: sound that lasts, then quiet that lasts."""

from __future__ import annotations

import math
from array import array
from collections import deque
from dataclasses import dataclass

from .voice import RATE

_FRAME = RATE // 50  # 20 ms
_LOUD = 250.0  # root mean square; full scale is 32768
_BEGINS = 3  # loud frames in a row
_KEPT_BEFORE = 10  # frames that are kept from before the beginning
_LONGEST_S = 60


@dataclass(frozen=True, slots=True)
class Utterance:
    """pcm: signed 16-bit samples at 8 kHz. first, last: the numbers of its first and last loud samples in the call."""

    pcm: bytes
    first: int
    last: int


class Utterances:
    """Fed with a call's sound; gives each utterance when it has ended. quiet_s: how long a pause ends it."""

    def __init__(self, quiet_s: float = 0.6) -> None:
        self._ends = max(1, round(quiet_s * RATE / _FRAME))
        self._rest = b""
        self._at = 0
        self._before: deque[bytes] = deque(maxlen=_KEPT_BEFORE)
        self._frames: list[bytes] = []
        self._loud = self._quiet = 0
        self._first = self._last = 0

    def feed(self, pcm: bytes) -> list[Utterance]:
        """The utterances that ended with these samples; odd bytes wait for the next ones."""
        data = self._rest + pcm
        whole = len(data) // (2 * _FRAME) * 2 * _FRAME
        self._rest = data[whole:]
        ended = []
        for at in range(0, whole, 2 * _FRAME):
            found = self._frame(data[at : at + 2 * _FRAME])
            self._at += _FRAME
            if found is not None:
                ended.append(found)
        return ended

    def _frame(self, frame: bytes) -> Utterance | None:
        samples = array("h", frame)
        is_loud = math.sqrt(sum(value * value for value in samples) / _FRAME) > _LOUD
        if not self._frames:
            self._before.append(frame)
            self._loud = self._loud + 1 if is_loud else 0
            if self._loud >= _BEGINS:
                self._frames = list(self._before)
                self._before.clear()
                self._first = self._at - (_BEGINS - 1) * _FRAME
                self._last = self._at + _FRAME
                self._quiet = 0
            return None
        self._frames.append(frame)
        if is_loud:
            self._quiet, self._last = 0, self._at + _FRAME
        else:
            self._quiet += 1
        if self._quiet < self._ends and len(self._frames) * _FRAME < _LONGEST_S * RATE:
            return None
        ended = Utterance(b"".join(self._frames), self._first, self._last)
        self._frames, self._loud = [], 0
        return ended
