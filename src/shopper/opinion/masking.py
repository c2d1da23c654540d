"""Takes customers' data out of what leaves the house: what we know of them, and whatever looks like such data.

Rather one number too many is masked than one too few. Prices, terms and dates stay, or nobody could judge an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import urlsplit

Mask = Callable[[str], str]

# What a customer may tell that says nothing of who they are.
_HARMLESS = frozenset(
    "product device version error details other date_time location url screenshot size colour color".split()  # noqa: SIM905
)
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@/.])@\w{3,}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_DATE = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_MONEY_AFTER = r"(?:[.,]\d{1,2}\b)?\s*(?:грн|гривен|гривень|₴|руб|₽|р\.|zł|pln|eur|€|\$|usd|uah|rub|£|gbp|тис|тыс|tys)"
_MONEY_BEFORE = re.compile(r"(?:[€$£₴₽]|\b(?:pln|eur|usd|uah|gbp|rub))\s*\Z", re.IGNORECASE)
_DIGITS = re.compile(rf"(?:{_DATE})(?!\d)|\+?\(?\d[\d ()\u00a0.-]*\d", re.IGNORECASE)
_IS_DATE = re.compile(_DATE)
_IS_MONEY = re.compile(_MONEY_AFTER, re.IGNORECASE)
_CODE = re.compile(
    r"(?<![\w-])(?=[\w/-]*\d{3})(?=[\w/-]*[A-ZА-ЯІЇЄҐ])[A-ZА-ЯІЇЄҐ]{1,6}[-/]?\d[A-ZА-ЯІЇЄҐ\d/-]{2,}(?![\w-])"
)
_NUMBERED = re.compile(r"((?:№|#|\b(?:nr|no|num)\b\.?:?)\s*)([\w-]*\d[\w-]*)", re.IGNORECASE)
_SHORTEST_PHONE, _SHORTEST_NUMBER = 9, 6  # digits


def masking(known: Mapping[str, Collection[str]], own: Iterable[str]) -> Mask:
    """What masks a text. known: what the customer may have told, by slot, in every form. own: addresses, numbers and
    handles of the company itself, which are no secret and may be what a finding turns on."""
    forms = [
        (pattern, f"[{slot}]")
        for slot, values in known.items()
        if slot not in _HARMLESS
        for value in sorted(set(values), key=len, reverse=True)
        for pattern in _forms(slot, value.strip())
    ]
    open_to_all = {text.strip().casefold() for text in own}
    numbers = {digits[-_SHORTEST_PHONE:] for text in own if len(digits := _digits(text)) >= _SHORTEST_NUMBER}

    def mask(text: str) -> str:
        text = _MAIL.sub(lambda m: m[0] if m[0].casefold() in open_to_all else "[email]", text)
        text = _LINK.sub(_host_only, text)
        for pattern, instead in forms:
            text = pattern.sub(instead, text)
        text = _HANDLE.sub(lambda m: m[0] if m[0].casefold() in open_to_all else "[handle]", text)
        text = _IBAN.sub("[account]", text)
        text = _CODE.sub("[number]", text)
        text = _NUMBERED.sub(r"\1[number]", text)
        return _DIGITS.sub(lambda m: _number(m, numbers), text)

    return mask


def _number(found: re.Match[str], own: Collection[str]) -> str:
    text, digits = found[0], _digits(found[0])
    if _IS_DATE.fullmatch(text) or len(digits) < _SHORTEST_NUMBER or digits[-_SHORTEST_PHONE:] in own:
        return text
    # A sum, a range of sums: as long as it is no longer than anybody's price.
    if len(digits) <= 8 and (
        _IS_MONEY.match(found.string, found.end()) or _MONEY_BEFORE.search(found.string[: found.start()])
    ):
        return text
    return "[phone]" if len(digits) >= _SHORTEST_PHONE else "[number]"


def _host_only(found: re.Match[str]) -> str:
    """A link without what may lead into somebody's account."""
    address = found[0] if "://" in found[0] else f"http://{found[0]}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    return f"[link: {host}]" if host else "[link]"


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _forms(slot: str, value: str) -> Iterable[re.Pattern[str]]:
    """A value in the ways it is written: a number with any gaps, a name in its cases, a text with any spaces."""
    digits = _digits(value)
    letters = [word for word in re.findall(r"[^\W\d_]+", value) if len(word) >= 2]
    if len(digits) >= 3 and not letters:
        short = digits[-_SHORTEST_PHONE:] if slot == "phone" and len(digits) > _SHORTEST_PHONE else digits
        gap = r"[\s().\u00a0-]*"
        lead = rf"(?:\+?[\d(]{gap}){{0,5}}" if slot == "phone" else r"(?<!\d)"
        yield re.compile(lead + gap.join(short) + r"(?!\d)")
        return
    if len(value) < 3:
        return
    yield re.compile(r"(?<!\w)" + r"[\s\W]+".join(map(re.escape, value.split())) + r"(?!\w)", re.IGNORECASE)
    if slot == "name":
        for word in letters:
            stem = re.sub(r"[аеєиіїоуюяьйaeiouyąęó]{1,2}$", "", word.casefold())
            stem = stem if len(stem) >= 3 else word.casefold()
            yield re.compile(rf"(?<!\w){re.escape(stem)}[^\W\d_]{{0,4}}(?!\w)", re.IGNORECASE)
