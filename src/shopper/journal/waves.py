"""What waves a journal holds, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Stamp
from .events import Event, Kind, Store


@dataclass(frozen=True, slots=True)
class WaveSummary:
    """One wave. journeys: how many were started; waiting: how many of the unfinished wait for a reply or a deadline.

    finished: when the wave ended, None while it is open.
    """

    name: str
    started: Stamp
    finished: Stamp | None
    journeys: int
    journeys_finished: int
    waiting: int

    @property
    def open(self) -> bool:
        """It can be resumed."""
        return self.finished is None


def waves(store: Store) -> list[WaveSummary]:
    """All waves, the oldest first. Raises JournalError."""
    marks = store.events(kinds=(Kind.WAVE_STARTED, Kind.WAVE_FINISHED, Kind.JOURNEY_STARTED, Kind.JOURNEY_FINISHED))
    of_wave: dict[str, list[Event]] = {}
    for event in marks:
        of_wave.setdefault(event.wave, []).append(event)
    return [_summary(store, name, events) for name, events in of_wave.items()]


def _summary(store: Store, name: str, events: list[Event]) -> WaveSummary:
    # A wave that was taken up again after its end is open again.
    last = next((e for e in reversed(events) if e.kind in (Kind.WAVE_STARTED, Kind.WAVE_FINISHED)), None)
    started = {e.journey for e in events if e.kind is Kind.JOURNEY_STARTED}
    done = {e.journey for e in events if e.kind is Kind.JOURNEY_FINISHED}
    waiting = 0
    if started - done:
        waiting = len(_waiting(store.events(wave=name, kinds=(Kind.WAIT, Kind.OP))) - done)
    return WaveSummary(
        name=name,
        started=events[0].at,
        finished=last.at if last is not None and last.kind is Kind.WAVE_FINISHED else None,
        journeys=len(started),
        journeys_finished=len(done & started),
        waiting=waiting,
    )


def _waiting(events: Iterable[Event]) -> set[str]:
    """Journeys whose last wait has no result after it."""
    last = {event.journey: event.kind for event in events}
    return {journey for journey, kind in last.items() if kind is Kind.WAIT}
