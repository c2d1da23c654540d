"""config/schedule.yaml and config/calendar.yaml: how they are read, and what is said of what cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.settings import load_settings
from shopper.settings.calendar import Calendar
from shopper.settings.recurrence import parse_at, parse_cron
from shopper.settings.schedule import Schedule

from .conftest import COMPANY, Write, refused

QUIET = COMPANY + "  quiet_hours: {from: 22:00, to: 7:00}\n"


def first_days(text: str, cron: bool = False, n: int = 3) -> list[str]:
    recurrence = parse_cron(text) if cron else parse_at(text)
    return [f"{day:%a %d.%m}" for day, _ in zip(recurrence.days(date(2026, 11, 22)), range(n), strict=False)]


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("mon 9:00", ["Mon 23.11", "Mon 30.11", "Mon 07.12"], [540]),
        ("пн, ср 9:30", ["Mon 23.11", "Wed 25.11", "Mon 30.11"], [570]),
        ("daily 10:00, 14.15", ["Sun 22.11", "Mon 23.11", "Tue 24.11"], [600, 855]),
        ("sat-mon 0:00", ["Sun 22.11", "Mon 23.11", "Sat 28.11"], [0]),
        ("2026-12-01 9:00", ["Tue 01.12"], [540]),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text: str, days: list[str], times: list[int]) -> None:
    recurrence = parse_at(text)
    assert first_days(text) == days
    assert recurrence.times(next(recurrence.days(date(2026, 11, 22)))) == times


def test_other_times_on_other_days_stand_in_one_line() -> None:
    recurrence = parse_at("mon-fri 9:00, 14:00; sat 10:00")
    assert recurrence.times(date(2026, 11, 27)) == [540, 840]
    assert recurrence.times(date(2026, 11, 28)) == [600]
    assert recurrence.times(date(2026, 11, 29)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0 9 * * mon", ["Mon 23.11", "Mon 30.11", "Mon 07.12"]),
        ("0 9 * * 0", ["Sun 22.11", "Sun 29.11", "Sun 06.12"]),
        ("0 9 * * 7", ["Sun 22.11", "Sun 29.11", "Sun 06.12"]),
        ("0 9 * * fri-sun", ["Sun 22.11", "Fri 27.11", "Sat 28.11"]),
        ("0 9 1 * mon", ["Mon 23.11", "Mon 30.11", "Tue 01.12"]),  # either will do, as crontab(5) has it
        ("0 9 */10 * *", ["Tue 01.12", "Fri 11.12", "Mon 21.12"]),
        ("@monthly", ["Tue 01.12", "Fri 01.01", "Mon 01.02"]),
    ],
)
def test_cron_means_what_crontab_says(text: str, days: list[str]) -> None:
    assert first_days(text, cron=True) == days


@given(st.integers(0, 59), st.integers(0, 23), st.sampled_from(["mon", "1", "*", "sat,sun"]))
def test_a_cron_of_one_time_a_day_is_due_at_it(minute: int, hour: int, days: str) -> None:
    recurrence = parse_cron(f"{minute} {hour} * * {days}")
    assert recurrence.times(next(recurrence.days(date(2026, 1, 1)))) == [hour * 60 + minute]


@given(st.text(max_size=20))
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    for parse in (parse_at, parse_cron):
        try:
            parse(text)
        except ValueError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ("waves: {a: {at: mon}}", "does not say at what time"),
        ("waves: {a: {at: 9:00}}", "does not say on which days"),
        ("waves: {a: {at: mno 9:00}}", "neither a day of the week nor a date"),
        ("waves: {a: {at: 2026-02-30 9:00}}", "there is no 2026-02-30"),
        ("waves: {a: {cron: 0 9 * *}}", "five fields"),
        ("waves: {a: {cron: 0 9 * * mno}}", "Did you mean “mon”?"),
        ("waves: {a: {cron: 61 9 * * *}}", "it goes from 0 to 59"),
        ("waves: {a: {cron: 0 9 31 2 *}}", "such a day never comes"),
        ("waves: {a: {}}", "say when"),
        ("waves: {a: {at: mon 9:00, cron: 0 9 * * *}}", "cannot stand together"),
        ("waves: {a: {att: mon 9:00}}", "Did you mean “at”?"),
        ("waves: {../a: {at: mon 9:00}}", "cannot name a wave"),
        ("waves: {a: {spread: 0}}", "the least is 1"),
        ("waves: {a: {spread: {visits: 8, outside: 2}}}", "the most is 1"),
        ("waves: {a: {at: mon 9:00, scenarios: [none.feature]}}", "there is no scenarios/none.feature"),
        ("missed: jump", "“jump” is not known here"),
        ("grace: soon", "is not a duration"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_at_its_line(write: Write, schedule: str, said: str) -> None:
    mistakes = refused(write(schedule=schedule))
    assert any(said in str(mistake) and "schedule.yaml" in mistake.file for mistake in mistakes), mistakes


def test_a_wave_that_falls_on_holidays_only_is_refused_unless_it_is_to_be_played_then(write: Write) -> None:
    calendar = 'holidays: ["12-25"]'
    mistakes = refused(write(schedule="waves: {a: {cron: 0 9 25 12 *}}", calendar=calendar))
    assert "falls on holidays only" in str(mistakes[0])
    load_settings(write(schedule="waves: {a: {cron: 0 9 25 12 *, on_holidays: play}}", calendar=calendar))


def test_a_wave_in_the_quiet_hours_is_refused(write: Write) -> None:
    mistakes = refused(write(company=QUIET, schedule="waves: {a: {at: daily 23:00, }, b: {at: daily 6:59}}"))
    assert len(mistakes) == 2
    assert "quiet hours, 22:00 to 07:00" in str(mistakes[0])
    load_settings(write(company=QUIET, schedule="waves: {a: {at: 'daily 7:00'}}"))


def test_dates_that_are_over_are_no_mistake(write: Write) -> None:
    settings = load_settings(write(schedule="waves: {a: {at: 2001-01-01 9:00}}"))
    assert "a" in settings.schedule.waves


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ('holidays: ["25-12"]', "is no day"),
        ("holidays: [christmas]", "is no day"),
        ("exceptions: [{from: 2026-12-20, to: 2026-12-01, reason: sale}]", "is before 2026-12-20"),
        ("exceptions: [{from: 2026-12-20}]", "“reason” is missing"),
        ("exceptions: [{from: 2026-12-20, reason: ' '}]", "say why"),
        ("exceptions: [{from: 20.12.2026, reason: sale}]", "is no date"),
        ("exceptions: [{from: 2026-12-20, reason: sale, blakout: true}]", "Did you mean “blackout”?"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_at_its_line(write: Write, calendar: str, said: str) -> None:
    mistakes = refused(write(calendar=calendar))
    assert any(said in str(mistake) for mistake in mistakes), mistakes


def test_a_holiday_of_every_year_is_one_in_every_year() -> None:
    calendar = Calendar.model_validate({"holidays": ["12-25", "02-29", "2026-04-12"]})
    closed = calendar.closed_days()
    assert {date(2026, 12, 25), date(2031, 12, 25), date(2028, 2, 29), date(2026, 4, 12)} <= closed
    assert date(2027, 4, 12) not in closed
    assert all(calendar.is_holiday(day) for day in closed)


def test_a_number_alone_is_so_many_visits() -> None:
    schedule = Schedule.model_validate({"waves": {"a": {"spread": 5}}})
    spread = schedule.waves["a"].spread
    assert spread is not None and spread.visits == 5


def test_without_a_schedule_nothing_is_shopped_by_itself(write: Write) -> None:
    settings = load_settings(write())
    assert not settings.schedule.waves
    assert not settings.calendar.holidays
