"""How a bench prints: plain lines, one for each figure, with its bar and whether it is met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, the bar as words ("" = none), the value as words, and whether the bar is met
    (None where there is none)."""

    what: str
    bar: str
    measured: str
    met: bool | None = None


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print a table; nothing fails."""
    print(f"\n{title}", flush=True)
    rows = [("", "bar", "measured", "met"), *((f.what, f.bar, f.measured, _word(f.met)) for f in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


def say(text: str) -> None:
    """A line between the tables."""
    print(f"  {text}", flush=True)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile; NaN of nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * percent) // 100) - 1))]


def spread(values: Sequence[float], unit: str = "ms", digits: int = 1) -> str:
    """p50 / p99 / max of some values, with how many there are."""
    if not values:
        return "nothing measured"
    parts = (statistics.median(values), percentile(values, 99), max(values))
    return " / ".join(f"{part:.{digits}f}" for part in parts) + f" {unit} (n = {len(values)})"


def _word(met: bool | None) -> str:
    return "" if met is None else "yes" if met else "NO"
