"""Waves by name: which is new, which is open, what was planned in it, and its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..journal.events import Event, Kind, NewEvent, Store
from ..journal.reading import build_records
from ..model import JourneyRecord, Stamp
from ..settings.models import Settings


def new_wave_name(store: Store, now: datetime) -> str:
    """A name by the local date and time, with a number where that is taken."""
    taken = {event.wave for event in store.events(kinds=[Kind.WAVE_STARTED])}
    name = base = f"{now:%Y-%m-%d-%H%M}"
    n = 2
    while name in taken:
        name, n = f"{base}-{n}", n + 1
    return name


def open_waves(store: Store) -> list[str]:
    """Waves that were begun and not finished, the newest last."""
    finished = {event.wave for event in store.events(kinds=[Kind.WAVE_FINISHED])}
    return [e.wave for e in store.events(kinds=[Kind.WAVE_STARTED]) if e.wave not in finished]


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
