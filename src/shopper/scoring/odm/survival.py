"""How long customers wait, silence kept in: the product-limit estimate of Kaplan and Meier (1958), exactly.

The shares are fractions, since floats put a median at the wrong visit (six waits of 1 to 6 have the median 3, and
0.8333… · 0.8 · 0.75 is a hair above one half). Limits are Wilson's on the number that carries the estimate at a time
(Rothman, Am. J. Epidemiol. 108, 1978).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .intervals import Z95, wilson

MEDIAN, NINE_OF_TEN = Fraction(1, 2), Fraction(9, 10)
_EXACT_BITS = 512  # a fraction of more digits than this says no more than a float does, and costs minutes


@dataclass(frozen=True, slots=True)
class Step:
    """A moment at which replies came: d of at_risk customers who still waited got theirs, `waiting` is the share that
    waits on after it, n how many customers carry that share."""

    t: float
    d: int
    at_risk: int
    waiting: Fraction | float
    n: float


@dataclass(frozen=True, slots=True)
class Limits:
    """A time with its limits, in seconds; None is “later than we looked”."""

    est: float | None
    lo: float | None
    hi: float | None


class Waits:
    """The waits of one channel: (seconds, answered); an unanswered one ended when we stopped looking."""

    def __init__(self, waits: Iterable[tuple[float, bool]]) -> None:
        self._waits = sorted(waits, key=lambda w: (w[0], not w[1]))  # at one time, replies come before ends of watching
        self._times = [t for t, _ in self._waits]
        self.steps: list[Step] = list(self._climb())

    def _climb(self) -> Iterable[Step]:
        waiting: Fraction | float = Fraction(1)
        spread = 0.0  # Greenwood's sum
        n = 0.0
        total, place = len(self._waits), 0
        while place < total:
            t, at_risk = self._waits[place][0], total - place
            here = place
            while here < total and self._waits[here][0] == t:
                here += 1
            d = sum(answered for _, answered in self._waits[place:here])
            place = here
            if not d:
                continue
            waiting = waiting * Fraction(at_risk - d, at_risk)
            if isinstance(waiting, Fraction) and waiting.denominator.bit_length() > _EXACT_BITS:
                waiting = float(waiting)
            if d < at_risk:
                spread += d / (at_risk * (at_risk - d))
                share = float(waiting)
                n = (1 - share) / (share * spread)
            else:
                n = n or float(at_risk)  # nobody waits any more: the last number that could be told
            yield Step(t, d, at_risk, waiting, n)

    def waiting_at(self, t: float) -> tuple[float, float]:
        """The share that still waits after t, and the number that carries it."""
        before = bisect_right([step.t for step in self.steps], t)
        if before:
            step = self.steps[before - 1]
            return float(step.waiting), step.n
        still = sum(1 for time in self._times if time >= t)
        return 1.0, float(still)

    def band_at(self, t: float, z: float = Z95) -> tuple[float, float]:
        """Limits of the share that still waits after t."""
        return wilson(*self.waiting_at(t), z)

    def quantile(self, q: Fraction, z: float = Z95) -> Limits:
        """The least time by which a share q had its reply, with the band read sideways."""
        left = 1 - q
        bands = [(step.t, *wilson(float(step.waiting), step.n, z)) for step in self.steps]
        return Limits(
            next((step.t for step in self.steps if step.waiting <= left), None),
            next((t for t, low, _ in bands if low <= left), None),
            next((t for t, _, high in bands if high <= left), None),
        )

    def rises(self) -> Sequence[tuple[float, float]]:
        """(time, share that got its reply just then)."""
        found: list[tuple[float, float]] = []
        before = 1.0
        for step in self.steps:
            after = float(step.waiting)
            found.append((step.t, before - after))
            before = after
        return found

    @property
    def never(self) -> float:
        """The share that had no reply at the last time at which one came."""
        return float(self.steps[-1].waiting) if self.steps else 1.0
