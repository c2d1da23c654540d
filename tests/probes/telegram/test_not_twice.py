"""Nothing is said twice, whatever happened to the first try."""

from __future__ import annotations

import asyncio

import pytest

from shopper.engine.probe import Outgoing, Said
from shopper.errors import OurFault
from shopper.model import Clock
from shopper.programme.loading import load_stock

from .conftest import Customer, Play


def _texts(customer: Customer) -> list[str]:
    return [m.text for m in customer.received()]


@pytest.mark.parametrize("lost", [1, 3])
def test_a_message_whose_answer_was_lost_with_the_link_is_said_once(telegram: Play, lost: int) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.server.faults.lose_answers = lost
        receipt = await customer.say("Price?")
        assert _texts(customer) == ["Price?"]
        assert receipt.at.clock is Clock.SERVER
        [stored] = customer.received()
        assert receipt.key == f"olena:telegram:{stored.theirs}"
        assert abs(receipt.at.wall_us - stored.at_us) <= 2 * receipt.at.accuracy_us

    telegram(story)


def test_a_message_that_telegram_takes_and_never_answers_is_said_once(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.server.faults.never_answer = ["messages.sendMessage"]
        saying = asyncio.create_task(customer.say("Price?"))
        await customer.until(lambda: _texts(customer))
        customer.server.faults.never_answer = []
        await saying
        assert _texts(customer) == ["Price?"]

    telegram(story, answer=0.5)


def test_a_message_that_is_said_while_the_server_is_away_goes_out_once_when_it_is_back(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        restarting = asyncio.create_task(customer.server.restart(down_s=1.0))
        await asyncio.gather(restarting, customer.say("Price?"))
        assert _texts(customer) == ["Price?"]

    telegram(story)


def test_a_message_that_cannot_go_out_is_our_fault(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.server.faults.refuse = True
        customer.server.drop_all()
        with pytest.raises(OurFault) as caught:
            await customer.say("Price?")
        assert caught.value.code == "no_network"

    telegram(story, reach_for=0.5, answer=0.3, look=0.2)


def test_after_a_crash_what_lies_in_the_chat_was_said_and_what_does_not_was_not(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        conversation = await customer.attach()
        await customer.say("Price?")
        receipt = await customer.say("Hello?", name="2")
        await customer.dies()
        await customer.attach(resumed=True)
        chat, _ = customer.probe._accounts["olena"].book.talk(conversation)
        chat.owner.popitem()  # it died before that was stored
        said, found = await customer.probe.was_said(conversation, Outgoing("j1.1/2", "Hello?"))
        assert said is Said.YES
        assert found is not None and found.key == receipt.key
        assert (await customer.probe.was_said(conversation, Outgoing("j1.1/3", "Anybody?")))[0] is Said.NO
        assert (await customer.probe.was_said(conversation, Outgoing("j1.1/4", "Price?")))[0] is Said.NO

    telegram(story)


def test_a_second_process_that_says_it_again_is_refused_by_telegram_and_finds_the_first(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        first = await customer.say("Price?")
        await customer.dies()
        await customer.attach(resumed=True)
        chat, _ = customer.probe._accounts["olena"].book.talk(customer.asked["j1.1"])
        chat.owner.clear()
        again = await customer.say("Price?")
        assert again.key == first.key
        assert _texts(customer) == ["Price?"]

    telegram(story)


def test_the_number_of_a_message_is_the_same_in_every_process_and_another_for_every_message() -> None:
    number = load_stock("probes.telegram.sending").random_id
    assert len({number(f"j1.{n}/1") for n in range(1000)}) == 1000
    assert all(-(2**63) <= number(f"j{n}") < 2**63 for n in range(1000))


def test_a_reply_that_overtakes_telegrams_answer_comes_after_what_it_answers(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.answers(lambda message: "At once")
        await customer.attach()
        customer.server.faults.answer_after = 0.3
        receipt = await customer.say("Price?")
        answer = await customer.hears_text("At once")
        assert answer.at.seconds_since(receipt.at) >= 0.0

    telegram(story)
