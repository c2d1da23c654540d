"""The connection under a client: refuses to leave this machine where it must not, and says when it breaks."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from telethon.network.connection import ConnectionTcpFull

from shopper.errors import OurFault
from shopper.model import Stamp


class Link:
    """What is known of an account's connection. epoch: how many were made. since: when the newest was."""

    def __init__(self, stamp: Callable[[], Stamp]) -> None:
        self._stamp = stamp
        self.epoch = 0
        self.up = False
        self.since: Stamp | None = None
        self.lost: Stamp | None = None
        self.on_change: Callable[[bool], None] = lambda up: None

    def made(self) -> None:
        self.epoch += 1
        self.up, self.since, self.lost = True, self._stamp(), None
        self.on_change(True)

    def broke(self) -> None:
        if self.up:
            self.up, self.lost = False, self._stamp()
            self.on_change(False)


def connection_class(link: Link | None, *, loopback: bool) -> type[Any]:
    """A class of connections for one client, as Telethon wants it. loopback: no other address is dialled."""

    class Connection(ConnectionTcpFull):  # type: ignore[misc]  # the library has no types
        async def _connect(self, timeout: float | None = None, ssl: Any = None) -> None:  # noqa: ASYNC109
            if loopback and not ip_address(self._ip).is_loopback:
                raise OurFault(
                    f"A Telegram server on this machine is set, and the connection was to go to {self._ip}; nothing "
                    "was sent there.",
                    code="not_loopback",
                )
            await super()._connect(timeout=timeout, ssl=ssl)

        async def connect(self, timeout: float | None = None, ssl: Any = None) -> None:  # noqa: ASYNC109
            await super().connect(timeout=timeout, ssl=ssl)
            if link is not None:
                link.made()

        async def disconnect(self) -> None:
            was = self._connected
            await super().disconnect()
            if was and link is not None:
                link.broke()

    return Connection
