"""When which wave is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from shopper.schedule.slots import Slot, monday_of, next_slot, slots, week_of
from shopper.settings.calendar import Calendar
from shopper.settings.schedule import Schedule

KYIV = "Europe/Kyiv"
ZONES = ("Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC", "Pacific/Apia")


def schedule(**waves: object) -> Schedule:
    return Schedule.model_validate({"waves": waves})


def due(plan: Schedule, begin: str, end: str, zone: str = KYIV, calendar: Calendar | None = None) -> list[Slot]:
    after, until = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (begin, end))
    return slots(plan, calendar or Calendar(), zone, after, until)


def test_a_wave_is_due_at_its_time_on_the_companys_wall_clock_in_winter_and_summer() -> None:
    found = due(schedule(a={"at": "mon 9:00"}), "2026-03-23", "2026-04-01")
    assert [f"{slot.due:%d.%m %H:%M}" for slot in found] == ["23.03 07:00", "30.03 06:00"]
    assert [slot.wave for slot in found] == ["a-2026-03-23-0900", "a-2026-03-30-0900"]


def test_a_time_that_the_clock_skips_is_due_once_an_hour_later() -> None:
    found = due(schedule(a={"at": "daily 3:30"}), "2026-03-28 12:00", "2026-03-29 12:00")
    assert [slot.due for slot in found] == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]  # 4:30 by the new time


def test_of_a_time_that_the_clock_shows_twice_the_first_counts() -> None:
    found = due(schedule(a={"at": "daily 3:30"}), "2026-10-24 12:00", "2026-10-25 12:00")
    assert [slot.due for slot in found] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_two_times_that_fall_together_in_the_skipped_hour_are_one() -> None:
    found = due(schedule(a={"at": "daily 3:30, 4:30"}), "2026-03-28 12:00", "2026-03-29 12:00")
    assert len(found) == 1


def test_holidays_and_blackouts_are_told_and_left_out() -> None:
    calendar = Calendar.model_validate(
        {
            "holidays": ["12-25"],
            "exceptions": [
                {"from": "2026-12-28", "to": "2026-12-29", "reason": "moving", "blackout": True},
                {"from": "2026-12-30", "reason": "sale"},
            ],
        }
    )
    plan = schedule(a={"at": "daily 9:00"}, b={"at": "daily 10:00", "on_holidays": "play"})
    found = due(plan, "2026-12-25", "2026-12-31", calendar=calendar)
    why = {(slot.entry, slot.local.day): slot.left_out for slot in found}
    assert why["a", 25] == "holiday"
    assert why["b", 25] == ""
    assert why["b", 28] == why["a", 29] == "blackout: moving"
    assert why["a", 30] == ""


def test_a_wave_that_is_spread_begins_with_the_week() -> None:
    found = due(schedule(a={"spread": 8}), "2026-11-20", "2026-12-01")
    assert [(slot.wave, slot.week) for slot in found] == [("a-2026-W48", "2026-W48"), ("a-2026-W49", "2026-W49")]
    assert found[0].due == datetime(2026, 11, 22, 22, tzinfo=UTC)


def test_a_week_has_its_monday_also_at_the_turn_of_the_year() -> None:
    for day in (datetime(2027, 1, 1), datetime(2024, 12, 30), datetime(2026, 11, 22)):
        monday = monday_of(week_of(day.date()))
        assert monday.weekday() == 0
        assert 0 <= (day.date() - monday).days < 7


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
TIMES = st.sampled_from(["daily 3:30", "daily 0:00, 2:15", "sun 2:30", "mon-fri 9:00", "daily 23:59"])


@examples(max_examples=40)
@given(MOMENTS, st.lists(st.floats(0, 72), min_size=2, max_size=5), st.sampled_from(ZONES), TIMES)
def test_however_time_is_cut_into_pieces_every_slot_is_found_once(
    begin: datetime, hours: list[float], zone: str, at: str
) -> None:
    plan = schedule(a={"at": at}, b={"cron": "*/47 * * * *"}, c={"spread": 3})
    cuts = [begin]
    for length in hours:
        cuts.append(cuts[-1] + timedelta(hours=length))
    pieces = [slot for a, b in pairwise(cuts) for slot in slots(plan, Calendar(), zone, a, b)]
    assert pieces == slots(plan, Calendar(), zone, cuts[0], cuts[-1])
    assert len({slot.wave for slot in pieces}) == len(pieces)


@given(MOMENTS, st.sampled_from(ZONES), TIMES)
def test_the_next_slot_is_the_first_of_those_after_a_moment(begin: datetime, zone: str, at: str) -> None:
    plan = schedule(a={"at": at})
    coming = next_slot(plan, Calendar(), zone, begin)
    assert coming == slots(plan, Calendar(), zone, begin, begin + timedelta(days=9))[0]
