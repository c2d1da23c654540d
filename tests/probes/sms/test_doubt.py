"""Nothing is said twice: what the provider does not say that it took is looked for, and what a crash cut short too."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from shopper.engine.probe import Outgoing, Said
from shopper.errors import OurFault
from tests.probes.sms.conftest import SHOP, Customer, Play

TEXT = "How much is the lamp?"


def test_a_message_whose_answer_was_lost_is_found_among_those_that_were_sent(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.provider.faults.lose_answers = 1
        receipt = await customer.say(TEXT)
        [message] = customer.received()
        assert receipt.key.endswith(message.sid)
        assert abs(receipt.at.wall_us - message.at_us) <= receipt.at.accuracy_us

    sms(story)


def test_a_message_that_was_taken_and_answered_with_an_error_is_not_sent_again(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.provider.faults.fail_after = 1
        await customer.say(TEXT)
        assert len(customer.received()) == 1

    sms(story)


def test_it_is_found_even_where_the_list_shows_it_late(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.provider.faults.list_lag = 0.5
        customer.provider.faults.fail_after = 1
        await customer.say(TEXT)
        assert len(customer.received()) == 1

    sms(story, settle=2.0)


def test_a_message_that_was_not_taken_is_sent_again_when_the_provider_says_so(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.provider.faults.posts = [500, 503]
        await customer.say(TEXT)
        assert len(customer.received()) == 1
        assert customer.attempts == 1

    sms(story)


def test_a_provider_that_is_busy_is_waited_for_as_long_as_it_asks(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        loop = asyncio.get_running_loop()
        customer.provider.faults.posts = [429]
        customer.provider.faults.retry_after = 1
        began = loop.time()
        await customer.say(TEXT)
        assert loop.time() - began >= 1.0
        posts = [status for method, _, status in customer.provider.requests if method == "POST"]
        assert posts == [429, 201]

    sms(story)


def test_a_provider_that_stays_busy_is_our_fault_and_nothing_was_said(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.provider.faults.posts = [429] * 100
        customer.provider.faults.retry_after = 0
        with pytest.raises(OurFault, match="busy") as fault:
            await customer.say(TEXT)
        assert (fault.value.code, customer.received()) == ("provider", [])

    sms(story, reach_for=1.0)


def test_a_connection_that_is_cut_and_leaves_no_trace_is_not_tried_again(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()

        async def cut_the_first() -> None:
            customer.provider.faults.down = True
            while not any(method == "POST" for method, _, _ in customer.provider.requests):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            customer.provider.faults.down = False

        cutting = asyncio.create_task(cut_the_first())
        with pytest.raises(OurFault, match="could arrive twice") as fault:
            await customer.say(TEXT)
        await cutting
        assert (fault.value.code, customer.received()) == ("unknown_send", [])

    sms(story)


def test_a_wrong_token_says_what_to_look_at_and_speaks_of_it_once(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.provider.faults.refuse_login = True
        with pytest.raises(OurFault, match=r"personas\.olena\.sms\.account, \.key and \.token") as fault:
            await customer.attach()
        assert fault.value.code == "login"

    sms(story)


async def _cut_short(customer: Customer, *, taken: bool) -> Outgoing:
    """The process dies while a message goes out; whether the provider takes it is told by `taken`."""
    message = Outgoing(id="j1.1/1", text=TEXT)
    if taken:
        customer.provider.faults.answer_after = 5.0
    attempted = asyncio.Event()

    async def attempting() -> None:
        attempted.set()
        if not taken:
            await asyncio.sleep(60)

    saying = asyncio.create_task(customer.probe.say(customer.asked["j1.1"], message, attempting))
    await attempted.wait()
    while taken and not customer.received():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    saying.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await saying
    customer.provider.faults.answer_after = 0.0
    await customer.dies()
    await customer.attach(resumed=True)
    return message


def test_after_a_crash_a_message_that_went_out_is_known_to_have_gone_out(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        message = await _cut_short(customer, taken=True)
        said, receipt = await customer.probe.was_said(customer.asked["j1.1"], message)
        assert said is Said.YES
        assert receipt is not None
        assert receipt.key.endswith(customer.received()[0].sid)

    sms(story)


def test_after_a_crash_a_message_that_did_not_go_out_is_known_not_to(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        message = await _cut_short(customer, taken=False)
        assert await customer.probe.was_said(customer.asked["j1.1"], message) == (Said.NO, None)

    sms(story)


def test_an_earlier_message_with_the_same_words_is_not_taken_for_it(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        first = await customer.attach("j0.1")
        await customer.say(TEXT, "j0.1")
        await customer.probe.detach(first)
        await customer.attach()
        message = await _cut_short(customer, taken=False)
        assert await customer.probe.was_said(customer.asked["j1.1"], message) == (Said.NO, None)

    sms(story)


def test_a_message_with_the_same_words_that_nobody_remembers_is_not_taken_for_it(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        world = customer.provider.world
        assert customer.persona.sms is not None
        world.send(customer.persona.sms.account, "+380501112233", SHOP, TEXT).at_us -= 3_600_000_000
        message = await _cut_short(customer, taken=False)
        assert await customer.probe.was_said(customer.asked["j1.1"], message) == (Said.NO, None)

    sms(story)


def test_where_somebody_else_writes_from_the_number_too_it_is_not_known(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        message = await _cut_short(customer, taken=False)
        world = customer.provider.world
        world.send(customer.persona.sms.account if customer.persona.sms else "", "+380501112233", SHOP, "Call me back")
        assert await customer.probe.was_said(customer.asked["j1.1"], message) == (Said.UNKNOWN, None)

    sms(story)


def test_where_the_list_cannot_be_read_it_is_not_known(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        message = await _cut_short(customer, taken=False)
        customer.provider.faults.gets = [500] * 1000
        assert await customer.probe.was_said(customer.asked["j1.1"], message) == (Said.UNKNOWN, None)

    sms(story, answer=0.5)


def test_what_came_while_nobody_listened_is_heard_by_the_next_process_once(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say(TEXT)
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")
        await customer.dies()
        customer.shop_says("Or 999 UAH from Monday")
        await customer.attach(resumed=True)
        heard = await customer.hears_text("Or 999 UAH from Monday")
        assert heard.visit == "j1.1"
        assert [i.text for i in customer.host.incoming] == ["1,299 UAH", "Or 999 UAH from Monday"]

    sms(story)
