"""The promised-hours clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.hours import DAYS, Hours, clock_text, parse_clock, parse_hours

KYIV = "Europe/Kyiv"
OFFICE = parse_hours("mon-fri 9:00-18:00")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# The unit table `open_seconds` of the scorecard's worked example.
OFFICE_WEEK = dict.fromkeys(DAYS[:5], "09:00-18:00")
WHOLE_DAYS = {"sat": "00:00-24:00", "sun": "00:00-24:00", "mon": "00:00-24:00"}
TABLE: list[tuple[str, str, object, list[str], str, str, float]] = [
    ("Friday 17:30 to Monday 09:20", KYIV, OFFICE_WEEK, [], "2026-03-06T17:30+02:00", "2026-03-09T09:20+02:00", 3000),
    (
        "the same with Monday closed, answer Tuesday 09:20",
        *(KYIV, OFFICE_WEEK, ["2026-03-09"], "2026-03-06T17:30+02:00", "2026-03-10T09:20+02:00", 3000),
    ),
    (
        "answer on Saturday: the clock stood still since Friday 18:00",
        *(KYIV, OFFICE_WEEK, [], "2026-03-06T17:30+02:00", "2026-03-07T12:00+02:00", 1800),
    ),
    ("asked and answered on Saturday", KYIV, OFFICE_WEEK, [], "2026-03-07T10:00+02:00", "2026-03-07T10:05+02:00", 0),
    ("spring DST Sunday: 23 hours", KYIV, WHOLE_DAYS, [], "2026-03-29T00:00+02:00", "2026-03-30T00:00+03:00", 82800),
    ("autumn DST Sunday: 25 hours", KYIV, WHOLE_DAYS, [], "2026-10-25T00:00+03:00", "2026-10-26T00:00+02:00", 90000),
    (
        "lunch break is not counted",
        *("Europe/Warsaw", {"wed": "08:00-12:00, 13:00-17:00"}, []),
        *("2026-03-04T11:50+01:00", "2026-03-04T13:10+01:00", 1200),
    ),
    ("no published hours: wall clock", KYIV, "24/7", [], "2026-03-07T10:00+02:00", "2026-03-07T10:05+02:00", 300),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_promised_seconds_are_those_of_the_worked_example(row: tuple[Any, ...]) -> None:
    _, zone, hours, closed, start, end, seconds = row
    days = frozenset(date.fromisoformat(day) for day in closed)
    assert parse_hours(hours).open_seconds(utc(start), utc(end), zone, days) == seconds


@pytest.mark.parametrize("row", [row for row in TABLE if row[6]], ids=lambda row: row[0])
def test_the_sla_of_the_worked_example_ends_when_its_promised_seconds_have_passed(row: tuple[Any, ...]) -> None:
    _, zone, hours, closed, start, end, seconds = row
    days = {date.fromisoformat(day) for day in closed}
    due = parse_hours(hours).add(utc(start), seconds, zone, days)
    assert due <= utc(end)
    assert parse_hours(hours).open_seconds(utc(start), due, zone, days) == seconds


def test_an_interval_that_ends_inside_the_hour_shown_twice_is_open_each_time_the_clock_shows_it() -> None:
    hours = parse_hours("daily 2:00-3:30")  # clocks in Kyiv go back from 04:00 to 03:00 on 25 October
    midnight = utc("2026-10-25T00:00+03:00")
    assert hours.open_seconds(midnight, midnight + timedelta(hours=6), KYIV) == 2 * 3600
    assert hours.is_open(utc("2026-10-25T03:10+03:00"), KYIV)
    assert not hours.is_open(utc("2026-10-25T03:40+03:00"), KYIV)
    assert hours.is_open(utc("2026-10-25T03:10+02:00"), KYIV)


def test_an_interval_in_the_hour_that_is_skipped_does_not_happen() -> None:
    midnight = utc("2026-03-29T00:00+02:00")  # clocks in Kyiv go from 03:00 to 04:00
    assert parse_hours("daily 3:00-3:30").open_seconds(midnight, midnight + timedelta(hours=8), KYIV) == 0
    assert parse_hours("daily 3:30-5:00").open_seconds(midnight, midnight + timedelta(hours=8), KYIV) == 3600


def test_a_day_that_begins_at_one_o_clock_is_counted_from_there() -> None:
    # Cairo puts clocks forward at midnight: 24 April 2026 has no 00:00.
    start = utc("2026-04-23T23:00+02:00")
    assert parse_hours("fri 0:00-2:00").open_seconds(start, start + timedelta(hours=6), "Africa/Cairo") == 3600


def test_the_clock_stands_at_the_close_and_does_not_jump_to_the_next_opening() -> None:
    friday = utc("2026-03-06T17:30+02:00")
    assert OFFICE.add(friday, 1800, KYIV) == utc("2026-03-06T18:00+02:00")
    assert OFFICE.add(friday, 1800.5, KYIV) == utc("2026-03-09T09:00:00.5+02:00")


def test_hours_that_never_open_have_no_deadline() -> None:
    with pytest.raises(ValueError, match="never open"):
        parse_hours({"mon": "closed"}).add(MONDAY, 1, KYIV)


def test_no_time_at_all_passes_at_once_even_when_closed() -> None:
    assert parse_hours({}).add(MONDAY, 0, KYIV) == MONDAY


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.open_seconds(datetime(2026, 3, 2), MONDAY, KYIV)


def test_an_end_before_the_start_is_no_time() -> None:
    assert OFFICE.open_seconds(MONDAY + timedelta(days=1), MONDAY, KYIV) == 0
    assert Hours.always().open_seconds(MONDAY + timedelta(days=1), MONDAY, KYIV) == 0


def test_always_stops_for_a_day_that_is_declared_closed() -> None:
    day = {date(2026, 3, 3)}
    always = Hours.always()
    assert always.open_seconds(MONDAY, MONDAY + timedelta(days=3), "UTC", day) == 2 * 86400
    assert always.add(MONDAY + timedelta(hours=23), 7200, "UTC", day) == MONDAY + timedelta(days=2, hours=1)
    assert not always.is_open(MONDAY + timedelta(days=1), "UTC", day)


def test_a_deadline_beyond_the_calendar_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="never passes"):
        Hours.always().add(MONDAY, 1e15, KYIV)


@pytest.mark.parametrize(
    "text",
    [
        "mon-fri 9:00-18:00, sat 10:00-15:00",
        "Monday – Friday 09.00–18.00; Saturday 10–15",
        "mon, tue, wed-fri 9-18, sat 10:00 - 15:00",
        "пн-пт 9:00-18:00, сб 10:00-15:00",
        "пн.-пт. 9:00-18:00, суббота: 10:00-15:00",
        "pon-pt 9:00-18:00, sobota 10:00-15:00",
        "mon-fri 9:00-13:00, 12:00-18:00, sat 10:00-15:00",
    ],
)
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert str(parse_hours(text)) == "mon-fri 09:00-18:00, sat 10:00-15:00"


def test_hours_that_go_on_after_midnight_reach_into_the_next_day() -> None:
    assert str(parse_hours("sun 20:00-2:00")) == "mon 00:00-02:00, sun 20:00-24:00"
    assert str(parse_hours("sat-mon 22:00-0:00")) == "mon 22:00-24:00, sat-sun 22:00-24:00"


def test_hours_given_day_by_day_may_close_a_day_in_words_or_by_leaving_it_empty() -> None:
    hours = parse_hours({"mon": "9:00-13:00, 14:00-18:00", "tue-wed": "24/7", "sat": "closed", "sun": None})
    assert str(hours) == "mon 09:00-13:00, 14:00-18:00, tue-wed 00:00-24:00"


def test_a_week_without_a_gap_is_always() -> None:
    assert parse_hours("daily 0:00-24:00") == Hours.always() == parse_hours("24/7")
    assert hash(parse_hours("daily 0:00-12:00, 12:00-24:00")) == hash(Hours.always())


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("9:00-18:00", "on which days"),
        ("mon-fri", "without times"),
        ("mon-fri 9:00-25:00", "25:00"),
        ("mon-fri 9:60-18:00", "9:60"),
        ("moon 9:00-18:00", "moon"),
        ("mon-fry 9:00-18:00", "fry"),
        ("mon 9:00-9:00", "no time"),
        ("mon 24:00-9:00", "no time"),
        ("", "cannot be read"),
        ("mon 9:00-18:00,", "cannot be read"),
        (540, "cannot be read"),
        (None, "cannot be read"),
        ({"mon": 540}, "mon"),
        ({"moon": "9:00-18:00"}, "moon"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_saying_what(value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_hours(value)


@pytest.mark.parametrize("value", ["24:01", "9:0", "nine", "", "-1:00", "9:00:00"])
def test_a_time_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        parse_clock(value)


@given(st.integers(0, 1440))
def test_every_time_of_day_reads_back(minutes: int) -> None:
    assert parse_clock(clock_text(minutes)) == minutes


intervals = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda p: (min(p), max(p) + (p[0] == p[1])))
weeks = st.lists(st.lists(intervals, max_size=3), min_size=7, max_size=7).map(Hours.of)
open_weeks = weeks.filter(lambda hours: any(hours.week))
zones = st.sampled_from(["UTC", KYIV, "Europe/Warsaw", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"])
# Around both of Europe's changes of 2026, and Casablanca's two, one month apart.
moments = st.sampled_from([utc("2026-03-28T00:00Z"), utc("2026-10-24T00:00Z"), utc("2026-02-14T00:00Z")]).flatmap(
    lambda day: st.integers(0, 9 * 86_400_000_000).map(lambda us: day + timedelta(microseconds=us))
)
closed = st.frozensets(st.dates(date(2026, 3, 27), date(2026, 4, 6)), max_size=3)


@given(weeks)
def test_hours_written_out_read_back_as_the_same(hours: Hours) -> None:
    assert parse_hours(str(hours)) == hours


@given(open_weeks, moments, st.integers(1, 10**12), zones, closed)
def test_adding_promised_time_undoes_counting_it(
    hours: Hours, start: datetime, microseconds: int, zone: str, days: frozenset[date]
) -> None:
    due = hours.add(start, microseconds / 1e6, zone, days)
    assert hours.open_seconds(start, due, zone, days) == microseconds / 1e6
    assert hours.open_seconds(start, due - timedelta(microseconds=1), zone, days) < microseconds / 1e6


@given(weeks, st.tuples(moments, moments, moments), zones, closed)
def test_promised_time_adds_up_and_never_runs_faster_than_the_wall(
    hours: Hours, three: tuple[datetime, datetime, datetime], zone: str, days: frozenset[date]
) -> None:
    first, second, third = sorted(three)
    whole = hours.open_seconds(first, third, zone, days)
    parts = hours.open_seconds(first, second, zone, days), hours.open_seconds(second, third, zone, days)
    assert whole == pytest.approx(sum(parts), abs=2e-6)
    assert 0 <= parts[0] <= (second - first).total_seconds()


@given(weeks, moments, zones, closed)
def test_promised_time_runs_exactly_while_it_is_open(
    hours: Hours, at: datetime, zone: str, days: frozenset[date]
) -> None:
    runs = hours.open_seconds(at, at + timedelta(microseconds=1), zone, days) > 0
    assert runs == hours.is_open(at, zone, days)


@given(open_weeks, moments, st.floats(0, 1e6), st.floats(0, 1e6), zones)
def test_more_promised_time_never_ends_earlier(
    hours: Hours, start: datetime, one: float, other: float, zone: str
) -> None:
    less, more = sorted((one, other))
    assert hours.add(start, less, zone) <= hours.add(start, more, zone)
