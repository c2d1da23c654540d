"""Promised hours: the clock that runs only while a channel says it is open.

The rule: an instant is open when the clock on the company's wall, at that instant, stands inside one of the day's
intervals. So a day on which clocks are put forward has 23 hours and one on which they are put back has 25, an hour that
is shown twice counts twice, and one that is skipped not at all. Time is reckoned in whole microseconds, so that `add`
undoes `open_seconds` exactly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MIN = 24 * 60
_SECOND, _MINUTE = 1_000_000, 60_000_000
_DAY = _DAY_MIN * _MINUTE
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_LAST = (datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH) // _MICROSECOND

Interval = tuple[int, int]
Week = tuple[tuple[Interval, ...], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a channel is promised to be open, week by week.

    week: seven tuples, Monday first, of (start, end) in minutes of the wall clock from midnight, in order, apart from
    each other, 0 ≤ start < end ≤ 1440. Build it with `Hours.always`, `Hours.of` or `parse_hours`.
    """

    week: Week

    def __post_init__(self) -> None:
        if len(self.week) != len(DAYS):
            raise ValueError("a week has seven days")
        for intervals in self.week:
            previous = -1
            for start, end in intervals:
                if not previous < start < end <= _DAY_MIN:
                    raise ValueError("the intervals of a day are in order, apart, and inside 00:00-24:00")
                previous = end

    @classmethod
    def always(cls) -> Hours:
        """Open at every moment: what a customer is promised where no hours are published."""
        return _ALWAYS

    @classmethod
    def of(cls, week: Iterable[Iterable[Interval]]) -> Hours:
        """Hours from seven days of intervals in any order; those that touch or overlap become one."""
        return cls(tuple(_merged(intervals) for intervals in week))

    @property
    def is_always(self) -> bool:
        """True when there is no closed moment in the week."""
        return self is _ALWAYS or self.week == _ALWAYS.week

    def open_seconds(
        self, start: datetime, end: datetime, zone: str | tzinfo, closed_days: Collection[date] = ()
    ) -> float:
        """Seconds of promised time between two aware moments; 0 when `end` is not after `start`.

        zone: the company's, an IANA name or a tzinfo. closed_days: dates in that zone on which nothing is promised.
        """
        first, last = _microseconds(start), _microseconds(end)
        if self.is_always and not closed_days:
            return max(0, last - first) / _SECOND
        total = 0
        for opens, closes in self._spans(first, last, _zone(zone), closed_days):
            total += closes - opens
        return total / _SECOND

    def add(self, start: datetime, seconds: float, zone: str | tzinfo, closed_days: Collection[date] = ()) -> datetime:
        """The first moment (UTC) at which so many promised seconds have passed since `start`; `start` itself for 0.

        Raises ValueError when that moment never comes, since the hours hold no open time.
        """
        first, left = _microseconds(start), round(seconds * _SECOND)
        if left < 0:
            raise ValueError("promised time runs forward only; seconds cannot be negative")
        if left == 0 or (self.is_always and not closed_days):
            return _moment(first + left)
        if not any(self.week):
            raise ValueError("these hours are never open")
        for opens, closes in self._spans(first, _LAST, _zone(zone), closed_days):
            if left <= closes - opens:
                return _moment(opens + left)
            left -= closes - opens
        raise ValueError("so much promised time never passes with these hours")

    def is_open(self, at: datetime, zone: str | tzinfo, closed_days: Collection[date] = ()) -> bool:
        """Is this aware moment inside the promised hours?"""
        if self.is_always and not closed_days:
            return True
        wall = _moment(_microseconds(at)).astimezone(_zone(zone))
        minute = wall.hour * 60 + wall.minute
        return wall.date() not in closed_days and any(a <= minute < b for a, b in self.week[wall.weekday()])

    def _spans(self, start: int, end: int, zone: tzinfo, closed_days: Collection[date]) -> Iterator[Interval]:
        """The open stretches between two instants, in order, as instants."""
        for part_start, part_end, offset in _steady_parts(start, end, zone):
            wall_start, wall_end = part_start + offset, part_end + offset
            for day in range(wall_start // _DAY, (wall_end - 1) // _DAY + 1):
                intervals = self.week[(day + 3) % 7]  # 1 January 1970 was a Thursday
                if not intervals or (closed_days and date.fromordinal(_EPOCH_ORDINAL + day) in closed_days):
                    continue
                midnight = day * _DAY
                for opens, closes in intervals:
                    a = max(wall_start, midnight + opens * _MINUTE)
                    b = min(wall_end, midnight + closes * _MINUTE)
                    if a < b:
                        yield a - offset, b - offset

    def __str__(self) -> str:
        """As `parse_hours` reads it: "24/7", "mon-fri 09:00-18:00, sat 10:00-15:00", "closed"."""
        if self.is_always:
            return "24/7"
        parts: list[str] = []
        day = 0
        while day < 7:
            last = day
            while last < 6 and self.week[last + 1] == self.week[day]:
                last += 1
            if self.week[day]:
                days = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
                times = ", ".join(f"{clock_text(a)}-{clock_text(b)}" for a, b in self.week[day])
                parts.append(f"{days} {times}")
            day = last + 1
        return ", ".join(parts) or "closed"


_ALWAYS = Hours((((0, _DAY_MIN),),) * 7)


def _merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    done: list[Interval] = []
    for start, end in sorted(intervals):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return tuple(done)


def _microseconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a moment with a time zone is expected")
    return (moment - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise ValueError("so much promised time never passes in this calendar") from error


def _zone(zone: str | tzinfo) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def _offset(at: int, zone: tzinfo) -> int:
    offset = _moment(at).astimezone(zone).utcoffset()
    return 0 if offset is None else offset // _MICROSECOND


def _steady_parts(start: int, end: int, zone: tzinfo) -> Iterator[tuple[int, int, int]]:
    """(from, to, offset to UTC) in order, cut where the zone's offset changes. Looks once a day: no zone has two."""
    while start < end:
        offset = _offset(start, zone)
        stop = min(end, start + _DAY)
        if _offset(stop, zone) != offset:
            same, other = start, stop
            while other - same > 1:
                middle = (same + other) // 2
                if _offset(middle, zone) == offset:
                    same = middle
                else:
                    other = middle
            stop = other
        yield start, stop, offset
        start = stop


# Hours as people write them. The names of days in the four languages, their usual short forms included.
_DAY_NAMES: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "mon monday пн понеділок понедельник pn pon poniedziałek",
            "tue tues tuesday вт вівторок вторник wt wtorek",
            "wed wednesday ср середа среда śr sr środa",
            "thu thur thurs thursday чт четвер четверг cz czw czwartek",
            "fri friday пт пʼятниця п'ятниця пятница pt piątek",
            "sat saturday сб субота суббота so sob sobota",
            "sun sunday нд неділя вс воскресенье nd ndz niedz niedziela",
        )
    )
    for name in names.split()
}
_EVERY_DAY = ("daily", "щодня", "ежедневно", "codziennie")
_ALWAYS_WORDS = ("24/7", "24x7", "always", "цілодобово", "круглосуточно", "całodobowo")
_CLOSED_WORDS = ("closed", "-", "вихідний", "выходной", "nieczynne")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_TIMES = re.compile(r"(\d{1,2}(?:[:.]\d{2})?) ?- ?(\d{1,2}(?:[:.]\d{2})?)$")
_EXAMPLE = "write them like mon-fri 9:00-18:00, sat 10:00-15:00, or 24/7"


