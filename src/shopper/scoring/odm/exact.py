"""Exact tests for small numbers: Fisher's, the sign-flip test on matched pairs, Holm's correction for several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

_ALIKE = 1 + 1e-9  # tables as probable as ours belong to it, whatever the last digit says


def fisher(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Two-sided p for k of n before and k of n after coming from one share (Fisher, 1934)."""
    (k, n), (m, o) = before, after
    hits, whole = k + m, n + o

    def probable(x: int) -> float:
        return math.exp(_log_choose(n, x) + _log_choose(o, hits - x) - _log_choose(whole, hits))

    ours = probable(k)
    possible = range(max(0, hits - o), min(n, hits) + 1)
    return min(1.0, sum(p for x in possible if (p := probable(x)) <= ours * _ALIKE))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def sign_flip(differences: Sequence[float]) -> float:
    """Two-sided p for matched differences being as likely to go either way. Zeros say nothing; none left: 1."""
    steps = [Fraction(d).limit_denominator(10**6) for d in differences if d]
    ways: dict[Fraction, int] = {Fraction(0): 1}
    for step in steps:
        grown: dict[Fraction, int] = {}
        for total, count in ways.items():
            for end in (total + step, total - step):
                grown[end] = grown.get(end, 0) + count
        ways = grown
    ours = abs(sum(steps, Fraction(0)))
    as_far = sum(count for total, count in ways.items() if abs(total) >= ours)
    return float(Fraction(as_far, 2 ** len(steps)))


def holm(values: Sequence[float]) -> list[float]:
    """p-values adjusted for how many were looked at (Holm, 1979), in the order given."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    adjusted, reached = [0.0] * len(values), 0.0
    for rank, i in enumerate(order):
        reached = max(reached, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = reached
    return adjusted
