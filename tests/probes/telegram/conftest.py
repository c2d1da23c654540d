"""What the Telegram tests share: a server on loopback, a customer with an account, a probe to drive."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest
from telethon import TelegramClient
from telethon.network.connection.connection import Connection

from shopper.engine.probe import Conversation, Incoming, Outgoing, Receipt
from shopper.programme.loading import load_stock
from shopper.sandbox.telegram.numbers import server_key
from shopper.sandbox.telegram.records import Account, Message, Sent
from shopper.sandbox.telegram.server import TelegramServer
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.telegram import TelegramAccount
from shopper.settings.telegram import TelegramServer as ServerSettings

if TYPE_CHECKING:
    from probes.telegram.probe import TelegramProbe
    from probes.telegram.rhythm import Rhythm
    from tests.probes.conftest import FakeHost

PHONE = "+380501112233"
KEY = server_key(None)


@pytest.fixture(autouse=True)
def never_the_real_telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test does wrong, nothing but loopback is dialled."""
    dial = Connection._connect

    async def guarded(self: Any, *args: Any, **options: Any) -> None:
        assert ip_address(self._ip).is_loopback, f"{self._ip} was to be dialled"
        await dial(self, *args, **options)

    monkeypatch.setattr(Connection, "_connect", guarded)
    TelegramClient._config = None  # kept on the class by the library: another test's server
    yield
    TelegramClient._config = None


def quick_rhythm(**changes: Any) -> Rhythm:
    """A rhythm for tests: the same waits, shorter."""
    times = {
        "watch": 0.5,
        "answer": 3.0,
        "look": 1.0,
        "connect": 5.0,
        "pause": 0.05,
        "reach_for": 20.0,
        "flood": 1.5,
        "greeting": 5.0,
        "lull": 0.1,
    }
    rhythm: Rhythm = load_stock("probes.telegram.rhythm").Rhythm(**(times | changes))
    return rhythm


@dataclass
class Customer:
    """One customer at one server; `probe` is the process of the moment."""

    server: TelegramServer
    account: Account
    shop: Account
    bot: Account
    host: FakeHost
    probe: TelegramProbe
    persona: Persona
    company: Company
    attempts: int = 0
    asked: dict[str, Conversation] = field(default_factory=dict)

    def conversation(self, visit: str = "j1.1", channel: str = "person", **more: Any) -> Conversation:
        channels = self.company.channels
        made = Conversation(
            visit, f"t{visit}", channel, channels[channel], self.company, "olena", self.persona, "en", **more
        )
        self.asked[visit] = made
        return made

    async def attach(self, visit: str = "j1.1", channel: str = "person", *, resumed: bool = False) -> Conversation:
        conversation = self.asked.get(visit) or self.conversation(visit, channel)
        await self.probe.attach(conversation, resumed=resumed)
        return conversation

    async def say(self, text: str, visit: str = "j1.1", name: str = "1", **more: Any) -> Receipt:
        async def attempting() -> None:
            self.attempts += 1

        return await self.probe.say(self.asked[visit], Outgoing(id=f"{visit}/{name}", text=text, **more), attempting)

    async def hears(self, condition: Callable[[FakeHost], Any], within_s: float = 30.0) -> Any:
        return await asyncio.to_thread(self.host.wait_for, condition, within_s=within_s)

    async def hears_text(self, text: str, within_s: float = 30.0) -> Incoming:
        found: Incoming = await self.hears(
            lambda host: next((i for i in host.incoming if i.text == text), None), within_s
        )
        return found

    async def until(self, condition: Callable[[], Any], within_s: float = 30.0) -> Any:
        """Wait for something that nobody tells of."""
        async with asyncio.timeout(within_s):
            while not (found := condition()):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return found

    def shop_says(self, text: str, sender: Account | None = None, **more: Any) -> Sent:
        return self.server.say(sender or self.shop, self.account, text, **more)

    def received(self, by: Account | None = None) -> list[Message]:
        return self.server.received(by or self.shop)

    def answers(self, reply: Callable[[Message], str], by: Account | None = None) -> None:
        """The company answers every message at once."""
        who = by or self.shop

        def on_message(message: Message) -> None:
            self.server.say(who, self.account, reply(message))

        self.server.on_message(who, on_message)

    async def dies(self, **rhythm: Any) -> None:
        """The process ends without a word, and another one begins with what was stored."""
        for account in self.probe._accounts.values():
            tasks = [account._watch, account.receiving._worker, *account._going_on]
            for task in tasks:
                if task is not None:
                    task.cancel()
            account.book.keep = lambda chat: None  # type: ignore[method-assign]
            account.host = type(
                "Deaf", (), {"put_state": lambda *a: None, "heard": lambda *a, **k: None, "stamp": self.host.stamp}
            )()
            await account.client.disconnect()
        self.probe = load_stock("probes.telegram.probe").TelegramProbe(quick_rhythm(**rhythm))
        await self.probe.open(self.host)


Shopping = Callable[..., Any]


@asynccontextmanager
async def shopping_at(
    server: TelegramServer,
    host: FakeHost,
    monkeypatch: pytest.MonkeyPatch,
    account: dict[str, Any] | None = None,
    **rhythm: Any,
) -> AsyncIterator[Customer]:
    olena = server.add_account("olena", first_name="Olena", phone=PHONE)
    shop = server.add_account("brightshop", first_name="Iryna")
    bot = server.add_account("brightshop_bot", first_name="Bright", bot=True)
    monkeypatch.setenv("TG_SESSION", server.session(olena))
    monkeypatch.setenv("TG_HASH", "0123456789abcdef")
    settings = TelegramAccount(
        **{
            "phone": PHONE,
            "name": "@olena",
            "api_id": 1,
            "api_hash": "env:TG_HASH",
            "session": "env:TG_SESSION",
            "server": ServerSettings(address="127.0.0.1", port=server.port),
            "gap": 0,
            **(account or {}),
        }
    )
    persona = Persona(name="Olena", languages=("en",), pace=1_000_000, telegram=settings)
    times: dict[str, Any] = {"sla": 5, "tolerable": 10, "patience": 20, "quiet": 1}
    channels = {
        "person": Channel(kind="telegram", address="@brightshop", **times),
        "bot": Channel(kind="telegram", address="https://t.me/brightshop_bot?start=site", **times),
        "nobody": Channel(kind="telegram", address="@nobody_here", **times),
    }
    company = Company(
        name="Bright Shop",
        zone="UTC",
        languages=("en",),
        channels=channels,
        guard_rails=GuardRails(authorised_by="a test"),
    )
    probe = load_stock("probes.telegram.probe").TelegramProbe(quick_rhythm(**rhythm))
    await probe.open(host)
    customer = Customer(server, olena, shop, bot, host, probe, persona, company)
    try:
        yield customer
    finally:
        await customer.probe.aclose()


@pytest.fixture
def telegram(host: FakeHost, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`telegram(story, **rhythm)`: plays a story, an async function of a Customer, at a server of its own."""

    def play(
        story: Callable[[Customer], Awaitable[None]], *, account: dict[str, Any] | None = None, **rhythm: Any
    ) -> None:
        async def run() -> None:
            async with asyncio.timeout(60), TelegramServer(key=KEY) as server:
                async with shopping_at(server, host, monkeypatch, account, **rhythm) as customer:
                    await story(customer)
                assert server.errors == []

        asyncio.run(run())

    return play


Play = Callable[..., None]
Story = Callable[[Customer], Coroutine[Any, Any, None]]
__all__ = ["Customer", "Play", "Story", "dataclasses", "quick_rhythm"]
