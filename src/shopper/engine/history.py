"""A wave among the waves before it: their observations as they are stored, or made again of the journal.

What a table says of its wave stands in it under "wave", so that it is of use without the journal too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..journal import notes
from ..journal.events import Kind, Store
from ..journal.waves import WaveSummary, waves
from ..reading.context import JudgeContext
from ..scoring.changes import changed
from ..scoring.degree import Names as DegreeNames
from ..scoring.effect import Mark
from ..scoring.four_weeks import budget, hours_over
from ..scoring.pooling import Scorer, Wave, moment, wave_of
from ..scoring.scorecard import About
from ..scoring.trend import trend
from ..settings.models import Settings
from .clocks import to_datetime
from .identity import digest

TABLE, PAGE = "observations.json", "scorecard.html"
TableOf = Callable[[str], Mapping[str, Any]]


def scripts_of(store: Store, wave: str) -> str:
    """A digest of what the customers of a wave were to do: the same for the same scenarios, rows and channels."""
    begun = store.events(wave=wave, kinds=[Kind.JOURNEY_STARTED])
    told = sorted(
        json.dumps([event.body.get(key) for key in ("feature", "scenario", "example", "steps")], ensure_ascii=False)
        for event in begun
        if event.body
    )
    return digest("scripts", *told)[:16]


def about_wave(store: Store, wave: str, settings: Settings) -> dict[str, Any]:
    """What a table says of its own wave."""
    started = next(iter(store.events(wave=wave, kinds=[Kind.WAVE_STARTED])), None)
    zone = ZoneInfo(settings.company.zone)
    began = to_datetime(started.at.wall_us).astimezone(zone).isoformat(timespec="seconds") if started else ""
    return {
        "name": wave,
        "company": str(started.body.get("company") or settings.company.name) if started else settings.company.name,
        "began": began,
        "environment": str(started.body.get("environment", "")) if started else "",
        "scripts": scripts_of(store, wave),
    }


@dataclass(frozen=True, slots=True)
class History:
    """Waves of one company in one environment, the oldest first, and their scores as far as they were needed."""

    waves: Sequence[Wave]
    scorer: Scorer = field(default_factory=Scorer)


def history_of(
    settings: Settings,
    store: Store,
    out: Path,
    tables: TableOf,
    *,
    now: str = "",
    table: Mapping[str, Any] | None = None,
) -> History:
    """All waves of this company and of the environment of the wave `now`, the oldest first. out: where each wave's
    table is; one that is not there is made by `tables`. table: that of `now` itself, as it was just made."""
    in_journal = {summary.name: summary for summary in waves(store)}
    stored = {file.parent.name for file in out.glob(f"*/{TABLE}")}
    found: list[Wave] = []
    companies: dict[str, str] = {}
    for name in sorted({*in_journal, *stored}):
        summary = in_journal.get(name)
        document = table if name == now and table is not None else _stored(out / name / TABLE)
        if document is None or ("wave" not in document and summary is None):
            if summary is None:
                continue
            document = tables(name)
        told = document.get("wave")
        said = told if isinstance(told, Mapping) else about_wave(store, name, settings)
        companies[name] = str(said.get("company", settings.company.name))
        found.append(_wave(name, document, said, summary, out))
    environment = next((wave.environment for wave in found if wave.name == now), settings.environment)
    company = companies.get(now, settings.company.name)
    mine = [wave for wave in found if wave.environment == environment and companies[wave.name] == company]
    return History(sorted(mine, key=lambda wave: (moment(wave.began), wave.name)))


def _wave(
    name: str, document: Mapping[str, Any], said: Mapping[str, Any], summary: WaveSummary | None, out: Path
) -> Wave:
    return wave_of(
        document,
        name,
        began=str(said.get("began", "")),
        scripts=str(said.get("scripts", "")),
        environment=str(said.get("environment", "")),
        over=summary is None or not summary.open,
        page=f"{name}/{PAGE}" if (out / name / PAGE).is_file() else "",
    )


def _stored(path: Path) -> Mapping[str, Any] | None:
    """None where it cannot be read: the journal knows it all."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) and "visits" in value else None


def marks_of(store: Store, titles: Mapping[str, str]) -> list[Mark]:
    """What somebody noted. titles: what channels are called in the language of the page."""
    return [
        Mark(note.id, note.at, note.text, note.fix, note.by, titles.get(note.fix, "")) for note in notes.notes(store)
    ]


def compared(history: History, wave: str, marks: Sequence[Mark], context: JudgeContext, about: About) -> dict[str, Any]:
    """What a scorecard tells of the waves before it: under "changed" and, where there is any, "trend"; under "hours"
    those of four weeks in place of this wave's alone, and under "budget" how far promises are used up."""
    here = next(n for n, one in enumerate(history.waves) if one.name == wave)
    now, past, later = history.waves[here], history.waves[:here], history.waves[here + 1 :]
    told = {"changed": changed(now, past, _Names(context, about), history.scorer)}
    marks = [mark for mark in marks if not later or moment(mark.at) < moment(later[0].began)]
    if past or marks:
        told["trend"] = trend([*past, now], marks, history.scorer, this=wave)
    if (hours := hours_over(now, past)) is not None:
        told["hours"] = hours
    if (used := budget(now, past, context.title)) is not None:
        told["budget"] = used
    return told


def line_of(history: History, store: Store, titles: Mapping[str, str]) -> dict[str, Any] | None:
    """The trend over all waves, for the list of them; None for one wave alone."""
    if len(history.waves) < 2:
        return None
    return trend(history.waves, marks_of(store, titles), history.scorer)


class _Names:
    def __init__(self, context: JudgeContext, about: About) -> None:
        self._context = context
        self._names = DegreeNames(context, about.services, about.facts)

    def channel(self, channel: str) -> str:
        return self._context.title(channel)

    def subject(self, service: str, fact: str) -> str:
        return self._names.subject(service, fact)
