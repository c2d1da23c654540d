"""What in a schedule does not fit the company: waves that can never be begun, scenarios and channels there are not."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from ..errors import did_you_mean
from .calendar import Calendar
from .models import Company, QuietHours
from .recurrence import Recurrence
from .schedule import Schedule, ScheduledWave
from .yaml_reader import Document

_NOWHERE = ("no channel of the company is shopped.", "Take shopped: false away from one of them.")


def check_schedule(
    schedule: Schedule,
    document: Document,
    calendar: Calendar,
    company: Company,
    scenarios: Path,
    *,
    today: date | None = None,
) -> None:
    """Note in the document what can never be begun, and what is not there. scenarios: the folder of them."""
    for name, wave in schedule.waves.items():
        why = never(wave, calendar, company, today or date.today())
        if why:
            key = next(key for key in ("at", "cron", "spread") if getattr(wave, key) is not None)
            document.blame(("waves", name, key), why[0], why[1])
        for n, path in enumerate(wave.scenarios):
            if not (scenarios / path).exists():
                known = [p.relative_to(scenarios).as_posix() for p in scenarios.rglob("*.feature")]
                hint = did_you_mean(path, known) or "It is the path of a file or a folder below scenarios/."
                document.blame(("waves", name, "scenarios", n), f"there is no scenarios/{path}.", hint)


def never(wave: ScheduledWave, calendar: Calendar, company: Company, today: date) -> tuple[str, str] | None:
    """Why a wave will never be begun, and what to do; None for one that will."""
    quiet = company.guard_rails.quiet_hours
    recurrence = wave.recurrence
    if recurrence is None:
        return None if any(channel.shopped for channel in company.channels.values()) else _NOWHERE
    days = list(recurrence.days(today))
    if not days:
        return None if _dates_only(recurrence) else ("such a day never comes.", "Write days that come.")
    if wave.on_holidays == "skip" and all(calendar.is_holiday(day) for day in days):
        return (
            "it falls on holidays only (config/calendar.yaml), on which it is not begun.",
            "Choose another day, or write on_holidays: play.",
        )
    open_days = [day for day in days if calendar.exception(day, blackout=True) is None]
    if not open_days:
        return "it falls on blackout days only (config/calendar.yaml).", "Choose another day, or mend the calendar."
    times = {minute for day in days[:400] for minute in recurrence.times(day)}
    if quiet is not None and all(in_quiet(quiet, minute) for minute in times):
        return (
            f"it falls into the quiet hours, {quiet.start} to {quiet.end} (guard_rails.quiet_hours), in which nothing "
            "is begun.",
            "Choose another time, or other quiet hours.",
        )
    return None


def _dates_only(recurrence: Recurrence) -> bool:
    """Dates that are over were right once: they are no mistake."""
    return all(rule.dates is not None for rule in recurrence.rules)


def in_quiet(quiet: QuietHours, minute: int) -> bool:
    """Whether a time of day, in minutes from midnight, lies in the quiet hours."""
    at = time(minute // 60, minute % 60)
    start, end = time.fromisoformat(quiet.start), time.fromisoformat(quiet.end)
    return start <= at < end if start < end else at >= start or at < end
