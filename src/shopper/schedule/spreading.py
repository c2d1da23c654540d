"""A week of visits at random times: which scenarios are played, by whom, and when.

A pure function of the scenarios' needs, the config, the seed, the wave's name and what agents saw lately: the same
gives the same plan. Visits are laid out over the whole week (one drawn from each equal part of the open time), not
heaped; they keep the guard rails: quiet hours, visits a day, gaps, the rest of a persona, what a persona may do in a
week. The times of the company's holidays count as closed.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..engine.casting import Cast, cast
from ..engine.credible import Need, Seen
from ..engine.guard_rails import in_quiet_hours
from ..engine.identity import digest
from ..engine.probe import Probe
from ..settings.models import Settings
from ..settings.schedule import ScheduledWave, Spread
from .slots import monday_of

_GRID = timedelta(minutes=5)
_DRAWS = 400


@dataclass(frozen=True, slots=True)
class Drop:
    """One journey of the week. at: UTC. inside: whether its first channel is open then, as promised."""

    need: Need
    persona: str
    at: datetime
    inside: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The plan of a week, the earliest first. notes: what falls short of what was wanted, a sentence each."""

    drops: tuple[Drop, ...]
    notes: tuple[str, ...] = ()


def draw_week(
    needs: Iterable[Need],
    settings: Settings,
    probes: Mapping[str, Probe],
    wave: ScheduledWave,
    *,
    name: str,
    week: str,
    seen: Sequence[Seen] = (),
) -> Week:
    """Draw a week. name: of the wave; week: as 2026-W48. Raises ValueError for a week that is none."""
    spread = wave.spread or Spread()
    rng = random.Random(digest("spread", str(spread.seed), name))
    chosen, notes = _chosen(list(needs), settings, spread, rng)
    made, chosen, too_many = _carried(chosen, settings, probes, name, seen)
    notes += too_many
    played = [need for need in chosen if need.journey in made.personas]
    drops, no_room = _times(played, made, settings, spread, week, rng)
    return Week(tuple(sorted(drops, key=lambda drop: (drop.at, drop.need.journey))), (*notes, *no_room))


def _chosen(needs: list[Need], settings: Settings, spread: Spread, rng: random.Random) -> tuple[list[Need], list[str]]:
    """Scenarios for about so many visits in every channel: those that go where most is missing first."""
    order = sorted(needs, key=lambda need: digest(need.title, need.language, *need.channels, need.journey))
    rng.shuffle(order)
    there: Counter[str] = Counter()
    chosen: list[Need] = []
    for need in order:
        if need.visits and all(there[channel] + count <= spread.visits for channel, count in need.visits.items()):
            there.update(need.visits)
            chosen.append(need)
    notes = [
        f"“{channel}”: {there[channel]} of {spread.visits} visits: no more scenarios begin there"
        for channel, config in settings.company.channels.items()
        if config.shopped and there[channel] < spread.visits
    ]
    return chosen, notes


def _carried(
    chosen: list[Need], settings: Settings, probes: Mapping[str, Probe], name: str, seen: Sequence[Seen]
) -> tuple[Cast, list[Need], list[str]]:
    """As many of them as the personas can carry without being recognised, and who plays which."""
    wanted = len(chosen)
    why: tuple[str, ...] = ()
    while True:
        made = cast(chosen, settings, probes, wave=name, seen=seen)
        if not made.too_much or not chosen:
            break
        why = why or made.too_much
        chosen = chosen[:-1]
    notes = [f"{len(chosen)} of {wanted} scenarios: the personas cannot carry more in a week. {why[0]}"] if why else []
    notes += [f"not played: {reason}" for reason in dict.fromkeys([*made.not_applicable.values()])]
    notes += [f"not played: {reason}" for reason in dict.fromkeys([*made.impossible.values()])]
    return made, chosen, notes


