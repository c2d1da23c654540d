"""The SMS probe against the sandbox's provider: saying, hearing, whose a message is, and what is told of its time."""

from __future__ import annotations

import asyncio
import json

import pytest

from shopper.errors import OurFault
from shopper.model import Clock, TurnKind
from tests.probes.sms.conftest import NUMBER, OTHER, SHOP, Customer, Play


def test_what_the_customer_says_reaches_the_number_of_the_channel(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        receipt = await customer.say("How much is the lamp?")
        [message] = customer.received()
        assert (message.sender, message.to, message.body) == (NUMBER, SHOP, "How much is the lamp?")
        assert receipt.key == f"olena:sms:{message.sid}"
        assert abs(receipt.at.wall_us - message.at_us) < 5_000_000
        assert customer.attempts == 1

    sms(story)


def test_a_reply_is_heard_in_the_visit_that_asked_by_the_providers_second(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        reply = customer.shop_says("1,299 UAH")
        heard = await customer.hears_text("1,299 UAH")
        assert (heard.visit, heard.sender, heard.kind) == ("j1.1", SHOP, TurnKind.MESSAGE)
        assert (heard.at.clock, heard.at.mono_ns) == (Clock.SERVER, None)
        assert 0 < heard.at.accuracy_us <= 1_500_000
        assert abs(heard.at.wall_us - reply.at_us) <= heard.at.accuracy_us + 5_000

    sms(story)


def test_a_providers_clock_that_is_wrong_changes_no_time(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.provider.faults.clock_skew = -3_000.0
        await customer.attach()
        asked = await customer.say("How much is the lamp?")
        reply = customer.shop_says("1,299 UAH")
        heard = await customer.hears_text("1,299 UAH")
        assert abs(heard.at.wall_us - reply.at_us) <= heard.at.accuracy_us + 5_000
        assert heard.at.wall_us >= asked.at.wall_us

    sms(story)


def test_the_evidence_of_a_reply_states_how_often_was_looked_and_holds_no_id_of_the_account(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.shop_says("1,299 UAH")
        heard = await customer.hears_text("1,299 UAH")
        [evidence] = heard.evidence
        kept = customer.host.evidence[evidence.sha256].decode()
        told = json.loads(kept)
        assert told["asked_for"]["every_s"] == 0.1
        assert told["asked_for"]["looked_before"] <= told["asked_for"]["found"]
        assert "whole seconds" in told["clock"]
        assert told["message"]["body"] == "1,299 UAH"
        assert "AC000" not in kept

    sms(story)


def test_what_was_there_before_the_customer_listened_is_not_heard(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.provider.world.claims(NUMBER, "AC" + "0" * 31 + "1")
        customer.shop_says("Your parcel is on its way")
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.shop_says("1,299 UAH")
        await customer.hears_text("1,299 UAH")
        assert [i.text for i in customer.host.incoming] == ["1,299 UAH"]

    sms(story)


def test_a_message_from_a_stranger_is_handed_in_for_nobody(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.shop_says("Win a car!", sender=OTHER)
        heard = await customer.hears_text("Win a car!")
        assert (heard.visit, heard.clues.sender) == ("", OTHER)

    sms(story)


@pytest.mark.parametrize("sender", ["+380441112234", "BrightShop"])
def test_an_answer_from_another_name_of_the_channel_is_the_visits(sms: Play, sender: str) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.shop_says("1,299 UAH", sender=sender)
        assert (await customer.hears_text("1,299 UAH")).visit == "j1.1"

    sms(story)


def test_the_number_is_known_to_the_engine_as_the_config_writes_it(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("How much is the lamp?")
        customer.shop_says("1,299 UAH")
        assert (await customer.hears_text("1,299 UAH")).clues.sender == "+380 44 111 22 33"

    sms(story)


def test_what_comes_before_the_first_question_is_left_to_the_engine(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.shop_says("Thank you for waiting")
        assert (await customer.hears_text("Thank you for waiting")).visit == ""

    sms(story)


def test_a_long_text_in_another_alphabet_arrives_whole(sms: Play) -> None:
    words = "Скільки коштує лампа «Аврора» і коли її привезуть до Києва? 🙂 " * 3

    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say(words)
        assert customer.received()[0].body == words
        customer.shop_says(words)
        assert (await customer.hears_text(words.strip())).visit == "j1.1"

    sms(story)


def test_a_text_of_more_parts_than_are_paid_for_is_not_sent(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        with pytest.raises(OurFault, match="in 2 parts") as refused:
            await customer.say("ї" * 71)
        assert refused.value.code == "too_long"
        assert (customer.received(), customer.attempts) == ([], 0)

    sms(story, account={"segments": 1})


def test_a_button_cannot_be_pressed_in_a_text(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        with pytest.raises(OurFault) as refused:
            await customer.say("Price", press=True)
        assert (refused.value.code, customer.attempts) == ("no_button", 0)

    sms(story)


def test_visits_of_two_journeys_to_one_number_take_turns(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        first = await customer.attach("j1.1")
        waiting = asyncio.create_task(customer.attach("j2.1"))
        await customer.say("How much is the lamp?", "j1.1")
        assert not waiting.done()
        await customer.probe.detach(first)
        await waiting
        await customer.say("How long is delivery?", "j2.1")
        assert len(customer.received()) == 2

    sms(story)


def test_a_late_answer_to_an_unanswered_visit_is_not_taken_for_the_next_ones(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        first = await customer.attach("j1.1")
        await customer.say("How much is the lamp?", "j1.1")
        await customer.probe.detach(first)
        await customer.attach("j2.1")
        await customer.say("How long is delivery?", "j2.1")
        customer.shop_says("1,299 UAH")
        assert (await customer.hears_text("1,299 UAH")).visit == ""

    sms(story)


def test_two_personas_with_one_number_are_refused(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        with pytest.raises(OurFault) as refused:
            await customer.probe.listen("mark", customer.persona)
        assert refused.value.code == "account_shared"

    sms(story)


def test_a_persona_without_a_number_is_told_what_to_write(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        nobody = customer.persona.model_copy(update={"sms": None})
        with pytest.raises(OurFault, match=r"personas\.petro\.sms") as refused:
            customer.probe.line("petro", nobody)
        assert refused.value.code == "no_account"

    sms(story)


def test_replies_that_came_on_several_pages_are_heard_once_each_and_in_order(sms: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.provider.faults.page_size = 2
        await customer.attach()
        await customer.say("How much is the lamp?")
        texts = [f"Part {n}" for n in range(7)]
        for text in texts:
            customer.shop_says(text)
        await customer.hears_text("Part 6")
        assert [i.text for i in customer.host.incoming] == texts

    sms(story)
