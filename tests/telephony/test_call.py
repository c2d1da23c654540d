"""Calls between two lines on loopback: rung, answered, heard, pressed, ended; and what goes wrong in them."""

from __future__ import annotations

import asyncio
import os
import signal
from array import array
from pathlib import Path

import pytest

from shopper.errors import Refused
from shopper.telephony import (
    Answered,
    Call,
    Closed,
    Dtmf,
    EarlyMedia,
    LineFault,
    LineUp,
    Moment,
    Ringing,
    SipAccount,
    SipLine,
)
from shopper.telephony.audio import read_wav
from shopper.telephony.call import name_in, number_of
from shopper.telephony.call_news import how_it_ended

from .ends import PATIENCE_S, Ears, Heard, a_call, first_loud, likeness, run, tone, two_lines, warble


def test_a_call_rings_is_answered_and_both_ends_see_it_in_the_same_order_of_moments() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, ours, theirs):
            call = await customer.dial(company.address)
            other = await theirs.ring()
            assert (await ours.next(Ringing)).call is call
            assert (other.direction, other.number, other.state) == ("in", "anna", "ringing")
            await other.answer()
            await ours.next(Answered)
            await other.wait_answered(PATIENCE_S)
            assert call.dialled and other.rang and call.answered and other.answered
            assert call.dialled.mono_ns < other.rang.mono_ns < call.answered.mono_ns
            assert call.state == other.state == "talking"
            assert call.sip_call_id == other.sip_call_id != ""

    run(story())


@pytest.mark.parametrize("who", ["us", "them"])
def test_who_hung_up_is_known_at_both_ends(who: str) -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            await (call if who == "us" else other).hang_up()
            ended, their_end = await call.wait_closed(PATIENCE_S), await other.wait_closed(PATIENCE_S)
            assert (ended.by, ended.status) == (who, None)
            assert their_end.by == ("them" if who == "us" else "us")
            assert call.state == "over"
            assert call.ended == ended.at

    run(story())


def test_a_busy_company_is_told_with_its_code() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, _, theirs):
            call = await customer.dial(company.address)
            await (await theirs.ring()).reject()
            ended = await call.wait_closed(PATIENCE_S)
            assert (ended.status, ended.reason, ended.by) == (486, "Busy Here", "them")
            assert not await call.wait_answered(1)

    run(story())


def test_a_company_that_never_answers_is_given_up_and_its_telephone_stops_ringing() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, _, theirs):
            call = await customer.dial(company.address, ring_s=0.4)
            other = await theirs.ring()
            ended = await call.wait_closed(PATIENCE_S)
            assert (ended.by, ended.reason, call.answered) == ("us", "no answer", None)
            assert (await other.wait_closed(PATIENCE_S)).by == "them"

    run(story())


def test_an_announcement_before_the_answer_is_heard_and_the_refusal_after_it_is_told() -> None:
    async def story() -> None:
        ours, theirs = Ears(), Ears()
        customer = SipLine(SipAccount("anna", interface="127.0.0.1"), ours)
        company = SipLine(SipAccount("shop", interface="127.0.0.1", early_media=True), theirs)
        async with customer, company:
            call = await customer.dial(company.address)
            heard = Heard(call)
            other = await theirs.ring()
            await ours.next(EarlyMedia)
            assert call.state == "early"
            await other.play(tone(0.5))
            await heard.until_loud()
            await other.reject()
            ended = await call.wait_closed(PATIENCE_S)
            assert (ended.status, ended.by, call.answered) == (486, "them", None)

    run(story())


def fit(said: bytes, arrived: array[int], began: int, part: int) -> float:
    """Likeness of a tenth of what was said to what arrived in its place, within three samples and some lost packets."""
    piece = said[1600 * part : 1600 * (part + 1)]
    places = [began + 800 * part + 160 * lost + off for lost in range(-5, 6) for off in range(-3, 4)]
    return max(
        (
            likeness(piece, arrived[place : place + 800].tobytes())
            for place in places
            if 0 <= place <= len(arrived) - 800
        ),
        default=0.0,
    )


def test_what_is_said_arrives_as_it_was_said_and_when() -> None:
    said = warble(1.0)

    async def story() -> None:
        async with a_call() as (call, other, _, _):
            heard = Heard(call)
            before = Moment.now()
            played = await other.play(said)
            assert played.whole
            assert played.samples == 8000
            assert played.first
            assert played.last
            assert played.last.seconds_since(played.first) > 0.5
            at = await heard.until_loud()
            assert before.mono_ns < at.mono_ns < Moment.now().mono_ns
            assert before.mono_ns < played.first.mono_ns < Moment.now().mono_ns
            await heard.until(heard.seconds + 0.3)
            await call.hang_up()
            arrived = array("h", heard.pcm)
            began = first_loud(arrived) - first_loud(array("h", said))
            # A machine that has no time makes holes; what arrives between them is the sound that was said. One that is
            # bent (another codec, rate or level) is like it nowhere.
            assert max(fit(said, arrived, began, part) for part in range(10)) > 0.999

    run(story())


