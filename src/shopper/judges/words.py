"""Times and lists as one says them aloud, in English."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def in_words(seconds: float) -> str:
    """“8 seconds”, “2 minutes 5 seconds”, “1 day 4 hours”: the two largest units, tenths below ten seconds."""
    if seconds < 9.95:
        tenths = round(seconds, 1)
        number = f"{tenths:g}"
        return f"{number} second" if number == "1" else f"{number} seconds"
    rest = round(seconds)
    parts: list[str] = []
    for size, name in _UNITS:
        count, rest_after = divmod(rest, size)
        if count:
            parts.append(f"{count} {name}" if count == 1 else f"{count} {name}s")
            if len(parts) == 2:
                break
        elif parts:
            break
        rest = rest_after
    return " ".join(parts)


def listed(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
