"""A year of a weekly plan at ten companies, with time injected: what is played twice, what is missed.

The schedule's keeper works as in `shopper serve`, on a real journal; only the clock and the process that plays a
wave are stand-ins. It is dropped at random moments, half of them while a wave falls due: before its row is written,
between the row and the process, after the process began. Now and then the process outlives it, as after a kill -9.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shopper.engine import wave as waves
from shopper.engine.clocks import to_us
from shopper.errors import Exit
from shopper.journal.events import Kind, NewEvent, Store
from shopper.journal.slots import OURS
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Stamp
from shopper.schedule.child import Child
from shopper.schedule.keeper import Keeper
from shopper.settings.models import Channel, Company, GuardRails, Settings
from shopper.settings.schedule import Schedule

from ._table import Figure, show

ZONES = (
    "Europe/Kyiv",
    "Europe/Warsaw",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "Africa/Casablanca",
    "UTC",
)
RESTARTS = 20
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
# Sunday 3:30 is skipped or shown twice where clocks change at night.
PLAN = {"weekly": (0, time(9)), "night": (6, time(3, 30))}


class Dropped(BaseException):
    """The keeper ended here, as by kill -9 or a power cut."""


@dataclass(slots=True)
class World:
    """What happens around the keeper: the time, the waves that are played, and when it is dropped."""

    store: Store
    rng: random.Random
    now: datetime = BEGIN
    drop: str = ""  # where it is dropped next: "tell", "before start", "after start"
    begun: dict[str, datetime] = field(default_factory=dict)
    played_again: Counter[str] = field(default_factory=Counter)
    playing: dict[str, datetime] = field(default_factory=dict)  # wave → when its process ends
    drops: Counter[str] = field(default_factory=Counter)

    def clock(self) -> datetime:
        return self.now

    def tell(self, _line: str) -> None:
        self.dropped_at("tell")

    def dropped_at(self, point: str) -> None:
        if self.drop == point:
            self.drop = ""
            self.drops[point] += 1
            raise Dropped

    def start(self, wave: str, _arguments: Sequence[str]) -> Child:
        self.dropped_at("before start")
        child = Played(self, wave)
        self.dropped_at("after start")
        return child

    def append(self, wave: str, kind: Kind, journey: str = "") -> None:
        at = Stamp(to_us(self.now), 0, "", Clock.LOCAL, 1_000)
        body = {"plan": ["one"], "titles": {"one": "One"}} if kind is Kind.WAVE_STARTED else {}
        self.store.append([NewEvent(wave=wave, kind=kind, at=at, journey=journey, body=body)])


class Played:
    """Stands in for the process of `shopper run --wave NAME --detach`: it begins the wave in the journal, or takes it
    up, holds its lease, and ends after a while: brought to its end, or waiting."""

    pid = 1

    def __init__(self, world: World, wave: str) -> None:
        self._world, self._wave = world, wave
        self._refused = world.playing.get(wave, world.now) > world.now  # another process holds the wave's lease
        if self._refused:
            return
        if waves.started(world.store, wave) is None:
            world.append(wave, Kind.WAVE_STARTED)
            world.begun[wave] = world.now
        elif not waves.unfinished(world.store, wave):
            world.played_again[wave] += 1
        self.ends = world.now + timedelta(minutes=world.rng.uniform(1, 50))
        world.playing[wave] = self.ends

    def poll(self) -> int | None:
        if self._refused:
            return int(Exit.OUR_FAULT)
        if self._world.now < self.ends:
            return None
        self._world.playing.pop(self._wave, None)
        if self._world.rng.random() < 0.3:
            return int(Exit.WAITING)
        self._world.append(self._wave, Kind.JOURNEY_FINISHED, "one")
        waves.finish_wave(self._world.store, self._wave, Stamp(to_us(self._world.now), 0, "", Clock.LOCAL, 1_000))
        return 0

    def stop(self) -> None:
        self.ends = self._world.now

    def last_words(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one company's year. expected: waves that the calendar on the wall asks for."""

    expected: int
    twice: int
    missed: int
    unfinished: int
    drops: int
    told_missed: int


