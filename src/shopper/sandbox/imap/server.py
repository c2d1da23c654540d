"""Listens for IMAP clients and keeps its connections in hand."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from ..faults import ImapFaults
from ..mailboxes import Mailboxes
from .session import ImapSession


class ImapServer:
    """All IMAP connections to the customers' mailboxes."""

    def __init__(
        self,
        mailboxes: Mailboxes,
        faults: ImapFaults,
        touched: Callable[[], None],
        *,
        is_customer: Callable[[str], bool],
        tls: ssl.SSLContext | None = None,
        implicit_tls: bool = False,
    ) -> None:
        self._mailboxes = mailboxes
        self._faults = faults
        self._touched = touched
        self._is_customer = is_customer
        self._tls = tls
        self._implicit = implicit_tls
        self._tasks: set[asyncio.Task[None]] = set()
        self.sessions: set[ImapSession] = set()

    async def listen(self, host: str, port: int) -> asyncio.Server:
        context = self._tls if self._implicit else None
        return await asyncio.start_server(self._connected, host, port, ssl=context, limit=2**20, backlog=1024)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        starttls = None if self._implicit else self._tls
        session = ImapSession(
            reader,
            writer,
            mailboxes=self._mailboxes,
            faults=self._faults,
            touched=self._touched,
            is_customer=self._is_customer,
            starttls=starttls,
        )
        self.sessions.add(session)
        self._tasks.add(task)
        try:
            await session.serve()
        except asyncio.CancelledError:
            pass  # the company closes; a stream's own task must not end as cancelled, or the loop complains
        finally:
            self.sessions.discard(session)
            self._tasks.discard(task)

    def drop_all(self) -> None:
        """Cut every connection, as a broken network does."""
        for session in list(self.sessions):
            session.cut()

    def silence_all(self) -> None:
        """Answer nothing on the connections there are now, and keep them open (half-open)."""
        for session in list(self.sessions):
            session.silent = True

    def bye_all(self) -> None:
        """End every connection in an orderly way."""
        for session in list(self.sessions):
            session.bye("the server is going down for maintenance")

    async def aclose(self) -> None:
        for session in list(self.sessions):
            session.cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
