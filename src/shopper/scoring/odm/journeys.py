"""Journeys: what became of a customer's one need, over the channels that the company sent them through.

A journey's path is its entry visit and the redirects that the company forced. Followups and parallel visits are probes
of ours; they are never a customer's switch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Protocol

from .table import Config, Row, Table

# Best first, as the matrix shows them; of two equally common states of a cell the worse is shown.
STATES = ("solved", "solved_after_switch", "unsolved", "deflected", "no_answer")
VALUES = {"solved": 1.0, "solved_after_switch": 0.5, "unsolved": 0.0, "deflected": 0.0, "no_answer": 0.0}
_CROSS, _INTERNAL = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Journey:
    """The path of one need, first visit first, and all of its visits that count."""

    id: str
    path: Sequence[Row]
    last_invalid: bool  # the company sent us on, and we could not get there

    @property
    def entry(self) -> Row:
        return self.path[0]

    @property
    def state(self) -> str | None:
        """What became of it; None where our own watching ended too early to tell."""
        return state_of(self.path, self.last_invalid)

    @property
    def answered(self) -> bool:
        return any(row.reply_s is not None for row in self.path)

    @property
    def crossed(self) -> bool:
        """The company sent the customer to another channel, whether they went or not."""
        return any(row.redirect_to is not None for row in self.path)

    @property
    def passed_on(self) -> bool:
        """Somebody passed them to a colleague inside a channel."""
        return any(row.internal_switches for row in self.path)

    @property
    def smoothness(self) -> float:
        """1 with no switch of any kind."""
        return 1.0 - _CROSS * self.crossed - _INTERNAL * self.passed_on

    @property
    def _perhaps_solved(self) -> bool:
        """Solved somewhere on the way, or answered there so that nobody can tell: then nobody is called trapped."""
        return any(row.outcome == "solved" or (row.outcome is None and row.reply_s is not None) for row in self.path)

    @property
    def circled(self) -> bool:
        """Not solved, and sent back to where they had been."""
        if self._perhaps_solved:
            return False
        been: set[str] = set()
        for row in self.path:
            been.add(row.channel)
            if row.redirect_to in been:
                return True
        return False

    @property
    def stranded(self) -> bool:
        """Not solved, and sent on to where nobody answers."""
        last = self.path[-1]
        return (
            not self._perhaps_solved
            and not self.last_invalid
            and last.origin == "redirect"
            and last.outcome == "no_answer"
        )

    @property
    def trapped(self) -> bool:
        """Not solved, and sent back to where they had been, or on to where nobody answers."""
        return self.circled or self.stranded

    def rating(self, config: Config) -> int:
        """A customer's five points, by rule."""
        if self.state == "solved":
            late = self.entry.reply_s is None or self.entry.reply_s > config.channels[self.entry.channel].sla_s
            return 4 if late or any(row.repeats for row in self.path) else 5
        if self.state == "solved_after_switch":
            return 3
        return 2 if self.answered else 1


class Told(Protocol):
    """The part of a visit that says what became of its journey."""

    @property
    def outcome(self) -> str | None: ...
    @property
    def redirect_to(self) -> str | None: ...


def state_of(path: Sequence[Told], last_invalid: bool) -> str | None:
    """What became of a journey by its valid visits in their order. None where that cannot be told: the company sent us
    on and we could not get there, or our own watching ended too early."""
    entry = path[0]
    if any(row.outcome == "solved" for row in path):
        switched = entry.outcome != "solved" or entry.redirect_to is not None
        return "solved_after_switch" if switched else "solved"
    return None if last_invalid or path[-1].outcome is None else entry.outcome


def journeys_of(table: Table) -> list[Journey]:
    """The journeys whose entry visit counts, in the order of the table."""
    visits: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        if row.origin in ("entry", "redirect") and table.config.channels[row.channel].shopped:
            visits[row.journey].append(row)
    found = []
    for id_, rows in visits.items():
        rows.sort(key=lambda row: row.seq)
        path = [row for row in rows if row.valid]
        if path and path[0].origin == "entry":
            found.append(Journey(id_, path, last_invalid=not rows[-1].valid))
    return found


def summary(journeys: Iterable[Journey], config: Config) -> dict[str, object]:
    """Counts, ratings and effort, JSON values. Effort is told beside how many were solved: those who were not would
    have had to go on."""
    told = [(journey, state) for journey in journeys if (state := journey.state) is not None]
    states = {s: sum(1 for _, state in told if state == s) for s in STATES}
    ratings = [journey.rating(config) for journey, _ in told]
    solved = [journey for journey, state in told if state in ("solved", "solved_after_switch")]
    times = [s for j in solved if (s := next((r.solved_s for r in j.path if r.outcome == "solved"), None)) is not None]
    return {
        "n": len(told),
        "states": {state: count for state, count in states.items() if count},
        "rating": {
            "mean": mean(ratings) if ratings else None,
            "counts": {str(points): count for points in range(1, 6) if (count := ratings.count(points))},
        },
        "effort": {
            "solved": len(solved),
            "median_turns": median(sum(row.turns for row in j.path) for j in solved) if solved else None,
            "median_s": median(times) if times else None,
            "mean_channels": mean(len({row.channel for row in j.path}) for j in solved) if solved else None,
        },
    }
