"""The web chat probe on real headless Chromium, and companies on loopback to talk to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import web

from shopper.engine.probe import Conversation, Outgoing, Receipt
from shopper.model import TurnKind
from shopper.programme.loading import load_stock
from shopper.sandbox.company import SandboxCompany
from shopper.settings.models import Channel, Company, GuardRails, Persona
from shopper.settings.site_access import SiteAccess

T = TypeVar("T")

STAFF = """
company: Bright Shop
domain: brightshop.example
chats:
  chat:
    as: Iryna
    greeting: [{text: "Hello! How can we help?", bot: true}]
    rules:
      - words: [thrice]
        replies: [{after: 0.1 s, text: "Same."}, {after: 0.2 s, text: "Same."}, {after: 0.3 s, text: "Same."}]
      - words: [queue]
        replies:
          - {after: 0.1 s, text: "You are number 2 in the queue", system: true}
          - {after: 0.3 s, typing: 0.2 s, text: "Now I am here."}
      - words: [stream]
        replies: [{after: 0.1 s, stream: 1 s, text: "One two three four five six seven eight nine ten."}]
      - {words: [edit], replies: [{after: 0.1 s, text: "It costs 5.", edit: {after: 1.5 s, text: "It costs 6."}}]}
      - {words: [echo], replies: [{after: 0.1 s, text: "echo"}]}
      - {words: [bye], replies: [{after: 0.1 s, text: "Goodbye.", close: true}]}
      - {words: [later], replies: [{after: 3 s, text: "Here is what you asked for."}]}
      - {words: [silence], replies: []}
      - words: [choose]
        replies: [{after: 0.1 s, text: "What is it about?", bot: true, buttons: ["Price", "🚚 Delivery", "Return"]}]
      - {words: [delivery], replies: [{after: 0.1 s, text: "Delivery takes two days."}]}
      - {words: [return], replies: [{after: 0.1 s, text: "Return"}]}
    default: {replies: [{after: 0.1 s, text: "We have it.\\nIt costs 100 UAH."}]}
  away: {as: Iryna, offline: true}
  who: {as: Iryna, asks_first: true, default: {replies: [{after: 0.1 s, text: "We have it."}]}}
"""


class TestsHost:
    """The host of a probe that serves many tests: it passes everything to the host of the running one."""

    __test__ = False

    def __init__(self) -> None:
        self.now: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)


class Shopper:
    """A probe with its host on one event loop, driven from a plain test."""

    def __init__(self, runner: asyncio.Runner, host: Any, probe: Any = None) -> None:
        self.runner = runner
        self.host = host
        self.probe = probe or load_stock("probes.webchat.probe").PROBE()
        self.attempts: list[str] = []
        self.attached: list[Conversation] = []

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run it to its end; nothing here may take longer than a minute."""
        return self.runner.run(asyncio.wait_for(work, 60))

    def open(self) -> None:
        self.do(self.probe.open(self.host))

    def attach(self, conversation: Conversation, *, resumed: bool = False) -> None:
        self.attached.append(conversation)
        self.do(self.probe.attach(conversation, resumed=resumed))

    def say(self, conversation: Conversation, text: str, id: str = "", *, press: bool = False) -> Receipt:  # noqa: A002
        async def attempting() -> None:
            self.attempts.append(text)

        receipt: Receipt = self.do(
            self.probe.say(conversation, Outgoing(id or f"say-{text}", text, press=press), attempting)
        )
        return receipt

    def until(self, condition: Callable[[Any], Any]) -> Any:
        """Let the loop go on until the host has heard what `condition` looks for."""
        return self.do(asyncio.to_thread(self.host.wait_for, condition))

    def heard(self, *texts: str) -> list[Any]:
        """Wait until messages of these texts were handed in, and return all that were, revisions included."""
        self.until(lambda host: set(texts) <= {i.text for i in host.incoming})
        return list(self.host.incoming)

    def texts(self, *kinds: TurnKind) -> list[str]:
        return [i.text for i in self.host.incoming if not kinds or i.kind in kinds]

    def detach_all(self) -> None:
        for conversation in self.attached:
            self.do(self.probe.detach(conversation))

    def close(self) -> None:
        self.do(self.probe.aclose())


