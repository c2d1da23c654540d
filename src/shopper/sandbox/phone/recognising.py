"""Recognises the sandbox's own voices, and nobody else's: a phrase is known by how its loudness and its hiss go.

It stands in for speech recognition where none is: what was said through this sandbox is found again in a recording,
whichever way that went: a codec, a resampling, a change of loudness, moments that were lost or put in on the way, a cut
first or last syllable. Words of real people are never recognised.

Phrases begin after a silence. At each beginning the known phrases whose first moments fit best are laid over what was
heard in short pieces, each of which may have slipped a little against the one before; what counts is how alike the
whole then is. Silence is left out of both, so that pauses which a busy machine puts into a call change nothing.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..tongues import tongue_of
from .voice import RATE, Phrase, Spoken

_HOP = RATE // 100  # 10 ms
_FRAME = 2 * _HOP
_FLOOR = 30.0  # root mean square; nothing is quieter than this
_QUIET = 120.0  # root mean square of what counts as silence; full scale is 32768
_GAP_HOPS = 12  # a phrase begins after so long a silence
_PAD = 8  # hops
_HEAD = 30  # frames of a phrase by which it is looked for
_AROUND = range(-6, 7, 2)  # hops around a beginning
_MISSING = (0, 6, 12)  # frames of a phrase's beginning that may have been cut off
_LEAST = 0.7  # of a phrase that must be there
_TRIED = 10  # phrases that are laid over what was heard
_PIECE = 10  # frames
_SLIP = 10  # hops that may have been lost between a piece and the one before
_FOR_STAYING = 0.015  # likeness for each hop that is not slipped
_ALIKE = 0.86
_FOR_LENGTH = 0.0008  # for each frame: a longer phrase that fits is meant, not the shorter one it begins with
_FOR_LANGUAGE = 0.04
_SHORT = 50  # frames; shorter phrases must be more alike, since more of them are alike by chance
_ALIKE_BESIDE = 0.6  # beside a phrase of the same line
_NEAR_HOPS = 50  # how far from its place a phrase may begin then
_OVERLAP = 0.4  # of the shorter of two phrases that may lie over each other, since silence is left out
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


def recognise(pcm: bytes, known: Iterable[Spoken], language: str = "") -> list[Recognised]:
    """The phrases in signed 16-bit samples at 8 kHz, by time. Of two that sound alike the one in the language is
    taken."""
    whole = _features(array("h", pcm[: len(pcm) // 2 * 2]), _HOP)
    hops = _sounding(whole)
    heard = _padded(_only(whole, hops))
    candidates = [
        _Candidate(spoken, n, phrase, shape)
        for spoken in known
        for n, phrase in enumerate(spoken.phrases)
        if len((shape := _shape(spoken.pcm[2 * phrase.start : 2 * phrase.end])).loud) >= _SHORTEST
    ]
    place = {hop: n + _PAD for n, hop in enumerate(hops)}
    starts = _beginnings(whole.loud)
    found: dict[int, _Found] = {}
    for start in starts:
        best = _best(candidates, heard, place[start], language, cut=start == starts[0])
        if best is not None:
            found[start] = best
    for start in starts:
        if start not in found and (best := _beside(candidates, heard, start, place[start], found)):
            found[start] = best
    return _apart([_told(each, hops) for each in found.values()])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase that may have been said: the n-th one of a line."""

    spoken: Spoken
    n: int
    phrase: Phrase
    shape: _Shape


@dataclass(frozen=True, slots=True)
class _Found:
    """first, last: its first sounding hop, and the one after its last."""

    candidate: _Candidate
    alike: float
    first: int
    last: int


def _best(candidates: list[_Candidate], heard: _Shape, start: int, language: str, *, cut: bool) -> _Found | None:
    """The phrase that begins here. cut: its first moments may be missing."""
    tries = sorted(
        (-_head(each.shape, heard, start + around, skipped), around, skipped, n)
        for n, each in enumerate(candidates)
        for skipped in (_MISSING if cut else (0,))
        if skipped <= (1 - _LEAST) * len(each.shape.loud)
        for around in _AROUND
    )
    best: _Found | None = None
    best_mark = 0.0
    tried: set[tuple[int, int]] = set()
    for _, around, skipped, n in tries:
        if (n, skipped) in tried:
            continue
        if len(tried) == _TRIED:
            break
        tried.add((n, skipped))
        each = candidates[n]
        frames = len(each.shape.loud)
        alike, first, last = _laid_over(each.shape, heard, start + around, skipped)
        mark = alike + _FOR_LENGTH * frames
        mark += _FOR_LANGUAGE if tongue_of(each.phrase.text, "") == language else 0.0
        if alike > _enough(frames) and mark > best_mark:
            best, best_mark = _Found(each, alike, first, last), mark
    return best


