"""The command line that plays a wave of the schedule: the same at its beginning and whenever it is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..settings.schedule import ScheduledWave


def choosing(wave: ScheduledWave, root: Path) -> list[str]:
    """pytest's arguments that choose the scenarios of a wave. root: the programme's folder."""
    chosen: list[str] = []
    if wave.only:
        chosen += ["-k", wave.only]
    if wave.tags:
        chosen += ["-m", wave.tags]
    if wave.language:
        chosen += ["--lang", wave.language]
    return [*chosen, *(str(root / "scenarios" / path) for path in wave.scenarios)]


def playing(wave: ScheduledWave, root: Path, *, name: str, entry: str, week: str = "") -> list[str]:
    """Arguments of `shopper run`: play what can be played now, and end when everything left waits."""
    # With “=”, so that no name can be taken for the path of a file.
    spread = [f"--spread={entry}", f"--week={week}"] if week else []
    return [f"--wave={name}", "--detach", "--no-board", *spread, *choosing(wave, root)]


def command(python: str, root: Path, state: Path, arguments: Sequence[str]) -> list[str]:
    """The whole command."""
    return [python, "-m", "shopper", "run", "--programme", str(root), "--state", str(state), *arguments]
