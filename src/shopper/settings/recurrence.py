"""When a wave is due, on the company's wall clock: "mon 9:00", "mon-fri 9:00, 14:00", "2026-12-01 10:00", or cron.

Cron is as crontab(5) has it: five fields, Sunday is 0 and 7, and where both the day of the month and the day of the
week are restricted, a day that meets either will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import did_you_mean
from ..hours import parse_clock, parse_days

_FAR = 366 * 9  # 29 February may be eight years off (1896 to 1904, 2096 to 2104)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXAMPLE = "write it like mon 9:00, or mon-fri 9:00, 14:00"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Days, and the times on them. None: any. either: a day of the month or of the week will do, as in cron.

    weekdays: Monday is 0. times: minutes from midnight, in order.
    """

    times: tuple[int, ...]
    weekdays: frozenset[int] | None = None
    month_days: frozenset[int] | None = None
    months: frozenset[int] | None = None
    dates: frozenset[date] | None = None
    either: bool = False

    def on(self, day: date) -> bool:
        """Whether something is due on this day."""
        if self.dates is not None:
            return day in self.dates
        if self.months is not None and day.month not in self.months:
            return False
        by_week = self.weekdays is None or day.weekday() in self.weekdays
        by_month = self.month_days is None or day.day in self.month_days
        return by_week or by_month if self.either else by_week and by_month


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What is due when, as written in `text`."""

    text: str
    rules: tuple[Rule, ...]

    def times(self, day: date) -> list[int]:
        """Minutes from midnight at which it is due on a day, in order."""
        return sorted({minute for rule in self.rules if rule.on(day) for minute in rule.times})

    def days(self, since: date) -> Iterator[date]:
        """The days on which it is due, from `since` on, as far as anybody needs to look for a first one."""
        for n in range(_FAR):
            day = since + timedelta(days=n)
            if any(rule.on(day) for rule in self.rules):
                yield day

    def __str__(self) -> str:
        return self.text


def parse_at(value: object) -> Recurrence:
    """From a text, or a list of texts: days of the week (in four languages), "daily" or a date, then times of day.

    Raises ValueError saying how to write it."""
    if isinstance(value, Recurrence):
        return value
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list | tuple) or not lines:
        raise ValueError(f"a time is expected; {_EXAMPLE}")
    texts = [str(line) for line in lines]
    return Recurrence("; ".join(texts), tuple(rule for text in texts for rule in _rules(text)))


def _rules(text: str) -> list[Rule]:
    plain = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-"))
    rules: list[Rule] = []
    days: list[str] = []
    times: list[int] = []
    for part in (part.strip() for part in re.split(r"[,;]", plain)):
        day, _, clock = part.rpartition(" ")
        if not re.fullmatch(r"\d{1,2}[:.]\d{2}", clock):
            day, clock = part, ""
        if day and times:
            rules.append(_rule(days, times))
            days, times = [], []
        if day:
            days.append(day)
        if clock:
            times.append(parse_clock(clock))
            if times[-1] == 24 * 60:
                raise ValueError("24:00 is 0:00 of the next day; write that")
    if not days or not times:
        missing = "on which days" if times else "at what time"
        raise ValueError(f"“{text}” does not say {missing}; {_EXAMPLE}")
    return [*rules, _rule(days, times)]


def _rule(days: Sequence[str], times: Sequence[int]) -> Rule:
    dates, weekdays = set[date](), set[int]()
    for day in days:
        if _DATE.fullmatch(day):
            try:
                dates.add(date.fromisoformat(day))
            except ValueError:
                raise ValueError(f"there is no {day} in the calendar") from None
        else:
            try:
                weekdays.update(parse_days(day))
            except ValueError:
                raise ValueError(f"“{day}” is neither a day of the week nor a date; {_EXAMPLE}") from None
    if dates and weekdays:
        raise ValueError("dates and days of the week in one line; write them as two entries of a list")
    clock = tuple(sorted(set(times)))
    return Rule(clock, dates=frozenset(dates)) if dates else Rule(clock, weekdays=frozenset(weekdays))


def parse_cron(value: object) -> Recurrence:
    """From the five fields of crontab(5), or @daily and the like. Raises ValueError saying what is wrong in which."""
    if isinstance(value, Recurrence):
        return value
    text = str(value).strip().lower()
    if text.startswith("@") and text not in _SHORT:
        raise ValueError(f"“{text}” is not known here. {did_you_mean(text, _SHORT)}")
    fields = _SHORT.get(text, text).split()
    if len(fields) != 5:
        raise ValueError(
            f"cron has five fields (minute, hour, day of the month, month, day of the week); “{text}” has {len(fields)}"
        )
    minutes = _field("minute", fields[0], 0, 59)
    hours = _field("hour", fields[1], 0, 23)
    month_days = _field("day of the month", fields[2], 1, 31)
    months = _field("month", fields[3], 1, 12, _MONTHS, 1)
    weekdays = {(number - 1) % 7 for number in _field("day of the week", fields[4], 0, 7, _WEEKDAYS)}
    any_day, any_weekday = fields[2].startswith("*"), fields[4].startswith("*")
    rule = Rule(
        times=tuple(sorted(hour * 60 + minute for hour in hours for minute in minutes)),
        weekdays=None if fields[4] == "*" else frozenset(weekdays),
        month_days=None if fields[2] == "*" else frozenset(month_days),
        months=frozenset(months),
        either=not any_day and not any_weekday,
    )
    return Recurrence(str(value).strip(), (rule,))


def _field(what: str, text: str, least: int, most: int, names: Sequence[str] = (), first: int = 0) -> set[int]:
    """The numbers that a field of cron means."""

    def number(word: str) -> int:
        if word in names:
            return names.index(word) + first
        if word.isdecimal() and least <= int(word) <= most:
            return int(word)
        raise ValueError(f"“{word}” is no {what}; it goes from {least} to {most}. {did_you_mean(word, names)}".strip())

    found: set[int] = set()
    for part in text.split(","):
        span, slash, step_text = part.partition("/")
        if slash and (not step_text.isdecimal() or not int(step_text)):
            raise ValueError(f"“{part}”: after the stroke stands a number of 1 or more")
        step = int(step_text) if slash else 1
        if span == "*":
            start, end = least, most
        else:
            low, dash, high = span.partition("-")
            start = number(low)
            end = number(high) if dash else (most if slash else start)
        if end == 0 < start and most == len(_WEEKDAYS):
            end = most  # fri-sun
        if end < start:
            raise ValueError(f"“{part}” goes backwards; write two ranges with a comma between")
        found.update(range(start, end + 1, step))
    return found