def simulate(zone: str, folder: Path, *, seed: int, begin: datetime, end: datetime, restarts: int) -> Outcome:
    """Keep a weekly plan from begin to end, in a journal in the folder."""
    rng = random.Random(seed)
    settings = company(zone)
    store = open_store(folder / "journal.db", folder / "evidence", clock=lambda: to_us(world.now))
    world = World(store, rng, begin)
    due = expected(zone, begin, end)
    drops = sorted(
        [begin + (end - begin) * rng.random() for _ in range(restarts - restarts // 2)]
        + rng.sample(list(due.values()), min(restarts // 2, len(due)))
    )
    keeper = None
    try:
        while world.now < end:
            keeper = keeper or Keeper(
                settings, folder, store, world, now=world.clock, tell=world.tell, owner=f"keeper {world.now}"
            )
            try:
                if drops and drops[0] <= world.now:
                    drops.pop(0)
                    world.drop = rng.choice(("tell", "before start", "after start", "at once"))
                    world.dropped_at("at once")
                keeper.look()
                world.now = _next(world, keeper, drops, end)
            except Dropped:
                keeper = None
                world.now += timedelta(minutes=rng.choice((0.1, 3, 30, 300)))
                if rng.random() < 0.7:
                    world.playing.clear()  # the machine went down, the waves with it
                for lease in store.leases():
                    store.release(lease.line, lease.owner)  # as the kernel tells of a process that is gone
        left = [wave for wave in world.begun if waves.unfinished(store, wave)]
        ours = sum(row.state in OURS for row in (keeper.rows if keeper else []))
    finally:
        store.close()
    twice = sum(world.played_again.values()) + sum(1 for wave in world.begun if wave not in due)
    return Outcome(
        expected=len(due),
        twice=twice,
        missed=sum(wave not in world.begun for wave in due),
        unfinished=len(left),
        drops=sum(world.drops.values()),
        told_missed=ours,
    )


def _next(world: World, keeper: Keeper, drops: Sequence[datetime], end: datetime) -> datetime:
    """The next moment at which anything happens, a little later, as a server looks."""
    coming = [at for at in (keeper.wake_at(), *drops[:1], *world.playing.values()) if at is not None]
    at = max(min(coming, default=end), world.now)
    return at + timedelta(seconds=world.rng.uniform(0.5, 15))


def expected(zone: str, begin: datetime, end: datetime) -> dict[str, datetime]:
    """The waves that the plan asks for, worked out day by day, without what is being measured."""
    tz, found = ZoneInfo(zone), {}
    day = begin.astimezone(tz).date()
    while day <= end.astimezone(tz).date():
        for name, (weekday, at) in PLAN.items():
            due = datetime.combine(day, at, tz).astimezone(UTC)
            if day.weekday() == weekday and begin < due < end - timedelta(days=1):
                found[f"{name}-{day:%Y-%m-%d}-{at:%H%M}"] = due
        day += timedelta(days=1)
    return found


def company(zone: str) -> Settings:
    """A company with this plan."""
    channel = Channel.model_validate({"kind": "email", "address": "help@any.example"})
    rails = GuardRails(authorised_by="the bench")
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    plan = {name: {"at": f"{days[weekday]} {at:%H:%M}"} for name, (weekday, at) in PLAN.items()}
    return Settings.model_construct(
        company=Company(name="any", zone=zone, languages=("en",), channels={"email": channel}, guard_rails=rails),
        services={},
        personas={},
        schedule=Schedule.model_validate({"waves": plan}),
    )


def run() -> None:
    outcomes = []
    for n, zone in enumerate(ZONES):
        with tempfile.TemporaryDirectory() as folder:
            outcome = simulate(zone, Path(folder), seed=n, begin=BEGIN, end=END, restarts=RESTARTS)
            outcomes.append(outcome)
    total = {name: sum(getattr(o, name) for o in outcomes) for name in Outcome.__dataclass_fields__}
    show(
        "A simulated year of a weekly plan at ten companies",
        [
            Figure("waves due", "", str(total["expected"])),
            Figure("restarts at random moments", f"{RESTARTS} a company", str(total["drops"])),
            *(
                Figure(what, "0", str(total[name]), total[name] == 0)
                for name, what in (
                    ("twice", "waves played twice"),
                    ("missed", "waves missed"),
                    ("told_missed", "waves told as missed"),
                    ("unfinished", "waves never brought to their end"),
                )
            ),
        ],
    )


__all__ = ["BEGIN", "END", "ZONES", "Outcome", "expected", "run", "simulate"]
