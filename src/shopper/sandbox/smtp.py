"""The sandbox's SMTP server: aiosmtpd in the company's own loop.

AUTH is offered on plain loopback too; the password is "sandbox" for every user, anything else is refused with 535.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from .faults import SmtpFaults
from .mail_desk import MailDesk

PASSWORD = "sandbox"  # not a secret: every mailbox of the sandbox has it
logging.getLogger("mail.log").setLevel(logging.ERROR)


class _Handler:
    def __init__(self, desk: MailDesk, faults: SmtpFaults, touched: Callable[[], None]) -> None:
        self._desk = desk
        self._faults = faults
        self._touched = touched
        self._met: dict[tuple[str, str], float] = {}

    def _is_new(self, sender: str, recipient: str) -> bool:
        first = self._met.setdefault((sender, recipient), time.monotonic())
        return time.monotonic() - first < self._faults.greylist

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._touched()
        if refusal := self._desk.refuses(address):
            return refusal
        if self._faults.greylist and self._is_new(envelope.mail_from or "", address):
            return f"450 4.7.1 <{address}>: you are greylisted, please try again in a while"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: _Server, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._touched()
        if self._faults.busy > 0:
            self._faults.busy -= 1
            return "451 4.3.0 The server is busy, try again later"
        server.taken = envelope
        return "250 2.0.0 OK: accepted"


class _Server(SMTP):
    """One connection. A letter counts as accepted at the instant its 250 is written, not before."""

    taken: Envelope | None = None

    def __init__(self, desk: MailDesk, faults: SmtpFaults, handler: _Handler, **options: Any) -> None:
        self._desk = desk
        self._faults = faults
        super().__init__(handler, **options)

    async def push(self, status: AnyStr) -> None:
        if self._faults.drop_before_data > 0 and str(status).startswith("354"):
            self._faults.drop_before_data -= 1
            self._cut()
            return
        envelope, self.taken = self.taken, None
        if envelope is not None and self._faults.drop_after_data > 0:
            self._faults.drop_after_data -= 1
            self._cut()
            self._accept(envelope, (time.time_ns() // 1000, time.monotonic_ns()))
            return
        at = (time.time_ns() // 1000, time.monotonic_ns())
        try:
            await super().push(status)
        finally:
            if envelope is not None:
                self._accept(envelope, at)

    def _accept(self, envelope: Envelope, at: tuple[int, int]) -> None:
        raw = envelope.original_content
        if isinstance(raw, bytes):
            self._desk.accepted(raw, envelope.mail_from or "", list(envelope.rcpt_tos), at)

    def _cut(self) -> None:
        transport = self.transport
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


async def serve_smtp(
    desk: MailDesk,
    faults: SmtpFaults,
    touched: Callable[[], None],
    *,
    host: str,
    port: int,
    tls: ssl.SSLContext | None = None,
    implicit_tls: bool = False,
) -> asyncio.Server:
    """Listen. With `tls`: from the first byte when implicit_tls, else offered as STARTTLS."""
    loop = asyncio.get_running_loop()
    handler = _Handler(desk, faults, touched)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        right = data.password == PASSWORD.encode() and not faults.refuse_login
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 Authentication failed")

    def connection() -> _Server:
        return _Server(
            desk, faults, handler, hostname="sandbox.invalid", ident="sandbox", enable_SMTPUTF8=True, loop=loop,
            auth_require_tls=False, authenticator=check, tls_context=None if implicit_tls else tls,
        )  # fmt: skip

    return await loop.create_server(connection, host, port, ssl=tls if implicit_tls else None, backlog=1024)
