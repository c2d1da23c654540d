"""Reads hours of work from a line of a page; pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shopper.hours import parse_hours

_ALWAYS = re.compile(
    r"\b24\s*[/x×]\s*7\b|цілодобово|круглосуточно|całodobow\w+|around the clock|\b24 hours a day\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\bhours\b|\bopen(ing)?\b|\bworking\b|\bschedule\b|графік|режим|годин[иа]\b|працю|розклад|график|час[ыа] работы"
    r"|время работы|работаем|работает|прием|прийом|godzin|czynn|otwart|pracujemy",
    re.IGNORECASE,
)
# Each name of a day once, as the config takes it: long forms and cases become the short one.
_DAYS = (
    (r"mon(day)?s?|пн|пон|понеділ\w*|понедель\w*|pn|pon|poniedział\w*|mo", "mon"),
    (r"tue(s|sday)?s?|вт|вівтор\w*|вторник\w*|wt|wtor\w*|tu", "tue"),
    (r"wed(nesday)?s?|ср|серед\w*|сред[аыу]|śr|sr|środ\w*|we", "wed"),
    (r"thu(r|rs|rsday)?s?|чт|четвер\w*|cz|czw|czwart\w*|th", "thu"),
    (r"fri(day)?s?|пт|п.?ятниц\w*|пятниц\w*|pt|piąt\w*|fr", "fri"),
    (r"sat(urday)?s?|сб|субот\w*|суббот\w*|so|sob|sobot\w*|sa", "sat"),
    (r"sun(day)?s?|нд|неділ\w*|вс|вск|воскресень\w*|nd|ndz|niedziel\w*|su", "sun"),
)
_DAILY = (
    r"daily|every ?day|щодня|щоденно|без вихідних|ежедневно|каждый день|без выходных|codziennie|7 days a week|7 днів"
)
_WORKDAYS = (
    r"weekdays|робочі дні|по буднях|будні|у будні|буднях|рабочие дни|по будням|будни|будние дни|dni robocze"
    r"|w dni robocze|dni powszednie"
)
_WEEKEND = r"weekends?|вихідні дні|вихідні|выходные дни|выходные|weekend\w*"
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?!\d|[.:]\d)"
_SPAN = re.compile(
    rf"(?:\b(?:from|з|із|с|со|od|в|w)\s+)?(?<![\d.:]){_TIME}\s*(?:[-–—−]|\bto\b|\bдо\b|\bпо\b|\bdo\b)\s*{_TIME}",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"closed|вихідний|вихідні|выходной|выходные|nieczynne|zamknięte|зачинено|закрыто", re.IGNORECASE)
_TOKEN = re.compile(
    "|".join(
        (
            *(rf"(?P<d{n}>\b(?:{forms})\b\.?)" for n, (forms, _) in enumerate(_DAYS)),
            rf"(?P<daily>\b(?:{_DAILY})\b)",
            rf"(?P<workdays>\b(?:{_WORKDAYS})\b)",
            r"(?P<span>\x00\d+\x00)",
            rf"(?P<closed>{_CLOSED.pattern})",
            rf"(?P<weekend>\b(?:{_WEEKEND})\b)",
            r"(?P<through>[-–—−]|\b(?:to|through|до|по|do)\b)",
            r"(?P<break>перерва|обед|обід|перерыв|przerwa|break|lunch)",
        )
    ),
    re.IGNORECASE,
)
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST = 160


def hours_in(line: str, before: str = "") -> tuple[str, str] | None:
    """(hours as the config takes them or "", the text) of a line that tells hours of work; None for any other line.

    before: the line above it, where days and times stand in two lines.
    """
    if len(line) > _LONGEST:
        return None
    whole = f"{before} {line}".strip() if _days_named(before) and not _SPAN.search(before) else line
    if _ALWAYS.search(line):
        alone = not _SPAN.search(line) and not any(
            str(m.lastgroup)[:1] == "d" and m.lastgroup != "daily" for m in _TOKEN.finditer(line)
        )
        return ("24/7" if alone else _read(line)), line
    if not _SPAN.search(line):
        return None
    read = _read(whole)
    if read:
        return read, whole
    if _days_named(whole) or _ABOUT.search(whole) or (_ABOUT.search(before) and len(line) <= 60):
        return "", whole if _days_named(whole) or not _ABOUT.search(before) else f"{before} {line}"
    return None


def _days_named(text: str) -> bool:
    return any(
        m.lastgroup != "through"
        for m in _TOKEN.finditer(text)
        if m.lastgroup and m.lastgroup not in ("span", "closed", "break")
    )


def _read(text: str) -> str:
    """The hours in the config's form; "" where that is not sure."""
    spans: list[str] = []

    def keep(match: re.Match[str]) -> str:
        start, end = _clock(match[1], match[2], match[3] or match[6]), _clock(match[4], match[5], match[6])
        if not start or not end:
            return match[0]
        spans.append(f"{start}-{end}")
        return f" \x00{len(spans) - 1}\x00 "

    days: list[str] = []
    week: dict[str, list[str]] = {}
    fresh = reach = False
    for token in _TOKEN.finditer(_SPAN.sub(keep, text)):
        kind = str(token.lastgroup)
        if kind == "break":
            return ""  # which of the times are the break is not sure
        if kind == "span":
            if not days:
                return ""
            for day in days:
                week.setdefault(day, []).append(spans[int(token[0].strip("\x00"))])
            fresh = True
        elif kind == "closed":
            days, fresh = [], False
        elif kind == "through":
            reach = bool(days) and not fresh
            continue
        else:
            named = {"daily": list(_NAMES), "workdays": list(_NAMES[:5]), "weekend": list(_NAMES[5:])}.get(kind)
            if named is None:
                named = [_DAYS[int(kind[1:])][1]]
            if fresh:
                days, fresh = [], False
            if reach and days and len(named) == 1:
                first, last = _NAMES.index(days[-1]), _NAMES.index(named[0])
                named = [_NAMES[n % 7] for n in range(first + 1, (last if last > first else last + 7) + 1)]
            days = [*days, *named]
        reach = False
    return _normal({day: ", ".join(times) for day, times in week.items()})


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    h, m = int(hour), int(minute or 0)
    if half:
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return f"{h}:{m:02}" if h <= 24 and m < 60 else ""


def _normal(week: Mapping[str, str]) -> str:
    try:
        return str(parse_hours(dict(week))) if week else ""
    except ValueError:
        return ""


def hours_of_schema(told: Any) -> list[str]:
    """The hours in a schema.org object: openingHours ("Mo-Fr 09:00-17:00") and openingHoursSpecification."""
    found: list[str] = []
    written = told.get("openingHours")
    lines = [w for w in _listed(written) if isinstance(w, str)]
    if lines:
        read = _read(", ".join(lines))
        found.append(read or ", ".join(lines))
    week: dict[str, list[str]] = {}
    rules = told.get("openingHoursSpecification") or told.get("hoursAvailable") or ()
    for rule in _listed(rules):
        if not isinstance(rule, Mapping):
            continue
        for day in _listed(rule.get("dayOfWeek")):
            short = str(day).rsplit("/", 1)[-1][:3].lower()
            opens, closes = str(rule.get("opens", ""))[:5], str(rule.get("closes", ""))[:5]
            if short in _NAMES and opens and closes and (opens, closes) != ("00:00", "00:00"):
                week.setdefault(short, []).append(f"{opens}-{'24:00' if closes in ('00:00', '23:59') else closes}")
    read = _normal({day: ", ".join(times) for day, times in week.items()})
    if read:
        found.append(read)
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
