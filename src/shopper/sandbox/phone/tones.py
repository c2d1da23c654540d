"""What is heard on a line beside speech: a tune to wait by, the tones of an exchange, a jingle.

The tones are those of Europe's exchanges (ITU-T E.180, supplement 2): 425 Hz, ringing 1 s in 5, busy 0.5 s in 1.
"""

from __future__ import annotations

import math
from array import array
from functools import cache

from .voice import RATE

_TONE_HZ = 425.0
_BEAT_S = 0.32
# A tune of our own: (half-tones above A3 or None for a rest, beats), and a chord below for every four beats.
_TUNE: tuple[tuple[int | None, int], ...] = (
    (3, 1), (7, 1), (10, 1), (12, 1), (10, 2), (7, 2), (5, 1), (8, 1), (12, 1), (15, 1), (12, 2), (8, 1), (None, 1),
    (2, 1), (5, 1), (10, 1), (14, 1), (12, 1), (10, 1), (5, 2), (3, 1), (7, 1), (10, 1), (7, 1), (3, 3), (None, 1),
)  # fmt: skip
_CHORDS = ((-9, -5, -2), (-9, -5, -2), (-4, 0, 3), (-4, 0, 3), (-2, 2, 5), (-2, 2, 5), (-9, -5, -2), (-9, -5, -2))
_JINGLE: tuple[tuple[int | None, int], ...] = ((12, 1), (16, 1), (19, 1), (24, 2))


def hold_music(seconds: float, *, begin: float = 0.0) -> bytes:
    """So much of the tune, from `begin` on; it goes round for as long as it must."""
    return _stretch(_tune(), seconds, begin)


def make_sounds() -> None:
    """Make what takes long to make, once."""
    _tune()
    jingle()


def ringback(seconds: float) -> bytes:
    """What a caller hears while the other telephone rings."""
    return _stretch(_tone(1.0) + bytes(2 * 4 * RATE), seconds)


def busy_tone(seconds: float) -> bytes:
    return _stretch(_tone(0.5) + bytes(RATE), seconds)


def beep(seconds: float = 0.3) -> bytes:
    return _stretch(_tone(seconds), seconds)


def silence(seconds: float) -> bytes:
    return bytes(2 * int(seconds * RATE))


@cache
def jingle() -> bytes:
    """Four notes that many a company plays before it says that everybody is busy."""
    out = [0.0] * int(RATE * _BEAT_S * 0.55 * 6)
    at = 0.0
    for step, beats in _JINGLE:
        if step is not None:
            _pluck(out, int(at * RATE), step, 0.9, 0.7)
        at += beats * _BEAT_S * 0.55
    return _pcm(out)


@cache
def _tune() -> bytes:
    beats = sum(beats for _, beats in _TUNE)
    out = [0.0] * int(RATE * _BEAT_S * beats)
    at = 0
    for step, length in _TUNE:
        if step is not None:
            _pluck(out, int(at * _BEAT_S * RATE), step, 0.8, 0.5 + length * 0.25)
        at += length
    for bar in range(beats // 4):
        for n, step in enumerate(_CHORDS[bar % len(_CHORDS)]):
            for beat in (0, 2):
                _pluck(out, int((bar * 4 + beat + n * 0.12) * _BEAT_S * RATE), step, 0.42, 0.9)
    return _pcm(out)


def _pluck(out: list[float], start: int, step: int, loud: float, seconds: float) -> None:
    """A plucked string: three partials that fade, the higher the sooner. It rings on at the beginning of a round."""
    for partial, weight in ((1, 1.0), (2, 0.35), (3, 0.12)):
        pitch = 220 * 2 ** (step / 12) * partial
        decay = math.exp(-partial * 2.2 / (seconds * RATE))
        turn, fade = 2 * decay * math.cos(2 * math.pi * pitch / RATE), -decay * decay
        before, now = 0.0, loud * weight * math.sin(2 * math.pi * pitch / RATE)
        for n in range(start, start + int(seconds * 1.5 * RATE)):
            out[n % len(out)] += now
            before, now = now, turn * now + fade * before


def _tone(seconds: float) -> bytes:
    edge = 0.008 * RATE
    count = int(seconds * RATE)
    turns = 2 * math.pi * _TONE_HZ / RATE
    return _pcm([math.sin(turns * n) * min(1.0, n / edge, (count - 1 - n) / edge) for n in range(count)], 6000)


def _pcm(samples: list[float], peak: int = 11000) -> bytes:
    loudest = max(map(abs, samples)) or 1.0
    return array("h", (int(sample / loudest * peak) for sample in samples)).tobytes()


def _stretch(pcm: bytes, seconds: float, begin: float = 0.0) -> bytes:
    start, size = 2 * (int(begin * RATE) % (len(pcm) // 2)), 2 * int(seconds * RATE)
    rounds = -(-(start + size) // len(pcm))
    return (pcm * rounds)[start : start + size]
