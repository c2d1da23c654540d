"""Mail servers and mail addresses, as several blocks of the config name them."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Literal

from pydantic import ValidationInfo, field_validator

from .block import Block
from .values import Port


class MailServer(Block):
    """Where a mailbox sends or listens. security: "tls" (implicit), "starttls", or "plain" (loopback only)."""

    host: str
    port: Port
    security: Literal["tls", "starttls", "plain"] = "tls"
    ca: str = ""

    @field_validator("security")
    @classmethod
    def _plain_stays_at_home(cls, security: str, info: ValidationInfo) -> str:
        host = info.data.get("host")
        if security == "plain" and host is not None and not is_loopback(host):
            raise ValueError(f"plain would send the password to {host} unprotected; use tls or starttls")
        return security


def is_loopback(host: str) -> bool:
    """Whether a host can only be this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_mail_address(address: str) -> bool:
    """Whether a text is one bare address, name@domain."""
    name, at, domain = address.rpartition("@")
    return bool(name and at and domain) and not any(c.isspace() or c in "<>,;" for c in address)