def test_what_is_heard_stands_on_one_time_line_without_holes() -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            heard = Heard(call)
            await other.play(tone(0.4))
            place = 0
            for chunk in heard.chunks:
                assert chunk.first_sample == place
                place += len(chunk.pcm) // 2

    run(story())


def test_what_was_heard_before_anybody_listened_is_delivered_first() -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            await other.play(tone(0.3))
            heard = Heard(call)
            assert heard.loud_at() is not None
            assert heard.chunks[0].first_sample == 0

    run(story())


def test_keys_arrive_in_their_order() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, _, theirs):
            call = await customer.dial(company.address)
            other = await theirs.ring()
            await other.answer()
            await call.wait_answered(PATIENCE_S)
            pressed = await call.press("2#")
            second = await theirs.next(Dtmf, 2)
            assert [event.digit for event in theirs.all(Dtmf)] == ["2", "#"]
            assert pressed
            assert pressed.mono_ns < second.at.mono_ns
            with pytest.raises(LineFault, match="cannot be pressed"):
                await call.press("two")

    run(story())


def test_sound_that_is_stopped_says_how_far_it_came() -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            heard = Heard(call)
            saying = asyncio.ensure_future(other.play(tone(20)))
            await heard.until_loud()
            other.stop_playing()
            played = await saying
            assert not played.whole
            assert 0 < played.samples < 20 * 8000

    run(story())


def test_a_call_that_ends_ends_what_was_being_said() -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            heard = Heard(call)
            saying = asyncio.ensure_future(other.play(tone(20)))
            await heard.until_loud()
            await call.hang_up()
            assert not (await saying).whole
            await other.wait_closed(PATIENCE_S)
            assert (await other.play(tone(0.1))).samples == 0
            await other.hang_up()  # it is over already: nothing to do
            assert await other.press("1") is None

    run(story())


def test_pieces_are_said_one_after_another() -> None:
    async def story() -> None:
        async with a_call() as (_, other, _, _):
            first, second = await asyncio.gather(other.play(tone(0.2)), other.play(tone(0.2)))
            assert first.last
            assert second.first
            assert first.last.mono_ns < second.first.mono_ns

    run(story())


def test_both_sides_are_recorded_on_one_time_line(tmp_path: Path) -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            recorder = call.record(tmp_path / "call.wav")
            theirs = await other.play(tone(0.4))
            ours = await call.play(tone(0.3, 900))
            await other.hang_up()
            ended = await call.wait_closed(PATIENCE_S)
            sound = read_wav(tmp_path / "call.wav")
            assert (sound.rate, sound.channels) == (8000, 2)
            assert recorder.closed
            assert sound.seconds == pytest.approx(ended.at.seconds_since(recorder.start), abs=0.1)
            both = array("h", sound.pcm)
            left, right = first_loud(both[0::2]), first_loud(both[1::2])
            assert ours.first
            assert theirs.first
            assert right < left
            assert left / 8000 == pytest.approx(ours.first.seconds_since(recorder.start), abs=0.1)

    run(story())


def test_a_company_that_sends_no_sound_is_heard_as_silence_in_real_time() -> None:
    async def story() -> None:
        async with a_call() as (call, _, _, company):
            heard = Heard(call)
            os.kill(company.pid, signal.SIGSTOP)
            try:
                await heard.until(1.2)
                assert any(chunk.filled for chunk in heard.chunks)
                played = await call.play(tone(0.2))  # one way still works
                assert played.whole
            finally:
                os.kill(company.pid, signal.SIGCONT)

    run(story())


def test_a_call_of_two_seconds_is_a_call_like_any_other() -> None:
    async def story() -> None:
        async with a_call() as (call, other, _, _):
            heard = Heard(call)
            await other.play(tone(1.8))
            await other.hang_up()
            ended = await call.wait_closed(PATIENCE_S)
            assert ended.by == "them"
            assert heard.seconds > 1.5
            assert call.stats["rx"]["packets"] > 60

    run(story())


def test_a_process_that_dies_in_a_call_loses_it_by_our_fault_and_the_line_comes_up_again() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, ours, theirs):
            call = await customer.dial(company.address)
            await (await theirs.ring()).answer()
            await call.wait_answered(PATIENCE_S)
            saying = asyncio.ensure_future(call.play(tone(20)))
            address, pid = customer.address, customer.pid
            os.kill(pid, signal.SIGKILL)
            ended = await call.wait_closed(PATIENCE_S)
            assert ended.by == "lost"
            assert "died" in ended.reason
            assert not (await saying).whole
            await ours.next(LineUp, 2)
            assert customer.pid != pid
            assert customer.address == address
            down = customer.down_between(ended.at.plus(-0.01), ended.at.plus(60))
            assert len(down) == 1
            assert down[0].until
            again = await customer.dial(company.address)
            await theirs.ring(2)
            await again.hang_up()

    run(story())


