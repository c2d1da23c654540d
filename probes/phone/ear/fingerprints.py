"""Whether two pieces of speech are the same recording.

A person never says a sentence twice alike to the hundredth of a second; a recording does, whatever the line adds. So
the course of loudness and of colour, in steps of 8 ms, is laid over that of an earlier piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

from .windows import RATE, STEP

LONGEST = 4 * RATE // STEP  # steps (4 s) that are compared; what follows is the same too
SHORTEST = RATE // STEP  # steps (1 s); shorter ones, such as “Hello?”, are too alike
_SHIFT = 40  # steps (0.32 s) by which the beginnings may have been found apart
# Least correlations. Measured: the same over a line, loud enough, at least 0.88 and 0.73; other words at most 0.59 and
# 0.56; the same words at the same pace in another synthetic voice 0.80 and 0.69.
_LOUDNESS, _COLOUR = 0.82, 0.7
_FAINTEST_DB = -50.0  # below, the line's own hiss is what differs


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Of the first seconds of a piece: its loudness (dB) and its colour, step by step. whole: how many steps the piece
    has."""

    levels: tuple[float, ...]
    colours: tuple[float, ...]
    whole: int


def fingerprint(levels: Sequence[float], colours: Sequence[float]) -> Fingerprint:
    """Of a piece whose steps these are."""
    audible = [level > _FAINTEST_DB for level in levels[:LONGEST]]
    return Fingerprint(
        tuple(max(_FAINTEST_DB, level) for level in levels[:LONGEST]),
        tuple(colour if loud else 0.0 for colour, loud in zip(colours[:LONGEST], audible, strict=True)),
        len(levels),
    )


def same_recording(one: Fingerprint, other: Fingerprint, *, ended: bool = True) -> bool:
    """Whether both are one recording, played twice. ended: both are whole, so that their lengths must agree, too."""
    length = min(len(one.levels), len(other.levels))
    if length < SHORTEST or (ended and abs(one.whole - other.whole) > 2 * _SHIFT):
        return False
    return any(_alike(one, other, lag, length - abs(lag)) for lag in sorted(range(-_SHIFT, _SHIFT + 1), key=abs))


def _alike(one: Fingerprint, other: Fingerprint, lag: int, length: int) -> bool:
    a, b = max(0, lag), max(0, -lag)
    return (
        correlation(one.levels[a : a + length], other.levels[b : b + length]) >= _LOUDNESS
        and correlation(one.colours[a : a + length], other.colours[b : b + length]) >= _COLOUR
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's; 0 where one of them does not change."""
    count = len(one)
    mean_one, mean_other = sum(one) / count, sum(other) / count
    covered = sum(map(mul, one, other)) / count - mean_one * mean_other
    spread_one = sum(map(mul, one, one)) / count - mean_one**2
    spread_other = sum(map(mul, other, other)) / count - mean_other**2
    if spread_one <= 1e-9 or spread_other <= 1e-9:
        return 0.0
    return float(covered / sqrt(spread_one * spread_other))
