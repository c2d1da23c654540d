"""Durations as people write them."""

from __future__ import annotations

import re

from ..words.findings import finding_words

# What one of each is called, in the four languages of scenarios and in the forms that stand after numbers.
_SECONDS = (
    "s sec second seconds с сек секунда секунди секунд секунду секунды sek sekunda sekundy sekund sekundę "
    "sekundzie sekundach"
)
_MINUTES = (
    "m min minute minutes хв хвилина хвилини хвилин хвилину м мин минута минуты минут минуту minuta minuty minut "
    "minutę minucie minutach"
)
_HOURS = (
    "h hour hours г год година години годин годину ч час часа часов godz godzina godziny godzin godzinę "
    "godzinie godzinach"
)
_DAYS = "d day days д дн день дні днів дня дней dzień dni dnia dniu dniach"
_LENGTHS = ((1.0, _SECONDS), (60.0, _MINUTES), (3600.0, _HOURS), (86400.0, _DAYS))
_UNITS = {"": 1.0} | {word: length for length, words in _LENGTHS for word in words.split()}
_FORM = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]*)\.?\s*")


def parse_duration(value: object) -> float:
    """Seconds from "90 s", "5 min", "1 h 30 min", "2 days" or a plain number of seconds. Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("a duration is expected, such as 5 min")
    if isinstance(value, int | float):
        return float(value)
    text = str(value)
    total, at = 0.0, 0
    while at < len(text):
        match = _FORM.match(text, at)
        if match is None or match[2].lower() not in _UNITS:
            raise ValueError(f"“{value}” is not a duration; write it as 90 s, 5 min, 4 h or 2 days")
        total += float(match[1].replace(",", ".")) * _UNITS[match[2].lower()]
        at = match.end()
    if not text.strip():
        raise ValueError("a duration is expected, such as 5 min")
    return total


def spoken(seconds: float) -> str:
    """A duration as `parse_duration` reads it: "1 h 30 min", "2 days", "1.5 s"."""
    return finding_words("en").brief(seconds)
