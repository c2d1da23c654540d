"""What the SMS tests share: the sandbox's provider on loopback, a customer with a number, a probe to drive."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from shopper.engine.probe import Conversation, Incoming, Outgoing, Receipt
from shopper.programme.loading import load_stock
from shopper.sandbox.log import SandboxLog
from shopper.sandbox.provider.records import Message
from shopper.sandbox.provider.server import Provider
from shopper.sandbox.staff import load_staff
from shopper.sandbox.storage import Storage
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.phone_rest import RestAccount

if TYPE_CHECKING:
    from probes.sms.probe import SmsProbe
    from probes.sms.rhythm import Rhythm
    from tests.probes.conftest import FakeHost

NUMBER, SHOP, OTHER = "+380501112233", "+380441112233", "+380449998877"
ACCOUNT = "AC" + "0" * 31 + "1"
STAFF = f"""company: Bright Shop
domain: brightshop.example
sms:
  "{SHOP}": {{}}
  "+380441110000": {{bounces: "30003 Unreachable destination handset"}}
  "+380441110001": {{bounces: "30007 Message filtered"}}
  "+380441110002": {{refuses: "21614 'To' number is not a valid mobile number"}}
  "+380441110003": {{refuses: "21610 Attempt to send to unsubscribed recipient"}}
"""


def quick_rhythm(**changes: Any) -> Rhythm:
    """A rhythm for tests: the same waits, shorter."""
    times = {"answer": 5.0, "reach_for": 20.0, "settle": 0.3, "look": 0.05, "track": 30.0, "give_up": 0.5}
    rhythm: Rhythm = load_stock("probes.sms.rhythm").Rhythm(**(times | changes))
    return rhythm


@dataclass
class Customer:
    """One customer at one provider; `probe` is the process of the moment."""

    provider: Provider
    host: FakeHost
    probe: SmsProbe
    persona: Persona
    company: Company
    rhythm: dict[str, Any]
    attempts: int = 0
    asked: dict[str, Conversation] = field(default_factory=dict)

    def conversation(self, visit: str = "j1.1", channel: str = "sms", **more: Any) -> Conversation:
        channels = self.company.channels
        made = Conversation(
            visit, f"t{visit}", channel, channels[channel], self.company, "olena", self.persona, "en", **more
        )
        self.asked[visit] = made
        return made

    async def attach(self, visit: str = "j1.1", channel: str = "sms", *, resumed: bool = False) -> Conversation:
        conversation = self.asked.get(visit) or self.conversation(visit, channel)
        await self.probe.attach(conversation, resumed=resumed)
        return conversation

    async def say(self, text: str, visit: str = "j1.1", name: str = "1", **more: Any) -> Receipt:
        async def attempting() -> None:
            self.attempts += 1

        return await self.probe.say(self.asked[visit], Outgoing(id=f"{visit}/{name}", text=text, **more), attempting)

    async def hears(self, condition: Callable[[FakeHost], Any], within_s: float = 30.0) -> Any:
        return await asyncio.to_thread(self.host.wait_for, condition, within_s=within_s)

    async def hears_text(self, text: str) -> Incoming:
        found: Incoming = await self.hears(lambda host: next((i for i in host.incoming if i.text == text), None))
        return found

    def shop_says(self, text: str, sender: str = SHOP) -> Message:
        arrived = self.provider.world.arrive(sender, NUMBER, text)
        assert arrived is not None, "nobody has the number"
        return arrived

    def received(self) -> list[Message]:
        return [m for m in self.provider.world.messages.values() if m.direction != "inbound"]

    async def dies(self, **rhythm: Any) -> None:
        """The process ends without a word, and another one begins with what was stored."""
        await self.probe.aclose()
        self.probe = load_stock("probes.sms.probe").SmsProbe(quick_rhythm(**self.rhythm, **rhythm))
        await self.probe.open(self.host)


Play = Callable[..., None]
Story = Callable[[Customer], Awaitable[None]]


@pytest.fixture
def sms(host: FakeHost, tmp_path: Path) -> Play:
    """`sms(story, **rhythm)`: plays a story, an async function of a Customer, at a provider of its own."""

    def play(story: Story, *, account: dict[str, Any] | None = None, **rhythm: Any) -> None:
        async def run() -> None:
            storage, log = Storage(None), SandboxLog(tmp_path / "log.jsonl")
            staff = load_staff(STAFF)
            provider = Provider(staff, storage, log, staff.faults.provider.model_copy(deep=True), lambda: None)
            runner = web.AppRunner(provider.app(), access_log=None, shutdown_timeout=0.1, handle_signals=False)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[0][1]
            persona, company = _settings(f"http://127.0.0.1:{port}", account or {})
            probe = load_stock("probes.sms.probe").SmsProbe(quick_rhythm(**rhythm))
            customer = Customer(provider, host, probe, persona, company, rhythm)
            try:
                await probe.open(host)
                async with asyncio.timeout(60):
                    await story(customer)
            finally:
                await customer.probe.aclose()
                await runner.cleanup()
                storage.close()
                log.close()

        asyncio.run(run())

    return play


def _settings(api: str, account: dict[str, Any]) -> tuple[Persona, Company]:
    settings = {
        "number": NUMBER, "account": ACCOUNT, "token": "sandbox:password", "api": api, "poll": 0.1, "idle": 0.1
    }  # fmt: skip
    persona = Persona(
        name="Olena", languages=("en",), pace=1_000_000, sms=RestAccount.model_validate({**settings, **account})
    )
    times: dict[str, Any] = {"sla": 5, "tolerable": 10, "patience": 20, "quiet": 1}
    channels = {
        "sms": Channel(kind="sms", address="+380 44 111 22 33", aliases=("+380 44 111 22 34", "BrightShop"), **times),
        "off": Channel(kind="sms", address="+380441110000", **times),
        "filtered": Channel(kind="sms", address="+380441110001", **times),
        "landline": Channel(kind="sms", address="+380441110002", **times),
        "unsubscribed": Channel(kind="sms", address="+380441110003", **times),
    }
    company = Company(
        name="Bright Shop",
        zone="UTC",
        languages=("en",),
        channels=channels,
        guard_rails=GuardRails(authorised_by="a test"),
    )
    return persona, company


__all__ = ["NUMBER", "OTHER", "SHOP", "Customer", "Play", "Story", "quick_rhythm"]
