"""Uncertainty of a mean of values between 0 and 1: Wilson's interval, and the limits of sums and differences of means.

Wilson, J. Am. Stat. Assoc. 22 (1927); MOVER: Zou and Donner, Stat. Med. 27 (2008); the difference of two shares is
Newcombe's tenth method, Stat. Med. 17 (1998), which is MOVER over Wilson's limits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
Z99 = NormalDist().inv_cdf(0.995)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its limits, all between 0 and 1; n: on how many independent values it rests."""

    score: float
    lo: float
    hi: float
    n: float


def z_for(alpha: float) -> float:
    """How many standard deviations leave alpha outside, both sides together."""
    return NormalDist().inv_cdf(1 - alpha / 2)


def wilson(mean: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Limits of a mean of n values in [0, 1]; n may be an effective number. Nothing observed: (0, 1)."""
    if n <= 0:
        return (0.0, 1.0)
    square = z * z
    centre = (mean + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(max(0.0, mean * (1 - mean) / n + square / (4 * n * n)))
    # At the ends the formula gives the end itself, but for a rounding error.
    low = 0.0 if mean <= 0 else max(0.0, centre - half)
    high = 1.0 if mean >= 1 else min(1.0, centre + half)
    return (low, high)


def estimate(mean: float, n: float, z: float = Z95) -> Estimate:
    """A mean with Wilson's limits."""
    low, high = wilson(mean, n, z)
    return Estimate(mean, low, high, n)


def kish(sizes: Iterable[int]) -> float:
    """The effective number behind the plain mean over groups of these sizes (Kish): K² / Σ 1/n. 0 for no groups."""
    groups = list(sizes)
    return len(groups) ** 2 / sum(1 / n for n in groups) if groups else 0.0


def mover(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    """The weighted mean of independent estimates, (weight, estimate); weights are brought to a sum of 1. n is their
    sum. Raises ValueError where no part has a weight."""
    whole = sum(weight for weight, _ in parts)
    if whole <= 0:
        raise ValueError("a weighted mean needs a weight above 0")
    shares = [(weight / whole, part) for weight, part in parts]
    mean = sum(share * part.score for share, part in shares)
    below = math.sqrt(sum((share * (part.score - part.lo)) ** 2 for share, part in shares))
    above = math.sqrt(sum((share * (part.hi - part.score)) ** 2 for share, part in shares))
    return Estimate(mean, max(0.0, mean - below), min(1.0, mean + above), sum(part.n for _, part in parts))


def difference(before: Estimate, after: Estimate) -> tuple[float, float, float]:
    """after − before, with its limits."""
    gap = after.score - before.score
    low = gap - math.hypot(after.score - after.lo, before.hi - before.score)
    high = gap + math.hypot(after.hi - after.score, before.score - before.lo)
    return (gap, max(-1.0, low), min(1.0, high))
