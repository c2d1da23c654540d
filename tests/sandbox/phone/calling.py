"""A sandbox company with a telephone, and a customer with a plain SIP line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import yaml

from shopper.sandbox.company import SandboxCompany
from shopper.sandbox.log import LogEntry
from shopper.sandbox.phone.voice import Spoken
from shopper.telephony import AudioChunk, Call, Closed, Incoming, LineEvent, SipAccount, SipLine

T = TypeVar("T")
E = TypeVar("E", bound=LineEvent)
PATIENCE_S = 30.0
HOTLINE, OTHER = "+380440001122", "+380440001133"
OLENA = "+380440000017"


def run(story: Coroutine[Any, Any, T]) -> T:
    """A story to its end; one that hangs fails."""

    async def limited() -> T:
        async with asyncio.timeout(2 * PATIENCE_S):
            return await story

    return asyncio.run(limited())


def script(desk: dict[str, Any] | None = None, *orders: dict[str, Any], **more: Any) -> str:
    """The staff's script with one desk at the hotline, and what becomes of orders."""
    desks = {HOTLINE: {"as": "Iryna", "answers_after": "0 s", **(desk or {})}, **more.pop("desks", {})}
    whole = {
        "company": "Bright Shop", "domain": "brightshop.example", "phone": desks,
        "phone_customers": {"olena": OLENA, "taras": "+380440000018"}, "callback": list(orders), **more,
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True)


class Customer:
    """A line, what it tells, and what is heard in its calls."""

    def __init__(self, company: SandboxCompany, user: str = "olena", password: str = "sandbox", **account: Any) -> None:
        self.company = company
        self.events: list[LineEvent] = []
        self.heard: dict[int, list[AudioChunk]] = {}
        self._news = asyncio.Event()
        words = {"registrar": f"127.0.0.1:{company.facts.sip}", "interface": "127.0.0.1", **account}
        self.line = SipLine(SipAccount(user, "brightshop.example", password, **words), self._take)

    def _take(self, event: LineEvent) -> None:
        self.events.append(event)
        if isinstance(event, Incoming):
            self._listen(event.call)
        self._news.set()

    def _listen(self, call: Call) -> None:
        chunks = self.heard.setdefault(call.id, [])

        def sink(chunk: AudioChunk) -> None:
            chunks.append(chunk)
            self._news.set()

        call.on_audio = sink

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, true: Callable[[], Any]) -> None:
        """Wait for what the line tells, until this holds."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                self._news.clear()
                await self._news.wait()

    async def dial(self, number: str = HOTLINE, *, ring_s: float = 20.0) -> Call:
        call = await self.line.dial(number, ring_s=ring_s)
        self._listen(call)
        return call

    async def talk(self, number: str = HOTLINE) -> Call:
        """A call that is answered."""
        call = await self.dial(number)
        assert await call.wait_answered(PATIENCE_S)
        return call

    async def rung(self) -> Call:
        """The call by which our telephone rings."""
        await self.until(lambda: self.all(Incoming))
        return self.all(Incoming)[-1].call

    def pcm(self, call: Call) -> bytes:
        return b"".join(chunk.pcm for chunk in self.heard[call.id])

    def voice(self, text: str, language: str = "en") -> Spoken:
        """The customer says it in the sandbox's own voice, as the endpoint of speech would."""
        assert self.company.phone is not None
        return self.company.phone.lines.line(text, "olena", language)

    async def logged(self, kind: str, count: int = 1) -> list[LogEntry]:
        """The log's entries of this kind, when there are so many."""
        async with asyncio.timeout(PATIENCE_S):
            while len(found := [entry for entry in self.company.log if entry.kind == kind]) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return found

    async def company_is_free(self) -> None:
        """Until the company has no call any more."""
        phone = self.company.phone
        assert phone is not None
        async with asyncio.timeout(PATIENCE_S):
            while phone.calls:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


@asynccontextmanager
async def a_customer(staff: str | Path, *, state: Path | None = None, **account: Any) -> AsyncIterator[Customer]:
    """A customer whose line is registered with a company that plays this script."""
    async with SandboxCompany(staff, state=state) as company:
        customer = Customer(company, **account)
        try:
            await customer.line.start()
            yield customer
        finally:
            await customer.line.aclose()


async def over(call: Call) -> Closed:
    return await call.wait_closed(PATIENCE_S)
