"""How a connection to a mail server is protected, and what to tell the person when it can't be made."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass

from shopper.errors import OurFault
from shopper.settings.mailing import MailServer, is_loopback


@dataclass(frozen=True, slots=True)
class Access:
    """A server with the account for it. setting: where it stands in the config, such as personas.olena.email.smtp."""

    server: MailServer
    user: str
    password: str
    setting: str

    @property
    def where(self) -> str:
        return f"{self.server.host}:{self.server.port}"

    @property
    def account_setting(self) -> str:
        return self.setting.rpartition(".")[0]


def tls_context(access: Access) -> ssl.SSLContext | None:
    """What checks the server's certificate; None for plain, which only this machine may have. Raises OurFault."""
    server = access.server
    if server.security == "plain" and not is_loopback(server.host):
        raise OurFault(
            f"{access.where} would be sent the password unprotected; set {access.setting}.security to tls or "
            "starttls (plain is for this machine only).",
            code="insecure",
        )
    try:
        return server.tls_context()
    except OSError as error:
        raise OurFault(
            f"The certificate file {server.ca_file} cannot be read ({_reason(error)}); correct {access.setting}.ca.",
            code="certificate",
        ) from error


def connection_fault(error: Exception, access: Access) -> OurFault:
    """The sentence for a connection that could not be made or was lost."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return OurFault(
            f"The certificate of {access.where} cannot be trusted ({error.verify_message}); if the server is right, "
            f"name its CA file in {access.setting}.ca.",
            code="certificate",
        )
    if isinstance(error, ssl.SSLError):
        return OurFault(
            f"{access.where} does not speak TLS as {access.setting}.security says ({_reason(error)}); check the port "
            "and whether it should be tls or starttls.",
            code="certificate",
        )
    if isinstance(error, socket.gaierror):
        return OurFault(
            f"The mail server {access.server.host} is not found ({_reason(error)}); check {access.setting}.host and "
            "this machine's network.",
            code="no_network",
        )
    return OurFault(
        f"The mail server {access.where} cannot be reached ({_reason(error)}); check {access.setting} and this "
        "machine's network.",
        code="no_network",
    )


def login_fault(access: Access, answer: str) -> OurFault:
    """The sentence for a login that the server refused."""
    return OurFault(
        f"{access.where} refused the login of {access.user} (“{answer}”); check {access.account_setting}.user and the "
        f"secret that {access.account_setting}.password refers to (many providers want an app password).",
        code="login_refused",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
