"""What a schedule will do: which visits when and by whom, what that asks of the company's staff, and what cannot be.

A pure function; waves are cast one after another, each with what the ones before it have let agents see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ..engine.casting import cast
from ..engine.clocks import to_datetime
from ..engine.credible import Need, Seen
from ..engine.probe import Probe
from ..settings.models import Settings
from .needs import needs_in
from .slots import Slot, slots
from .spreading import draw_week

# What one conversation asks of an agent, in minutes: writing, looking up, closing it. Rough, and said to be rough.
STAFF_MINUTES = {"webchat": 6.0, "email": 7.0, "telegram": 6.0, "callback": 5.0, "hotline": 5.0, "sms": 2.0}
OTHER_MINUTES = 5.0


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One journey that will be played. inside: whether its first channel is open then. whole: it is played with its
    whole wave at one time, so that only the wave's line tells when."""

    slot: Slot
    at: datetime
    title: str
    persona: str
    visits: Mapping[str, int]
    inside: bool
    whole: bool


@dataclass(slots=True)
class Forecast:
    """The plan. refused: wave → why it cannot be begun. notes: (wave, what falls short). left_out: days on which
    nothing is begun though a wave is due."""

    journeys: list[Foreseen] = field(default_factory=list)
    refused: list[tuple[Slot, str]] = field(default_factory=list)
    notes: list[tuple[Slot, str]] = field(default_factory=list)
    left_out: list[Slot] = field(default_factory=list)

    @property
    def of_personas(self) -> dict[str, Counter[str]]:
        """Visits of each persona, by channel."""
        found: dict[str, Counter[str]] = {}
        for journey in self.journeys:
            found.setdefault(journey.persona, Counter()).update(journey.visits)
        return found

    def staff_minutes(self, settings: Settings) -> dict[str, float]:
        """What the plan asks of the staff of each channel, in minutes."""
        visits = Counter[str]()
        for journey in self.journeys:
            visits.update(journey.visits)
        kinds = {channel: config.kind for channel, config in settings.company.channels.items()}
        return {c: visits[c] * STAFF_MINUTES.get(kinds[c], OTHER_MINUTES) for c in kinds if visits[c]}


def foresee(
    settings: Settings,
    probes: Mapping[str, Probe],
    needs: Mapping[str, Sequence[Mapping[str, Any]]],
    since: datetime,
    until: datetime,
    seen: Sequence[Seen] = (),
    begun: Mapping[str, Mapping[str, tuple[int, str]]] | None = None,
) -> Forecast:
    """What happens with since < due ≤ until. needs: by the waves' names in the schedule, the rows of schedule.needs.
    seen: the visits of the seven days before. begun: of spread waves that the journal holds already, journey → (when,
    UTC µs; persona)."""
    forecast = Forecast()
    zone = settings.company.zone
    shown: list[tuple[datetime, Seen]] = [(since, visit) for visit in seen]
    # A week that is spread and already under way is planned from its Monday.
    for slot in slots(settings.schedule, settings.calendar, zone, since - timedelta(days=7), until):
        if slot.due <= since and not slot.week:
            continue
        if slot.left_out:
            forecast.left_out.append(slot)
            continue
        lately = [visit for at, visit in shown if slot.due - at < timedelta(days=7)]
        mine = needs_in(needs[slot.entry], slot.wave)
        if not mine:
            forecast.refused.append((slot, "no scenario is chosen by this wave"))
            continue
        found = (
            _spread(slot, mine, settings, probes, lately, forecast, (begun or {}).get(slot.wave))
            if slot.week
            else _at_once(slot, mine, settings, probes, lately, forecast)
        )
        for journey, need in found:
            shown += [
                (journey.at, Seen(journey.persona, channel, need.journey, service, need.language))
                for service, channel in (need.asks or [("", c) for c in need.visits])
            ]
        to_come = [journey for journey, _ in found if since < journey.at <= until]
        if slot.due <= since and not to_come:
            forecast.notes = [(other, note) for other, note in forecast.notes if other is not slot]
        forecast.journeys += to_come
    forecast.journeys.sort(key=lambda journey: (journey.at, journey.slot.wave, journey.title))
    _crowded_days(forecast, settings)
    return forecast


def _spread(
    slot: Slot,
    needs: Sequence[Need],
    settings: Settings,
    probes: Mapping[str, Probe],
    seen: Sequence[Seen],
    forecast: Forecast,
    begun: Mapping[str, tuple[int, str]] | None,
) -> list[tuple[Foreseen, Need]]:
    if begun is not None:
        planned = [
            (to_datetime(at), persona, need) for need in needs for at, persona in [begun.get(need.journey, (0, ""))]
        ]
        return [
            (Foreseen(slot, at, need.title, who, need.visits, inside=is_open(settings, need, at), whole=False), need)
            for at, who, need in planned
            if who
        ]
    wave = settings.schedule.waves[slot.entry]
    drawn = draw_week(needs, settings, probes, wave, name=slot.wave, week=slot.week, seen=seen)
    forecast.notes += [(slot, note) for note in drawn.notes]
    if not drawn.drops:
        forecast.refused.append((slot, "nothing of it can be played"))
    return [
        (Foreseen(slot, d.at, d.need.title, d.persona, d.need.visits, d.inside, whole=False), d.need)
        for d in drawn.drops
    ]


def _as_begun(slot: Slot, need: Need, at_us: int, persona: str, settings: Settings) -> Foreseen:
    at = to_datetime(at_us)
    return Foreseen(slot, at, need.title, persona, need.visits, is_open(settings, need, at), whole=False)


def _at_once(
    slot: Slot,
    needs: Sequence[Need],
    settings: Settings,
    probes: Mapping[str, Probe],
    seen: Sequence[Seen],
    forecast: Forecast,
) -> list[tuple[Foreseen, Need]]:
    made = cast(needs, settings, probes, wave=slot.wave, seen=seen)
    why = [*made.too_much, *made.impossible.values()]
    if why:
        forecast.refused.append((slot, " ".join(dict.fromkeys(why))))
        return []
    forecast.notes += [(slot, reason) for reason in dict.fromkeys(made.not_applicable.values())]
    found = []
    for need in needs:
        if need.journey in made.personas:
            inside = is_open(settings, need, slot.due)
            journey = Foreseen(slot, slot.due, need.title, made.personas[need.journey], need.visits, inside, whole=True)
            found.append((journey, need))
    return found


def is_open(settings: Settings, need: Need, at: datetime) -> bool:
    """Whether the first channel of a journey is open at a moment, as promised."""
    company, calendar = settings.company, settings.calendar
    hours = company.channels[next(iter(need.visits), next(iter(company.channels)))].hours
    return hours.is_always or hours.is_open(at, company.zone, calendar.closed_days())


def _crowded_days(forecast: Forecast, settings: Settings) -> None:
    """Refuse the waves that would have more visits in a channel on one day than the guard rails allow."""
    tz, limit = ZoneInfo(settings.company.zone), settings.company.guard_rails.visits_per_day
    days: Counter[tuple[str, str]] = Counter()
    told: set[tuple[str, str]] = set()
    for journey in forecast.journeys:
        day = journey.at.astimezone(tz).date().isoformat()
        for channel, count in journey.visits.items():
            days[channel, day] += count
            if days[channel, day] > limit and (channel, day) not in told:
                told.add((channel, day))
                why = (
                    f"more than {limit} visits in “{channel}” on {day} (guard_rails.visits_per_day): put the waves on "
                    "different days, choose fewer scenarios, or raise the limit with the company's consent"
                )
                forecast.refused.append((journey.slot, why))
