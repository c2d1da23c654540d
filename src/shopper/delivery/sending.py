"""Hands letters to a mail server, and says what became of each: taken, surely not taken, or not known.

Protocol: RFC 5321. Until the server has the final dot of a message it has nothing (§4.1.1.4); a connection that breaks
after it leaves the letter in doubt, and a letter in doubt is not sent again by itself.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email import policy
from email.message import EmailMessage

from ..errors import OurFault
from ..settings.delivery import MailDelivery
from ..settings.mailing import MailServer
from ..settings.secrets import resolve

TIMEOUT_S = 30.0
_SETTING = "config/reports.yaml: mail"


class NotDelivered(OurFault):
    """Why something did not arrive. soon: it may go better in a moment. doubt: it may have arrived all the same."""

    code = "not_delivered"

    def __init__(self, message: str, *, soon: bool = False, doubt: bool = False, after_s: float = 0.0) -> None:
        super().__init__(message)
        self.soon, self.doubt, self.after_s = soon, doubt, after_s


def send(letter: EmailMessage, to: str, mail: MailDelivery, attempting: Callable[[], None]) -> None:
    """Send one letter to one address. `attempting` is called when the server has agreed to take it, before a byte of
    it goes out. Raises NotDelivered; OurFault for a secret that is not there."""
    where = f"{mail.smtp.host}:{mail.smtp.port}"
    connection = _connected(mail, where)
    try:
        _agree(connection, mail.address, to, where)
        attempting()
        _transfer(connection, letter, to, where)
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
    finally:
        connection.close()


def _connected(mail: MailDelivery, where: str) -> smtplib.SMTP:
    """A connection that is logged in. Raises NotDelivered and OurFault."""
    server = mail.smtp
    password = resolve(mail.password, f"the reports' mail ({_SETTING}.password)") if mail.password else ""
    context = _tls(server)
    connection: smtplib.SMTP | None = None
    try:
        if server.security == "tls":
            connection = smtplib.SMTP_SSL(timeout=TIMEOUT_S, context=context)
        else:
            connection = smtplib.SMTP(timeout=TIMEOUT_S)
        # For the check of the certificate; the constructor that would set it leaks its socket on a bad greeting.
        connection._host = server.host  # type: ignore[attr-defined]
        code, answer = connection.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        connection.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not connection.has_extn("starttls"):
                raise NotDelivered(
                    f"{where} offers no STARTTLS, and nothing is sent unprotected; check {_SETTING}.smtp.port and "
                    ".security."
                )
            connection.starttls(context=context)
            connection.ehlo_or_helo_if_needed()
        if password:
            connection.login(mail.user or mail.address, password)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, smtplib.SMTPException | OSError | UnicodeError):
            raise _no_connection(error, where, mail) from error
        raise
    return connection


def _no_connection(error: Exception, where: str, mail: MailDelivery) -> NotDelivered:
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotDelivered(
            f"the certificate of {where} cannot be trusted ({error.verify_message}); if the server is right, name its "
            f"CA file in {_SETTING}.smtp.ca."
        )
    if isinstance(error, ssl.SSLError):
        return NotDelivered(
            f"{where} does not speak TLS as {_SETTING}.smtp.security says ({error.reason or error}); check the port."
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = _said(error.smtp_code, error.smtp_error)
        return NotDelivered(
            f"{where} refused the login of {mail.user or mail.address} (“{said}”); check {_SETTING}.user and the "
            "secret that .password refers to (many providers want an app password).",
            soon=_may_pass(error.smtp_code),
        )
    if isinstance(error, smtplib.SMTPResponseException):
        said = _said(error.smtp_code, error.smtp_error)
        return NotDelivered(f"{where} refused the connection: “{said}”.", soon=_may_pass(error.smtp_code))
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError):
        return NotDelivered(f"{where} does not take this login ({error}); check {_SETTING}.password and the port.")
    why = "no answer in time" if isinstance(error, TimeoutError) else getattr(error, "strerror", None) or str(error)
    return NotDelivered(
        f"the mail server {where} cannot be reached ({why}); check {_SETTING}.smtp and the network.", soon=True
    )


def _agree(connection: smtplib.SMTP, sender: str, to: str, where: str) -> None:
    """Bring the server to “354 go ahead”. Raises NotDelivered: nothing was taken."""
    options = [] if (sender + to).isascii() else ["SMTPUTF8"]
    try:
        if options and not connection.has_extn("smtputf8"):
            raise NotDelivered(f"{where} cannot send to {to}, whose name is not in Latin letters (no SMTPUTF8).")
        for code, answer in (connection.mail(sender, options), connection.rcpt(to)):
            if code not in (250, 251):
                raise _refused(code, answer, to, where)
        code, answer = connection.docmd("DATA")
        if code != 354:
            raise _refused(code, answer, to, where)
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(f"the connection to {where} broke before the mail to {to} was taken.", soon=True) from error


def _transfer(connection: smtplib.SMTP, letter: EmailMessage, to: str, where: str) -> None:
    data = letter.as_bytes(policy=policy.SMTP.clone(utf8=not to.isascii()))
    try:
        connection.send(data.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + b"\r\n.\r\n")
        code, answer = connection.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(
            f"the connection to {where} broke while the mail to {to} was handed over: it cannot be known whether it "
            "went out, so it is not sent again by itself.",
            doubt=True,
        ) from error
    if code != 250:
        raise _refused(code, answer, to, where)


def _refused(code: int, answer: bytes | str, to: str, where: str) -> NotDelivered:
    said = _said(code, answer)
    return NotDelivered(f"{where} refused the mail to {to}: “{said}”.", soon=_may_pass(code))


def _may_pass(code: int) -> bool:
    return 400 <= code < 500


def _said(code: int, answer: bytes | str) -> str:
    text = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
    return f"{code} {' '.join(text.split())[:300]}"


def _tls(server: MailServer) -> ssl.SSLContext | None:
    try:
        return server.tls_context()
    except OSError as error:
        raise NotDelivered(
            f"the certificate file {server.ca_file} cannot be read; correct {_SETTING}.smtp.ca."
        ) from error
