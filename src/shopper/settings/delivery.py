"""config/reports.yaml: who gets the reports of a wave when it has ended, by mail and by a webhook."""

from __future__ import annotations

import re
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator, model_validator

from .block import Block
from .mailing import MailServer, is_loopback, is_mail_address
from .secrets import check_reference
from .values import Language, Secret

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2
_OURS = ("content-type", "content-length", "host", "user-agent", "idempotency-key", "shopper-signature")


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Some = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
Waves = Annotated[
    Literal["all", "scheduled"] | tuple[str, ...],
    Field(union_mode="left_to_right"),
    WithJsonSchema({"anyOf": [{"enum": ["all", "scheduled"]}, {"type": "array", "items": {"type": "string"}}]}),
]


class MailDelivery(Block):
    """The mail to the managers.

    sender: whom it comes from, as an address or “Name <address>”. user, password: to log in at the server with; the
    address if no user is named, no login at all without a password. page: whether the page is attached.
    """

    to: Some
    sender: str = Field(alias="from")
    smtp: MailServer
    user: str = ""
    password: Secret | None = None
    page: bool = True

    model_config = ConfigDict(populate_by_name=True)

    @field_validator("to")
    @classmethod
    def _bare_addresses(cls, to: tuple[str, ...]) -> tuple[str, ...]:
        for address in to:
            if not is_mail_address(address):
                raise ValueError(f"“{address}” is not an e-mail address; write it alone, like boss@shop.example")
        return tuple(dict.fromkeys(to))

    @field_validator("sender")
    @classmethod
    def _one_sender(cls, sender: str) -> str:
        if not is_mail_address(parseaddr(sender)[1]) or any(ord(c) < 32 for c in sender):
            raise ValueError(f"“{sender}” is not a sender; write it like reports@shop.example or Reports <reports@…>")
        return sender

    @property
    def address(self) -> str:
        """The sender's bare address."""
        return parseaddr(self.sender)[1]


class WebhookDelivery(Block):
    """A program that is told of the wave's end, in JSON.

    url: its address, or a reference to it where the address itself is the secret, as of most chats' incoming hooks.
    secret: what the body is signed with (HMAC-SHA-256), in the header Shopper-Signature. headers: sent along; their
    values are references to secrets.
    """

    url: str
    secret: Secret | None = None
    headers: dict[str, Secret] = {}

    @field_validator("url")
    @classmethod
    def _somewhere(cls, url: str) -> str:
        if url.startswith(("env:", "keyring:")):
            return check_reference(url)
        return check_hook(url)

    @field_validator("headers")
    @classmethod
    def _headers_of_their_own(cls, headers: dict[str, str]) -> dict[str, str]:
        for name in headers:
            if not _HEADER.fullmatch(name):
                raise ValueError(f"“{name}” is not the name of a header")
            if name.lower() in _OURS:
                raise ValueError(f"{name} is written by us; name another header")
        return headers

    @property
    def name(self) -> str:
        """How it is called in messages and in the journal: never by more of the address than its host, since the rest
        may be the secret."""
        return self.url if self.url.startswith(("env:", "keyring:")) else urlsplit(self.url).netloc


class Delivery(Block):
    """Who gets the reports of a wave when it has ended.

    waves: all, scheduled (those that `shopper serve` began), or the names of waves in the schedule. language: of the
    mail and its page; the wave's own if left out. link: where the folder with all waves is served, if it is anywhere.
    """

    waves: Waves = "all"
    language: Language | Literal[""] = ""
    link: str = ""
    mail: MailDelivery | None = None
    webhook: WebhookDelivery | None = None

    @field_validator("link")
    @classmethod
    def _a_page(cls, link: str) -> str:
        parts = urlsplit(link)
        if link and (parts.scheme not in ("http", "https") or not parts.netloc or parts.password):
            raise ValueError(f"“{link}” is not the address of a folder; write it like https://reports.example/shopper/")
        return link

    def page_of(self, wave: str) -> str:
        """Where a wave's page can be opened; "" where it is not served."""
        return f"{self.link.rstrip('/')}/{quote(wave)}/scorecard.html" if self.link else ""

    @model_validator(mode="before")
    @classmethod
    def _one_name_or_several(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(waves := data.get("waves"), str) and waves not in ("all", "scheduled"):
            return {**data, "waves": [waves]}
        return data

    def wants(self, entry: str) -> bool:
        """Whether a wave is sent. entry: its name in the schedule, "" for one that was begun by hand."""
        if self.waves == "all":
            return True
        return bool(entry) if self.waves == "scheduled" else entry in self.waves


def check_hook(url: str) -> str:
    """The address of a webhook. Raises ValueError, which never repeats what may be a secret in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host or any(ord(c) < 33 for c in url):
        raise ValueError("this is not an address to post to; write it like https://hooks.example/…, or env:NAME")
    if parts.password:
        raise ValueError("an address with a password in it; put the whole address into env:NAME")
    if parts.scheme == "http" and not _is_near(host):
        raise ValueError(f"http would send what customers heard to {host} unprotected; use https")
    return url


def _is_near(host: str) -> bool:
    """This machine, the private network, or a neighbour that goes by one word, as containers do."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return is_loopback(host) or "." not in host
