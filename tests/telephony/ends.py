"""What the tests of telephone lines share: who listens to a line, sounds, and a run that can't hang."""

from __future__ import annotations

import asyncio
import math
from array import array
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from shopper.telephony import AudioChunk, Call, Incoming, LineEvent, Moment, SipAccount, SipLine

from .exchange import Exchange

T = TypeVar("T")
E = TypeVar("E", bound=LineEvent)
PATIENCE_S = 30.0  # of a test on a machine that has other things to do
LOUD = 1500


def run(story: Coroutine[Any, Any, T]) -> T:
    """A story to its end; one that hangs fails."""

    async def limited() -> T:
        async with asyncio.timeout(3 * PATIENCE_S):
            return await story

    return asyncio.run(limited())


class Ears:
    """Keeps what a line tells, and waits for what it will."""

    def __init__(self) -> None:
        self.events: list[LineEvent] = []
        self._news = asyncio.Event()

    def __call__(self, event: LineEvent) -> None:
        self.events.append(event)
        self._news.set()

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def next(self, kind: type[E], nth: int = 1) -> E:
        """The n-th event of a kind, waited for."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.all(kind)) < nth:
                self._news.clear()
                await self._news.wait()
        return self.all(kind)[nth - 1]

    async def ring(self, nth: int = 1) -> Call:
        return (await self.next(Incoming, nth)).call


class Heard:
    """Keeps what is heard in a call."""

    def __init__(self, call: Call) -> None:
        self.chunks: list[AudioChunk] = []
        self._news = asyncio.Event()
        call.on_audio = self._take

    def _take(self, chunk: AudioChunk) -> None:
        self.chunks.append(chunk)
        self._news.set()

    @property
    def pcm(self) -> bytes:
        return b"".join(chunk.pcm for chunk in self.chunks)

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 16000

    def loud_at(self) -> Moment | None:
        """When the first loud sample was there."""
        for chunk in self.chunks:
            place = first_loud(array("h", chunk.pcm))
            if place >= 0:
                return chunk.at.plus(place / 8000)
        return None

    async def until(self, seconds: float) -> None:
        """Until so much was heard."""
        async with asyncio.timeout(PATIENCE_S):
            while self.seconds < seconds:
                self._news.clear()
                await self._news.wait()

    async def until_loud(self) -> Moment:
        async with asyncio.timeout(PATIENCE_S):
            while (at := self.loud_at()) is None:
                self._news.clear()
                await self._news.wait()
        return at


def tone(seconds: float, hertz: float = 440.0, level: int = 8000) -> bytes:
    """A sine as a line carries it."""
    count = round(8000 * seconds)
    return array("h", [round(level * math.sin(2 * math.pi * hertz * place / 8000)) for place in range(count)]).tobytes()


def warble(seconds: float) -> bytes:
    """A tone that climbs: it fits itself in one place only."""
    rates = (300 + 1500 * place / 8000 for place in range(round(8000 * seconds)))
    return array("h", [round(9000 * math.sin(math.pi * rate * k / 8000)) for k, rate in enumerate(rates)]).tobytes()


def first_loud(samples: array[int]) -> int:
    """The place of the first loud sample; -1 without one."""
    return next((place for place, value in enumerate(samples) if abs(value) > LOUD), -1)


def likeness(one: bytes, other: bytes) -> float:
    """Correlation of two pieces of equal length: 1 for the same sound at any level."""
    a, b = array("h", one), array("h", other)
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(max(1, sum(x * x for x in a)) * max(1, sum(y * y for y in b)))


def customer_account(exchange: Exchange, **more: Any) -> SipAccount:
    return account("anna", exchange, **more)


def account(user: str, exchange: Exchange, **more: Any) -> SipAccount:
    words = {"password": f"{user}-word", "registrar": exchange.registrar, "interface": "127.0.0.1", **more}
    return SipAccount(user, "exchange.test", **words)


@asynccontextmanager
async def two_lines(**more: Any) -> AsyncIterator[tuple[SipLine, SipLine, Ears, Ears]]:
    """A customer's and a company's line that call each other without an exchange."""
    ours, theirs = Ears(), Ears()
    customer = SipLine(SipAccount("anna", interface="127.0.0.1", **more), ours)
    company = SipLine(SipAccount("shop", interface="127.0.0.1", **more), theirs)
    try:
        await asyncio.gather(customer.start(), company.start())
        yield customer, company, ours, theirs
    finally:
        await asyncio.gather(customer.aclose(), company.aclose())


@asynccontextmanager
async def a_call(**more: Any) -> AsyncIterator[tuple[Call, Call, SipLine, SipLine]]:
    """A call that is answered: the customer's end and the company's."""
    async with two_lines(**more) as (customer, company, _, theirs):
        call = await customer.dial(company.address)
        other = await theirs.ring()
        await other.answer()
        assert await call.wait_answered(PATIENCE_S)
        assert await other.wait_answered(PATIENCE_S)
        yield call, other, customer, company


def passwords(*users: str) -> dict[str, str]:
    return {user: f"{user}-word" for user in users}
