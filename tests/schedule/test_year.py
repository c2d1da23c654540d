"""Months of a weekly plan, with restarts at random moments: nothing is played twice, nothing is missed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.year import Outcome, simulate

SPRING = datetime(2026, 3, 15, tzinfo=UTC), datetime(2026, 4, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 11, tzinfo=UTC), datetime(2026, 11, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York"])
@pytest.mark.parametrize(("begin", "end"), [SPRING, AUTUMN])
def test_over_a_change_of_clocks_and_restarts_every_wave_is_played_once(
    zone: str, begin: datetime, end: datetime, tmp_path: Path
) -> None:
    outcome = simulate(zone, tmp_path, seed=7, begin=begin, end=end, restarts=8)
    assert outcome.expected >= 8
    assert outcome.drops >= 4
    assert outcome == Outcome(outcome.expected, twice=0, missed=0, unfinished=0, drops=outcome.drops, told_missed=0)
