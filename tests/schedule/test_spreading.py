"""A week of visits at random times."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from shopper.engine.credible import Need, Seen
from shopper.engine.scripted import PROBE
from shopper.schedule.foreseeing import foresee
from shopper.schedule.spreading import Week, draw_week
from shopper.settings.calendar import Calendar
from shopper.settings.models import Channel, Company, GuardRails, Persona, Settings
from shopper.settings.schedule import Schedule

ZONE = ZoneInfo("Europe/Kyiv")
PROBES: dict[str, Any] = {"scripted": PROBE()}
WEEK = "2026-W48"


def company(spread: object = 8, calendar: object = None, personas: int = 4, **rails: object) -> Settings:
    """A chat that is open on working days and a desk that is open always."""
    given = {"authorised_by": "the test", "gap": "30 min", "rest": "1 h", **rails}
    channels = {
        "chat": Channel.model_validate({"kind": "scripted", "address": "never", "hours": "mon-fri 9:00-18:00"}),
        "desk": Channel.model_validate({"kind": "scripted", "address": "never"}),
    }
    return Settings.model_construct(
        company=Company(
            name="Any",
            zone="Europe/Kyiv",
            languages=("en",),
            channels=channels,
            guard_rails=GuardRails.model_validate(given),
        ),
        services={},
        personas={f"p{n}": Persona(name=f"P{n}", languages=("en",)) for n in range(personas)},
        schedule=Schedule.model_validate({"waves": {"a": {"spread": spread}}}),
        calendar=Calendar.model_validate(calendar or {}),
    )


def needs(chat: int = 12, desk: int = 12) -> list[Need]:
    """So many scenarios that begin in each channel."""
    return [
        Need(f"{channel}{n}", f"{channel} {n}", "en", channels=(channel,), visits={channel: 1})
        for channel, count in (("chat", chat), ("desk", desk))
        for n in range(count)
    ]


def draw(
    settings: Settings, found: list[Need] | None = None, *, week: str = WEEK, seen: list[Seen] | None = None
) -> Week:
    wave = settings.schedule.waves["a"]
    return draw_week(found or needs(), settings, PROBES, wave, name=f"a-{week}", week=week, seen=seen or [])


def local(week: Week) -> list[datetime]:
    return [drop.at.astimezone(ZONE) for drop in week.drops]


def test_the_same_seed_gives_the_same_week_whatever_the_order_of_the_files() -> None:
    settings = company()
    assert draw(settings) == draw(settings, needs()[::-1])


def test_another_seed_and_another_week_give_other_weeks() -> None:
    first = draw(company({"visits": 8, "seed": 1}))
    assert local(first) != local(draw(company({"visits": 8, "seed": 2})))
    assert [drop.need.title for drop in first.drops] != [d.need.title for d in draw(company(), week="2026-W49").drops]


def test_about_so_many_visits_in_each_channel_most_of_them_while_it_is_open() -> None:
    week = draw(company({"visits": 8, "outside": 0.25}))
    assert Counter(next(iter(drop.need.visits)) for drop in week.drops) == {"chat": 8, "desk": 8}
    assert Counter(drop.inside for drop in week.drops if "chat" in drop.need.visits) == {True: 6, False: 2}
    assert all(drop.inside for drop in week.drops if "desk" in drop.need.visits)  # open always: there is no outside


def test_visits_are_laid_out_over_the_whole_week() -> None:
    days = {at.date() for at in local(draw(company({"visits": 7}), needs(chat=0)))}
    assert len(days) == 7  # one from each seventh of the time


def test_no_scenario_is_played_twice_and_what_is_wanting_is_told() -> None:
    week = draw(company(8), needs(chat=3))
    assert len({drop.need.journey for drop in week.drops}) == len(week.drops)
    assert any("“chat”: 3 of 8 visits" in note for note in week.notes)


def test_customers_who_would_be_recognised_carry_fewer_visits_and_it_is_told() -> None:
    week = draw(company(8, personas=1, persona_visits_per_week=2))
    assert Counter(next(iter(drop.need.visits)) for drop in week.drops)["chat"] <= 2
    assert any("cannot carry more in a week" in note for note in week.notes)


def test_what_agents_saw_lately_counts() -> None:
    seen = [Seen("p0", "chat", f"j{n}", "", "en") for n in range(5)]
    week = draw(company(8, personas=1), seen=seen)
    assert not any("chat" in drop.need.visits for drop in week.drops)


def test_a_week_without_room_says_so() -> None:
    calendar = {"exceptions": [{"from": "2026-11-20", "to": "2026-12-01", "reason": "moving", "blackout": True}]}
    week = draw(company(calendar=calendar))
    assert not week.drops
    assert any("find no room in the week" in note for note in week.notes)


def test_on_a_holiday_the_chat_counts_as_closed() -> None:
    week = draw(company({"visits": 8, "outside": 0}, {"holidays": ["11-25", "11-26"]}), needs(desk=0))
    assert not {at.day for at in local(week)} & {25, 26}


@examples(max_examples=25)
@given(
    seed=st.integers(0, 10**6),
    week=st.sampled_from(["2026-W13", "2026-W43", "2026-W48", "2026-W53", "2027-W01"]),
    gap=st.sampled_from(["0 min", "20 min", "3 h"]),
    per_day=st.integers(1, 3),
    visits=st.integers(1, 12),
    outside=st.floats(0, 1),
)
def test_every_week_keeps_the_guard_rails(
    seed: int, week: str, gap: str, per_day: int, visits: int, outside: float
) -> None:
    calendar = {"exceptions": [{"from": "2026-11-27", "reason": "moving", "blackout": True}]}
    quiet = {"from": "22:00", "to": "7:00"}
    spread = {"visits": visits, "outside": outside, "seed": seed}
    settings = company(spread, calendar, gap=gap, visits_per_day=per_day, quiet_hours=quiet)
    drawn = draw(settings, week=week)
    rails = settings.company.guard_rails
    of_day: Counter[tuple[str, object]] = Counter()
    begun: dict[str, list[datetime]] = {"chat": [], "desk": []}
    for drop in drawn.drops:
        at, [channel] = drop.at.astimezone(ZONE), drop.need.visits
        assert 7 <= at.hour < 22
        assert f"{at:%G-W%V}" == week
        assert at.date().isoformat() != "2026-11-27"
        assert drop.inside == settings.company.channels[channel].hours.is_open(drop.at, ZONE)
        of_day[channel, at.date()] += 1
        begun[channel].append(drop.at)
    assert max(of_day.values(), default=0) <= per_day
    for times in begun.values():
        assert all((b - a).total_seconds() >= rails.gap for a, b in zip(sorted(times), sorted(times)[1:], strict=False))
    assert max(Counter((d.persona, *d.need.visits) for d in drawn.drops).values()) <= rails.persona_visits_per_week


def rows(found: list[Need]) -> list[dict[str, Any]]:
    """The needs as a collecting pytest writes them."""
    return [
        {
            "identity": {"wave": "", "feature": "f", "scenario": n.title, "example": "", "channel": ""},
            "need": {
                "journey": "",
                "title": n.title,
                "language": "en",
                "channels": list(n.channels),
                "visits": dict(n.visits),
                "asks": [],
                "services": [],
                "real": [],
                "leads_on": False,
            },
        }
        for n in found
    ]


def test_what_is_foreseen_is_what_is_drawn_with_the_staffs_minutes() -> None:
    settings = company(3)
    begin = datetime(2026, 11, 22, 22, tzinfo=UTC) - timedelta(seconds=1)
    forecast = foresee(settings, PROBES, {"a": rows(needs())}, begin, begin + timedelta(days=7))
    assert len(forecast.journeys) == 6
    assert sum(sum(visits.values()) for visits in forecast.of_personas.values()) == 6
    assert forecast.staff_minutes(settings) == {"chat": 15.0, "desk": 15.0}
    assert not forecast.refused


def test_waves_that_no_persona_can_carry_are_foreseen_as_refused() -> None:
    settings = company(personas=1, persona_visits_per_week=5, visits_per_day=50).model_copy(
        update={"schedule": Schedule.model_validate({"waves": {"d": {"at": "daily 10:00"}}})}
    )
    begin = datetime(2026, 11, 22, 22, tzinfo=UTC)
    forecast = foresee(settings, PROBES, {"d": rows(needs(chat=2, desk=0))}, begin, begin + timedelta(days=7))
    begun = {journey.slot.wave for journey in forecast.journeys}
    assert len(begun) == 2  # two visits a day: five a week are used up on the third
    assert len(forecast.refused) == 5
    assert "Agents recognise a shopper by that" in forecast.refused[0][1]


def test_more_visits_on_one_day_than_the_guard_rails_allow_are_foreseen_as_refused() -> None:
    settings = company(visits_per_day=3).model_copy(
        update={"schedule": Schedule.model_validate({"waves": {"m": {"at": "mon 10:00"}}})}
    )
    begin = datetime(2026, 11, 22, 22, tzinfo=UTC)
    forecast = foresee(settings, PROBES, {"m": rows(needs(chat=4, desk=0))}, begin, begin + timedelta(days=7))
    assert "more than 3 visits in “chat” on 2026-11-23" in forecast.refused[0][1]
