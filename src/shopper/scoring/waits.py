"""How long customers wait, silence kept in: the product-limit estimate (Kaplan and Meier, 1958) in exact fractions.

A wait that nobody ended is censored where we stopped looking. Leaving such waits out would reward a channel for not
answering at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Wait:
    """seconds until the reply, or with answered=False until we stopped looking."""

    seconds: float
    answered: bool


def steps(waits: Iterable[Wait]) -> list[tuple[float, Fraction]]:
    """(time, share still waiting after it) at each reply time; replies come before the ends of watching at a tie."""
    ordered = sorted(waits, key=lambda w: (w.seconds, not w.answered))
    waiting, share = len(ordered), Fraction(1)
    found: list[tuple[float, Fraction]] = []
    for wait in ordered:
        if wait.answered:
            share *= Fraction(waiting - 1, waiting)
            if found and found[-1][0] == wait.seconds:
                found.pop()
            found.append((wait.seconds, share))
        waiting -= 1
    return found


def quantile(waits: Sequence[Wait], q: Fraction) -> float | None:
    """The least time by which a share q was answered; None when that share never was: “over” the longest watch."""
    return next((time for time, share in steps(waits) if share <= 1 - q), None)


MEDIAN = Fraction(1, 2)
NINE_OF_TEN = Fraction(9, 10)