def _times(
    needs: Sequence[Need], made: Cast, settings: Settings, spread: Spread, week: str, rng: random.Random
) -> tuple[list[Drop], list[str]]:
    places = _Room(settings, week)
    by_channel: dict[str, list[Need]] = defaultdict(list)
    for need in needs:
        by_channel[next(iter(need.visits))].append(need)
    drops: list[Drop] = []
    crowded: Counter[str] = Counter()
    for channel, mine in by_channel.items():
        opened, closed = places.of(channel)
        outside = min(round(len(mine) * spread.outside), len(mine)) if closed else 0
        outside = len(mine) if not opened else outside
        halves = ((mine[:outside], closed, False), (mine[outside:], opened, True))
        for group, free, inside in halves:
            for n, need in enumerate(group):
                part = free[len(free) * n // len(group) : len(free) * (n + 1) // len(group)]
                at = places.take(need, made.personas[need.journey], part, rng)
                at = at or places.take(need, made.personas[need.journey], free, rng)
                if at is None:
                    crowded[channel] += 1
                else:
                    drops.append(Drop(need, made.personas[need.journey], at, inside))
    notes = [
        f"“{channel}”: {count} of {len(by_channel[channel])} find no room in the week: quiet hours, blackouts, "
        "visits_per_day, gap and rest (guard_rails) leave too little"
        for channel, count in crowded.items()
    ]
    return drops, notes


class _Room:
    """The moments of a week at which a visit may begin, and what is taken of them."""

    def __init__(self, settings: Settings, week: str) -> None:
        self._company, self._calendar = settings.company, settings.calendar
        self._tz = ZoneInfo(self._company.zone)
        monday = monday_of(week)
        start = datetime.combine(monday, time(), self._tz).astimezone(UTC)
        end = datetime.combine(monday + timedelta(days=7), time(), self._tz).astimezone(UTC)
        steps = range(int((end - start) / _GRID))
        self._moments = [moment for n in steps if self._decent(moment := start + n * _GRID)]
        self._closed = self._calendar.closed_days()
        self._days: Counter[tuple[str, str]] = Counter()
        self._begun: dict[str, list[datetime]] = defaultdict(list)
        self._of_persona: dict[tuple[str, str], list[datetime]] = defaultdict(list)

    def _decent(self, moment: datetime) -> bool:
        quiet, local = self._company.guard_rails.quiet_hours, moment.astimezone(self._tz)
        last = (moment + _GRID - timedelta(seconds=1)).astimezone(self._tz)
        if self._calendar.exception(local.date(), blackout=True) is not None:
            return False
        return quiet is None or not (in_quiet_hours(quiet, local.time()) or in_quiet_hours(quiet, last.time()))

    def of(self, channel: str) -> tuple[list[datetime], list[datetime]]:
        """Moments in a channel's promised hours, and the others."""
        hours = self._company.channels[channel].hours
        opened: list[datetime] = []
        closed: list[datetime] = []
        for moment in self._moments:
            is_open = hours.is_always or hours.is_open(moment, self._tz, self._closed)
            (opened if is_open else closed).append(moment)
        return opened, closed

    def take(self, need: Need, persona: str, among: Sequence[datetime], rng: random.Random) -> datetime | None:
        """Draw a moment at which the guard rails allow this journey to begin, and take it."""
        for _ in range(_DRAWS if among else 0):
            at = rng.choice(among) + timedelta(seconds=rng.randrange(int(_GRID.total_seconds())))
            if self._allowed(need, persona, at):
                day = at.astimezone(self._tz).date().isoformat()
                for channel, count in need.visits.items():
                    self._days[channel, day] += count
                    self._begun[channel].append(at)
                    self._of_persona[persona, channel].append(at)
                return at
        return None

    def _allowed(self, need: Need, persona: str, at: datetime) -> bool:
        rails, day = self._company.guard_rails, at.astimezone(self._tz).date().isoformat()
        for channel, count in need.visits.items():
            if self._days[channel, day] + count > rails.visits_per_day:
                return False
            if any(abs((at - other).total_seconds()) < rails.gap for other in self._begun[channel]):
                return False
            rest = rails.rest + rails.gap
            if any(abs((at - other).total_seconds()) < rest for other in self._of_persona[persona, channel]):
                return False
        return True