def parse_clock(value: object) -> int:
    """Minutes from midnight of a time such as "9:00", "22.30" or "24:00". Raises ValueError."""
    text = str(value).strip()
    match = _CLOCK.fullmatch(text)
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or 0)
        if minute < 60 and hour * 60 + minute <= _DAY_MIN:
            return hour * 60 + minute
    raise ValueError(f"“{text}” is not a time of day; write it like 9:00 or 18:30")


def clock_text(minutes: int) -> str:
    """09:00 for 540."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_hours(value: object) -> Hours:
    """Hours from "24/7", "mon-fri 9:00-18:00, sat 10:00-15:00" or {"mon": "9:00-13:00, 14:00-18:00", …}.

    Days are named in English, Ukrainian, Russian or Polish. Times without days belong to the days before them
    ("mon-fri 9:00-13:00, 14:00-18:00"), days without times to the times after them ("mon, wed 9:00-18:00").
    An interval that ends before it begins goes on after midnight. Raises ValueError saying how to write it.
    """
    if isinstance(value, Hours):
        return value
    week: list[list[Interval]] = [[] for _ in DAYS]
    if isinstance(value, Mapping):
        for days, times in value.items():
            numbers = parse_days(str(days).strip().lower())
            text = "closed" if times is None else times
            if not isinstance(text, str):
                raise ValueError(f"the hours of {days} cannot be read; write them like 9:00-13:00, 14:00-18:00")
            _read(text, week, numbers)
        return Hours.of(week)
    if not isinstance(value, str):
        raise ValueError(f"these hours cannot be read; {_EXAMPLE}")
    if value.strip().lower() in _ALWAYS_WORDS:
        return Hours.always()
    _read(value, week, [])
    return Hours.of(week)


def _read(text: str, week: list[list[Interval]], days: list[int]) -> None:
    plain = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-"))
    if plain in _CLOSED_WORDS:
        return
    if plain in _ALWAYS_WORDS:
        plain = "0:00-24:00"
    waiting: list[int] = []
    for part in (p.strip() for p in re.split(r"[,;]", plain)):
        match = _TIMES.search(part)
        named = part[: match.start()].strip().rstrip(":") if match else part
        if named:
            waiting += parse_days(named)
        if match:
            days = waiting or days
            waiting = []
            if not days:
                raise ValueError(f"“{text}” does not say on which days; write daily {part}, or mon-fri {part}")
            _put(week, days, parse_clock(match[1]), parse_clock(match[2]))
        elif not named:
            raise ValueError(f"“{text}” cannot be read as hours; {_EXAMPLE}")
    if waiting:
        raise ValueError(f"“{text}” names days without times; {_EXAMPLE}")


def _put(week: list[list[Interval]], days: list[int], start: int, end: int) -> None:
    if start in (end, _DAY_MIN):
        raise ValueError(f"{clock_text(start)}-{clock_text(end)} holds no time; a whole day is 0:00-24:00")
    for day in days:
        if start < end:
            week[day].append((start, end))
        else:
            week[day].append((start, _DAY_MIN))
            if end:
                week[(day + 1) % 7].append((0, end))


def parse_days(text: str) -> list[int]:
    """Days of the week, Monday 0, from "mon-fri", "sat" or "daily", in the four languages. Raises ValueError."""
    if text in _EVERY_DAY:
        return list(range(7))
    first, dash, last = (word.strip(" .") for word in text.partition("-"))
    for word in (first, last) if dash else (first,):
        if word not in _DAY_NAMES:
            raise ValueError(f"“{word}” is not a day of the week; {_EXAMPLE}")
    start = _DAY_NAMES[first]
    length = (_DAY_NAMES[last] - start) % 7 + 1 if dash else 1
    return [(start + i) % 7 for i in range(length)]
