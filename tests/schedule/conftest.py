"""A keeper whose clock and processes a test holds in its hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shopper.engine import wave as waves
from shopper.engine.clocks import to_us
from shopper.journal.events import Kind, NewEvent, Store
from shopper.journal.slots import SlotRow
from shopper.journal.sqlite import open_store
from shopper.model import Stamp
from shopper.schedule.child import Child
from shopper.schedule.keeper import Keeper
from shopper.settings.calendar import Calendar
from shopper.settings.models import Channel, Company, GuardRails, Settings
from shopper.settings.schedule import Schedule

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def settings_of(schedule: object, calendar: object = None, **rails: object) -> Settings:
    """A company in UTC with this schedule."""
    channel = Channel.model_validate({"kind": "email", "address": "help@any.example"})
    company = Company(
        name="Any",
        zone="UTC",
        languages=("en",),
        channels={"email": channel},
        guard_rails=GuardRails.model_validate({"authorised_by": "the test", **rails}),
    )
    return Settings.model_construct(
        company=company,
        services={},
        personas={},
        schedule=Schedule.model_validate(schedule),
        calendar=Calendar.model_validate(calendar or {}),
    )


@dataclass(slots=True)
class Process:
    """A wave that is being played, for as long as the test wants. code: how it ended."""

    desk: Desk
    wave: str
    arguments: Sequence[str]
    code: int | None = None
    asked_to_stop: bool = False
    pid: int = 1

    def poll(self) -> int | None:
        return self.code

    def stop(self) -> None:
        self.asked_to_stop = True

    def last_words(self) -> str:
        return "its last words"

    def ends(self, code: int, *, finished: bool = False, plan: Sequence[str] = ("one",), due: object = None) -> None:
        """It ends with this code, after the wave was begun, or brought to its end; plan (): it was not even begun."""
        if plan and waves.started(self.desk.store, self.wave) is None:
            body = {"plan": list(plan), "titles": {}, **({"due": due} if due else {})}
            self.desk.append(self.wave, Kind.WAVE_STARTED, body=body)
        if finished:
            for journey in plan:
                self.desk.append(self.wave, Kind.JOURNEY_FINISHED, journey)
        self.code = code


@dataclass(slots=True)
class Desk:
    """The test's hands on a keeper."""

    store: Store
    folder: Path
    now: datetime = MONDAY + timedelta(hours=8)
    begun: list[Process] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def start(self, wave: str, arguments: Sequence[str]) -> Child:
        self.begun.append(Process(self, wave, arguments))
        return self.begun[-1]

    def append(self, wave: str, kind: Kind, journey: str = "", body: dict[str, object] | None = None) -> None:
        stamp = Stamp(to_us(self.now))
        self.store.append([NewEvent(wave=wave, kind=kind, at=stamp, journey=journey, body=body or {})])

    def keeper(self, schedule: object, calendar: object = None, *, owner: str = "one", **rails: object) -> Keeper:
        """A keeper at this desk, which has looked once: the time before it is not its own."""
        keeper = Keeper(
            settings_of(schedule, calendar, **rails),
            self.folder,
            self.store,
            self,
            now=lambda: self.now,
            tell=self.told.append,
            owner=owner,
        )
        keeper.look()
        return keeper

    def later(self, keeper: Keeper, **by: float) -> None:
        """So much time passes, and the keeper looks."""
        self.now += timedelta(**by)
        keeper.look()

    @property
    def waves(self) -> list[str]:
        """The waves that were begun, again and again, in order."""
        return [process.wave for process in self.begun]


def row(keeper: Keeper, wave: str) -> SlotRow:
    """What became of a wave."""
    return next(row for row in keeper.rows if row.wave == wave)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a journal of its own, whose leases go by the test's clock."""
    made: list[Desk] = []
    store = open_store(tmp_path / "journal.db", tmp_path / "evidence", clock=lambda: to_us(made[0].now))
    made.append(Desk(store, tmp_path))
    yield made[0]
    store.close()
