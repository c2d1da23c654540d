"""Recognises the sandbox's own voices, and nobody else's: a phrase is known by how its loudness and its hiss go.

It stands in for speech recognition where none is: what was said through this sandbox is found again in a recording,
whichever way that went (a codec, a resampling, a change of loudness). Words of real people are never recognised.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .voice import RATE, Phrase, Spoken

_HOP = RATE // 100  # 10 ms
_FRAME = 2 * _HOP
_QUIET = 120.0  # root mean square of what counts as silence; full scale is 32768
_GAP_HOPS = 12  # a phrase begins after so long a silence
_SEARCH = range(-7, 8)  # hops around a beginning
_ALIKE = 0.86
_SHORTEST = 6  # frames


@dataclass(frozen=True, slots=True)
class Recognised:
    """A phrase found in a recording. start, end: seconds. alike: 1 is the same."""

    text: str
    start: float
    end: float
    alike: float


@dataclass(frozen=True, slots=True)
class _Shape:
    """Of every frame: the logarithm of its loudness, and how often the wave crosses zero; each with its mean taken off
    when it is compared."""

    loud: tuple[float, ...]
    hiss: tuple[float, ...]


def recognise(pcm: bytes, known: Iterable[Spoken]) -> list[Recognised]:
    """The phrases in signed 16-bit samples at 8 kHz, by time."""
    heard = array("h", bytes(2 * _HOP * 10) + pcm[: len(pcm) // 2 * 2] + bytes(2 * _HOP * 10))
    loud, hiss = _features(heard, _HOP)
    starts = _beginnings(loud)
    best: dict[int, Recognised] = {}
    for spoken in known:
        for phrase in spoken.phrases:
            shape = _shape(spoken.pcm[2 * phrase.start : 2 * phrase.end])
            for start in starts:
                found = _compare(shape, phrase, loud, hiss, start)
                if found is not None and (start not in best or found.alike > best[start].alike):
                    best[start] = found
    return sorted(best.values(), key=lambda each: each.start)


def _compare(
    shape: _Shape, phrase: Phrase, loud: Sequence[float], hiss: Sequence[float], start: int
) -> Recognised | None:
    length = len(shape.loud)
    if length < _SHORTEST:
        return None
    top, at = _ALIKE, -1
    for shift in _SEARCH:
        first = start + shift
        last = first + 2 * length
        if first < 0 or last > len(loud) + 4:
            continue
        alike = 0.7 * _correlation(shape.loud, loud[first:last:2]) + 0.3 * _correlation(shape.hiss, hiss[first:last:2])
        if alike > top:
            top, at = alike, first
    if at < 0:
        return None
    seconds = (at - 10) * _HOP / RATE
    return Recognised(phrase.text, max(0.0, seconds), seconds + (phrase.end - phrase.start) / RATE, top)


def _beginnings(loud: Sequence[float]) -> list[int]:
    quiet = math.log(_QUIET)
    starts, silent = [], _GAP_HOPS
    for n, level in enumerate(loud):
        if level <= quiet:
            silent += 1
        else:
            if silent >= _GAP_HOPS:
                starts.append(n)
            silent = 0
    return starts


@lru_cache(maxsize=4000)
def _shape(pcm: bytes) -> _Shape:
    loud, hiss = _features(array("h", pcm), _FRAME)
    return _Shape(tuple(loud), tuple(hiss))


def _features(samples: array[int], hop: int) -> tuple[list[float], list[float]]:
    loud, hiss = [], []
    for at in range(0, max(1, len(samples) - _FRAME + 1), hop):
        frame = samples[at : at + _FRAME]
        power = math.sqrt(sum(value * value for value in frame) / max(1, len(frame)))
        level = max(power, _QUIET / 4)
        loud.append(math.log(level))
        signs = [value > 0 for value in frame]
        crossings = sum(one != other for one, other in pairwise(signs))
        hiss.append(float(crossings) if power > _QUIET else 0.0)
    return loud, hiss


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    count = min(len(one), len(other))
    if count < len(one) - 2:
        return 0.0
    mean_one, mean_other = sum(one[:count]) / count, sum(other[:count]) / count
    both = left = right = 0.0
    for a, b in zip(one, other, strict=False):
        x, y = a - mean_one, b - mean_other
        both += x * y
        left += x * x
        right += y * y
    return both / math.sqrt(left * right) if left * right > 1e-9 else 0.0
