"""Waves by name: which is new, which is open, what was planned in it, and its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import Refused
from ..journal.events import Event, Kind, NewEvent, Store
from ..journal.reading import build_records
from ..model import JourneyRecord, Stamp
from ..settings.models import Settings
from .clocks import to_datetime


def new_wave_name(store: Store, now: datetime, environment: str = "") -> str:
    """A name by the local date and time, and the environment; with a number where that is taken."""
    taken = {event.wave for event in store.events(kinds=[Kind.WAVE_STARTED])}
    name = base = f"{now:%Y-%m-%d-%H%M}" + (f"-{environment}" if environment else "")
    n = 2
    while name in taken:
        name, n = f"{base}-{n}", n + 1
    return name


def open_waves(store: Store, environment: str | None = None) -> list[str]:
    """Waves that were begun and not finished, the newest last. environment: of this one only; None: of all."""
    finished = {event.wave for event in store.events(kinds=[Kind.WAVE_FINISHED])}
    return [
        e.wave
        for e in store.events(kinds=[Kind.WAVE_STARTED])
        if e.wave not in finished and environment in (None, e.body.get("environment", ""))
    ]


def environment_of(store: Store, wave: str) -> str:
    """In which environment a wave was begun; "" for none."""
    event = started(store, wave)
    return str(event.body.get("environment", "")) if event else ""


def begun_on(store: Store, wave: str, settings: Settings) -> date:
    """The day on which a wave was begun, in the company's zone: the same whenever its report is made again."""
    event, zone = started(store, wave), ZoneInfo(settings.company.zone)
    at = to_datetime(event.at.wall_us) if event is not None else datetime.now(zone)
    return at.astimezone(zone).date()


def check_environment(store: Store, wave: str, environment: str) -> None:
    """Raise Refused where a wave that is taken up was begun in another environment."""
    if started(store, wave) is None:
        return
    begun = environment_of(store, wave)
    if begun != environment:
        with_it = f"--env {begun}" if begun else "no --env (and no SHOPPER_ENV)"
        raise Refused(
            f"wave {wave} was begun in {_named(begun)}, this is {_named(environment)}. Take it up with {with_it}."
        )


def _named(environment: str) -> str:
    return f"the environment “{environment}”" if environment else "no environment"


def waves_since(store: Store, since_us: int) -> list[str]:
    """Waves that are open, or were finished after that moment (UTC µs), in the order they were begun."""
    ended = {event.wave: event.at.wall_us for event in store.events(kinds=[Kind.WAVE_FINISHED])}
    return [e.wave for e in store.events(kinds=[Kind.WAVE_STARTED]) if ended.get(e.wave, since_us) >= since_us]


def started(store: Store, wave: str) -> Event | None:
    """The wave's own beginning, None for a new wave."""
    return next(iter(store.events(wave=wave, kinds=[Kind.WAVE_STARTED])), None)


def language_of(store: Store, wave: str, settings: Settings) -> str:
    """In which language a wave's owner is told of it: the one asked for at its start, the config's, or English."""
    event = started(store, wave)
    asked = str(event.body.get("language", "")) if event else ""
    return asked or settings.company.language or "en"


def start_wave(store: Store, wave: str, at: Stamp, body: Mapping[str, Any]) -> None:
    """Journal the beginning of a wave: what is planned in it."""
    store.append([NewEvent(wave=wave, kind=Kind.WAVE_STARTED, at=at, body=body)])


def unfinished(store: Store, wave: str) -> set[str]:
    """Ids of the planned journeys of a wave that have no end yet."""
    event = started(store, wave)
    planned: Sequence[str] = event.body.get("plan", ()) if event else ()
    done = {e.journey for e in store.events(wave=wave, kinds=[Kind.JOURNEY_FINISHED])}
    return set(planned) - done


def titles(store: Store, wave: str, journeys: set[str]) -> list[str]:
    """What the journeys of a wave are called, for people."""
    event = started(store, wave)
    named: Mapping[str, str] = event.body.get("titles", {}) if event else {}
    return [f"“{named.get(journey, journey)}”" for journey in sorted(journeys)]


def finish_wave(store: Store, wave: str, at: Stamp) -> bool:
    """Journal the end of a wave once every planned journey has its own; whether it is finished now."""
    if unfinished(store, wave):
        return False
    if not store.events(wave=wave, kinds=[Kind.WAVE_FINISHED]):
        store.append([NewEvent(wave=wave, kind=Kind.WAVE_FINISHED, at=at, body={})])
    return True


def journeys_of(store: Store, wave: str, settings: Settings, *, journey: str | None = None) -> list[JourneyRecord]:
    """The record of a wave's journeys, or of one of them: what judges and reports read."""

    def facts(persona: str, language: str) -> Mapping[str, str]:
        return settings.personas[persona].told(language) if persona in settings.personas else {}

    return build_records(store, wave, facts=facts, journey=journey)