class Talk:
    """What the sandbox wrote down itself: the truth."""

    def __init__(self, company: SandboxCompany) -> None:
        self.company = company
        self.site = company.facts.site

    def entries(self, direction: str) -> list[Any]:
        from shopper.sandbox.log import read_log

        return [e for e in read_log(self.company.facts.log) if e.dir == direction]

    def received(self) -> list[str]:
        return [e.text for e in self.entries("in")]


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def one_browser(runner: asyncio.Runner) -> Iterator[tuple[TestsHost, Any]]:
    """One browser for all tests that do not kill it."""
    host = TestsHost()
    probe = load_stock("probes.webchat.probe").PROBE()
    runner.run(probe.open(host))
    yield host, probe
    runner.run(probe.aclose())


@pytest.fixture(scope="session")
def plain_browser(runner: asyncio.Runner) -> Iterator[Any]:
    """A browser without any probe, for what looks at pages by itself."""

    async def start() -> tuple[Any, Any]:
        from playwright.async_api import async_playwright

        playwright = await async_playwright().start()
        return playwright, await load_stock("probes.webchat.browser").launch(playwright)

    async def stop() -> None:
        await browser.close()
        await playwright.stop()

    playwright, browser = runner.run(start())
    yield browser
    runner.run(stop())


@pytest.fixture
def shopper(runner: asyncio.Runner, host: Any, one_browser: tuple[TestsHost, Any]) -> Iterator[Shopper]:
    shared, probe = one_browser
    shared.now = host
    made = Shopper(runner, host, probe)
    yield made
    made.detach_all()


@pytest.fixture
def new_shopper(runner: asyncio.Runner, host: Any) -> Iterator[Callable[[], Shopper]]:
    """Makes shoppers with a browser of their own and the same host, as processes one after the other would."""
    made: list[Shopper] = []

    def make() -> Shopper:
        made.append(Shopper(runner, host))
        made[-1].open()
        return made[-1]

    yield make
    for shopper in made:
        shopper.close()


@pytest.fixture
def widgets() -> Path | None:
    """Where third-party widgets are unpacked; None where a test needs none."""
    return None


@pytest.fixture
def company(runner: asyncio.Runner, widgets: Path | None) -> Iterator[Talk]:
    made = SandboxCompany(STAFF, widgets=widgets)
    runner.run(made.__aenter__())
    yield Talk(made)
    runner.run(made.__aexit__(None, None, None))


@pytest.fixture
def serve(runner: asyncio.Runner) -> Iterator[Callable[..., str]]:
    """Serves one page on loopback and gives its address."""
    open_sites: list[web.AppRunner] = []

    def start(handler: Any, *, tls: ssl.SSLContext | None = None) -> str:
        async def go() -> str:
            app = web.Application()
            app.router.add_get("/{tail:.*}", handler)
            site = web.AppRunner(app)
            await site.setup()
            open_sites.append(site)
            listener = web.TCPSite(site, "127.0.0.1", 0, ssl_context=tls)
            await listener.start()
            host, port = site.addresses[0][:2]
            return f"{'https' if tls else 'http'}://{host}:{port}/"

        return runner.run(go())

    yield start
    for site in open_sites:
        runner.run(site.cleanup())


def conversation(
    address: str,
    *,
    visit: str = "visit-1",
    language: str = "en",
    follows: str = "",
    access: SiteAccess | None = None,
    **persona: Any,
) -> Conversation:
    channel = Channel(kind="webchat", address=address, access=access, sla=60, tolerable=300, patience=1800, quiet=60)
    company = Company(
        name="Bright Shop",
        zone="Europe/Kyiv",
        languages=("en", "uk"),
        channels={"chat": channel},
        guard_rails=GuardRails(authorised_by="Tests"),
    )
    who = Persona(**{"name": "Olena", "languages": ("en", "uk"), "pace": 100, **persona})
    return Conversation(visit, "t1", "chat", company.channels["chat"], company, "olena", who, language, follows)


@pytest.fixture
def talking_to() -> Callable[..., Conversation]:
    """Makes a conversation with the chat at an address."""
    return conversation
