"""A customer's telephone, and how a company is called or orders to call back, as the config names them.

A number is international, “+380 44 123 45 67”; for a hotline on a SIP server it may be a SIP address.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator

from .block import Block
from .hearing import Hearing, Speaking
from .mailing import is_loopback
from .phone_rest import RestAccount, phone_number
from .values import Port, Seconds, Secret

CALL_KINDS = ("callback", "hotline")
# Stock sentences that go to a channel of one kind without naming it, by the names of their functions.
CHANNEL_MEANT = {"order_a_callback": "callback", "call_the_hotline": "hotline"}
_SIP = re.compile(r"sips?:[^\s@]+@[^\s@]+|sips?:[^\s@]+", re.ASCII)
_SERVER = re.compile(r"(?:sips?:)?(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>\d{1,5}))?", re.ASCII)
_KEYS = re.compile(r"[0-9*#]{1,32}")
_LONGEST_WAIT = 600.0


class SipAccount(Block):
    """A number at a provider whose telephone is a SIP account.

    user: the account's name; auth_user: where it logs in under another one. server: the registrar, host or host:port;
    port: its port, where it does not stand there.
    domain: what stands behind the @ of its address, "" is the server. transport: tls is verified always; ca: a file
    with the authority that signed the server's certificate, "" those of the system. srtp: sound is encrypted, or
    there is no call. register_every: how often the account says that it is there, which is also how soon it is noticed
    when the server is gone. rtp_ports: the ports for sound, first-last, as a firewall lets them through.
    """

    user: str
    server: str
    port: Port | None = None
    password: Secret
    auth_user: str = ""
    domain: str = ""
    transport: Literal["udp", "tcp", "tls"] = "udp"
    srtp: bool = False
    ca: str = ""
    register_every: Seconds = 60.0
    rtp_ports: str = "12000-12999"

    @field_validator("server")
    @classmethod
    def _host_and_port(cls, server: str) -> str:
        match = _SERVER.fullmatch(server.strip())
        if match is None or not 0 < int(match["port"] or 5060) < 65536:
            raise ValueError(f"“{server}” is no SIP server; write it like sip.provider.example or 192.0.2.1:5060")
        return match["host"] + (f":{match['port']}" if match["port"] else "")

    @field_validator("user")
    @classmethod
    def _a_name(cls, user: str) -> str:
        if not user or re.search(r"[\s@<>\";]", user):
            raise ValueError(f"“{user}” is no SIP user; write what stands before the @ of the account's address")
        return user

    @field_validator("rtp_ports")
    @classmethod
    def _first_and_last(cls, ports: str) -> str:
        first, dash, last = ports.partition("-")
        if not (dash and first.strip().isdigit() and last.strip().isdigit()):
            raise ValueError(f"“{ports}” is no range of ports; write it like 12000-12999")
        if not 1024 <= int(first) < int(last) <= 65535 or int(last) - int(first) < 19:
            raise ValueError(f"{ports} holds too few ports, or none that may be used; write it like 12000-12999")
        return f"{int(first)}-{int(last)}"

    @field_validator("register_every")
    @classmethod
    def _not_too_often(cls, seconds: float) -> float:
        if not 1 <= seconds <= 3600:
            raise ValueError("a line is registered every second at most and every hour at least; write 60 s")
        return seconds

    @field_validator("ca")
    @classmethod
    def _from_the_programme(cls, path: str, info: ValidationInfo) -> str:
        root = (info.context or {}).get("root")
        return str(Path(root) / Path(path).expanduser()) if path and root is not None else path

    @property
    def host(self) -> str:
        """The server without its port."""
        return self.server.rsplit(":", 1)[0] if ":" in self.server and not self.server.endswith("]") else self.server

    @property
    def registrar(self) -> str:
        """The server with its port, where it has one."""
        return f"{self.server}:{self.port}" if self.port is not None and self.host == self.server else self.server

    @property
    def ports(self) -> tuple[int, int]:
        """rtp_ports as numbers."""
        first, _, last = self.rtp_ports.partition("-")
        return int(first), int(last)

    @property
    def loopback(self) -> bool:
        """Whether the server is on this machine, so that nothing may go elsewhere."""
        return is_loopback(self.host.strip("[]"))


class PhoneAccount(Block):
    """A persona's telephone: a number, and how it is reached: by SIP, or by a provider's REST interface.

    number: what is told to the company, with its country.
    """

    number: str
    sip: SipAccount | None = None
    rest: RestAccount | None = None

    @field_validator("number")
    @classmethod
    def _international(cls, number: str) -> str:
        if (found := phone_number(number)) is None or not found.startswith("+"):
            raise ValueError(f"“{number}” is no phone number with its country; write it like +380 44 123 45 67")
        return found

    @model_validator(mode="after")
    def _one_way(self) -> PhoneAccount:
        if (self.sip is None) == (self.rest is None):
            raise ValueError("a telephone is reached by sip or by rest; write one of them")
        return self


class CallbackOrder(Block):
    """How a callback is ordered.

    by: `form`, the form on a page, filled in by a browser; `http`, a request; `conversation`, by asking for it in
    another channel, so that nothing is ordered here.
    page: the page with the form. open: a button that shows it first, by its words or as a CSS selector; fill: what is
    written into which field, by its label or a CSS selector; {name}, {phone}, {question} and the persona's facts are
    filled in. send: the button that sends it. accepted: words that the page shows when it was taken.
    url, method, json, headers: the request; a header's value may be a reference to a secret.
    any_caller: whoever rings while the callback is awaited is taken for the company; else only its own numbers.
    about: the service that is asked about where the scenario does not say.
    """

    by: Literal["form", "http", "conversation"]
    page: str = ""
    open: str = ""
    fill: dict[str, str] = {}
    send: str = ""
    accepted: str = ""
    url: str = ""
    method: Literal["POST", "PUT", "GET"] = "POST"
    body: dict[str, Any] = Field(default={}, alias="json")
    headers: dict[str, str] = {}
    any_caller: bool = False
    about: str = ""

    model_config = ConfigDict(populate_by_name=True)

    @field_validator("page", "url")
    @classmethod
    def _a_page(cls, address: str) -> str:
        if not address:
            return address
        try:
            url = urlsplit(address)
            host = url.hostname or ""
        except ValueError:
            host = ""
        if not host or url.scheme not in ("http", "https"):
            raise ValueError(f"“{address}” is not the address of a page; write it like https://shop.example/callback")
        if url.password:
            raise ValueError("an address with a password in it; secrets do not belong in the config")
        return address

    @model_validator(mode="after")
    def _all_that_is_needed(self) -> CallbackOrder:
        if self.by == "form" and not (self.page and self.fill and self.send):
            raise ValueError(
                "a form needs page (its address), fill (what is written into which field) and send (the button)"
            )
        if self.by == "http" and not self.url:
            raise ValueError("an order by http needs url; and json, what is sent")
        asked = " ".join(self.fill.values()) if self.by == "form" else f"{self.url} {self.body}"
        if self.by != "conversation" and "{phone}" not in asked:
            raise ValueError("nobody can call back who is not told the number: put {phone} where it belongs")
        return self


class MenuStep(Block):
    """One press in a voice menu. after: so long after the last step; without it, when the menu has finished a
    sentence."""

    press: str
    after: Seconds | None = None

    @field_validator("press", mode="before")
    @classmethod
    def _keys(cls, keys: object) -> str:
        text = str(keys).replace(" ", "")
        if not _KEYS.fullmatch(text):
            raise ValueError(f"“{keys}” are no keys of a telephone; write digits, * or #, such as 2")
        return text


class CallSettings(Block):
    """How the customer behaves in calls of this channel.

    answer_after: so long it rings before the customer picks up. record: whether calls are recorded; without it they
    are where the company's legal_basis says why they may be. menu: what is pressed in its voice menu, in order.
    prove_every: while a callback is awaited the line rings itself so often, to show that it could be rung.
    longest: after so long in a call the customer hangs up. hearing: how words are made of what is heard; speaking:
    what the customer's lines are said with.
    """

    answer_after: Seconds = 2.0
    record: bool | None = None
    menu: tuple[MenuStep, ...] = ()
    prove_every: Seconds = 300.0
    longest: Seconds = 1800.0
    hearing: Hearing = Hearing()
    speaking: Speaking = Speaking()

    @field_validator("answer_after")
    @classmethod
    def _while_it_rings(cls, seconds: float) -> float:
        if seconds > 30:
            raise ValueError("hardly anybody lets it ring for more than 30 s; write 2 s")
        return seconds


def check_call_address(kind: str, address: str) -> None:
    """Raise ValueError where an address is nothing that can be called, or that calls."""
    if _SIP.fullmatch(address) or phone_number(address) is not None:
        return
    if kind == "callback" and address.startswith(("http://", "https://")):
        return
    if kind == "callback":
        raise ValueError(
            f"“{address}” is no phone number; write the number that calls back, like +380 44 123 45 67, or the page "
            "where it is ordered"
        )
    raise ValueError(f"“{address}” is no phone number; write it like +380 44 123 45 67 or sip:help@shop.example")


def same_number(one: str, other: str) -> bool:
    """Whether two numbers, as networks write them, are one: +380441234567, 00380441234567 and 0441234567 are.

    Names of SIP users are compared as they are."""
    left, right = _bare(one), _bare(other)
    if left == right:
        return bool(left)
    shorter, longer = sorted((left, right), key=len)
    return shorter.isdigit() and longer.isdigit() and len(shorter) >= 9 and longer.endswith(shorter)


def _bare(number: str) -> str:
    text = re.sub(r"^(?:sips?|tel):", "", number.strip().casefold()).partition("@")[0].partition(";")[0]
    if re.fullmatch(r"\+?[\d ()./-]+", text):
        return re.sub(r"\D", "", text).lstrip("0")
    return text
