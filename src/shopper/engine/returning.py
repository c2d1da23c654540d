"""How the customer comes back another day: the conversation is closed, time passes, and the story is told once more."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ..hours import Hours
from ..model import Origin
from ..programme.wording import LATER, NEXT_DAY
from ..settings.models import Company
from .asking import tell_again
from .clocks import to_datetime, to_us
from .guard_rails import in_quiet_hours
from .journey import Journey
from .ledger import Ledger
from .suspend import Ready

_GRID = timedelta(minutes=5)
_EARLIEST, _LATEST = timedelta(hours=20), timedelta(hours=28)
_SEARCHED = timedelta(days=15)


def come_back(journey: Journey, after_s: float | None) -> None:
    """Close the current visit once it has run its course, wait, and ask again in the same channel.

    after_s: seconds to wait; None is the next day, at a moment of the channel's promised hours. Never in the quiet
    hours. Nothing is held while it waits, so it goes on after a detach or a crash."""
    visit = journey.current
    channel, company = journey.session.channel(visit.channel), journey.session.settings.company
    journey.end()
    now_us = journey.session.stamp().wall_us
    assert journey.ledger.started is not None
    seed = f"{journey.ledger.started['seed']}:return:{visit.id}"
    at_us: int = journey.decide(
        "when to come back",
        lambda: (
            now_us + round(after_s * 1e6)
            if after_s is not None
            else to_us(next_day(to_datetime(now_us), company, channel.hours, random.Random(seed)))
        ),
    )

    def ready(ledger: Ledger, now: int) -> Ready:
        if now < at_us:
            return at_us
        # It may be night by now: a process that was away for days takes the journey up at any hour.
        allowed = to_us(_first_fit(to_datetime(now), company, Hours.always()))
        return True if allowed <= now else allowed

    journey.wait_for("return", "the next day" if after_s is None else "the time to come back", visit, ready)
    tell_again(journey, visit.channel, Origin.FOLLOWUP, NEXT_DAY if after_s is None else LATER)


def next_day(now: datetime, company: Company, hours: Hours, draw: random.Random) -> datetime:
    """A moment 20 to 28 hours after now inside the promised hours and outside the quiet ones; where there is none, the
    first one after that."""
    first, last = now + _EARLIEST, now + _LATEST
    count = int((last - first) / _GRID)
    fitting = [at for n in range(count + 1) if _fits(at := first + n * _GRID, company, hours)]
    if not fitting:
        return _first_fit(last, company, hours)
    return min(draw.choice(fitting) + timedelta(seconds=draw.uniform(0, _GRID.total_seconds() - 1)), last)


def _first_fit(start: datetime, company: Company, hours: Hours) -> datetime:
    """The first moment from start that fits, to five minutes; `start` itself where none does for two weeks."""
    at = start
    while at < start + _SEARCHED:
        if _fits(at, company, hours):
            return at
        at += _GRID
    return start


def _fits(at: datetime, company: Company, hours: Hours) -> bool:
    zone = ZoneInfo(company.zone)
    quiet = company.guard_rails.quiet_hours
    if quiet is not None and in_quiet_hours(quiet, at.astimezone(zone).time()):
        return False
    return hours.is_open(at.astimezone(UTC), zone)
