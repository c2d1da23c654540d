"""One IMAP client's connection: the bytes that come, the lines that go, and where in the protocol it stands."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from ..faults import ImapFaults
from ..mailboxes import Folder, Mailboxes
from .lexer import LITERAL

_MOST = 50_000_000  # bytes of one command, its literals included


class No(Exception):
    """The command is understood and refused; the client gets NO with this text."""


class Over(Exception):
    """The connection ends."""


class Connection:
    """The states of RFC 3501 §3 are: user None (not authenticated), folder None (authenticated), folder (selected)."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        mailboxes: Mailboxes,
        faults: ImapFaults,
        touched: Callable[[], None],
        is_customer: Callable[[str], bool],
        starttls: ssl.SSLContext | None,
    ) -> None:
        self.silent = False
        self._reader = reader
        self._writer = writer
        self._mailboxes = mailboxes
        self._faults = faults
        self._touched = touched
        self._is_customer = is_customer
        self._starttls = starttls
        self._user: str | None = None
        self._folder: Folder | None = None
        self._read_only = False
        self._view: list[int] = []  # UIDs by sequence number, as this client was told
        self._expunged_seen = 0
        self._idling = False
        self._commands = 0
        self._no_idle = faults.no_idle
        self._timers: list[asyncio.TimerHandle] = []

    def cut(self) -> None:
        """End the connection without a word."""
        self._writer.transport.abort()

    def bye_without_a_word(self) -> None:
        """End the connection behind what was sent so far."""
        self._writer.close()
        raise Over

    def bye(self, why: str) -> None:
        """End the connection as RFC 3501 §7.1.5 says."""
        self._send(f"* BYE {why}")
        self._writer.close()

    def _send(self, line: str | bytes) -> None:
        if not self.silent and not self._writer.is_closing():
            self._writer.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    async def _command_bytes(self) -> bytes:
        """One command with its literals, as {n} CRLF and n bytes each, without the last line break."""
        whole = bytearray()
        while True:
            try:
                line = await self._reader.readuntil(b"\n")
            except asyncio.LimitOverrunError:
                self.bye("this line is too long")
                raise Over from None
            literal = LITERAL.search(line)
            if literal is None:
                return bytes(whole) + line.rstrip(b"\r\n")
            size = int(literal[1])
            if len(whole) + size > _MOST:
                self.bye("this is too much")
                raise Over
            if not literal[2]:
                self._send("+ go on")
                await self._writer.drain()
            whole += line[: literal.start()] + b"{%d}\r\n" % size + await self._reader.readexactly(size)
