"""Waits by the hour and the day on which a customer asked: when is anybody there?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from .odm.survival import MEDIAN, Waits

DAYS = 7


class Asked(NamedTuple):
    """One conversation. began: ISO, in the company's zone. seconds: until the reply, or how long it was watched."""

    began: str
    seconds: float
    answered: bool
    sla_s: float | None


def asked_of(visits: Iterable[Mapping[str, Any]]) -> list[Asked]:
    """The conversations of a scorecard's visits that were answered, or watched until a customer would give up."""
    return [
        Asked(
            visit["began"],
            visit["reply_s"] if visit["reply_s"] is not None else visit["observed_s"] or 0.0,
            visit["reply_s"] is not None,
            visit["sla_s"] or None,
        )
        for visit in visits
        if visit["valid"] and (visit["reply_s"] is not None or visit["outcome"] is not None)
    ]


def hours_of(asked: Sequence[Asked], weeks: int = 1) -> dict[str, Any] | None:
    """A cell for each hour of each day of the week, from the first to the last hour in which somebody asked.

    weeks: how many weeks `asked` is of. days: Monday is 0; only days on which somebody asked. A cell is null where
    nobody did, else n, answered, in_time, and median_s: by when half had an answer, null where half never had one.
    None where nobody asked at all."""
    if not asked:
        return None
    cells: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    for one in asked:
        began = datetime.fromisoformat(one.began)
        cells[began.weekday(), began.hour].append(one)
    hours = range(min(hour for _, hour in cells), max(hour for _, hour in cells) + 1)
    days = sorted({day for day, _ in cells})
    return {
        "weeks": weeks,
        "hours": list(hours),
        "days": [{"weekday": day, "cells": [_cell(cells.get((day, hour), [])) for hour in hours]} for day in days],
    }


def _cell(asked: Sequence[Asked]) -> dict[str, Any] | None:
    if not asked:
        return None
    return {
        "n": len(asked),
        "answered": sum(one.answered for one in asked),
        "in_time": sum(one.answered and (one.sla_s is None or one.seconds <= one.sla_s) for one in asked),
        "median_s": Waits((one.seconds, one.answered) for one in asked).quantile(MEDIAN).est,
    }
