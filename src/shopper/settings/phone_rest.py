"""A customer's number at a provider of telephony that is driven over HTTPS, as config/personas.yaml names it.

The shape is Twilio's REST API of 2010-04-01 (www.twilio.com/docs/usage/api); others offer the same one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator

from .block import Block
from .mailing import is_loopback
from .values import Seconds, Secret

_PHONE = re.compile(r"\+\d[\d ()./-]{5,20}\d")
_SHORT_CODE = re.compile(r"\d{3,6}")
_DRAWN = re.compile(r"[\s()./-]+")
# 3GPP TS 23.038 §6.2.1: the alphabet of an SMS that holds 160 signs, and its extension, in which a sign takes two.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENSION = frozenset("\f^{}\\[~]|€")


class RestAccount(Block):
    """A persona's number at the provider.

    number: with its country. account: the account's id, “AC…”. key: the id of an API key, “SK…”, where the token is
    that key's; "": the token is the account's own. token: the secret that belongs to it. api: the provider's address.
    poll: how often it is asked for news while somebody waits; idle: while nobody does. segments: at most so many parts
    of a text message may be sent at once, since each is paid for.
    """

    number: str
    account: str
    key: str = ""
    token: Secret
    api: str = "https://api.twilio.com"
    poll: Seconds = 5.0
    idle: Seconds = 60.0
    segments: Annotated[int, Field(ge=1, le=10)] = 4

    @field_validator("number")
    @classmethod
    def _international(cls, number: str) -> str:
        if (found := phone_number(number)) is None or not found.startswith("+"):
            raise ValueError(f"“{number}” is no phone number with its country; write it like +380 44 123 45 67")
        return found

    @field_validator("account", "key")
    @classmethod
    def _an_id(cls, value: str, info: ValidationInfo) -> str:
        begins = "AC" if info.field_name == "account" else "SK"
        if (value or begins == "AC") and not re.fullmatch(rf"{begins}[0-9a-fA-F]{{32}}", value):
            raise ValueError(f"the provider's ids are “{begins}” and 32 digits and letters from a to f; copy it whole")
        return value

    @field_validator("api")
    @classmethod
    def _a_safe_address(cls, address: str) -> str:
        try:
            url = urlsplit(address)
            host, _ = url.hostname or "", url.port
        except ValueError:
            host = ""
        if not host or url.scheme not in ("http", "https") or url.query or url.fragment or url.username:
            raise ValueError(f"“{address}” is no address of a provider; write it like https://api.twilio.com")
        if url.scheme == "http" and not is_loopback(host):
            raise ValueError(f"http would send the token to {host} unprotected; write https://{host}")
        return address.rstrip("/")

    @field_validator("poll", "idle")
    @classmethod
    def _some_pause(cls, seconds: float) -> float:
        if seconds < 0.05:
            raise ValueError("the provider would be asked without a pause; write 5 s")
        return seconds

    @property
    def loopback(self) -> bool:
        """Whether the provider is on this machine, so that nothing may go elsewhere."""
        return is_loopback(urlsplit(self.api).hostname or "")


def phone_number(text: str) -> str | None:
    """A number as the provider writes it: “+” and digits (E.164), or a short code's digits; None for anything else."""
    text = text.strip().removeprefix("tel:").removeprefix("sms:")
    if _PHONE.fullmatch(text):
        digits = _DRAWN.sub("", text)
        return digits if 8 <= len(digits) <= 16 else None
    return text if _SHORT_CODE.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs. unicode: it holds a sign outside of the GSM alphabet, so a part holds 70 signs, not 160.
    signs: how many places it takes in its alphabet. count: into how many parts it is cut."""

    unicode: bool
    signs: int
    count: int


def segments_of(text: str) -> Segments:
    """How an SMS is cut (3GPP TS 23.040 §9.2.3.24.1): 160 or 70 signs alone, 153 or 67 in each of several parts. A
    sign is never cut in two."""
    unicode = not all(sign in _GSM or sign in _GSM_EXTENSION for sign in text)
    if unicode:
        wide = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    else:
        wide = [2 if sign in _GSM_EXTENSION else 1 for sign in text]
    alone, each = (70, 67) if unicode else (160, 153)
    signs = sum(wide)
    if signs <= alone:
        return Segments(unicode, signs, 1)
    count, left = 1, each
    for width in wide:
        if width > left:
            count, left = count + 1, each
        left -= width
    return Segments(unicode, signs, count)
