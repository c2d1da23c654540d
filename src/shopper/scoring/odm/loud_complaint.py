"""Is who complains aloud answered sooner? A reply in time in public against one in private.

P(reply within 20 minutes | public) − P(reply within 20 minutes | private), by the waits of all visits of either sort,
with Newcombe's limits over the Rothman–Wilson bands (survival, intervals). So long do people wait on a hotline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from .intervals import Estimate, difference
from .survival import Waits
from .table import Row, Table

WITHIN_S = 1200.0


@dataclass(frozen=True, slots=True)
class Gap:
    """The share answered in time in public and in private, how much more it is in public, and the limits of that."""

    public: Estimate
    private: Estimate
    gap: float
    lo: float
    hi: float


def loud_complaint(table: Table, within_s: float = WITHIN_S) -> Gap | None:
    """The gap of a table; None where no visit was made in public, or none in private."""
    shopped = {name: channel for name, channel in table.config.channels.items() if channel.shopped}
    rows = [row for row in table.rows if row.valid and row.channel in shopped]
    public = _in_time((row for row in rows if shopped[row.channel].public), within_s)
    private = _in_time((row for row in rows if not shopped[row.channel].public), within_s)
    if public is None or private is None:
        return None
    gap, low, high = difference(private, public)
    return Gap(public, private, gap, low, high)


def as_json(table: Table) -> dict[str, Any]:
    """{"loud_complaint": …}, JSON values only; {} where there is nothing to compare."""
    found = loud_complaint(table)
    return {} if found is None else {"loud_complaint": asdict(found)}


def _in_time(rows: Iterable[Row], within_s: float) -> Estimate | None:
    told = [(row.reply_s, True) if row.reply_s is not None else (row.observed_s or 0.0, False) for row in rows]
    waits = Waits([(seconds, answered) for seconds, answered in told if seconds is not None])
    waiting, n = waits.waiting_at(within_s)
    if n <= 0:
        return None
    low, high = waits.band_at(within_s)
    return Estimate(1 - waiting, 1 - high, 1 - low, n)
