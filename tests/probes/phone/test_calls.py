"""Calls as the probe hands them in: rings, answers, what is heard, who hangs up, what could not be known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shopper.errors import OurFault
from shopper.model import TurnKind
from shopper.programme.loading import load_stock

from .played import (
    HOTLINE,
    SHOP,
    STRANGER,
    By,
    Customer,
    How,
    Kind,
    conversation,
    line,
    listening,
    shopping,
    with_call,
)

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost

Utterance, Switch, Live, Recorded = listening.Utterance, listening.Switch, listening.Live, listening.Recorded
Story = Callable[[Customer], Awaitable[None]]


def play(host: FakeHost, story: Story, talk: Any = None, **network: Any) -> None:
    async def run() -> None:
        async with asyncio.timeout(20), shopping(host, talk, **network) as customer:
            await customer.attach()
            await story(customer)

    asyncio.run(run())


def asked(customer: Customer) -> int | None:
    """What the engine is told when patience is over."""
    return customer.probe.silence(customer.conversation, customer.host.stamp().wall_us)


async def settled(customer: Customer) -> None:
    """Ask as the engine does, until it is known whether anybody called."""
    await asyncio.to_thread(customer.host.wait_for, lambda _: asked(customer) is None)


# -- a callback --------------------------------------------------------------------------------------------------------
def test_a_callback_is_answered_and_its_end_by_the_company_closes_the_conversation(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.end()
        ended = await customer.heard("ended")
        assert (ended.kind, ended.data["by"], ended.data["how"]) == (TurnKind.CLOSED, "them", "hung_up")
        assert ended.data["ring_s"] >= 0.01 and ended.data["talk_s"] >= 0

    play(host, story)
    rings = [one for one in host.incoming if one.data.get("call") == "ring"]
    assert [(one.sender, one.visit, one.data.get("possible")) for one in rings] == [(SHOP, "j1.1", None)]
    assert host.faults == []


def test_the_turn_of_the_answer_carries_the_recording_and_the_figures(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.end()
        await customer.heard("ended")
        carried = customer.carried()
        assert carried is not None
        assert carried.data["call"] == "answered"
        assert [e.name for e in carried.evidence] == ["call.wav", "call.json"]
        assert carried.at == (await customer.heard("answered")).at
        assert call.file is not None and not call.file.exists()

    play(host, story)


def test_nothing_is_recorded_where_nothing_says_by_what_right(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.end()
        await customer.heard("ended")
        carried = customer.carried()
        assert call.file is None
        assert carried is not None and [e.name for e in carried.evidence] == ["call.json"]

    play(host, story, conversation(legal_basis=""))


def test_a_ring_that_stops_before_the_customer_picks_up_ends_no_waiting(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        first = customer.network.ring()
        await customer.heard("ring")
        first.end(By.THEM, How.GAVE_UP)
        assert (await customer.heard("ended")).kind is TurnKind.SYSTEM
        customer.network.ring()
        await customer.heard("ring", 2)
        assert customer.closed() == []

    play(host, story, with_call(conversation(), answer_after="10 s"))


def test_a_call_from_a_strangers_number_counts_for_nothing_and_leaves_the_silence_unmeasured(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        call = customer.network.ring(STRANGER)
        await customer.heard("answered")
        call.sound(Switch(0, Kind.SPEECH, Kind.SILENCE))
        call.sound(Utterance(0, 800, bytes(1600)))
        spoken = await customer.heard("spoken")
        assert (spoken.kind, spoken.data["possible"]) == (TurnKind.SYSTEM, True)
        call.end()
        assert (await customer.heard("ended")).kind is TurnKind.SYSTEM
        await settled(customer)

    play(host, story)
    [(visit, sentence, code)] = host.faults
    assert (visit, code) == ("j1.1", "possible_callback")
    assert STRANGER in sentence and "aliases" in sentence


def test_where_any_caller_is_taken_for_the_company_a_strangers_number_is(host: FakeHost) -> None:
    talk = conversation()
    assert talk.channel.order is not None
    order = talk.channel.order.model_copy(update={"any_caller": True})
    talk = replace(talk, channel=talk.channel.model_copy(update={"order": order}))

    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        customer.network.ring(STRANGER)
        assert "possible" not in (await customer.heard("answered")).data

    play(host, story, talk)


def test_another_ring_during_a_call_is_told_that_the_line_is_busy(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        first = await customer.answered()
        second = customer.network.ring(STRANGER)
        await second.over.wait()
        assert second.rejected and not first.over.is_set()

    play(host, story)


def test_a_silence_on_a_line_that_was_up_is_the_companys(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        await settled(customer)
        told = await customer.heard("line")
        assert told.data["down"] == [] and told.data["proven"] >= 1

    play(host, story)
    assert host.faults == []


def test_a_silence_on_a_line_that_was_down_is_ours_with_the_time_and_the_reason(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        now = customer.host.stamp().wall_us
        customer.network.down.append(line.Interval(now - 45_000_000, now, "the registrar was silent"))
        await settled(customer)

    play(host, story)
    [(_, sentence, code)] = host.faults
    assert code == "line_down"
    assert "45 s" in sentence and "the registrar was silent" in sentence


def test_a_callback_still_awaited_after_a_crash_is_awaited_on_and_its_silence_is_ours(host: FakeHost) -> None:
    now = host.stamp().wall_us
    host.state["awaits:j1.1"] = {"awaits_us": now - 60_000_000, "called": False, "here_us": now - 30_000_000}

    async def run() -> None:
        async with asyncio.timeout(20), shopping(host) as customer:
            await customer.attach(resumed=True)
            customer.network.ring()
            await customer.heard("answered")

    async def silent() -> None:
        async with asyncio.timeout(20), shopping(host) as customer:
            await customer.attach(resumed=True)
            await settled(customer)

    asyncio.run(run())
    assert host.faults == []  # what came after all is measured
    host.state["awaits:j1.1"] = {"awaits_us": now - 60_000_000, "called": False, "here_us": now - 30_000_000}
    asyncio.run(silent())
    assert [code for _, _, code in host.faults] == ["line_down"]
    assert "our own process did not run" in host.faults[0][1]


@pytest.mark.parametrize("state", [None, {"awaits_us": 5, "called": True}])
def test_a_call_does_not_outlive_our_process_and_that_is_told(host: FakeHost, state: dict[str, Any] | None) -> None:
    if state is not None:
        host.state["awaits:j1.1"] = state

    async def run() -> None:
        async with shopping(host) as customer:
            await customer.attach(resumed=True)

    asyncio.run(run())
    assert [code for _, _, code in host.faults] == ["call_cut"]


# -- a call that nobody awaits -----------------------------------------------------------------------------------------
def test_a_companys_call_that_was_asked_for_elsewhere_is_heard_and_handed_in_to_be_matched(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        customer.probe.serves(customer.conversation.company)
        call = customer.network.ring()
        await call.answered.wait()
        call.sound(Utterance(0, 800, bytes(1600)))
        spoken = await customer.heard("spoken")
        assert (spoken.visit, spoken.kind, spoken.sender) == ("", TurnKind.MESSAGE, SHOP)
        call.end()
        assert [e.name for e in (await customer.heard("ended")).evidence] == ["call.wav", "call.json"]

    play(host, story)
    assert host.faults == []


def test_a_strangers_ring_that_nobody_awaits_is_shown_and_not_answered(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = customer.network.ring(STRANGER)
        ring = await customer.heard("ring")
        assert (ring.visit, ring.kind, ring.sender) == ("", TurnKind.SYSTEM, STRANGER)
        await call.over.wait()
        assert call.rejected and not call.answered.is_set()

    play(host, story)


# -- a hotline ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("how", [How.BUSY, How.DECLINED, How.NO_ANSWER, How.UNREACHABLE])
def test_a_hotline_that_cannot_be_reached_is_the_companys_outcome(host: FakeHost, how: Any) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.dial()
        assert call.number == HOTLINE
        call.end(By.THEM, how, "486 Busy Here")
        ended = await customer.heard("ended")
        assert (ended.kind, ended.data["how"], ended.data["status"]) == (TurnKind.CLOSED, how.value, "486 Busy Here")

    play(host, story, conversation("hotline"))
    assert host.faults == []


@pytest.mark.parametrize(
    ("by", "how", "code"), [(By.US, How.FAILED, "call_refused"), (By.LOST, How.HUNG_UP, "call_lost")]
)
def test_a_call_that_our_own_side_did_not_carry_is_our_fault(host: FakeHost, by: Any, how: Any, code: str) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.dial()
        call.end(by, how, "no RTP")
        await asyncio.to_thread(host.wait_for, lambda h: h.faults)

    play(host, story, conversation("hotline"))
    assert [(visit, c) for visit, _, c in host.faults] == [("j1.1", code)]


def test_in_a_queue_words_are_a_persons_only_when_that_is_settled(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.dial()
        await call.answer()
        call.sound(Switch(0, Kind.SPEECH, Kind.SILENCE))
        call.sound(Utterance(0, 800, bytes(1600)))
        call.sound(Recorded(0, "before music"), Switch(900, Kind.MUSIC, Kind.SPEECH))
        announcement = await customer.heard("spoken")
        assert announcement.kind is TurnKind.AUTO
        call.sound(Switch(1600, Kind.SPEECH, Kind.MUSIC))
        call.sound(Utterance(1600, 2400, bytes(1600)))
        call.sound(Switch(2400, Kind.SILENCE, Kind.SPEECH))
        await customer.heard("sound", 4)
        assert len(customer.told("spoken")) == 1  # music may still follow
        call.sound(Live(1600))
        assert (await customer.heard("spoken", 2)).kind is TurnKind.MESSAGE
        call.end()
        assert "hold_s" in (await customer.heard("ended")).data

    play(host, story, conversation("hotline"))
    changed = [one for one in host.incoming if one.revises and one.data.get("now") == "announcement"]
    assert len(changed) == 1


def test_on_a_callback_words_are_handed_in_at_once_and_taken_back_where_they_were_a_recording(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.sound(Utterance(0, 800, bytes(1600)))
        spoken = await customer.heard("spoken")
        assert (spoken.kind, spoken.text) == (TurnKind.MESSAGE, "🔊")
        assert "none" in spoken.data["transcript"]
        call.sound(Recorded(0, "before music"))
        await asyncio.to_thread(
            host.wait_for,
            lambda h: any(m.revises and m.kind is TurnKind.AUTO and m.key == spoken.key for m in h.incoming),
        )

    play(host, story)


def test_a_voice_menu_is_pressed_when_it_has_spoken_and_what_it_says_is_automatic(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.dial()
        await call.answer()
        await customer.heard("answered")
        call.sound(Utterance(0, 800, bytes(1600)))
        pressed = await customer.heard("pressed")
        assert (pressed.data["digits"], call.pressed) == ("2", ["2"])
        assert (await customer.heard("spoken")).kind is TurnKind.AUTO

    play(host, story, with_call(conversation("hotline"), menu=[{"press": 2}]))


# -- the customer's words ----------------------------------------------------------------------------------------------
class Voice:
    """Says a text as its own bytes."""

    async def pcm(self, text: str, language: str, persona: str = "") -> bytes:
        return text.encode()

    async def ready(self, texts: Any, language: str, persona: str = "") -> None:
        pass

    async def aclose(self) -> None:
        pass


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_stock("probes.phone.voice.speaking"), "voice_of", lambda *_, **__: Voice())


def test_the_customer_does_not_talk_over_the_other_side(host: FakeHost, voice: None) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.sound(Switch(0, Kind.SPEECH, Kind.SILENCE))
        await customer.heard("sound")
        saying = asyncio.ensure_future(customer.say("How much is it?"))
        await asyncio.sleep(0.2)
        assert call.said == [] and not saying.done()
        call.sound(Switch(800, Kind.SILENCE, Kind.SPEECH))
        receipt = await saying
        assert call.said == [b"How much is it?"]
        assert receipt.at.mono_ns is not None and customer.attempts == 2

    play(host, story)


def test_what_could_not_be_said_since_they_hung_up_is_told_and_no_fault(host: FakeHost, voice: None) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        call.sound(Switch(0, Kind.SPEECH, Kind.SILENCE))
        await customer.heard("sound")
        saying = asyncio.ensure_future(customer.say("How much is it?"))
        call.end()
        assert (await saying).key.startswith("unsaid/")
        await customer.heard("unsaid")

    play(host, story)
    assert host.faults == []


def test_a_line_that_cannot_be_said_is_told_before_anybody_is_called(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        with pytest.raises(OurFault) as caught:
            await customer.say(act="dial", voiced="How much is it?")
        assert caught.value.code == "no_voice"
        assert (customer.network.calls, customer.attempts) == ([], 0)

    play(host, story, conversation("hotline"))


def test_leaving_a_conversation_hangs_up_and_keeps_the_recording(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        call = await customer.answered()
        await customer.probe.detach(customer.conversation)
        assert call.over.is_set()
        assert customer.closed() == []  # the customer left, not the company
        carried = customer.carried()
        assert carried is not None and carried.data["figures"]["ended_by"] == "us"

    play(host, story)


def test_a_call_that_had_its_end_before_our_process_had_is_no_fault(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        (await customer.answered()).end()
        await customer.heard("ended")
        await asyncio.to_thread(host.wait_for, lambda h: h.state["awaits:j1.1"].get("over"))

    async def again() -> None:
        async with shopping(host) as customer:
            await customer.attach(resumed=True)

    play(host, story)
    asyncio.run(again())
    assert host.faults == []


def test_a_ring_after_the_line_was_down_says_for_how_long_it_may_have_been_missed(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        now = customer.host.stamp().wall_us
        customer.network.down.append(line.Interval(now - 45_000_000, now, "the registrar was silent"))
        customer.network.ring()
        assert (await customer.heard("ring")).data["down_s"] == 45.0

    play(host, story)
    assert host.faults == []


def test_once_they_called_a_stranger_before_that_spoils_nothing(host: FakeHost) -> None:
    async def story(customer: Customer) -> None:
        await customer.say(act="await")
        stranger = customer.network.ring(STRANGER)
        await customer.heard("answered")
        stranger.end()
        await customer.heard("ended")
        customer.network.ring()
        await customer.heard("answered", 2)
        await settled(customer)

    play(host, story)
    assert host.faults == []
