"""A customer's Telegram account, as config/personas.yaml names it."""

from __future__ import annotations

import re
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from .block import Block
from .values import Port, Seconds, Secret

_NAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_LINK = re.compile(r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(\+?\w+)/?(?:\?start=([\w-]{1,64}))?", re.ASCII)
_PHONE = re.compile(r"\+\d[\d ()-]{6,18}\d")


class TelegramServer(Block):
    """Which data centre a client talks to, where it is not Telegram's own choice: one of Telegram's test data centres,
    or a server on this machine. Where its address is this machine's, every other address is refused.

    key: the server's public key (a PEM file), for the first login only. dc: the data centre's number.
    """

    address: str
    port: Port = 443
    key: str = ""
    dc: Annotated[int, Field(ge=1, le=10_000)] = 2

    @field_validator("address")
    @classmethod
    def _a_bare_ip(cls, address: str) -> str:
        try:
            return str(ip_address("127.0.0.1" if address == "localhost" else address))
        except ValueError:
            raise ValueError(
                f"“{address}” is no IP address; Telegram's data centres are named by theirs, such as 149.154.167.40"
            ) from None

    @field_validator("key")
    @classmethod
    def _from_the_programme(cls, path: str, info: ValidationInfo) -> str:
        root = (info.context or {}).get("root")
        return str(Path(root) / Path(path).expanduser()) if path and root is not None else path

    @property
    def loopback(self) -> bool:
        """Whether it is on this machine, so that nothing may go elsewhere."""
        return ip_address(self.address).is_loopback


class TelegramAccount(Block):
    """A persona's own Telegram account.

    name: the account's @name, where it has one. api_id, api_hash: from my.telegram.org, for this account.
    session: what `shopper login telegram` gives; it is the whole account, so it is a reference.
    new_chats_per_day: at most so many chats are begun with somebody never written to, in 24 hours; gap: the least time
        between two of them. Telegram takes accounts away that begin many.
    device_model, system_version, app_version: what the account's list of devices shows; keep them as they are.
    """

    phone: str
    name: str = ""
    api_id: Annotated[int, Field(ge=1)]
    api_hash: Secret
    session: Secret
    server: TelegramServer | None = None
    new_chats_per_day: Annotated[int, Field(ge=1)] = 10
    gap: Seconds = 180.0
    device_model: str = "Desktop"
    system_version: str = "1.0"
    app_version: str = "1.0"

    @field_validator("phone")
    @classmethod
    def _international(cls, phone: str) -> str:
        if not _PHONE.fullmatch(phone.strip()):
            raise ValueError(f"“{phone}” is no phone number with its country; write it like +380 44 123 45 67")
        return "+" + re.sub(r"\D", "", phone)

    @field_validator("name")
    @classmethod
    def _an_at_name(cls, name: str) -> str:
        if not name:
            return name
        if (match := _NAME.fullmatch(name.strip())) is None:
            raise ValueError(f"“{name}” is no Telegram name; write it like @mary_bell, or leave it out")
        return "@" + match[1]


class TelegramPeer(Block):
    """Whom a channel's address means: an @name, or a phone number. start: what its link hands to a bot."""

    name: str = ""
    phone: str = ""
    start: str = ""


def peer_of(address: str) -> TelegramPeer:
    """Whom an address means: @name, name, t.me/name?start=…, t.me/+number, or a number. Raises ValueError."""
    text = address.strip()
    if match := _LINK.fullmatch(text):
        who, start = match[1], match[2] or ""
        if re.fullmatch(r"\+\d{7,15}", who):
            return TelegramPeer(phone=who)
        if who.lower() not in ("joinchat", "addstickers", "share", "proxy") and _NAME.fullmatch(who):
            return TelegramPeer(name=who, start=start)
    elif match := _NAME.fullmatch(text):
        return TelegramPeer(name=match[1])
    elif _PHONE.fullmatch(text):
        return TelegramPeer(phone="+" + re.sub(r"\D", "", text))
    raise ValueError(f"“{address}” is no address in Telegram; write it like @shop_help or https://t.me/shop_help")


def sandbox_auth_key(name: str) -> bytes:
    """The 256 bytes by which a customer's account at the sandbox's own Telegram is known; no secret."""
    who = name.strip().lstrip("@").lower()
    return b"".join(sha256(f"sandbox:{n}:{who}".encode()).digest() for n in range(8))
