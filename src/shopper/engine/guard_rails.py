"""What keeps the shopping decent, checked before the first word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, tzinfo
from zoneinfo import ZoneInfo

from ..errors import GuardRail
from ..settings.calendar import Calendar
from ..settings.models import Company, QuietHours


def check_before(company: Company, planned: Mapping[str, int], made_today: Mapping[str, int], now: datetime) -> None:
    """Refuse a wave that would exceed a guard rail.

    planned: channel -> visits that are about to begin; made_today: channel -> visits begun today. now: aware.
    Raises GuardRail with every limit that would be exceeded, before anything is said."""
    rails = company.guard_rails
    quiet = _in_quiet_hours(company, now)
    problems = [f"{quiet}: begin later"] if quiet else []
    for channel, count in planned.items():
        made = made_today.get(channel, 0)
        if count + made > rails.visits_per_day:
            already = f", and {made} were made today" if made else ""
            problems.append(
                f"{count} visits in “{channel}” are planned{already}; the limit is {rails.visits_per_day} a day "
                "(guard_rails.visits_per_day): choose fewer with -k, or raise the limit with the company's consent"
            )
    if problems:
        raise GuardRail("guard rail: " + "; ".join(problems))


def check_quiet(company: Company, now: datetime) -> None:
    """Refuse to begin a visit in the quiet hours, also one in the middle of a wave. Raises GuardRail."""
    if quiet := _in_quiet_hours(company, now):
        raise GuardRail(f"guard rail: {quiet}. The rest can be resumed after that: shopper resume")


def check_blackout(calendar: Calendar, zone: str, now: datetime) -> None:
    """Refuse to begin anything on a day on which nothing is to be sent. Raises GuardRail."""
    exception = calendar.exception(now.astimezone(ZoneInfo(zone)).date(), blackout=True)
    if exception is not None:
        raise GuardRail(
            f"guard rail: nothing is begun from {exception.start} to {exception.last}: {exception.reason} "
            "(config/calendar.yaml, blackout). The rest can be resumed after that: shopper resume"
        )


def _in_quiet_hours(company: Company, now: datetime) -> str:
    quiet, local = company.guard_rails.quiet_hours, now.astimezone(ZoneInfo(company.zone))
    if quiet is None or not in_quiet_hours(quiet, local.time()):
        return ""
    return (
        f"it is {local:%H:%M} in {company.zone}; quiet hours are from {quiet.start} to {quiet.end} "
        "(guard_rails.quiet_hours)"
    )


def in_quiet_hours(quiet: QuietHours, at: time) -> bool:
    """Whether a local time lies in the quiet hours, which may span midnight."""
    start, end = time.fromisoformat(quiet.start), time.fromisoformat(quiet.end)
    return start <= at < end if start < end else at >= start or at < end


def day_of(now: datetime, zone: tzinfo) -> str:
    """The day of the company's calendar that a moment belongs to."""
    return now.astimezone(zone).date().isoformat()
