"""Calls to the company: answered, refused, rung for ever, and every instant of them in its log."""

from __future__ import annotations

import asyncio
import itertools
from array import array
from typing import Any

import pytest

from shopper.sandbox.phone.voice import RATE, Voice, speak
from shopper.telephony import AudioChunk, EarlyMedia, LineFault

from .calling import HOTLINE, OTHER, PATIENCE_S, Customer, a_customer, over, run, script


def first_sound(chunks: list[AudioChunk]) -> int:
    """The monotonic nanosecond of the first sound."""
    for chunk in chunks:
        for n, sample in enumerate(array("h", chunk.pcm)):
            if abs(sample) > 300:
                return chunk.at.plus(n / RATE).mono_ns
    raise AssertionError("nothing was heard")


def test_an_answered_call_is_logged_with_the_instants_that_the_caller_saw() -> None:
    async def story() -> None:
        async with a_customer(script({"answers_after": "0.1 s", "call": [{"say": "Hello."}]})) as customer:
            call = await customer.talk()
            ended = await over(call)
            assert ended.by == "them"
            await customer.logged("hang_up")
            entries = {entry.kind: entry for entry in customer.company.log}
            assert list(entries) == ["invite", "ringing", "answered", "message", "hang_up"]
            assert {(entry.channel, entry.conversation) for entry in entries.values()} == {(HOTLINE, call.sip_call_id)}
            assert [entry.dir for entry in entries.values()] == ["in", "out", "out", "out", "out"]
            assert entries["hang_up"].more["by"] == "company"
            assert call.rang and call.answered and ended.at
            # One clock for all processes: what one side did first, the other saw later.
            assert (
                entries["ringing"].mono_ns <= call.rang.mono_ns <= entries["answered"].mono_ns <= call.answered.mono_ns
            )
            assert entries["hang_up"].mono_ns <= ended.at.mono_ns

    run(story())


def test_what_is_said_is_logged_from_its_first_sample_to_its_last_and_heard_after_that() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{"silence": "0.2 s"}, {"say": "Hello. Iryna."}]})) as customer:
            call = await customer.talk()
            await over(call)
            said = (await customer.logged("message"))[0]
            spoken = speak("Hello. Iryna.", Voice.of("Iryna"), "en")
            assert (said.text, said.sender, said.more["what"]) == ("Hello. Iryna.", "Iryna", "speech")
            assert abs((said.more["until_mono_ns"] - said.mono_ns) / 1e9 - spoken.seconds) < 0.25
            assert [phrase[0] for phrase in said.more["phrases"]] == ["Hello.", "Iryna."]
            assert first_sound(customer.heard[call.id]) >= said.mono_ns - 20e6
            quiet = next(entry for entry in customer.company.log if entry.kind == "sound")
            assert quiet.more["what"] == "silence"
            assert quiet.more["until_mono_ns"] <= said.mono_ns + 20e6

    run(story())


def test_a_queue_is_music_and_announcements_until_a_person_speaks() -> None:
    queue = {"repeat": 2, "parts": [{"music": "0.3 s"}, {"announce": {"en": "Busy.", "uk": "Усі зайняті."}}]}

    async def story() -> None:
        async with a_customer(
            script({"call": [{"jingle": True}, queue, {"ringing": "0.2 s"}, {"say": "Yes?"}]})
        ) as customer:
            call = await customer.talk()
            await over(call)
            entries = [entry for entry in customer.company.log if entry.kind in ("sound", "auto", "message")]
            whats = [entry.more["what"] for entry in entries]
            assert whats == ["music", "music", "announcement", "music", "announcement", "tone", "speech"]
            assert [entry.mono_ns for entry in entries] == sorted(entry.mono_ns for entry in entries)
            assert entries[2].text == "Busy."
            for one, other in itertools.pairwise(entries):  # nothing comes between them
                assert abs(other.mono_ns - one.more["until_mono_ns"]) < 1e6

    run(story())


@pytest.mark.parametrize(("refuses", "status"), [("busy", 486), ("declined", 603)])
def test_a_refused_call_is_told_with_its_code(refuses: str, status: int) -> None:
    async def story() -> None:
        async with a_customer(script({"refuses": refuses})) as customer:
            ended = await over(await customer.dial())
            assert (ended.status, ended.by) == (status, "them")
            assert (await customer.logged("refused"))[0].more["status"] == status

    run(story())


