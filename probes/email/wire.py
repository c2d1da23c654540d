"""The IMAP connection: IMAPClient on a wire whose arrivals can be waited for and timed.

IMAPClient's own idle_check asks only the socket, so a push that came in the same packet as the answer to IDLE stays
in its buffer until the next one. Here reading is done on our side of imaplib's documented seam (read, readline), and
every "* n EXISTS" is stamped when its bytes come in.
"""

from __future__ import annotations

import imaplib
import re
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from shopper.errors import OurFault
from shopper.model import Stamp

from .arrivals import Arrivals
from .receiving import ask_for_times, receive
from .security import Access, login_fault, tls_context

_LINE_LIMIT = 20_000_000  # bytes: the answer to a search of a very large mailbox is one line
_LITERAL_LIMIT = 150_000_000  # bytes: a message that a server gives out only whole
_COUNTED = re.compile(rb"\* (\d{1,10}) (EXISTS|EXPUNGE)\r?\n?", re.IGNORECASE)


class _Wire(imaplib.IMAP4):
    def __init__(
        self,
        host: str,
        port: int,
        *,
        context: ssl.SSLContext | None,
        connect_s: float,
        read_s: float,
        stamp: Callable[[], Stamp],
        arrivals: Arrivals,
    ) -> None:
        self._context = context
        self._connect_s = connect_s
        self._read_s = read_s
        self._stamp = stamp
        self._arrivals = arrivals
        self._buffer = bytearray()
        self._searched = 0
        self._came: Stamp | None = None
        super().__init__(host, port, timeout=connect_s)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        raw = socket.create_connection((self.host, self.port), self._connect_s)
        try:
            _watch_for_a_dead_peer(raw)
            ask_for_times(raw)
            if self._context is None:
                return raw
            return self._context.wrap_socket(raw, server_hostname=self.host)
        except BaseException:
            raw.close()
            raise

    def protect(self, context: ssl.SSLContext) -> None:
        """STARTTLS. What the server sent in clear behind its OK was slipped in by somebody else."""
        super().starttls(context)
        if self._buffer:
            raise ssl.SSLError("something was slipped into the connection before it was protected")

    def read(self, size: int) -> bytes:
        if size > _LITERAL_LIMIT:
            raise self.abort(f"the server sent {size:,} bytes at once")
        while len(self._buffer) < size:
            self._receive()
        return self._cut(size)

    def readline(self) -> bytes:
        while (end := self._line_end()) < 0:
            if len(self._buffer) > _LINE_LIMIT:
                raise self.abort("the server sent a line without end")
            self._receive()
        line = self._cut(end)
        if line[:2] == b"* " and (counted := _COUNTED.fullmatch(line)):
            number = int(counted[1])
            if counted[2].upper() == b"EXISTS":
                self._arrivals.exists(number, self._came or self._stamp())
            else:
                self._arrivals.expunged(number)
        return line

    def _line_end(self) -> int:
        end = self._buffer.find(b"\n", self._searched) + 1
        self._searched = 0 if end else len(self._buffer)
        return end or -1

    def _cut(self, size: int) -> bytes:
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._searched = 0
        return piece

    def _receive(self) -> None:
        data, age_ns = receive(self.sock, 262_144)
        self._came = _before(self._stamp(), age_ns)
        if not data:
            raise self.abort("the server closed the connection")
        self._buffer += data

    def line_within(self, seconds: float, alarm: socket.socket) -> bytes | None:
        """The next line that the server sends of its own accord; None when the time is over or `alarm` rings."""
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            selector.register(alarm, selectors.EVENT_READ)
            while self._line_end() < 0:
                if not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
                    ready = selector.select(max(0.0, deadline - time.monotonic()))
                    if not ready or any(key.fileobj is alarm for key, _ in ready):
                        return None
                self._receive()
            self._searched = 0
        return self.readline()


class Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """A logged-in connection to one mailbox. Its constructor raises OurFault for what only a person can mend, and
    OSError or IMAPClientError for what may pass."""

    def __init__(
        self, access: Access, *, connect_s: float, read_s: float, stamp: Callable[[], Stamp], arrivals: Arrivals
    ) -> None:
        self._access = access
        context = tls_context(access)

        def make() -> _Wire:
            return _Wire(
                access.server.host,
                access.server.port,
                context=context if access.server.security == "tls" else None,
                connect_s=connect_s,
                read_s=read_s,
                stamp=stamp,
                arrivals=arrivals,
            )

        self._make = make
        super().__init__(
            access.server.host,
            access.server.port,
            ssl=access.server.security == "tls",
            ssl_context=context,
            timeout=SocketTimeout(connect_s, read_s),
        )
        # The library would otherwise format every line for a debug log that nobody keeps.
        self._imap.debug = 0
        self.normalise_times = False  # INTERNALDATE with its zone
        try:
            if access.server.security == "starttls":
                if not self.has_capability("STARTTLS"):
                    raise OurFault(
                        f"{access.where} offers no STARTTLS, and the password is not sent unprotected; check the port "
                        f"in {access.setting}, or set its security to tls.",
                        code="insecure",
                    )
                self._imap.protect(context)
                self._starttls_done = True
            self._log_in()
        except BaseException:
            self.drop()
            raise

    def _create_IMAP4(self) -> _Wire:  # noqa: N802  # the library's seam
        return self._make()

    def _log_in(self) -> None:
        access = self._access
        try:
            if access.user.isascii() and access.password.isascii():
                self.login(access.user, access.password)
            else:
                # LOGIN carries ASCII only; PLAIN is UTF-8 (RFC 4616).
                self.plain_login(access.user, access.password)
        except LoginError as error:
            answer = " ".join(str(error).removeprefix("b'").removesuffix("'").split())
            # RFC 5530: the server's own trouble, not the password's.
            if isinstance(error.__context__, IMAPClientAbortError) or "[UNAVAILABLE]" in answer or "[INUSE]" in answer:
                raise IMAPClientError(answer) from None
            raise login_fault(access, answer) from None

    def begin_idle(self) -> None:
        """IDLE (RFC 2177). Unlike the library's own, it lets the server say other things before it agrees."""
        self._idle_tag = self._imap._command("IDLE")
        while self._imap._get_response() is not None:
            if self._imap.tagged_commands.get(self._idle_tag):
                raise IMAPClientError("the server refused IDLE")

    def line_within(self, seconds: float, alarm: socket.socket) -> bytes | None:
        """See _Wire.line_within."""
        line: bytes | None = self._imap.line_within(seconds, alarm)
        return line

    def leave(self) -> None:
        """Log out and close; never raises."""
        with suppress(IMAPClientError, OSError):
            self.logout()
        self.drop()

    def cut(self) -> None:
        """Wake whoever waits for this connection, from another thread; never raises."""
        with suppress(OSError):
            self._imap.sock.shutdown(socket.SHUT_RDWR)

    def drop(self) -> None:
        """Close without a word; never raises."""
        with suppress(IMAPClientError, OSError):
            self.shutdown()


def _before(now: Stamp, age_ns: int) -> Stamp:
    mono_ns = None if now.mono_ns is None else now.mono_ns - age_ns
    return replace(now, wall_us=now.wall_us - age_ns // 1000, mono_ns=mono_ns)


def _watch_for_a_dead_peer(raw: socket.socket) -> None:
    """Let the operating system notice within some two minutes that the other end is gone while nothing is said."""
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            with suppress(OSError):
                raw.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
