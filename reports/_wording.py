"""How reports write times, dates and foreign text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date, format_datetime, format_time, get_day_names
from babel.units import format_unit

from ._words import Words

_UNITS = ((86_400, "unit_day"), (3_600, "unit_hour"), (60, "unit_minute"), (1, "unit_second"))
# Characters that change how the text around them is shown, and control characters: made visible, never obeyed.
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text with characters that cannot be seen written out, so that nothing hides in a quotation."""
    return _INVISIBLE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text.replace("\r\n", "\n").replace("\r", "\n"))


class Wording:
    """Times and dates as a reader of this language writes them."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def short(self, seconds: float | None) -> str:
        """“14 s”, “2 min 5 s”, “9 h 20 min”; tenths below ten seconds, hundredths below one."""
        if seconds is None:
            return "–"
        if seconds < 0.995:
            return self._count(f"{seconds:.2f}", "unit_second")
        if seconds < 9.95:
            return self._count(f"{seconds:.1f}".removesuffix(".0"), "unit_second")
        rest = round(seconds)
        size, unit = next(pair for pair in _UNITS if rest >= pair[0])
        count, left = divmod(rest, size)
        told = self._count(f"{count}", unit)
        if size == 1:
            return told
        next_size, next_unit = _UNITS[_UNITS.index((size, unit)) + 1]
        less = left // next_size
        return f"{told} {self._count(f'{less}', next_unit)}" if less else told

    def stated(self, value: Mapping[str, Any]) -> str:
        """A fact as a channel states it: “1,299.00 UAH”, “2–3 d”, “yes”."""
        if "text" in value:
            text = str(value["text"])
            key = f"says_{text}"
            return self._words.plain(key) if key in self._words else text
        unit, ends = str(value["unit"]), sorted({value["lo"], value["hi"]})
        if unit == "s":
            return self._months(*ends) if len(ends) == 2 else self.short(ends[0])
        if unit == "date":  # 100 × month + day
            return "–".join(f"{int(end) % 100:02}.{int(end) // 100:02}" for end in ends)
        told = "–".join(self._words.number(end) for end in ends)
        unit = unit.upper() if re.fullmatch("[a-z]{3}", unit) else unit
        return told if unit in ("number", "") else f"{told}\u00a0{unit}"

    def _months(self, low: float, high: float) -> str:
        """A span of seconds; as months or years where it is as long as some of them may be."""
        for unit, least, most in (("year", 365, 366), ("month", 28, 31)):
            count = low / (least * 86_400)
            if count == int(count) and count == high / (most * 86_400):
                return str(format_unit(int(count), f"duration-{unit}", "long", locale=self._words.locale))
        return (
            self._words.plain("up_to", time=self.short(high)) if low == 0 else f"{self.short(low)}–{self.short(high)}"
        )

    def tick(self, seconds: float) -> str:
        """A mark on the axis of a chart: “0.1 s”, “10 min”."""
        return self._count(f"{seconds:g}", "unit_second") if seconds < 1 else self.short(seconds)

    def day(self, iso: str | None) -> str:
        return format_date(datetime.fromisoformat(iso), format="d MMMM y", locale=self._words.locale) if iso else ""

    def minute(self, iso: str | None) -> str:
        if not iso:
            return ""
        return format_datetime(datetime.fromisoformat(iso), format="d MMM y, HH:mm", locale=self._words.locale)

    def clock(self, iso: str | None) -> str:
        """Time of day to the second."""
        return format_time(datetime.fromisoformat(iso), format="HH:mm:ss", locale=self._words.locale) if iso else ""

    def oclock(self, hour: int) -> str:
        """“9:00”, as a head of a column."""
        return f"{hour}:00"

    def weekday(self, day: int) -> str:
        """A day of the week, Monday being 0."""
        name = str(get_day_names("abbreviated", "stand-alone", self._words.locale)[day])
        return name[:1].upper() + name[1:]

    def span(self, began: str | None, ended: str | None) -> str:
        """“26 November 2025, 11:00–13:20”, or two days."""
        if not began or not ended:
            return self._words.plain("nothing_played")
        first, last = datetime.fromisoformat(began), datetime.fromisoformat(ended)
        if (first.date(), first.hour, first.minute) == (last.date(), last.hour, last.minute):
            return f"{self.day(began)}, {first:%H:%M}"
        if first.date() == last.date():
            return f"{self.day(began)}, {first:%H:%M}–{last:%H:%M}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(ended)}"
        return f"{self.day(began)} – {self.day(ended)}"

    def _count(self, digits: str, unit: str) -> str:
        count = digits.replace(".", self._words.decimal_point)
        return self._words.plain("amount", count=count, unit=self._words.plain(unit))
