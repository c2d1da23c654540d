"""Mail servers and mail addresses, as several blocks of the config name them."""

from __future__ import annotations

import ssl
from ipaddress import ip_address
from pathlib import Path
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

    @property
    def ca_file(self) -> Path:
        """Where `ca` stands."""
        return Path(self.ca).expanduser()

    def tls_context(self) -> ssl.SSLContext | None:
        """What checks its certificate; None for plain. Raises OSError (ssl.SSLError is one) where `ca` is not to be
        read."""
        if self.security == "plain":
            return None
        return ssl.create_default_context(cafile=str(self.ca_file) if self.ca else None)


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
