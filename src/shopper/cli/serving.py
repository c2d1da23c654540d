"""The command that looks after the schedule."""

from __future__ import annotations

from pathlib import Path

from ..settings import load_settings
from .places import programme_at, state_of


def serve(folder: Path | None, state: Path | None, *, health: str, standby: bool, once: bool) -> None:
    """Begin the waves of the schedule when they are due, until told to stop. Raises ShopperError."""
    from ..engine.opening import open_journal
    from ..schedule.serving import Server

    programme = programme_at(folder)
    place = state_of(programme, state)
    settings = load_settings(programme)
    store = open_journal(place)
    try:
        Server(settings, programme.root, place, store, _say, once=once, standby=standby, health=health).serve()
    finally:
        store.close()


def _say(line: str) -> None:
    print(line, flush=True)
