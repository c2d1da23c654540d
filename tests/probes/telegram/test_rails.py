"""What keeps an account alive: few new chats, with pauses; and visits that take turns in one chat."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

from .conftest import Customer, Play


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def new_chats(clock: Hand, kept: list[Any], **settings: Any) -> Any:
    return load_stock("probes.telegram.breaker").NewChats(
        clock, kept.append, **({"per_day": 3, "gap_s": 60.0} | settings)
    )


@given(st.lists(st.floats(0, 50_000), max_size=40))
def test_no_24_hours_ever_hold_more_new_chats_than_allowed_and_none_come_closer_than_the_gap(
    pauses: list[float],
) -> None:
    clock = Hand()
    kept: list[Any] = []
    rails = new_chats(clock, kept)
    begun = []
    for pause in pauses:
        clock.now += pause
        try:
            begun.append(clock.now + rails.reserve())
        except OurFault as fault:
            assert fault.code == "new_chats"
    assert all(later - earlier >= 59.999 for earlier, later in pairwise(begun))
    assert all(begun[n + 3] - begun[n] > 86_400 - 0.001 for n in range(len(begun) - 3))


def test_a_new_process_counts_the_chats_of_the_last_one() -> None:
    clock = Hand()
    kept: list[Any] = []
    first = new_chats(clock, kept, per_day=1)
    assert first.reserve() == 0
    second = new_chats(clock, kept, per_day=1)
    second.restore(kept[-1])
    with pytest.raises(OurFault, match="new_chats_per_day is 1"):
        second.reserve()
    clock.now += 86_401
    assert second.reserve() == 0


def test_a_breaker_lets_through_again_when_its_time_is_over_and_is_kept() -> None:
    clock = Hand()
    kept: list[Any] = []
    module = load_stock("probes.telegram.breaker")
    breaker = module.Breaker(clock, kept.append)
    breaker.flooded("resolve", 30)
    breaker.stop_new_chats(3600)
    again = module.Breaker(clock, kept.append)
    again.restore(kept[-1])
    assert again.wait_s("resolve") == 30
    again.check()
    with pytest.raises(OurFault):
        again.check(new_chat=True)
    clock.now += 3601
    again.check(new_chat=True)
    assert again.wait_s("resolve") == 0
    again.kill(OurFault("gone", code="banned"))
    with pytest.raises(OurFault, match="gone"):
        again.check()


def test_a_chat_with_somebody_new_counts_and_one_with_somebody_known_does_not(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.shop_says("New prices!")
        await customer.attach()
        await customer.attach("j2.1", "bot")
        await customer.say("hello", "j2.1")
        customer.server.add_account("nobody_here", first_name="Somebody")
        with pytest.raises(OurFault, match="new_chats_per_day is 1") as caught:
            await customer.attach("j3.1", "nobody")
        assert caught.value.code == "new_chats"

    telegram(story, account={"new_chats_per_day": 1}, greeting=0.1)


def test_visits_of_two_journeys_take_turns_in_one_chat(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        first = await customer.attach("j1.1")
        waiting = asyncio.create_task(customer.attach("j2.1"))
        await customer.attach("j1.2")
        assert not waiting.done()
        await customer.probe.detach(first)
        await customer.probe.detach(customer.asked["j1.2"])
        await waiting
        await customer.say("Price?", "j2.1")
        customer.shop_says("1,299 UAH")
        assert (await customer.hears_text("1,299 UAH")).visit == "j2.1"

    telegram(story)


def test_of_many_journeys_that_come_to_a_chat_at_the_same_moment_one_goes_in_at_a_time(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        inside: list[str] = []

        async def visit(name: str) -> None:
            conversation = await customer.attach(name)
            inside.append(name)
            assert inside == [name]
            await customer.say(f"Price for {name}?", name)
            inside.remove(name)
            await customer.probe.detach(conversation)

        await asyncio.gather(*(visit(f"j{n}.1") for n in range(6)))
        assert len(customer.received()) == 6

    telegram(story)


def test_of_two_journeys_that_want_each_others_chats_one_goes_in_and_neither_waits_for_ever(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach("j1.1", "person")
        await customer.attach("j2.1", "bot")
        both = [asyncio.create_task(customer.attach(*of)) for of in (("j1.2", "bot"), ("j2.2", "person"))]
        [went_in], [waits] = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        journey = (await went_in).visit.partition(".")[0]
        for visit in (f"{journey}.1", f"{journey}.2"):
            await customer.probe.detach(customer.asked[visit])
        assert (await waits).visit.partition(".")[0] != journey

    telegram(story, greeting=0.1)


def test_a_journey_that_holds_another_chat_waits_for_its_turn_all_the_same(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach("j1.1", "person")
        await customer.attach("j2.1", "bot")
        waiting = asyncio.create_task(customer.attach("j2.2", "person"))
        await customer.attach("j1.2", "person")
        assert not waiting.done()
        for visit in ("j1.1", "j1.2"):
            await customer.probe.detach(customer.asked[visit])
        await waiting

    telegram(story, greeting=0.1)


def test_a_late_answer_that_replies_to_an_earlier_visit_is_that_visits(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach("j1.1")
        await customer.say("Price?")
        await customer.probe.detach(customer.asked["j1.1"])
        await customer.attach("j2.1")
        await customer.say("Delivery?", "j2.1")
        first, second = customer.received()
        customer.shop_says("1,299 UAH", reply_to=first.id)
        customer.shop_says("Tomorrow", reply_to=second.id)
        customer.shop_says("Anything else?")
        assert (await customer.hears_text("1,299 UAH")).visit == "j1.1"
        assert (await customer.hears_text("Tomorrow")).visit == "j2.1"
        assert (await customer.hears_text("Anything else?")).visit == "j2.1"

    telegram(story)


def test_a_person_who_owes_an_earlier_answer_is_not_taken_to_answer_the_newest_question(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach("j1.1")
        await customer.say("Price?")
        await customer.probe.detach(customer.asked["j1.1"])
        await customer.dies()
        await customer.attach("j2.1")
        await customer.say("Delivery?", "j2.1")
        customer.shop_says("1,299 UAH")
        heard = await customer.hears_text("1,299 UAH")
        assert (heard.visit, heard.clues.sender) == ("", "@brightshop")

    telegram(story)


def test_a_bot_answers_at_once_so_its_words_are_the_open_visits(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach("j1.1", "bot")
        await customer.say("Price?")
        await customer.probe.detach(customer.asked["j1.1"])
        await customer.attach("j2.1", "bot")
        await customer.say("Delivery?", "j2.1")
        customer.shop_says("Tomorrow", customer.bot)
        assert (await customer.hears_text("Tomorrow")).visit == "j2.1"

    telegram(story, greeting=0.1)
