"""Prepares a message for reading: one alphabet of apostrophes and dashes, no quoted thread, cut into sentences."""

from __future__ import annotations

import re
import unicodedata

# What a person writes to a customer is shorter; the rest of a longer message is a quoted thread or an attachment.
LONGEST = 6_000
_SAME = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u202a": None,
        "\u202b": None,
        "\u202c": None,
        "\u202d": None,
        "\u202e": None,
        "\u2066": None,
        "\u2067": None,
        "\u2068": None,
        "\u2069": None,
    }
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_THREAD_BEGINS = re.compile(
    r"^(?:-{3,} ?(?:original message|forwarded message|исходное сообщение|пересланное сообщение|"
    r"початкове повідомлення|wiadomość oryginalna)|on [^\n]{4,120} wrote:|[^\n]{4,120} (?:пише|пишет|написав|"
    r"написал|pisze|napisał)(?:\(-ла\)|\(а\)|\(a\)|а|a|ла)?:)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?…;])\s+|\n+")


def plain(text: str) -> str:
    """The message's own words in NFC and lower case, without a quoted thread, at most LONGEST characters."""
    words = unicodedata.normalize("NFC", text[:LONGEST]).translate(_SAME)
    thread = _THREAD_BEGINS.search(words)
    if thread is not None and thread.start() > 0:
        words = words[: thread.start()]
    return _QUOTED_LINE.sub("", words).strip().lower()


def sentences(words: str) -> list[str]:
    """The sentences of a prepared message; an abbreviation may cut one in two, which no reader here minds."""
    return [part for part in (piece.strip() for piece in _END.split(words)) if part]


def is_cyrillic(words: str) -> bool:
    """Read it by the Ukrainian and Russian rules: names and addresses in it are often Latin, the words are not."""
    cyrillic = sum(1 for c in words if "\u0400" <= c <= "\u04ff")
    latin = sum(1 for c in words if "a" <= c <= "z")
    return 3 * cyrillic >= latin and cyrillic > 0
