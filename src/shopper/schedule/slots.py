"""When which wave is due: a pure function of the schedule, the calendar and the company's zone.

A time that the wall clock skips in spring is that much later; of one that it shows twice in autumn the first counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..settings.calendar import Calendar
from ..settings.schedule import Schedule, ScheduledWave

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One due time. wave: the name that it gives its wave. due: UTC; local: on the company's wall clock.

    week: of a wave that is spread over it ("2026-W48"), "" else. left_out: why nothing is begun then, "" where it is.
    """

    entry: str
    wave: str
    due: datetime
    local: datetime
    week: str = ""
    left_out: str = ""


def slots(schedule: Schedule, calendar: Calendar, zone: str, after: datetime, until: datetime) -> list[Slot]:
    """Every slot with after < due ≤ until, the earliest first. Both moments are aware."""
    tz = ZoneInfo(zone)
    first, last = after.astimezone(tz).date() - _DAY, until.astimezone(tz).date() + _DAY
    found: dict[tuple[str, datetime], Slot] = {}
    day = first
    while day <= last:
        for name, wave in schedule.waves.items():
            for slot in _on(day, name, wave, calendar, tz):
                if after < slot.due <= until:
                    found.setdefault((name, slot.due), slot)
        day += _DAY
    return sorted(found.values(), key=lambda slot: (slot.due, slot.entry))


def _on(day: date, name: str, wave: ScheduledWave, calendar: Calendar, tz: ZoneInfo) -> list[Slot]:
    """The slots of a wave on one day of the company's calendar."""
    if wave.recurrence is None:
        if day.weekday():
            return []
        local = datetime.combine(day, time(), tz)
        return [Slot(name, f"{name}-{week_of(day)}", local.astimezone(UTC), local, week=week_of(day))]
    why = left_out(day, wave, calendar)
    made = []
    for minute in wave.recurrence.times(day):
        local = datetime.combine(day, time(minute // 60, minute % 60), tz)
        made.append(Slot(name, f"{name}-{local:%Y-%m-%d-%H%M}", local.astimezone(UTC), local, left_out=why))
    return made


def left_out(day: date, wave: ScheduledWave, calendar: Calendar) -> str:
    """Why a wave is not begun on a day: "holiday", or the reason of a blackout; "" where it is."""
    blackout = calendar.exception(day, blackout=True)
    if blackout is not None:
        return f"blackout: {blackout.reason}"
    return "holiday" if wave.on_holidays == "skip" and calendar.is_holiday(day) else ""


def week_of(day: date) -> str:
    """2026-W48, as ISO 8601 counts weeks."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The first day of such a week. Raises ValueError."""
    return datetime.strptime(f"{week}-1", "%G-W%V-%u").date()


def next_slot(schedule: Schedule, calendar: Calendar, zone: str, after: datetime, *, days: int = 400) -> Slot | None:
    """The first slot after a moment at which something is begun; None where none comes within so many days."""
    step, at = timedelta(days=8), after
    while at < after + timedelta(days=days):
        for slot in slots(schedule, calendar, zone, at, at + step):
            if not slot.left_out:
                return slot
        at += step
    return None
