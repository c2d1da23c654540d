"""A line carries one journey at a time, and is told apart from the others."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

from .played import Network, conversation, shopping

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost

lines = load_stock("probes.phone.lines")


async def steps() -> None:
    """Let everything that can go on go on."""
    for _ in range(5):
        await asyncio.sleep(0)


def a_line(host: FakeHost) -> lines.Line:  # type: ignore[name-defined]
    talk = conversation()
    return lines.Lines(host, lambda line, call: None, Network(host).engine).of("mark", talk.persona)


def test_another_journey_waits_until_the_line_is_given_back(host: FakeHost) -> None:
    async def run() -> None:
        line = a_line(host)
        await line.take("one")
        waiting = asyncio.ensure_future(line.take("two"))
        await steps()
        assert not waiting.done()
        line.give_back()
        await asyncio.wait_for(waiting, 5)

    asyncio.run(run())


def test_the_same_journey_may_use_its_line_for_two_conversations(host: FakeHost) -> None:
    async def run() -> None:
        line = a_line(host)
        await line.take("one")
        await line.take("one")
        waiting = asyncio.ensure_future(line.take("two"))
        line.give_back()
        await steps()
        assert not waiting.done()
        line.give_back()
        await asyncio.wait_for(waiting, 5)

    asyncio.run(run())


@pytest.mark.parametrize("let_in", [False, True])
def test_one_who_stops_waiting_holds_nobody_up(host: FakeHost, let_in: bool) -> None:
    async def run() -> None:
        line = a_line(host)
        await line.take("one")
        second = asyncio.ensure_future(line.take("two"))
        third = asyncio.ensure_future(line.take("three"))
        await steps()
        if let_in:
            line.give_back()  # it is the second one's turn, and it does not know yet
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        if not let_in:
            line.give_back()
        await asyncio.wait_for(third, 5)

    asyncio.run(run())


def test_two_personas_with_one_number_are_refused(host: FakeHost) -> None:
    async def run() -> None:
        known = lines.Lines(host, lambda line, call: None, Network(host).engine)
        persona = conversation().persona
        known.of("mark", persona)
        with pytest.raises(OurFault, match="have one number between them"):
            known.of("anna", persona)

    asyncio.run(run())


def test_a_line_that_did_not_come_up_is_tried_again_the_next_time(host: FakeHost) -> None:
    async def run() -> None:
        async with shopping(host) as customer:
            customer.network.trouble = OurFault("wrong password", code="login")
            with pytest.raises(OurFault, match="wrong password"):
                await customer.attach()
            customer.network.trouble = None
            await customer.attach()

    asyncio.run(run())


def test_a_second_journeys_conversation_begins_when_the_first_ones_call_is_over(host: FakeHost) -> None:
    async def run() -> None:
        async with shopping(host) as customer:
            await customer.attach()
            call = await customer.answered()
            other = replace(customer.conversation, visit="j2.1", tag="j21")
            attaching = asyncio.ensure_future(customer.probe.attach(other, resumed=False))
            await steps()
            assert not attaching.done()
            call.end()
            await asyncio.wait_for(attaching, 5)

    asyncio.run(run())


def test_a_persona_without_a_telephone_has_no_line() -> None:
    persona = conversation().persona.model_copy(update={"phone": None})
    with pytest.raises(OurFault) as caught:
        load_stock("probes.phone.probe").PhoneProbe().line("mark", persona)
    assert caught.value.code == "no_account"
    assert "personas.mark.phone" in str(caught.value)