def test_calls_have_numbers_of_their_own_though_the_process_is_another() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, ours, theirs):
            ids = set()
            for number in (1, 2):
                out = await company.dial(customer.address)
                call = await ours.ring(number)
                ids |= {call.id, out.id}
                if number == 1:
                    os.kill(customer.pid, signal.SIGKILL)
                    await ours.next(LineUp, 2)
                await out.hang_up()
            assert len(ids) == 4
            assert len({call.call.id for call in theirs.all(Closed)}) == 2

    run(story())


def test_eight_calls_at_once_are_all_answered_and_heard() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, _, theirs):
            calls = await asyncio.gather(*(customer.dial(company.address) for _ in range(8)))
            heard = [Heard(call) for call in calls]

            async def serve(number: int) -> Call:
                other = await theirs.ring(number)
                await other.answer()
                await other.wait_answered(PATIENCE_S)
                await other.play(tone(0.6))
                await other.hang_up()
                return other

            others = await asyncio.gather(*(serve(number) for number in range(1, 9)))
            ends = await asyncio.gather(*(call.wait_closed(PATIENCE_S) for call in calls))
            assert {end.by for end in ends} == {"them"}
            assert len({other.sip_call_id for other in others}) == 8
            assert all(one.loud_at() is not None for one in heard)

    run(story())


def test_a_ninth_call_is_told_busy() -> None:
    async def story() -> None:
        async with two_lines() as (customer, company, ours, theirs):
            small = SipLine(SipAccount("small", interface="127.0.0.1", max_calls=1))
            async with small:
                first = await customer.dial(small.address)
                await ours.next(Ringing)
                second = await customer.dial(small.address)
                assert (await second.wait_closed(PATIENCE_S)).status == 486
                await first.hang_up()
                assert company.is_up
                assert not theirs.all(Closed)

    run(story())


def test_an_address_that_is_not_on_this_machine_is_refused_before_anything_is_sent() -> None:
    async def story() -> None:
        async with SipLine(SipAccount("anna", interface="127.0.0.1")) as line:
            for target in ("sip:shop@192.0.2.7", "sip:shop@shop.example", "sip:x@127.0.0.1.example:5060"):
                with pytest.raises(Refused, match="not on this machine"):
                    await line.dial(target)

    run(story())


def test_a_line_that_was_not_started_or_is_closed_says_so() -> None:
    async def story() -> None:
        line = SipLine(SipAccount("anna", interface="127.0.0.1"))
        with pytest.raises(LineFault, match="not started"):
            await line.dial("sip:shop@127.0.0.1")
        await line.start()
        await line.aclose()
        await line.aclose()
        with pytest.raises(LineFault, match="is down"):
            await line.dial("sip:shop@127.0.0.1")

    run(story())


def test_a_line_that_is_closed_ends_its_calls_by_us() -> None:
    async def story() -> None:
        async with a_call() as (call, other, customer, _):
            await customer.aclose()
            assert (await call.wait_closed(PATIENCE_S)).by == "us"
            assert (await other.wait_closed(PATIENCE_S)).by == "them"

    run(story())


@pytest.mark.parametrize(
    ("text", "by_us", "meaning"),
    [
        ("486 Busy Here", False, (486, "Busy Here", "them")),
        ("603 Decline", False, (603, "Decline", "them")),
        ("Connection reset by peer [104]", False, (None, "hung up", "them")),
        ("Rejected by user", True, (None, "no answer", "us")),
        ("487 Request Terminated", True, (None, "no answer", "us")),
        ("486 Busy Here", True, (486, "Busy Here", "them")),
        ("rtp stream error", False, (None, "rtp stream error", "lost")),
        ("Connection timed out [110]", False, (None, "Connection timed out [110]", "lost")),
        ("", False, (None, "no reason was given", "lost")),
    ],
)
def test_the_stacks_words_on_an_end_have_one_meaning(
    text: str, by_us: bool, meaning: tuple[int | None, str, str]
) -> None:
    assert how_it_ended(text, by_us, "no answer") == meaning


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('"Bright \\"Shop\\"" <sip:+380441234567@x>;tag=1', 'Bright "Shop"'),
        ("Iryna <sip:+380441234567@x>", "Iryna"),
        ("<sip:+380441234567@x>;tag=1", ""),
        ("sip:+380441234567@x", ""),
        ("", ""),
    ],
)
def test_a_callers_name_is_read_from_its_header(header: str, name: str) -> None:
    assert name_in(header) == name


def test_a_callers_number_is_the_user_of_its_address() -> None:
    assert number_of("sip:%2B380441234567@shop.example;user=phone") == "+380441234567"
    assert number_of("sip:+380441234567;ext=1@shop.example") == "+380441234567"
