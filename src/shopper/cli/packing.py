"""The commands that carry a wave from one machine to another."""

from __future__ import annotations

from pathlib import Path

from ..settings import load_settings
from .places import journal_at, programme_at, state_of


def pack(folder: Path | None, state: Path | None, wave: str, target: Path | None) -> None:
    """Write the artefact of a wave, or of the whole journal. Raises Refused, JournalError."""
    from ..engine.packing import pack as write

    programme = programme_at(folder)
    place = state_of(programme, state)
    store = journal_at(place)
    try:
        settings = load_settings(programme)
        packed = write(settings, programme.root, place, store, wave=wave, target=target)
    finally:
        store.close()
    kept = f"wave {packed.wave}" if packed.wave else "all waves"
    print(f"packed {kept} into {packed.path}: {packed.files} files, {packed.size / 1e6:.1f} MB, no secrets")
    if packed.open:
        print("conversations go on; elsewhere: shopper unpack FILE && shopper resume")


def unpack(folder: Path | None, state: Path | None, source: Path) -> None:
    """Put an artefact in the place of this programme's state. Raises Refused."""
    from ..engine.packing import unpack as put

    programme = programme_at(folder)
    place = state_of(programme, state)
    waves = put(source, place)
    print(f"unpacked into {place}: {', '.join(waves) or 'no wave'}")
