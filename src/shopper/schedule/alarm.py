"""Wakes the server: APScheduler, with one job for each wave of the schedule in the journal's own database.

It is an alarm clock and decides nothing: what is due is worked out and noted by `keeper`, which also looks by itself
every few seconds, so that a clock that is put forward or back is no matter.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ..settings.calendar import Calendar
from ..settings.models import Settings
from ..settings.schedule import Schedule
from .slots import next_slot

_rung = threading.Event()


def ring() -> None:
    """What every job does. APScheduler finds it by its name, also in a job that another process stored."""
    _rung.set()


class DueTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires at the slots of one wave."""

    def __init__(self, schedule: Schedule, calendar: Calendar, zone: str) -> None:
        self._schedule, self._calendar, self._zone = schedule, calendar, zone

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The first slot after the one before, or after now."""
        slot = next_slot(self._schedule, self._calendar, self._zone, max(previous, now) if previous else now)
        return None if slot is None else slot.due

    def __str__(self) -> str:
        return ", ".join(self._schedule.waves)


@contextmanager
def alarm(journal: Path, settings: Settings) -> Iterator[threading.Event]:
    """An event that is set whenever a wave of the schedule is due. The caller clears it.

    journal: its file, which holds a journal already."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    engine = create_engine(f"sqlite:///{journal}", poolclass=NullPool, connect_args={"timeout": 30.0})
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine, tablename="schedule_jobs")},
        job_defaults={"misfire_grace_time": None, "coalesce": True},
        timezone=settings.company.zone,
    )
    scheduler.start(paused=True)
    try:
        scheduler.remove_all_jobs()  # the schedule may have been changed since
        for name, wave in settings.schedule.waves.items():
            schedule = settings.schedule.model_copy(update={"waves": {name: wave}})
            trigger = DueTrigger(schedule, settings.calendar, settings.company.zone)
            scheduler.add_job("shopper.schedule.alarm:ring", trigger, id=name, name=name)
        _rung.clear()
        scheduler.resume()
        yield _rung
    finally:
        scheduler.shutdown(wait=True)
        engine.dispose()
