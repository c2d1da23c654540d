"""The command that shows what the schedule will do, before anything is sent."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..errors import Exit, Refused
from ..programme import Programme
from ..settings import load_settings
from ..words import LANGUAGES, Words
from .places import programme_at, state_of

if TYPE_CHECKING:
    from rich.table import Table

    from ..engine.credible import Seen
    from ..schedule.foreseeing import Forecast, Foreseen
    from ..settings.models import Settings


def plan(folder: Path | None, state: Path | None, *, weeks: int, since: str | None, language: str | None) -> int:
    """Print the plan; 12 where some wave of it would be refused. Raises Refused."""
    from ..engine.opening import probes_of
    from ..programme.loading import mount
    from ..schedule.foreseeing import foresee

    programme = programme_at(folder)
    place = state_of(programme, state)
    settings = load_settings(programme)
    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    words = Words(language or settings.company.language or "en", "plan")
    if not settings.schedule.waves:
        raise Refused(words("no_schedule", path=programme.root / "config" / "schedule.yaml"))
    begin = _begin(since, settings.company.zone)
    mount(programme)
    needs = {name: _needs(programme, place, name, settings) for name in settings.schedule.waves}
    seen, begun = _known(place, settings)
    end = begin + timedelta(weeks=weeks)
    forecast = foresee(settings, probes_of(programme), needs, begin, end, seen, begun)
    _show(forecast, settings, words)
    return int(Exit.REFUSED if forecast.refused else Exit.OK)


def _begin(since: str | None, zone: str) -> datetime:
    if since is None:
        return datetime.now(UTC)
    try:
        return datetime.combine(date.fromisoformat(since), time(), ZoneInfo(zone)) - timedelta(seconds=1)
    except ValueError:
        raise Refused(f"--from {since}: write a date like 2026-11-23") from None


def _needs(programme: Programme, state: Path, name: str, settings: Settings) -> Sequence[Mapping[str, Any]]:
    """What the scenarios of a wave need, found out by a pytest that collects and plays nothing."""
    from ..schedule.commands import choosing
    from ..schedule.needs import read_needs

    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "needs.json"
        chosen = choosing(settings.schedule.waves[name], programme.root)
        places = ["--programme", str(programme.root), "--state", str(state)]
        command = [sys.executable, "-m", "shopper", "check", *places, "--needs-to", str(file), *chosen]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if file.exists():
            return read_needs(file)
        if done.returncode in (Exit.NOTHING_COLLECTED, Exit.OK):
            return []
        said = (done.stdout + done.stderr).strip()
        raise Refused(f"{name}: {said or f'its scenarios cannot be read (exit code {done.returncode})'}")


def _known(state: Path, settings: Settings) -> tuple[list[Seen], dict[str, dict[str, tuple[int, str]]]]:
    """What agents saw in the last days, and the plans of the weeks that are under way; nothing before the first run."""
    from ..engine.credible import seen_lately
    from ..engine.opening import open_journal
    from ..journal.events import Kind

    if not (state / "journal.db").is_file():
        return [], {}
    store = open_journal(state)
    try:
        begun = {
            event.wave: {
                journey: (at, event.body["personas"].get(journey, "")) for journey, at in event.body["due"].items()
            }
            for event in store.events(kinds=[Kind.WAVE_STARTED])
            if event.body.get("due")
        }
        return seen_lately(store, settings, datetime.now(UTC)), begun
    finally:
        store.close()


def _show(forecast: Forecast, settings: Settings, words: Words) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False, highlight=False)
    title = words("title", company=settings.company.name, zone=settings.company.zone)
    console.print(title, markup=False)
    if forecast.journeys:
        console.print(_visits(forecast, settings, words))
        console.print(_personas(forecast, settings, words))
    else:
        console.print(words("nothing"), markup=False)
    for slot in forecast.left_out:
        why = words("holiday") if slot.left_out == "holiday" else slot.left_out
        console.print(words("left_out", wave=slot.wave, why=why), markup=False)
    for entry, note in dict.fromkeys((slot.entry, note) for slot, note in forecast.notes):
        console.print(words("note", wave=entry, what=note), markup=False)
    minutes = forecast.staff_minutes(settings)
    if minutes:
        titles = settings.company.titles(words.language)
        where = ", ".join(words("minutes_in", minutes=f"{m:.0f}", channel=titles[c]) for c, m in minutes.items())
        console.print(words("minutes", minutes=f"{sum(minutes.values()):.0f}", where=where), markup=False)
    for slot, why in forecast.refused:
        console.print(words("refused", wave=slot.wave, why=why), markup=False, style="bold red")


def _table(words: Words, *columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(words(column), overflow="fold")
    return table


def _visits(forecast: Forecast, settings: Settings, words: Words) -> Table:
    """A line for each visit that stands alone, one for all that are played together."""
    from rich.text import Text

    tz = ZoneInfo(settings.company.zone)
    days = words("weekdays").split()
    table = _table(words, "column_when", "column_wave", "column_channel", "column_what", "column_who")
    together: dict[str, list[Foreseen]] = {}
    for journey in forecast.journeys:
        together.setdefault(journey.slot.wave if journey.whole else f"{journey.slot.wave} {journey.title}", []).append(
            journey
        )
    day = ""
    for journeys in together.values():
        first = journeys[0]
        at = first.at.astimezone(tz)
        date_of = f"{days[at.weekday()]} {at:%d.%m}"
        when = f"{date_of if date_of != day else '':<8} {at:%H:%M}"
        day = date_of
        channels = _channels(journeys, settings, words)
        what = words("scenarios", count=len(journeys)) if first.whole else first.title
        closed = "" if all(journey.inside for journey in journeys) else f" ({words('closed')})"
        who = _names([journey.persona for journey in journeys], settings)
        table.add_row(*(Text(text) for text in (when, first.slot.entry, f"{channels}{closed}", what, who)))
    return table


def _personas(forecast: Forecast, settings: Settings, words: Words) -> Table:
    from rich.text import Text

    table = _table(words, "column_who", "column_visits", "column_channel")
    for persona, visits in sorted(forecast.of_personas.items()):
        titles = settings.company.titles(words.language)
        where = ", ".join(f"{titles[channel]} {count}" for channel, count in visits.items())
        name = settings.personas[persona].name
        table.add_row(Text(name), Text(str(sum(visits.values()))), Text(where))
    return table


def _channels(journeys: Sequence[Foreseen], settings: Settings, words: Words) -> str:
    counts: dict[str, int] = {}
    for journey in journeys:
        for channel, count in journey.visits.items():
            counts[channel] = counts.get(channel, 0) + count
    titles = settings.company.titles(words.language)
    alone = len(journeys) == 1
    return ", ".join(titles[c] if alone and n == 1 else f"{titles[c]} {n}" for c, n in counts.items())


def _names(personas: Sequence[str], settings: Settings) -> str:
    return ", ".join(dict.fromkeys(settings.personas[persona].name for persona in personas))