def _beside(
    candidates: list[_Candidate], heard: _Shape, start: int, place: int, found: dict[int, _Found]
) -> _Found | None:
    """The phrase that stands before or after one that was found, in the same line, where it ought to stand."""
    for at, other in found.items():
        for each in candidates:
            mine, theirs = each.phrase, other.candidate.phrase
            if each.spoken is not other.candidate.spoken or abs(each.n - other.candidate.n) != 1:
                continue
            if abs((mine.start - theirs.start) / _HOP - (start - at)) > _NEAR_HOPS:
                continue
            alike, first, last = max(_laid_over(each.shape, heard, place + around, 0) for around in _AROUND)
            if alike > _ALIKE_BESIDE:
                return _Found(each, alike, first, last)
    return None


def _told(found: _Found, hops: Sequence[int]) -> Recognised:
    first, last = (hops[max(0, min(n - _PAD, len(hops) - 1))] for n in (found.first, found.last - 1))
    begin, end = first * _HOP / RATE, (last + 1) * _HOP / RATE
    return Recognised(found.candidate.phrase.text, begin, end, found.alike)


def _enough(frames: int) -> float:
    return _ALIKE + 0.05 * max(0.0, 1 - frames / _SHORT)


def _apart(found: list[Recognised]) -> list[Recognised]:
    """Without those that lie over a better one."""
    kept: list[Recognised] = []
    for each in sorted(found, key=lambda one: -one.alike):
        if all(_overlap(each, other) < _OVERLAP * min(_length(each), _length(other)) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _overlap(one: Recognised, other: Recognised) -> float:
    return min(one.end, other.end) - max(one.start, other.start)


def _length(one: Recognised) -> float:
    return max(0.01, one.end - one.start)


def _head(shape: _Shape, heard: _Shape, at: int, skipped: int) -> float:
    last = min(len(shape.loud), skipped + _HEAD)
    return _alike(shape, heard, skipped, last, at) if at >= 0 else 0.0


def _laid_over(shape: _Shape, heard: _Shape, at: int, skipped: int) -> tuple[float, int, int]:
    """How alike a phrase and what was heard are, and from which hop to which it was heard."""
    pieces: list[list[tuple[int, int]]] = []  # frames of the phrase, and their hops
    where, first, length = at, max(0, at), len(shape.loud)
    for begin in range(skipped, length, _PIECE):
        end = min(begin + _PIECE, length)
        slips = range(-_SLIP, 4) if begin > skipped else range(-4, 5)
        fits = [
            (_alike(shape, heard, begin, end, where + slip) - abs(slip) * _FOR_STAYING, where + slip)
            for slip in slips
            if where + slip >= 0 and where + slip + 2 * (end - begin) <= len(heard.loud)
        ]
        if not fits:
            break
        _, where = max(fits)
        if begin == skipped:
            first = where
        pieces.append([(frame, where + 2 * (frame - begin)) for frame in range(begin, end)])
        where += 2 * (end - begin)
    if sum(map(len, pieces)) < _LEAST * length:
        return 0.0, 0, 0
    pairs = [pair for frames in pieces for pair in frames]
    loud = _correlation([shape.loud[mine] for mine, _ in pairs], [heard.loud[theirs] for _, theirs in pairs])
    hiss = _correlation([shape.hiss[mine] for mine, _ in pairs], [heard.hiss[theirs] for _, theirs in pairs])
    return _together(loud, hiss), first, where


def _alike(shape: _Shape, heard: _Shape, begin: int, end: int, at: int) -> float:
    span = slice(at, at + 2 * (end - begin), 2)
    loud = _correlation(shape.loud[begin:end], heard.loud[span])
    return _together(loud, _correlation(shape.hiss[begin:end], heard.hiss[span]))


def _together(loud: float, hiss: float) -> float:
    return 0.7 * loud + 0.3 * hiss


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
    whole = _features(array("h", pcm), _FRAME)
    return _only(whole, _sounding(whole))


def _sounding(shape: _Shape) -> list[int]:
    """The frames that are no silence: silence is 40 dB below the loudest."""
    quiet = max(math.log(_FLOOR), min(math.log(_QUIET), max(shape.loud) - math.log(100)))
    return [n for n, level in enumerate(shape.loud) if level > quiet]


def _only(shape: _Shape, frames: Sequence[int]) -> _Shape:
    return _Shape(tuple(shape.loud[n] for n in frames), tuple(shape.hiss[n] for n in frames))


def _padded(shape: _Shape) -> _Shape:
    """With a little silence before and after it, where the edges of a phrase may lie."""
    quiet, none = (math.log(_QUIET),) * _PAD, (0.0,) * _PAD
    return _Shape(quiet + shape.loud + quiet, none + shape.hiss + none)


def _features(samples: array[int], hop: int) -> _Shape:
    loud, hiss = [], []
    for at in range(0, max(1, len(samples) - _FRAME + 1), hop):
        frame = samples[at : at + _FRAME]
        power = math.sqrt(sum(value * value for value in frame) / max(1, len(frame)))
        level = max(power, _FLOOR)
        loud.append(math.log(level))
        signs = [value > 0 for value in frame]
        crossings = sum(one != other for one, other in pairwise(signs))
        hiss.append(float(crossings) if power > _QUIET else 0.0)
    return _Shape(tuple(loud), tuple(hiss))


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
