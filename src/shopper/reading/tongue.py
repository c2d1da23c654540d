"""Which language's rules a message is read by: English, Polish, or the one set for Ukrainian and Russian."""

from __future__ import annotations

import re

from .text import is_cyrillic

_POLISH_LETTERS = re.compile(r"[ąćęłńśźż]")
_POLISH_WORDS = re.compile(
    r"\b(?:nie|jest|prosz[eę]|prosimy|dzie[nń]|dobry|do|na|w|z|ze|od|przez|si[eę]|czy|jak|dzi[eę]kuj\w+|pa[nń]stw\w+|"
    r"pod|lub|przy|jeśli|musi|pan|pani|przez|tego|tym|to się|zam[oó]wieni\w+|\w{3,}(?:amy|emy|imy|ymy|cznie|ować|"
    r"aniu|eniu|iego|owego|ości|liśmy)|"
    r"mo[zż]esz|mo[zż]na|prosz|witam\w*|oraz|dla|tak|po|ju[zż]|aby|[zż]eby|twoj\w+|nasz\w*)\b"
)
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SURE = 2  # words that only English has
_ENGLISH_WORDS = re.compile(
    r"\b(?:the|you|your|we|our|is|are|to|please|for|and|of|it|this|that|us|can|will|have|with|hi|hello|thanks?)\b"
)


def tongue(words: str, hint: str = "") -> str:
    """ "east" for Ukrainian and Russian, "pl" or "en", of a prepared message (text.plain).

    hint: the language that it is said to be in; the letters go before it.
    """
    if is_cyrillic(words) and not _mostly_english(words):
        return "east"
    polish = len(_POLISH_WORDS.findall(words[:1000])) + 2 * len(_POLISH_LETTERS.findall(words[:1000]))
    english = len(_ENGLISH_WORDS.findall(words[:1000]))
    if polish == english:
        return "pl" if hint == "pl" else "en"
    return "pl" if polish > english else "en"


def _mostly_english(words: str) -> bool:
    """An English message with a word of Cyrillic before it."""
    start = words[:1000]
    return len(_LATIN.findall(start)) > len(_CYRILLIC.findall(start)) and len(_ENGLISH_WORDS.findall(start)) >= _SURE
