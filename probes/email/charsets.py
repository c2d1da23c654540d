"""Bytes of mail as text, whatever they claim to be."""

from __future__ import annotations

import re

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Decoders that are not character sets of mail, or that take more than linear time.
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: by its declared character set, else UTF-8, else the likeliest old one. Never raises."""
    for charset in (declared or "", "utf-8"):
        name = charset.strip().strip("\"'").lower().replace("-", "_")
        if not name or name in _NOT_FOR_MAIL:
            continue
        # US-ASCII is what broken senders declare by default; UTF-8 reads it and what they really meant.
        if name in ("us_ascii", "ascii", "unknown_8bit", "8bit", "x_unknown"):
            continue
        try:
            return clean(data.decode(charset.strip().strip("\"'")))
        except (LookupError, ValueError):
            continue
    return clean(data.decode(_likeliest(data), "replace"))


def clean(text: str) -> str:
    """`text` without control characters and lone surrogates, which neither JSON nor a database would take."""
    return _UNWANTED.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def _likeliest(data: bytes) -> str:
    """Which one-byte set it is: Cyrillic mail is mostly high bytes in runs, Polish has single ones among letters.

    Small letters are the most frequent ones: windows-1251 has them at E0–FF, KOI8 at C0–DF.
    """
    high = [byte for byte in data if byte >= 0xC0]
    runs = len(re.findall(rb"[\xa1-\xff]{3,}", data))
    if runs and len(high) > len(data) / 10:
        small_koi = sum(1 for byte in high if byte < 0xE0)
        return "koi8-u" if small_koi > len(high) / 2 else "windows-1251"
    return "windows-1250" if b"\xb3" in data or b"\xea" in data or b"\xb9" in data else "latin-1"
