"""Each channel's answers: the share that came, how fast, and whether anybody is there at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .curve import worth
from .intervals import Z95, Estimate, estimate, kish
from .survival import MEDIAN, NINE_OF_TEN, Waits
from .table import Channel, Row, Table

_SUSPECT_FROM = 3


@dataclass(frozen=True, slots=True)
class Reach:
    """One channel. n: visits that were answered or watched to the end of its patience. score: the mean worth of its
    waits, None where n is 0."""

    visits: int
    replied: int
    early_censored: int
    n: int
    score: float | None
    waits: Waits
    dead: bool
    suspect_dead: bool


def reach_of(table: Table) -> dict[str, Reach]:
    """Every channel that is looked at, in the order of the config."""
    rows: dict[str, list[Row]] = {c: [] for c, settings in table.config.channels.items() if settings.shopped}
    for row in table.rows:
        if row.valid and row.channel in rows:
            rows[row.channel].append(row)
    return {c: reach(mine, table.config.channels[c], table.config.dead_min_visits) for c, mine in rows.items()}


def reach(rows: Iterable[Row], channel: Channel, dead_from: int) -> Reach:
    """One channel by its valid visits. dead_from: from so many unanswered ones it is dead."""
    rows = list(rows)
    replied = sum(row.reply_s is not None for row in rows)
    early = sum(row.reply_s is None and (row.observed_s or 0.0) < channel.patience_s for row in rows)
    waits = Waits((row.reply_s, True) if row.reply_s is not None else (row.observed_s or 0.0, False) for row in rows)
    n = len(rows) - early
    score = sum(worth(t, sla=channel.sla_s, tolerable=channel.tolerable_s) * share for t, share in waits.rises())
    dead = not replied and n >= dead_from
    suspect = not replied and _SUSPECT_FROM <= n < dead_from
    return Reach(len(rows), replied, early, n, score if n else None, waits, dead, suspect)


def category(reaches: Iterable[Reach], z: float = Z95) -> Estimate | None:
    """The plain mean over channels that were looked at long enough to tell."""
    told = [one for one in reaches if one.score is not None]
    if not told:
        return None
    return estimate(sum(r.score or 0.0 for r in told) / len(told), kish(r.n for r in told), z)


def as_json(one: Reach, channel: Channel) -> dict[str, Any]:
    waiting, _ = one.waits.waiting_at(channel.sla_s)
    low, high = one.waits.band_at(channel.sla_s)
    median, p90 = one.waits.quantile(MEDIAN), one.waits.quantile(NINE_OF_TEN)
    return {
        "visits": one.visits,
        "replied": one.replied,
        "early_censored": one.early_censored,
        "n": one.n,
        "score": one.score,
        "within_sla": {"est": 1 - waiting, "lo": 1 - high, "hi": 1 - low} if one.n else None,
        "median_s": {"est": median.est, "lo": median.lo, "hi": median.hi},
        "p90_s": {"est": p90.est, "lo": p90.lo, "hi": p90.hi},
        "final_unanswered": one.waits.never if one.n else None,
        "dead": one.dead,
        "suspect_dead": one.suspect_dead,
        "km": [{"t": step.t, "S": float(step.waiting)} for step in one.waits.steps],
    }
