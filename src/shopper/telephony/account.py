"""A telephone account: who we are, where we register, how our line is protected."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from ..errors import Refused

Transport = Literal["udp", "tcp", "tls"]

_USUAL_CA_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


@dataclass(frozen=True)
class SipAccount:
    """One SIP identity and how to use it.

    domain: what stands behind the @ of our address; "" with no registrar means this line's own address (peer to peer).
    registrar: host, host:port or sip: URI that we register with and call through; "" registers nowhere.
    srtp: speak encrypted or not at all (SDES, RFC 4568).
    ca_file: whose certificates are trusted with transport "tls"; the system's when None. They are always verified.
    certificate: our own, with its key in one PEM file, where others call us over TLS without a registrar.
    interface: local address to speak from; a loopback one refuses every address that is not loopback; None = any.
    register_every_s: a REGISTER this often, seconds: the heartbeat by which the line is known to be up.
    answer_s: an answer of the registrar is waited for so long, seconds.
    rtp_ports: first and last UDP port of voices.
    max_calls: calls at once; a further one is told “busy”. A self-call takes two.
    no_voice_s: a call from which nothing came for so long is lost, seconds; 0 never.
    early_media: answer each INVITE with 183 and sound at once, before the call is answered (a company's announcement).
    Raises Refused for what cannot be.
    """

    user: str
    domain: str = ""
    password: str = field(default="", repr=False)
    registrar: str = ""
    auth_user: str = ""
    transport: Transport = "udp"
    srtp: bool = False
    ca_file: Path | None = None
    certificate: Path | None = None
    interface: str | None = None
    register_every_s: float = 60.0
    answer_s: float = 8.0
    rtp_ports: tuple[int, int] = (12000, 12999)
    max_calls: int = 8
    no_voice_s: int = 60
    early_media: bool = False

    def __post_init__(self) -> None:
        if not self.user or any(c in self.user for c in '@:;<>"? \r\n\t'):
            raise Refused(f"“{self.user}” cannot be the user of a SIP account: write the part before the @ alone")
        if any(c in self.password for c in '"\\\r\n\0'):
            raise Refused('a SIP password may hold no " and no \\: ask the provider for another one')
        for word in (self.domain, self.registrar, self.auth_user):
            if any(c in word for c in '<>" \\\r\n\t'):
                raise Refused(f"“{word}” cannot be part of a SIP account")
        if not self.domain and (self.registrar or not self.on_loopback):
            raise Refused(f"the SIP account {self.user} needs its domain: what stands behind the @ of its address")
        first, last = self.rtp_ports
        if not 1024 <= first < last <= 65535:
            raise Refused(f"rtp_ports {first}-{last}: write two ports between 1024 and 65535, the lower one first")
        if self.on_loopback and self.registrar:
            require_loopback(self.registrar)
        if self.transport == "tls" and self.ca_file is None and self.registrar and _is_number(host_of(self.registrar)):
            # The stack compares a certificate with a name, and with nothing where there is none.
            raise Refused(f"over TLS a registrar is known by its name, not by {self.registrar}: write its name")

    @property
    def on_loopback(self) -> bool:
        """Whether this line may only speak with this machine."""
        return self.interface is not None and is_loopback(self.interface)

    def trusted(self) -> Path | None:
        """The file of certificates to verify a TLS peer by; None with another transport. Raises Refused if none."""
        if self.transport != "tls":
            return None
        known = [self.ca_file] if self.ca_file else [ssl.get_default_verify_paths().cafile, *_USUAL_CA_FILES]
        found = next((Path(name) for name in known if name and Path(name).is_file()), None)
        if found is None:
            where = f"{self.ca_file} is no file" if self.ca_file else "this system has no file of trusted certificates"
            raise Refused(f"the SIP account {self.user} speaks TLS, and {where}: name one that is as ca_file")
        return found.resolve()

    def as_json(self) -> dict[str, Any]:
        """For the process that holds the line; holds the password."""
        trusted = self.trusted()
        return {
            "user": self.user, "domain": self.domain, "password": self.password, "registrar": self.registrar,
            "auth_user": self.auth_user, "transport": self.transport, "srtp": self.srtp,
            "ca_file": str(trusted) if trusted else "",
            "certificate": str(self.certificate.resolve()) if self.certificate else "",
            "interface": self.interface or "", "on_loopback": self.on_loopback,
            "register_every_s": self.register_every_s, "answer_s": self.answer_s,
            "rtp_ports": list(self.rtp_ports),
            "max_calls": self.max_calls, "no_voice_s": self.no_voice_s, "early_media": self.early_media,
        }  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether a host, as written, is this machine and needs no look-up to know it."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def host_of(uri: str) -> str:
    """The host in a SIP address: sip:anna@host:5060;transport=tcp, or host:5060 alone."""
    rest = uri.partition(":")[2] if uri.lower().startswith(("sip:", "sips:")) else uri
    rest = rest.partition(";")[0].partition("?")[0].rpartition("@")[2]
    if rest.startswith("["):
        return rest[1:].partition("]")[0]
    return rest if rest.count(":") > 1 else rest.partition(":")[0]


def require_loopback(uri: str) -> None:
    """Raises Refused unless a SIP address is on this machine."""
    if not is_loopback(host_of(uri)):
        raise Refused(f"{uri} is not on this machine, and this line may only speak with it (its interface is loopback)")


def sip_uri(target: str, domain: str) -> str:
    """A number or address as a SIP URI: "+380 44 …" and "support" get the domain, a whole address stays.

    Raises Refused for one that cannot be dialled."""
    bare = target.strip()
    if bare.lower().startswith("tel:"):
        bare = bare[4:]
    if not bare.lower().startswith(("sip:", "sips:")):
        if "@" not in bare:
            digits = bare.translate(str.maketrans("", "", " -()./"))
            user = digits if digits.lstrip("+").isdigit() else bare
            bare = f"{quote(user, safe='+*#-_.!~')}@{domain}"
        bare = f"sip:{bare}"
    if not host_of(bare) or any(c in bare for c in ' <>"\r\n\t\0'):
        raise Refused(f"“{target}” cannot be dialled: write a number or an address like sip:name@company.example")
    return bare
