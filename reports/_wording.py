"""How reports write times, dates and foreign text."""

from __future__ import annotations

import re
from datetime import datetime

from babel.dates import format_date, format_datetime, format_time

LOCALE = "en_GB"
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
# Characters that change how the text around them is shown, and control characters: made visible, never obeyed.
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def short(seconds: float | None) -> str:
    """“14 s”, “2 min 5 s”, “9 h 20 min”; tenths below ten seconds, hundredths below one."""
    if seconds is None:
        return "–"
    if seconds < 0.995:
        return f"{seconds:.2f} s"
    if seconds < 9.95:
        return f"{seconds:.1f}".removesuffix(".0") + " s"
    rest = round(seconds)
    for n, (size, name) in enumerate(_UNITS):
        if rest >= size:
            count, left = divmod(rest, size)
            if n + 1 == len(_UNITS):
                return f"{count} {name}"
            next_size, next_name = _UNITS[n + 1]
            less = left // next_size
            return f"{count} {name} {less} {next_name}" if less else f"{count} {name}"
    return "0 s"


def visible(text: str) -> str:
    """The text with characters that cannot be seen written out, so that nothing hides in a quotation."""
    return _INVISIBLE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text.replace("\r\n", "\n").replace("\r", "\n"))


def day(iso: str | None) -> str:
    return format_date(datetime.fromisoformat(iso), format="d MMMM y", locale=LOCALE) if iso else ""


def minute(iso: str | None) -> str:
    return format_datetime(datetime.fromisoformat(iso), format="d MMM y, HH:mm", locale=LOCALE) if iso else ""


def clock(iso: str | None) -> str:
    """Time of day to the second."""
    return format_time(datetime.fromisoformat(iso), format="HH:mm:ss", locale=LOCALE) if iso else ""


def span(began: str | None, ended: str | None) -> str:
    """“26 November 2025, 11:00–13:20”, or two days."""
    if not began or not ended:
        return "nothing was played yet"
    first, last = datetime.fromisoformat(began), datetime.fromisoformat(ended)
    if (first.date(), first.hour, first.minute) == (last.date(), last.hour, last.minute):
        return f"{day(began)}, {first:%H:%M}"
    if first.date() == last.date():
        return f"{day(began)}, {first:%H:%M}–{last:%H:%M}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(ended)}"
    return f"{day(began)} – {day(ended)}"
