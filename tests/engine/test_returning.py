"""The customer comes back another day, at a decent hour, and nothing is held until then."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine import session
from shopper.engine.guard_rails import in_quiet_hours
from shopper.engine.returning import come_back, next_day
from shopper.engine.suspend import Suspend
from shopper.hours import Hours, parse_hours
from shopper.journal.events import Kind
from shopper.settings.models import QuietHours
from tests.engine.worlds import World, settings_of

ZONE = ZoneInfo("Europe/Kyiv")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
OPEN = "mon-fri 9:00-18:00, sat 10:00-15:00"


@given(MOMENTS, st.integers(0, 5))
def test_the_next_day_is_a_moment_of_the_promised_hours_outside_the_quiet_ones(now: datetime, seed: int) -> None:
    quiet = QuietHours.model_validate({"from": "17:00", "to": "10:30"})
    company = settings_of(quiet_hours=quiet).company
    at = next_day(now, company, parse_hours(OPEN), random.Random(seed))
    assert at >= now + timedelta(hours=20)
    assert parse_hours(OPEN).is_open(at, ZONE)
    assert not in_quiet_hours(quiet, at.astimezone(ZONE).time())


@given(MOMENTS)
def test_a_channel_that_never_closes_is_come_back_to_within_28_hours_at_no_fixed_time(now: datetime) -> None:
    company = settings_of().company
    moments = {next_day(now, company, Hours.always(), random.Random(seed)) for seed in range(20)}
    assert len(moments) > 10
    assert all(timedelta(hours=20) <= at - now <= timedelta(hours=28) for at in moments)


def story(world: World) -> None:
    """One run of a scenario that comes back the next day, as far as it gets."""
    journey = world.journey(world.process())
    journey.open("quick", "price")
    journey.say("How much is the kettle?")
    come_back(journey, None)
    journey.hear()


def test_the_first_visit_is_closed_before_the_wait_and_a_new_one_tells_the_story_again() -> None:
    world = World()
    waited_for = []
    for _ in range(50):
        try:
            story(world)
            break
        except Suspend as suspended:
            waited_for.append(suspended.wait.what)
            world.until(suspended.wait)
    assert "the next day" in waited_for
    rows = world.store.rows
    closed = next(row for row in rows if row.kind is Kind.VISIT_CLOSED)
    first, second = (row for row in rows if row.kind is Kind.VISIT_OPENED)
    assert closed.visit == first.visit
    assert second.body["origin"] == "followup"
    assert 20 * 3600 <= (second.at.wall_us - closed.at.wall_us) / 1e6 <= 28 * 3600 + 1
    assert [visit for visit, _, _ in world.received] == [first.visit, second.visit]
    assert "How much is the kettle?" in world.received[1][2]


def test_who_was_away_until_the_night_does_not_come_back_in_the_quiet_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "check_quiet", lambda company, now: None)  # this test may be run at night
    world = World()
    world.settings = settings_of(quiet_hours=QuietHours.model_validate({"from": "20:00", "to": "9:00"}))
    wait = None
    for _ in range(50):
        try:
            story(world)
            break
        except Suspend as suspended:
            wait = suspended.wait
            if wait.what == "the next day":
                break
            world.until(wait)
    assert wait is not None
    assert wait.what == "the next day"
    journey = world.journey(world.process())
    night = datetime.combine(datetime(2027, 3, 1), time(23, 0), ZONE)
    ready = wait.check(journey.ledger, round(night.timestamp() * 1e6))
    assert type(ready) is int
    assert datetime.fromtimestamp(ready / 1e6, ZONE).time() == time(9, 0)


@pytest.mark.parametrize("after_s", [1.0, 3600.0])
def test_a_time_that_the_scenario_names_is_kept(after_s: float) -> None:
    world = World()
    for _ in range(50):
        try:
            journey = world.journey(world.process())
            journey.open("quick", "price")
            journey.say("How much is the kettle?")
            come_back(journey, after_s)
            break
        except Suspend as suspended:
            world.until(suspended.wait)
    closed = next(row for row in world.store.rows if row.kind is Kind.VISIT_CLOSED)
    _, second = (row for row in world.store.rows if row.kind is Kind.VISIT_OPENED)
    assert (second.at.wall_us - closed.at.wall_us) / 1e6 == pytest.approx(after_s, abs=0.01)
