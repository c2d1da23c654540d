"""What is said in a call: menus, turns, words that are known and words that are not."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest

from shopper.sandbox.phone.voice import Voice, speak
from shopper.telephony import Call
from shopper.telephony.audio import write_wav

from .calling import Customer, a_customer, over, run, script

MENU: dict[str, Any] = {
    "menu": "Press two.", "wait": "0.3 s", "keys": {"2": [{"say": "Prices."}], "1": [{"say": "Delivery."}]},
    "otherwise": [{"say": "Nothing?"}],
}  # fmt: skip


async def said(customer: Customer, call: Call) -> list[str]:
    await over(call)
    await customer.logged("hang_up")
    return [entry.text for entry in customer.company.log if entry.kind == "message"]


@pytest.mark.parametrize(("key", "answer"), [("2", "Prices."), ("1", "Delivery."), ("7", "Nothing?")])
def test_a_key_may_be_pressed_while_the_menu_speaks(key: str, answer: str) -> None:
    async def story() -> None:
        async with a_customer(script({"call": [MENU]})) as customer:
            call = await customer.talk()
            await customer.until(lambda: any(array("h", customer.pcm(call))))
            await call.press(key)
            assert await said(customer, call) == [answer]
            assert (await customer.logged("digit"))[0].text == key
            assert (await customer.logged("auto"))[0].more["whole"] is False

    run(story())


def test_a_key_that_is_pressed_ahead_of_the_menu_counts() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{"silence": "0.5 s"}, MENU]})) as customer:
            call = await customer.talk()
            await call.press("1")
            assert await said(customer, call) == ["Delivery."]

    run(story())


def test_who_presses_nothing_is_told_so() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [MENU]})) as customer:
            assert await said(customer, await customer.talk()) == ["Nothing?"]

    run(story())


def test_staff_understand_what_was_said_in_the_sandboxs_voice() -> None:
    rules = [{"words": ["price"], "replies": [{"text": "99.", "close": True}]}]
    desk = {"call": [{"talk": True}], "rules": rules, "default": {"replies": [{"text": "Pardon?"}]}}

    async def story() -> None:
        async with a_customer(script(desk)) as customer:
            call = await customer.talk()
            await call.play(customer.voice("The price?").pcm)
            assert await said(customer, call) == ["99."]
            heard = (await customer.logged("heard"))[0]
            assert heard.text == "The price?"
            assert heard.mono_ns < heard.more["until_mono_ns"]

    run(story())


def test_staff_answer_by_turns_where_they_understand_nothing() -> None:
    rules = [{"nth": 1, "replies": [{"text": "Yes?"}]}, {"nth": 2, "replies": [{"text": "Bye.", "close": True}]}]

    async def story() -> None:
        async with a_customer(script({"call": [{"talk": True}], "rules": rules})) as customer:
            stranger = customer.voice("Only mine.").pcm[::-1]
            stranger = b"".join(stranger[at : at + 2][::-1] for at in range(0, len(stranger), 2))
            call = await customer.talk()
            await call.play(stranger)
            await customer.logged("message")
            await call.play(stranger)
            assert await said(customer, call) == ["Yes?", "Bye."]
            assert [entry.text for entry in await customer.logged("heard", 2)] == ["", ""]

    run(story())


def test_staff_hang_up_on_a_caller_who_says_nothing() -> None:
    async def story() -> None:
        async with a_customer(script({"patience": "0.3 s"})) as customer:
            call = await customer.talk()
            assert (await over(call)).by == "them"

    run(story())


def test_the_order_number_is_asked_for_in_a_call_as_elsewhere() -> None:
    rules = [
        {
            "words": ["order"],
            "asks_order": [{"text": "Number?"}],
            "replies": [{"text": "Coming.", "close": True}],
        }
    ]

    async def story() -> None:
        async with a_customer(script({"rules": rules})) as customer:
            call = await customer.talk()
            await call.play(customer.voice("My order?").pcm)
            await customer.logged("message")
            await call.play(customer.voice("48213").pcm)
            heard = [entry.text for entry in await customer.logged("heard", 2)]
            assert heard == ["My order?", "48213"]
            assert await said(customer, call) == ["Number?", "Coming."]

    run(story())


def test_a_recording_is_played_in_place_of_the_voice(tmp_path: Path) -> None:
    async def story() -> None:
        part = {"say": "Good day.", "recording": "hello.wav"}
        (tmp_path / "sandbox.yaml").write_text(script({"call": [part]}), encoding="utf-8")
        recorded = speak("Something else.", Voice.of("a person"), "en")
        write_wav(tmp_path / "hello.wav", recorded.pcm)
        async with a_customer(tmp_path / "sandbox.yaml") as customer:
            await over(await customer.talk())
            entry = (await customer.logged("message"))[0]
            assert entry.text == "Good day."
            assert abs((entry.more["until_mono_ns"] - entry.mono_ns) / 1e9 - recorded.seconds) < 0.25

    run(story())


def test_a_call_that_ends_while_a_key_is_awaited_ends_the_conversation() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{**MENU, "wait": "60 s"}]})) as customer:
            call = await customer.talk()
            await call.hang_up()
            await customer.company_is_free()

    run(story())
