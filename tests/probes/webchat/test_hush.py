"""A chat is called silent only when all that its page had seen was handed in."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from shopper.model import Stamp
from shopper.programme.loading import load_stock

_hush = load_stock("probes.webchat.hush")
Hush, PageStalled = _hush.Hush, _hush.PageStalled


class Clock:
    """The part of a host that is used: UTC µs that move when they are told to."""

    us = 1_000

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self.faults.append((visit, code))

    def stamp(self) -> Stamp:
        return Stamp(self.us)


async def until(what: Any) -> None:
    async with asyncio.timeout(10):
        while not what():  # noqa: ASYNC110 - the loop turns
            await asyncio.sleep(0)


def test_nobody_is_called_silent_before_the_page_was_heard_out() -> None:
    async def ask() -> None:
        clock, gate, asked = Clock(), asyncio.Event(), []

        async def heard_out() -> None:
            asked.append(clock.us)
            await gate.wait()

        hush = Hush(cast(Any, clock), "v1", heard_out)
        clock.us = 5_000
        assert hush.silence(4_000) is not None
        await until(lambda: asked)
        assert hush.silence(4_000) is not None, "the page has not answered yet"
        gate.set()
        await until(lambda: not hush._asking)
        assert hush.silence(4_000) is not None, "what was handed in meanwhile is looked at first"
        assert hush.silence(4_000) is None
        assert asked == [5_000]

    asyncio.run(ask())


def test_a_page_that_was_heard_out_before_patience_was_over_is_asked_again() -> None:
    async def ask() -> None:
        clock, asked = Clock(), []

        async def heard_out() -> None:
            asked.append(clock.us)

        hush = Hush(cast(Any, clock), "v1", heard_out)
        for until_us in (2_000, 9_000):
            clock.us = until_us + 500
            while hush.silence(until_us) is not None:  # noqa: ASYNC110
                await asyncio.sleep(0)
        assert asked == [2_500, 9_500]

    asyncio.run(ask())


def test_a_page_that_hangs_is_our_fault_and_no_silence() -> None:
    async def ask() -> None:
        clock = Clock()

        async def heard_out() -> None:
            raise PageStalled

        hush = Hush(cast(Any, clock), "v1", heard_out, most_s=0.05)
        assert hush.silence(500) is not None
        await until(lambda: clock.faults)
        assert clock.faults == [("v1", "browser")]

    asyncio.run(ask())


def test_a_page_that_answers_after_a_while_is_heard_out() -> None:
    async def ask() -> None:
        clock, asked = Clock(), []

        async def heard_out() -> None:
            asked.append(clock.us)
            if len(asked) < 3:
                raise PageStalled

        hush = Hush(cast(Any, clock), "v1", heard_out)
        while hush.silence(500) is not None:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert len(asked) == 3 and not clock.faults

    asyncio.run(ask())
