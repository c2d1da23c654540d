"""A Telegram server on loopback, and customers on Telethon's own client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import pytest
from telethon import TelegramClient
from telethon.network import ConnectionTcpFull
from telethon.sessions import StringSession

from shopper.sandbox.telegram.numbers import ServerKey, server_key
from shopper.sandbox.telegram.records import Account
from shopper.sandbox.telegram.server import TelegramServer

T = TypeVar("T")
WAIT_S = 30.0


def loopback_only(kind: type[Any]) -> type[Any]:
    """A connection of Telethon's that refuses to leave this machine, whatever a session says."""

    class LoopbackOnly(kind):  # type: ignore[misc]
        def __init__(self, ip: str, port: int, dc_id: int, **options: Any) -> None:
            assert ip == "127.0.0.1", f"a test would have dialled {ip}"
            super().__init__(ip, port, dc_id, **options)

    return LoopbackOnly


LoopbackOnly = loopback_only(ConnectionTcpFull)


class Town:
    """A server with Olena, who is a customer, and a shop with a person and a bot."""

    def __init__(self, server: TelegramServer, open_: AsyncExitStack) -> None:
        self.server = server
        self._open = open_
        self.olena = server.add_account("olena", first_name="Olena", phone="+380501112233")
        self.shop = server.add_account("brightshop", first_name="Iryna")
        self.bot = server.add_account("brightshop_bot", first_name="Bot", bot=True)

    async def client(self, account: Account | None = None, *, session: str | None = None, **options: Any) -> Any:
        """A connected client, logged in as the account (as Olena), in a session of its own or in this one."""
        text = self.server.session(account or self.olena) if session is None else session
        client = self.unconnected(text, **options)
        await client.connect()
        return client

    def unconnected(self, session: str = "", **options: Any) -> Any:
        TelegramClient._config = None  # Telethon keeps the first server's for all clients of the process
        kept = StringSession(session or None)
        kept.set_dc(2, self.server.host, self.server.port)
        options = {"connection": LoopbackOnly, "request_retries": 0, "flood_sleep_threshold": 0, **options}
        client = TelegramClient(kept, 1, "hash", **options)
        client.session.save_entities = True
        self._open.push_async_callback(_disconnected, client)
        return client


async def _disconnected(client: Any) -> None:
    await client.disconnect()


@pytest.fixture(scope="session")
def rsa_key() -> ServerKey:
    return server_key()


Play = Callable[..., Any]


@pytest.fixture
def play(rsa_key: ServerKey) -> Play:
    """Run `async def story(town)` against a server of its own; bugs of the server fail it."""

    def run(story: Callable[[Town], Coroutine[Any, Any, T]], **options: Any) -> T:
        async def whole() -> T:
            async with (
                TelegramServer(key=rsa_key, **options) as server,
                asyncio.timeout(WAIT_S * 2),
                AsyncExitStack() as open_,
            ):
                result = await story(Town(server, open_))
            assert server.errors == []
            return result

        return asyncio.run(whole())

    return run


async def soon(true: Callable[[], Any]) -> Any:
    """Wait until it is true."""
    async with asyncio.timeout(WAIT_S):
        while not (found := true()):  # noqa: ASYNC110 - Telethon's handlers set no event of ours
            await asyncio.sleep(0.002)
        return found


async def within(what: Awaitable[T]) -> T:
    return await asyncio.wait_for(what, WAIT_S)
