"""Durations as people write them."""

from __future__ import annotations

import re

_UNITS = {
    "": 1.0, "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 60.0, "min": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "d": 86400.0, "day": 86400.0, "days": 86400.0,
}  # fmt: skip
_FORM = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)


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
    whole, parts = round(seconds, 3), []
    for unit, length in (("days", 86400), ("h", 3600), ("min", 60)):
        count, whole = divmod(whole, length)
        if count:
            parts.append(f"{count:.0f} {'day' if unit == 'days' and count == 1 else unit}")
    whole = round(whole, 3)
    if whole or not parts:
        parts.append(f"{whole:g} s")
    return " ".join(parts)