def test_a_telephone_that_nobody_answers_rings_until_the_caller_gives_up() -> None:
    async def story() -> None:
        async with a_customer(script({"refuses": "never"})) as customer:
            call = await customer.dial(ring_s=0.5)
            ended = await over(call)
            assert ended.by == "us"
            await customer.logged("cancelled")
            assert [entry.kind for entry in customer.company.log] == ["invite", "ringing", "cancelled"]

    run(story())


def test_an_announcement_may_be_heard_before_the_call_is_refused() -> None:
    early: dict[str, Any] = {"early": [{"announce": "Please write."}], "refuses": "busy"}

    async def story() -> None:
        async with a_customer(script(early)) as customer:
            call = await customer.dial()
            ended = await over(call)
            assert (ended.status, call.answered) == (486, None)
            assert customer.all(EarlyMedia)
            said = (await customer.logged("auto"))[0]
            assert said.text == "Please write."
            assert first_sound(customer.heard[call.id]) >= said.mono_ns - 20e6
            assert {"early", "refused"} <= {entry.kind for entry in customer.company.log}
            assert "answered" not in {entry.kind for entry in customer.company.log}

    run(story())


def test_a_number_that_nobody_has_and_a_line_that_is_not_there_are_told_apart() -> None:
    async def story() -> None:
        async with a_customer(script()) as customer:
            assert (await over(await customer.dial("+380449999999"))).status == 404
            assert (await over(await customer.dial("+380440000018"))).status == 480

    run(story())


def test_the_caller_may_hang_up_in_the_middle_of_a_word() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{"music": "60 s"}]})) as customer:
            call = await customer.talk()
            await customer.until(lambda: len(customer.pcm(call)) > 2000)
            await call.hang_up()
            hang_up = (await customer.logged("hang_up"))[0]
            music = (await customer.logged("sound"))[0]
            assert music.more["whole"] is False
            assert 0 < (music.more["until_mono_ns"] - music.mono_ns) / 1e9 < PATIENCE_S
            assert (hang_up.dir, hang_up.more["by"]) == ("in", "customer")
            await customer.company_is_free()

    run(story())


def test_eight_calls_at_once_are_eight_conversations() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{"say": "Hello."}, {"silence": "0.3 s"}]})) as customer:
            calls = await asyncio.gather(*(customer.talk() for _ in range(8)))
            await asyncio.gather(*(over(call) for call in calls))
            await customer.logged("hang_up", 8)
            said = [entry for entry in customer.company.log if entry.kind == "message"]
            assert {entry.conversation for entry in said} == {call.sip_call_id for call in calls}
            assert len(said) == 8

    run(story())


def test_two_numbers_of_the_company_are_two_desks() -> None:
    desks = {OTHER: {"as": "Petro", "answers_after": "0 s", "call": [{"say": "Other."}]}}

    async def story() -> None:
        async with a_customer(script({"call": [{"say": "First."}]}, desks=desks)) as customer:
            await over(await customer.talk(OTHER))
            assert (await customer.logged("message"))[0].text == "Other."
            assert (await customer.logged("message"))[0].channel == OTHER

    run(story())


def test_a_wrong_password_is_refused() -> None:
    async def story() -> None:
        with pytest.raises(LineFault, match=r"401|403|password"):
            async with a_customer(script(), password="wrong"):
                pass

    run(story())


def test_a_line_that_proves_itself_is_no_call_of_the_companys() -> None:
    async def story() -> None:
        async with a_customer(script()) as customer:
            assert (await customer.line.prove()).up
            assert customer.company.log == []

    run(story())


def test_an_exchange_that_is_gone_answers_nobody_and_one_that_is_back_does() -> None:
    async def story() -> None:
        async with a_customer(script({"call": [{"say": "Hello."}]})) as customer:
            customer.company.faults.phone.gone = True
            proof = await customer.line.prove(within_s=0.5)
            assert not proof.up
            customer.company.faults.phone.gone = False
            await over(await customer.talk())

    run(story())


def test_an_exchange_may_be_unavailable() -> None:
    async def story() -> None:
        async with a_customer(script()) as customer:
            customer.company.faults.phone.unavailable = True
            assert (await over(await customer.dial())).status == 503
            with pytest.raises(LineFault, match="503"):
                await Customer(customer.company, "taras").line.start()

    run(story())
