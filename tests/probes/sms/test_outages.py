"""A provider that is away, and messages that do not arrive: whose fault it is."""

from __future__ import annotations

import asyncio
import time

import pytest

from shopper.errors import OurFault
from shopper.model import TurnKind
from tests.probes.sms.conftest import Customer, Play


def test_while_the_provider_does_not_answer_the_line_is_deaf_since_it_last_did(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        conversation = await customer.attach()
        await customer.say("How much is the lamp?")
        assert customer.probe.deaf_since(conversation) is None
        customer.provider.faults.gets = [500] * 10_000
        until = asyncio.get_running_loop().time() + 30
        while (since := customer.probe.deaf_since(conversation)) is None:
            assert asyncio.get_running_loop().time() < until
            await asyncio.sleep(0.01)
        assert since.wall_us <= time.time_ns() // 1000
        customer.provider.faults.gets = []
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")
        while customer.probe.deaf_since(conversation) is not None:
            assert asyncio.get_running_loop().time() < until
            await asyncio.sleep(0.01)
        assert customer.host.faults == []

    sms(story, answer=0.3, give_up=60.0)


def test_a_provider_that_stays_away_is_our_fault(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.provider.faults.down = True
        visit, message, code = (await customer.hears(lambda host: host.faults))[0]
        assert (visit, code) == ("j1.1", "no_network")
        assert "cannot be reached" in message

    sms(story, answer=0.2, give_up=0.1)


def test_a_token_that_is_taken_back_while_we_wait_is_our_fault_and_is_asked_no_more(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.provider.faults.refuse_login = True
        visit, _, code = (await customer.hears(lambda host: host.faults))[0]
        assert (visit, code) == ("j1.1", "login")
        asked = len(customer.provider.requests)
        with pytest.raises(OurFault) as fault:
            await customer.say("Hello?", name="2")
        assert (fault.value.code, len(customer.provider.requests)) == ("login", asked)

    sms(story)


def test_silence_is_known_only_when_the_provider_was_asked_after_it(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        conversation = await customer.attach()
        await customer.say("How much is the lamp?")
        future_us = time.time_ns() // 1000 + 500_000
        later = customer.probe.silence(conversation, future_us)
        assert later is not None
        assert later > time.time_ns() // 1000
        until = asyncio.get_running_loop().time() + 30
        while customer.probe.silence(conversation, future_us) is not None:
            assert asyncio.get_running_loop().time() < until
            await asyncio.sleep(0.01)

    sms(story)


@pytest.mark.parametrize("channel", ["off", "landline"])
def test_a_number_of_the_company_that_takes_no_texts_is_told_as_a_message_that_came_back(
    sms: Play, channel: str
) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach(channel=channel)
        await customer.say("How much is the lamp?")
        [bounce] = await customer.hears(lambda host: [i for i in host.incoming if i.kind is TurnKind.BOUNCE])
        assert bounce.visit == "j1.1"
        assert "ours" not in bounce.data
        assert bounce.data["status"] in ("30003", "21614")

    sms(story)


def test_a_message_that_a_carrier_filtered_says_nothing_of_the_company(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach(channel="filtered")
        await customer.say("How much is the lamp?")
        [bounce] = await customer.hears(lambda host: [i for i in host.incoming if i.kind is TurnKind.BOUNCE])
        assert "register the number" in bounce.data["ours"]
        assert bounce.data["status"] == "30007"

    sms(story)


def test_a_number_that_was_unsubscribed_is_our_fault(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach(channel="unsubscribed")
        with pytest.raises(OurFault, match="START") as fault:
            await customer.say("How much is the lamp?")
        assert fault.value.code == "sender_refused"

    sms(story)


def test_a_message_that_arrived_is_asked_after_no_more(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        key = "olena:sms/chat/+380441112233"
        await customer.hears(lambda host: host.state[key]["talks"]["j1.1"]["undelivered"] == {})
        assert customer.host.incoming == []

    sms(story)
