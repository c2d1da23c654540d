"""Sends mail by SMTP (RFC 5321): a few kept connections for each account, in threads of their own."""

from __future__ import annotations

import re
import smtplib
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from shopper.errors import OurFault
from shopper.model import Stamp

from .refusals import is_dead_address, is_our_quota, may_pass
from .security import Access, connection_fault, login_fault, tls_context

CONNECTIONS = 4  # for each account at once; providers allow few
# What mail programs say instead of the machine's own name, which would tell the company who shops.
_HELO = "[127.0.0.1]"


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes over the wire: envelope addresses and the message with CRLF line ends."""

    sender: str
    recipient: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """The server's answer. refusal: "" when it took the message (`at` is that moment), else what it said about the
    company's address."""

    at: Stamp
    refusal: str = ""


class Later(OurFault):
    """Surely not taken, and it may be taken when it is tried again. network: the server could not be reached at all,
    else it said so itself (a 4xx: RFC 5321 §4.2.1)."""

    def __init__(self, fault: OurFault, *, network: bool) -> None:
        super().__init__(str(fault), code=fault.code)
        self.network = network


class Outbox:
    """One account's way out. `send` blocks and belongs into one of `threads`."""

    def __init__(self, access: Access, stamp: Callable[[], Stamp], *, timeout_s: float) -> None:
        self._access = access
        self._stamp = stamp
        self._timeout_s = timeout_s
        self.threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix=f"smtp {access.user}")
        self._idle: list[smtplib.SMTP] = []
        self._lock = threading.Lock()
        self._closed = False

    def send(self, letter: Letter, attempting: Callable[[], None]) -> Sent:
        """Send one letter. `attempting` is called after the server agreed to take it (354) and before a byte of it
        goes out: RFC 5321 §4.1.1.4 makes a message without its final dot void. Raises OurFault, as Later where the
        letter may be tried again."""
        connection, used_before = self._take()
        said = False

        def attempt() -> None:
            nonlocal said
            said = True
            attempting()

        try:
            try:
                refusal = self._agree(connection, letter)
            except (smtplib.SMTPServerDisconnected, _Restarting):
                if not used_before:
                    raise
                # A kept connection that the server has closed meanwhile: nothing was said on it yet.
                connection.close()
                connection = self._connect()
                refusal = self._agree(connection, letter)
            attempt()
            sent = Sent(self._stamp(), refusal) if refusal else self._transfer(connection, letter)
        except BaseException as error:
            connection.close()
            if isinstance(error, smtplib.SMTPException | OSError):
                fault = connection_fault(error, self._access)
                raise (fault if said else Later(fault, network=not isinstance(error, _Restarting))) from error
            raise
        self._give_back(connection)
        return sent

    def close(self) -> None:
        """Wait for the letters under way, then say goodbye on every connection."""
        self.threads.shutdown(cancel_futures=True)
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            _quit(connection)

    # --- one message

    def _agree(self, connection: smtplib.SMTP, letter: Letter) -> str:
        """Bring the server to "354 go ahead"; returns what it said if the company's address is dead, else ""."""
        options = ["SMTPUTF8"] if not (letter.sender + letter.recipient).isascii() else []
        if options and not connection.has_extn("smtputf8"):
            raise OurFault(
                f"{self._access.where} cannot send to {letter.recipient}, whose name is not in Latin letters "
                "(no SMTPUTF8); use another provider for this persona.",
                code="bad_address",
            )
        self._expect(connection.mail(letter.sender, options), "sender_refused", letter.sender)
        code, answer = connection.rcpt(letter.recipient)
        said = _said(code, answer)
        if is_dead_address(code, said, after_data=False):
            _reset(connection)
            return said
        self._expect((code, answer), "sender_refused", letter.recipient)
        code, answer = connection.docmd("DATA")
        if code != 354:
            said = _said(code, answer)
            if is_dead_address(code, said, after_data=False):
                _reset(connection)
                return said
            raise self._refused(code, said, "message_refused", letter.recipient)
        return ""

    def _transfer(self, connection: smtplib.SMTP, letter: Letter) -> Sent:
        try:
            connection.send(_dotted(letter.data))
            code, answer = connection.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise OurFault(
                f"The connection to {self._access.where} broke while a message to {letter.recipient} was handed over: "
                "it cannot be known whether it went out, so it is not sent again.",
                code="sent_unknown",
            ) from error
        at = self._stamp()
        if code == 250:
            return Sent(at)
        said = _said(code, answer)
        if is_dead_address(code, said, after_data=True):
            return Sent(at, said)
        raise self._refused(code, said, "message_refused", letter.recipient)

    def _expect(self, reply: tuple[int, bytes], code: str, about: str) -> None:
        if reply[0] == 421:
            raise _Restarting(*reply)
        if reply[0] not in (250, 251):
            raise self._refused(reply[0], _said(*reply), code, about)

    def _refused(self, reply: int, said: str, code: str, about: str) -> OurFault:
        """The fault for a refusal. code: what a 5xx means here."""
        if may_pass(reply) or is_our_quota(said):
            code = "smtp_busy"
        advice = {
            "sender_refused": f"it does not let {self._access.user} send this; check "
            f"{self._access.account_setting}.address and .user",
            "smtp_busy": "it is for now too busy or limits how much this account sends; shop with fewer at once",
            "message_refused": "it takes this account or its words for unwanted mail; look into the account",
        }[code]
        fault = OurFault(f"{self._access.where} refused a message ({about}): “{said}”; {advice}.", code=code)
        return Later(fault, network=False) if may_pass(reply) else fault

    # --- connections

    def _take(self) -> tuple[smtplib.SMTP, bool]:
        with self._lock:
            if self._idle:
                return self._idle.pop(), True
        return self._connect(), False

    def _give_back(self, connection: smtplib.SMTP) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        _quit(connection)

    def _connect(self) -> smtplib.SMTP:
        access, server = self._access, self._access.server
        context = tls_context(access)
        connection: smtplib.SMTP | None = None
        try:
            if server.security == "tls":
                connection = smtplib.SMTP_SSL(local_hostname=_HELO, timeout=self._timeout_s, context=context)
            else:
                connection = smtplib.SMTP(local_hostname=_HELO, timeout=self._timeout_s)
            # The name for the certificate's check is otherwise known only to a constructor that connects, and that
            # one leaves its socket open when the server's greeting is a refusal.
            connection._host = server.host  # type: ignore[attr-defined]
            code, answer = connection.connect(server.host, server.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, answer)
            if server.security == "starttls":
                connection.ehlo_or_helo_if_needed()
                if not connection.has_extn("starttls"):
                    raise OurFault(
                        f"{access.where} offers no STARTTLS, and the password is not sent unprotected; check the port "
                        f"in {access.setting}, or set its security to tls.",
                        code="insecure",
                    )
                connection.starttls(context=context)
            connection.ehlo_or_helo_if_needed()
            self._login(connection)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, smtplib.SMTPException | OSError):
                if isinstance(error, ssl.SSLError):  # what only a person can mend
                    raise connection_fault(error, access) from error
                answered = isinstance(error, smtplib.SMTPResponseException) and may_pass(error.smtp_code)
                raise Later(connection_fault(error, access), network=not answered) from error
            raise
        return connection

    def _login(self, connection: smtplib.SMTP) -> None:
        access = self._access
        if not connection.has_extn("auth"):
            if access.server.security == "plain":
                return  # a server of this machine that asks nobody who they are
            raise login_fault(access, "the server offers no login here")
        try:
            connection.login(access.user, access.password)
        except smtplib.SMTPAuthenticationError as error:
            if may_pass(error.smtp_code):
                raise Later(connection_fault(error, access), network=False) from None
            raise login_fault(access, _said(error.smtp_code, error.smtp_error)) from None
        except UnicodeEncodeError:
            # Neither PLAIN nor LOGIN of the standard library can carry letters outside ASCII.
            raise login_fault(access, "the password or user has letters outside ASCII") from None
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException as error:
            raise login_fault(access, str(error)) from None


class _Restarting(smtplib.SMTPResponseException):
    """421: the server closes this connection, and says so before anything was taken."""


def _said(code: int, answer: bytes | str) -> str:
    words = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
    return f"{code} {' '.join(words.split())[:300]}"


def _dotted(data: bytes) -> bytes:
    """The message as DATA carries it: CRLF line ends, lines that begin with a dot doubled, and the final dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    if not stuffed.endswith(b"\r\n"):
        stuffed += b"\r\n"
    return stuffed + b".\r\n"


def _reset(connection: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPServerDisconnected):  # noticed and mended when the connection is used again
        connection.rset()


def _quit(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        pass
    finally:
        connection.close()
