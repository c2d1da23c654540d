"""The command `shopper note`: what was changed at the company, and when, as a mark on the trend."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from ..engine.clocks import now
from ..errors import Refused, did_you_mean
from ..journal import notes
from ..journal.events import Store
from ..journal.notes import Note
from ..programme import Programme
from ..scoring.odm.method import WEIGHTS
from ..settings import load_settings
from ..settings.models import Settings
from ..words import LANGUAGES, Words
from .places import journal_at, programme_at, state_of

_LONGEST = 200
_AHEAD = timedelta(days=60)  # what is noted was done, or is about to be
# “1 Dec: …”, “1. Dezember 2026: …”, “2026-12-01: …”
_DAY_FIRST = re.compile(r"\s*(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d]+)\.?(?:\s+(?P<year>\d{4}))?\s*:\s*(?=\S)")
_ISO_FIRST = re.compile(r"\s*(?P<iso>\d{4}-\d{2}-\d{2})\s*:\s*(?=\S)")


def note(
    folder: Path | None,
    state: Path | None,
    text: str,
    *,
    fix: str = "",
    at: str = "",
    by: str = "",
    withdraw: str = "",
    language: str | None = None,
) -> int:
    """Put a mark on the trend, take one back, or list them all. Raises Refused for what names nothing."""
    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    programme = programme_at(folder)
    place = state_of(programme, state)
    settings = load_settings(programme)
    words = Words(language or settings.company.language or "en", "note")
    store = journal_at(place)
    try:
        if withdraw:
            _withdraw(store, withdraw, words)
        elif text.strip():
            _add(store, settings, text, fix=fix, at=at, by=by, words=words)
        elif fix or at or by:
            raise Refused(words("no_text"))
        else:
            _list(store, settings, words)
            return 0
        _again(programme, settings, store, place)
    finally:
        store.close()
    return 0


def _add(store: Store, settings: Settings, text: str, *, fix: str, at: str, by: str, words: Words) -> None:
    zone = ZoneInfo(settings.company.zone)
    today = datetime.now(zone).date()
    said, rest = dated(text, today)
    when = _moment(at, zone, words) if at else _midnight(said, zone) if said else datetime.now(zone)
    _check_fix(fix, settings, words)
    told = " ".join(rest.split())
    if len(told) > _LONGEST:
        raise Refused(words("too_long", most=_LONGEST))
    made = notes.add(
        store, now(""), at=when.isoformat(timespec="seconds"), text=told, fix=fix, by=by.strip() or _whoever()
    )
    print(words("noted", id=made.id, line=_line(made, settings)))
    print(words("noted_next"))


def dated(text: str, today: date) -> tuple[date | None, str]:
    """The day with which a note begins, in any of our languages, and the rest of it; without a year the nearest one.
    A note that begins with no day: (None, the text)."""
    if (iso := _ISO_FIRST.match(text)) is not None:
        try:
            return date.fromisoformat(iso["iso"]), text[iso.end() :]
        except ValueError:
            return None, text
    found = _DAY_FIRST.match(text)
    month = _month(found["month"]) if found is not None else None
    if found is None or month is None:
        return None, text
    years = [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, month, int(found["day"])))
        except ValueError:  # there is no such day, or not in this year
            continue
    soon = [day for day in days if day - today <= _AHEAD] or days
    return (min(soon, key=lambda day: abs(day - today)), text[found.end() :]) if soon else (None, text)


def _month(name: str) -> int | None:
    wanted = name.casefold().rstrip(".")
    known = {text.casefold().rstrip("."): number for number, text in _month_names()}
    if wanted in known:
        return known[wanted]
    begins = {number for text, number in known.items() if len(wanted) >= 3 and text.startswith(wanted)}
    return begins.pop() if len(begins) == 1 else None


def _month_names() -> Iterator[tuple[int, str]]:
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from get_month_names(width, context=context, locale=language).items()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _moment(text: str, zone: ZoneInfo, words: Words) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused(words("no_day", at=text)) from None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def _check_fix(fix: str, settings: Settings, words: Words) -> None:
    known = [*settings.company.channels, *WEIGHTS]
    if fix and fix not in known:
        hint = did_you_mean(fix, known)
        channels, criteria = ", ".join(settings.company.channels), ", ".join(WEIGHTS)
        raise Refused(words("no_fix", fix=fix, hint=hint, channels=channels, criteria=criteria))


def _withdraw(store: Store, id_: str, words: Words) -> None:
    there = {one.id: one for one in notes.notes(store)}
    if id_ not in there:
        raise Refused(words("no_note", id=id_, hint=did_you_mean(id_, there)).strip())
    notes.withdraw(store, now(""), there[id_])
    print(words("withdrawn", id=id_))


def _list(store: Store, settings: Settings, words: Words) -> None:
    found: Sequence[Note] = notes.notes(store)
    if not found:
        print(words("none"))
    for one in found:
        print(f"{one.id}  {_line(one, settings)}")


def _line(one: Note, settings: Settings) -> str:
    at = datetime.fromisoformat(one.at).astimezone(ZoneInfo(settings.company.zone))
    day = f"{at:%Y-%m-%d}" if (at.hour, at.minute) == (0, 0) else f"{at:%Y-%m-%d %H:%M}"
    what = "".join(c for c in one.text if c.isprintable())
    more = ", ".join(filter(None, (f"--fix {one.fix}" if one.fix else "", one.by)))
    return f"{day}  {what}" + (f" ({more})" if more else "")


def _again(programme: Programme, settings: Settings, store: Store, place: Path) -> None:
    """The newest page and the list of all waves with the mark in them, where a page was made before."""
    from ..engine.artefacts import write_artefacts
    from ..engine.wave import environment_of
    from ..journal.waves import waves
    from ..programme.loading import mount

    names = [wave.name for wave in waves(store)]
    if not names or not (place / "out" / names[-1] / "scorecard.html").is_file():
        return
    environment = environment_of(store, names[-1])
    if environment != settings.environment:
        programme = replace(programme, environment=environment)
        settings = load_settings(programme)
    mount(programme)
    write_artefacts(programme, settings, store, names[-1], place)


def _whoever() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


__all__ = ["dated", "note"]
