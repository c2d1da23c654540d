"""Whatever happens to the connection, no reply is lost, and none is timed by when we found it."""

from __future__ import annotations

import asyncio

import pytest

from shopper.model import Clock

from .conftest import Customer, Play


async def _asked(customer: Customer) -> None:
    await customer.attach()
    await customer.say("Price?")


def test_a_reply_that_comes_while_the_link_hangs_is_heard_soon(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        customer.server.faults.mute = True
        customer.shop_says("1,299 UAH")
        await customer.until(lambda: customer.probe.deaf_since(customer.asked["j1.1"]))
        customer.server.faults.mute = False
        answer = await customer.hears_text("1,299 UAH")
        assert answer.at.clock is Clock.SERVER
        assert answer.visit == "j1.1"

    telegram(story, look=0.3)


def test_a_reply_during_a_restart_of_the_server_is_heard_and_timed_by_the_servers_date(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        restarting = asyncio.create_task(customer.server.restart(down_s=3.5))
        await customer.until(lambda: customer.probe.deaf_since(customer.asked["j1.1"]))
        sent = customer.shop_says("1,299 UAH")
        answer = await customer.hears_text("1,299 UAH")
        await restarting
        assert (answer.at.clock, answer.at.mono_ns) == (Clock.SERVER, None)
        assert abs(answer.at.wall_us - sent.at_us) <= 2 * answer.at.accuracy_us

    telegram(story)


def test_a_reply_whose_push_is_lost_is_found_by_looking(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        customer.server.faults.lose_pushes = 1
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")

    telegram(story)


def test_what_is_too_long_for_the_difference_is_read_from_the_chat(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        customer.server.faults.no_push = True
        customer.server.faults.diff_too_long = 3
        for n in range(40):
            customer.shop_says(f"part {n}")
        customer.server.faults.no_push = False
        customer.server.drop_all()
        await customer.hears_text("part 39")
        assert [i.text for i in customer.host.incoming] == [f"part {n}" for n in range(40)]

    telegram(story)


def test_a_change_that_was_missed_during_a_break_is_handed_in(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        sent = customer.shop_says("One moment…")
        first = await customer.hears_text("One moment…")
        customer.server.faults.no_push = True
        customer.server.edit(sent, "1,299 UAH")
        customer.server.faults.no_push = False
        customer.server.drop_all()
        last = await customer.hears_text("1,299 UAH")
        assert (last.key, last.revises) == (first.key, True)

    telegram(story)


def test_something_that_only_a_newer_telegram_knows_does_not_stop_the_rest(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        customer.server.push_unknown(customer.account)
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")

    telegram(story)


@pytest.mark.parametrize("full", [False, True])
def test_what_came_while_no_process_ran_is_heard_by_the_next_one(telegram: Play, full: bool) -> None:
    async def story(customer: Customer) -> None:
        customer.server.faults.full_updates = full
        await _asked(customer)
        await customer.dies()
        customer.shop_says("1,299 UAH")
        customer.shop_says("Anything else?")
        await customer.attach(resumed=True)
        heard = {i.key: (i.visit, i.text) for i in customer.host.incoming}
        assert list(heard.values()) == [("j1.1", "1,299 UAH"), ("j1.1", "Anything else?")]

    telegram(story)


def test_what_was_taken_and_not_stored_when_the_process_died_is_handed_in_again_under_its_key(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        customer.shop_says("1,299 UAH")
        first = await customer.hears_text("1,299 UAH")
        customer.host.incoming.clear()  # the journal never got it
        await customer.dies()
        await customer.attach(resumed=True)
        again = await customer.hears_text("1,299 UAH")
        assert (again.key, again.visit) == (first.key, "j1.1")

    telegram(story)


def test_a_visit_is_taken_up_while_the_network_is_down_and_hears_when_it_is_back(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        await customer.dies(connect=0.3)
        customer.server.faults.refuse = True
        customer.shop_says("1,299 UAH")
        conversation = await customer.attach(resumed=True)
        assert customer.probe.deaf_since(conversation) is not None
        customer.server.faults.refuse = False
        await customer.hears_text("1,299 UAH")
        await customer.until(lambda: customer.probe.deaf_since(conversation) is None)

    telegram(story)


def test_many_replies_over_many_breaks_come_once_each_and_in_order(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await _asked(customer)
        for n in range(60):
            customer.server.faults.lose_pushes = n % 3
            customer.shop_says(f"part {n}")
            if n % 20 == 7:
                customer.server.drop_all()
            await asyncio.sleep(0.01)
        customer.server.faults.lose_pushes = 0
        await customer.hears(lambda host: len({i.key for i in host.incoming}) == 60)
        assert [i.text for i in customer.host.incoming] == [f"part {n}" for n in range(60)]

    telegram(story)


@pytest.mark.parametrize("skew", [600.0, -600.0])
def test_a_servers_clock_that_is_ten_minutes_off_changes_no_measured_time(telegram: Play, skew: float) -> None:
    async def story(customer: Customer) -> None:
        customer.server.faults.clock_skew = skew
        await customer.attach()
        receipt = await customer.say("Price?")
        customer.shop_says("1,299 UAH")
        live = await customer.hears_text("1,299 UAH")
        assert (live.at.clock, receipt.at.clock) == (Clock.LOCAL, Clock.LOCAL)
        restarting = asyncio.create_task(customer.server.restart(down_s=3.5))
        await customer.until(lambda: customer.probe.deaf_since(customer.asked["j1.1"]))
        before = customer.host.stamp()
        customer.shop_says("Anything else?")
        late = await customer.hears_text("Anything else?")
        await restarting
        assert late.at.clock is Clock.SERVER
        assert abs(late.at.seconds_since(before)) <= 2

    telegram(story)
