"""Bytes of mail as text, whatever they claim to be."""

from __future__ import annotations

import codecs
import re

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Decoders that are not character sets of mail, or that take more than linear time.
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
# What broken senders declare without knowing; UTF-8 and the guess read it and what they really meant.
_NO_CLAIM = frozenset({"ascii", "us_ascii", "unknown_8bit", "8bit", "x_unknown", "unknown", "default"})
_WINDOWS = re.compile(r"(?:x-?)?(?:cp|win|windows|ms|ansi)[-_ ]?(125\d)")
_KOI8 = re.compile(r"koi-?8(?:[-_]?\w+)?")
_META = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_SAMPLE = 6_000  # bytes outside ASCII that are weighed
_CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866", "cp1125")
_LATIN = ("cp1250", "iso8859-2", "cp1252")
# A declared set is believed unless another reads clearly better: per weighed letter.
_TRUST = 0.5


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: as UTF-8 where it is, else by its declared character set, else by the likeliest. Never raises."""
    claim = _known(declared or "")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not claim.startswith("utf-32"):
        return clean(data.decode("utf-16", "replace").lstrip("\ufeff"))
    # UTF-16 and UTF-32 of any European text hold a NUL for every space; UTF-7 and ISO 2022 are ASCII with shifts.
    wide = claim.startswith(("utf-16", "utf-32")) and b"\x00" in data
    if wide or claim == "utf-7" or claim.startswith("iso2022"):
        try:
            return clean(data.decode(claim))
        except ValueError:
            pass
    try:
        # Old one-byte texts that are valid UTF-8 by chance do not exist beyond a letter or two.
        return clean(data.decode("utf-8-sig"))
    except ValueError:
        pass
    return clean(data.decode(_likeliest(data, claim), "replace"))


def declared_in_html(data: bytes) -> str | None:
    """The character set that an HTML page names for itself, in its first two thousand bytes."""
    found = _META.search(data[:2_000])
    return found[1].decode("ascii") if found else None


def clean(text: str) -> str:
    """`text` without control characters and lone surrogates, which neither JSON nor a database would take."""
    return _UNWANTED.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def _known(declared: str) -> str:
    """Python's name for a declared character set, "" for none of use. As browsers do, Latin-1 is read as
    windows-1252, and KOI8-R as KOI8-U, of which it is a part but for some frames."""
    name = declared.strip().strip("\"';, ").lower()
    if not name or name.replace("-", "_") in _NOT_FOR_MAIL | _NO_CLAIM:
        return ""
    if windows := _WINDOWS.fullmatch(name):
        name = f"cp{windows[1]}"
    elif _KOI8.fullmatch(name):
        name = "koi8-u"
    try:
        known = codecs.lookup(name)
        b"".decode(name)  # refuses what is no character set, such as base64
    except (LookupError, ValueError):
        return ""
    if known.name.replace("-", "_") in _NOT_FOR_MAIL | _NO_CLAIM:
        return ""
    return "cp1252" if known.name == "iso8859-1" else str(known.name)


def _likeliest(data: bytes, claim: str) -> str:
    """The set by which `data` reads most like Ukrainian, Russian or Polish; `claim` where it does well enough."""
    sample = _telling(data)
    weighed: dict[str, float] = {
        name: _weight(sample, name) for name in (*_CYRILLIC, *_LATIN, *((claim,) if claim else ()))
    }
    best = max(weighed, key=lambda name: weighed[name])
    high = max(1, sum(1 for byte in sample if byte >= 0x80))
    if claim and weighed[claim] > -high and weighed[claim] + _TRUST * high >= weighed[best]:
        return claim
    return best


def _telling(data: bytes) -> bytes:
    """The words with letters outside ASCII, up to a limit."""
    found: list[bytes] = []
    size = 0
    for match in re.finditer(rb"[A-Za-z']{0,30}[\x80-\xff][A-Za-z'\x80-\xff]{0,60}", data[: 50 * _SAMPLE]):
        found.append(match[0])
        size += len(match[0])
        if size > _SAMPLE:
            break
    return b" ".join(found)[: 2 * _SAMPLE]


_COMMON = frozenset("оаеиіинтсрвлкдмпуяьыбзгчйхжшюцщєїґэфёъ")
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_MARKS = frozenset("«»“”„–—…№’‘©®™°€§ \u00a0•")


def _weight(sample: bytes, name: str) -> float:
    """How much like words it reads: letters of our languages count for it, what stands in no word against it."""
    try:
        text = sample.decode(name)
    except (LookupError, ValueError):
        return -3.0 * len(sample)
    total = 0.0
    before = " "
    for sign in text:
        if sign.isascii():
            before = sign
            continue
        if sign in _POLISH:
            # Among Latin letters; a word that is all such letters is another set's.
            total += 1.0 if before.isascii() else -0.5
        elif sign in _COMMON:
            total += 1.2 if sign in "оаеиіинтсрвлкдм" else 0.8
            if before.isascii() and before.isalpha():
                total -= 1.0
        elif sign in _MARKS:
            total += 0.0 if before in " \u00a0" or not before.isalpha() else -0.2
        elif "А" <= sign <= "Я" or sign in "ІЇЄҐЁ":
            # A capital within a word is another set's small letter; a whole word may be in capitals.
            total += -1.5 if before.islower() else 0.3
        elif sign.isalpha():
            total -= 0.6
        else:
            total -= 2.0
        before = sign
    return total
