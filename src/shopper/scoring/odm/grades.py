"""Letters: lines of the score, and the findings for which no score is good enough.

Caps carry ids: dead_channel:CHANNEL, closed_loop, critical_contradiction:SERVICE/FACT, unvisited:CHANNEL. A finding of
a judge that no person has confirmed caps nothing yet; it is told as what will.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .agreement import Stated
from .channels import Reach
from .redirects import Redirects
from .table import Config

LINES = (("A", 0.80), ("B", 0.65), ("C", 0.50), ("D", 0.35), ("E", 0.20), ("F", 0.0))
LETTERS = tuple(letter for letter, _ in LINES)
UNGRADED = "?"
ENOUGH_EVIDENCE = 0.70
_NO_A_BELOW = 0.65
_LOOP_FROM = 2
_ROUNDING = 1e-11
Cap = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Caps:
    """caps: (letter, id) in force, worst first. will_cap: those that wait for a person's word. warnings: ids of what is
    a reason to look, and none to mark down."""

    caps: Sequence[Cap]
    will_cap: Sequence[Cap]
    warnings: Sequence[str]


def raw_grade(score: float) -> str:
    """The letter by the score alone; a rounding error below a line is none, as in `shown`."""
    return next(letter for letter, line in LINES if score + _ROUNDING >= line)


def grade(score: float, lo: float, caps: Iterable[Cap], evidence: float) -> str:
    """The letter that counts: "?" where too little was measured, else the worst of the score's and the caps'."""
    if evidence < ENOUGH_EVIDENCE:
        return UNGRADED
    letter = "B" if too_wide_for_an_a(score, lo) else raw_grade(score)
    return max([letter, *(cap for cap, _ in caps)], key=LETTERS.index)


def too_wide_for_an_a(score: float, lo: float) -> bool:
    """The score alone would be an A, and its lower limit is no good B."""
    return raw_grade(score) == "A" and lo < _NO_A_BELOW


def shown(score: float) -> int:
    """The whole number that is shown, never rounded up: 79.6 is not 80. A rounding error below 79.999… is none."""
    return math.floor((score + _ROUNDING) * 100)


def shown_up(score: float) -> int:
    """The far end of an interval as a whole number, never rounded down."""
    return math.ceil((score - _ROUNDING) * 100)


def caps_of(
    config: Config,
    reaches: dict[str, Reach],
    stated: Iterable[Stated],
    ways: Redirects,
    unconfirmed: frozenset[str],
) -> Caps:
    """All findings that cap, would cap, or warn."""
    caps: list[Cap] = [("C", f"dead_channel:{c}") for c, reach in sorted(reaches.items()) if reach.dead]
    will: list[Cap] = []
    warnings = [f"suspect_dead:{c}" for c, reach in sorted(reaches.items()) if reach.suspect_dead]
    trapped = ways.trapped_journeys
    confirmed = [j for j in trapped if f"trapped_journey:{j}" not in unconfirmed]
    if len(trapped) >= _LOOP_FROM and "closed_loop" not in unconfirmed:
        (caps if len(confirmed) >= _LOOP_FROM else will).append(("C", "closed_loop"))
    elif trapped:
        warnings += [f"trapped_journey:{j}" for j in trapped]
        if len(trapped) >= _LOOP_FROM:
            will.append(("C", "closed_loop"))
    for one in stated:
        if one.contradicted and (one.service, one.fact) in config.critical_facts:
            id_ = f"critical_contradiction:{one.service}/{one.fact}"
            (will if id_ in unconfirmed else caps).append(("B", id_))
    caps += [("B", f"unvisited:{c}") for c, reach in sorted(reaches.items()) if not reach.visits]
    return Caps(_worst_first(caps), _worst_first(will), warnings)


def _worst_first(caps: Iterable[Cap]) -> list[Cap]:
    return sorted(caps, key=lambda cap: -LETTERS.index(cap[0]))
