"""Finds the addresses a message names (e-mail, page, phone, handle) and writes them in one form each."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EMAIL = r"(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
_URL = r"(?P<url>(?:https?://|www\.)[^\s<>\"')\]]{2,300}|\b(?:t|wa|m)\.me/[\w+./-]{1,80})"
_HANDLE = r"(?P<handle>(?<![\w@./])@[a-z_]\w{2,31}(?!\w))"
_PHONE = (
    r"(?P<phone>(?<![\w/.-])(?:\+\d|\(0|0)[\d ()-]{5,17}\d(?!\w| ?\d)|"
    r"(?<![\w/.-])\(?\d{2,3}\)?[ -]\d{3}[ -]?\d{2}[ -]?\d{2}(?!\w)|"
    r"(?<![\w/.,-])(?<!\d )\d{3}[ -]\d{3}[ -]\d{3}(?!\w|[ -]?\d| ?(?:zł|грн|₴|€|\$|руб|pln|uah|usd|eur)))"
)
_ADDRESS = re.compile("|".join((_EMAIL, _URL, _HANDLE, _PHONE)), re.IGNORECASE)
_MAYBE = re.compile(r"[@\d]|www|http|\.me/", re.IGNORECASE)
_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it stands in the text. kind: email, url, handle or phone."""

    kind: str
    text: str
    start: int
    end: int


def find_addresses(text: str) -> list[Address]:
    """Every address in the text, in order."""
    found: list[Address] = []
    if not _MAYBE.search(text):
        return found
    for match in _ADDRESS.finditer(text):
        kind = str(match.lastgroup)
        value = match[0].rstrip(".,;:!?…")
        if kind == "phone" and not 7 <= len(_DIGITS.sub("", value)) <= 15:
            continue
        found.append(Address(kind, value, match.start(), match.start() + len(value)))
    return found


def same_form(address: str) -> str:
    """An address in the form in which two writings of one address are equal.

    E-mail in lower case without a plus-tag and "mailto:"; a page without scheme, "www.", query and last slash; a
    handle, or a t.me link, as "@name"; a phone as its digits, of which the last nine count (0 44… is +380 44…).
    """
    value = address.strip().lower().removeprefix("mailto:").removeprefix("tel:")
    bare = re.sub(r"^https?://", "", value).removeprefix("www.")
    if bare.startswith(("t.me/", "telegram.me/")):
        return "@" + bare.split("/", 1)[1].split("?")[0].strip("/")
    if value.startswith("@"):
        return value
    if "@" in value and "/" not in value:
        local, _, host = value.partition("@")
        return f"{local.split('+', 1)[0]}@{host}"
    digits = _DIGITS.sub("", value)
    if len(digits) >= 5 and not re.search(r"[a-zа-яіїєґ]", value):
        return f"tel:{digits[-9:]}"
    return re.split(r"[?#]", bare, maxsplit=1)[0].rstrip("/")
