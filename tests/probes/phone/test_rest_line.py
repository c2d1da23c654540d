"""The REST engine against the sandbox's provider: calls seen by asking, heard when their recording is there."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.sandbox.log import SandboxLog, read_log
from shopper.sandbox.provider.server import Provider
from shopper.sandbox.provider.sounds import Sound as Plays
from shopper.sandbox.staff import load_staff
from shopper.sandbox.storage import Storage
from shopper.settings.phone_rest import RestAccount
from shopper.telephony.audio import read_wav

if TYPE_CHECKING:
    from probes.phone.line import Happening, Sound
    from probes.phone.rest_call import RestCall
    from probes.phone.rest_line import RestLine
    from tests.probes.conftest import FakeHost

line_module = load_stock("probes.phone.line")
What, By, How = line_module.What, line_module.By, line_module.How
NUMBER, HOTLINE = "+380501112233", "+380441112233"
STAFF = f"""company: Bright Shop
domain: brightshop.example
calls:
  "{HOTLINE}": {{rings: 0.3 s, plays: [{{sound: music, lasts: 0.3 s}}, {{sound: voice, lasts: 0.5 s}}]}}
  "+380441110001": {{outcome: busy}}
  "+380441110002": {{outcome: no-answer}}
  "+380441110003": {{outcome: failed}}
  "+380441110004": {{rings: 0.2 s, plays: [], hangs_up: false}}
"""


@dataclass
class Phone:
    """One customer's line at one provider."""

    provider: Provider
    host: FakeHost
    line: RestLine
    log: Path
    calls: asyncio.Queue[RestCall] = field(default_factory=asyncio.Queue)

    async def dial(self, number: str = HOTLINE, **more: Any) -> RestCall:
        return await self.line.dial(number, within_s=20.0, language="en", **more)

    def kept(self, call: RestCall) -> Any:
        return self.provider.world.calls[call.id]


async def course(call: RestCall) -> tuple[list[Happening], list[Sound]]:
    """All that happens to a call, until its end."""
    happened: list[Any] = []
    heard: list[Any] = []
    async for one in call.happenings():
        if hasattr(one, "pcm"):
            heard.append(one)
        else:
            happened.append(one)
    return happened, heard


Story = Callable[[Phone], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def phone(host: FakeHost, tmp_path: Path) -> Play:
    """`phone(story)`: plays a story, an async function of a Phone, at a provider of its own."""

    def play(story: Story, *, start: bool = True) -> None:
        async def run() -> None:
            storage, log = Storage(None), SandboxLog(tmp_path / "log.jsonl")
            staff = load_staff(STAFF)
            provider = Provider(staff, storage, log, staff.faults.provider.model_copy(deep=True), lambda: None)
            runner = web.AppRunner(provider.app(), access_log=None, shutdown_timeout=0.1, handle_signals=False)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            account = RestAccount(
                number=NUMBER,
                account="AC" + "0" * 31 + "1",
                token="sandbox:password",
                api=f"http://127.0.0.1:{runner.addresses[0][1]}",
                poll=0.05,
            )
            calls: asyncio.Queue[RestCall] = asyncio.Queue()
            engine = load_stock("probes.phone.rest_line").RestLine(
                account, host, calls.put_nowait, where="personas.olena.phone.rest", settle_s=0.5
            )
            try:
                if start:
                    await engine.start()
                async with asyncio.timeout(60):
                    await story(Phone(provider, host, engine, tmp_path / "log.jsonl", calls))
            finally:
                await engine.aclose()
                await runner.cleanup()
                storage.close()
                log.close()

        asyncio.run(run())

    return play


def near(stamp: Any, truth_us: int) -> bool:
    return bool(abs(stamp.wall_us - truth_us) <= stamp.accuracy_us + 5_000)


def test_a_hotline_that_answers_is_seen_to_ring_to_answer_and_to_hang_up(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial(record=True)
        happened, _ = await course(call)
        assert [h.what for h in happened] == [What.RINGING, What.ANSWERED, What.ENDED]
        assert (happened[-1].by, happened[-1].how) == (By.THEM, How.HUNG_UP)
        truth = customer.kept(call)
        for moment, truth_us in zip(happened, (truth.ringing_us, truth.answered_us, truth.ended_us), strict=True):
            assert near(moment.at, truth_us), moment

    phone(story)


def test_a_moment_says_between_which_looks_it_lies(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        happened, _ = await course(await customer.dial())
        for one in happened:
            first, last = one.data["between_us"]
            assert first <= one.at.wall_us <= last or one.what is What.ENDED
            assert one.data["looked_every_s"] == 0.05
            assert one.at.doubt_s > 0

    phone(story)


def test_what_was_said_comes_from_the_recording_right_before_the_end(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial(record=True)
        happened, heard = await course(call)
        pcm = b"".join(sound.pcm for sound in heard)
        assert len(pcm) / 2 / 8000 == pytest.approx(0.8, abs=0.05)
        assert [sound.first for sound in heard[:2]] == [0, 1600]
        answered = next(h for h in happened if h.what is What.ANSWERED)
        assert heard[0].at == answered.at
        wav = await call.recording()
        assert wav is not None
        sound = read_wav(wav)
        assert sound.channels == 2
        left, right = (array("h", sound.pcm)[n::2] for n in (0, 1))
        assert max(map(abs, left)) == 0
        assert right.tobytes() == pcm
        assert max(map(abs, right)) > 1000

    phone(story)


def test_a_call_that_may_not_be_recorded_is_measured_and_not_heard(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial()
        happened, heard = await course(call)
        assert (heard, await call.recording(), customer.kept(call).recorded) == ([], None, "")
        assert happened[-1].how is How.HUNG_UP

    phone(story)


def test_a_recording_that_is_asked_for_later_begins_at_the_answer(phone: Play, tmp_path: Path) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial()
        assert call.keep(tmp_path / "call.wav") is False
        _, heard = await course(call)
        assert customer.kept(call).recorded == "dual"
        assert heard

    phone(story)


@pytest.mark.parametrize(
    ("number", "by", "how"),
    [
        ("+380441110001", "them", "busy"),
        ("+380441110003", "them", "unreachable"),
        ("+380449999999", "them", "unreachable"),
    ],
)
def test_how_a_call_that_nobody_took_ended(phone: Play, number: str, by: str, how: str) -> None:
    async def story(customer: Phone) -> None:
        happened, _ = await course(await customer.dial(number))
        assert (happened[-1].by, happened[-1].how) == (by, how)

    phone(story)


def test_a_hotline_that_never_answers_is_given_up_by_us(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.line.dial("+380441110002", within_s=1.0, language="en")
        happened, _ = await course(call)
        assert [h.what for h in happened] == [What.RINGING, What.ENDED]
        assert (happened[-1].by, happened[-1].how) == (By.US, How.NO_ANSWER)

    phone(story)


def test_who_hangs_up_is_known(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial("+380441110004")
        happened: list[Any] = []
        async for one in call.happenings():
            happened.append(one)
            if getattr(one, "what", None) is What.ANSWERED:
                await call.hang_up()
        last = happened[-1]
        assert (last.by, last.how) == (By.US, How.HUNG_UP)

    phone(story)


def test_keys_are_pressed_into_a_call_that_goes_on(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial("+380441110004")
        async for one in call.happenings():
            if getattr(one, "what", None) is What.ANSWERED:
                assert await call.press("2#") is not None
                await call.hang_up()
        assert [e.text for e in read_log(customer.log) if e.kind == "pressed"] == ["2#"]
        assert await call.press("3") is None

    phone(story)


def test_nothing_can_be_spoken_and_that_is_told(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        call = await customer.dial("+380441110004")
        with pytest.raises(OurFault, match="SIP") as fault:
            await call.play(b"\0\0")
        assert fault.value.code == "cannot_speak"
        await call.hang_up()
        await course(call)

    phone(story)


def test_a_call_that_comes_in_is_told_once_with_its_number_and_moment(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        rung = customer.provider.ring(HOTLINE, NUMBER, rings_s=0.3, plays=[Plays(sound="voice", lasts=0.5)])
        assert rung is not None
        call = await customer.calls.get()
        call.keep(Path("unused"))
        assert (call.number, call.incoming, call.id) == (HOTLINE, True, rung.sid)
        assert near(call.began, rung.ringing_us)
        happened, heard = await course(call)
        assert [h.what for h in happened] == [What.ANSWERED, What.ENDED]
        assert len(b"".join(s.pcm for s in heard)) / 16000 == pytest.approx(0.5, abs=0.05)
        await customer.line.prove()
        assert customer.calls.empty()

    phone(story)


def test_a_call_that_comes_in_is_not_heard_where_it_may_not_be_recorded(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.ring(HOTLINE, NUMBER, rings_s=0.2, plays=[Plays(sound="voice", lasts=0.3)])
        call = await customer.calls.get()
        happened, heard = await course(call)
        assert (happened[-1].how, heard, await call.recording()) == (How.HUNG_UP, [], None)

    phone(story)


def test_a_caller_who_gives_up_before_the_number_answers_gave_up(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.ring(HOTLINE, NUMBER, rings_s=0.3, taken=False)
        happened, _ = await course(await customer.calls.get())
        assert (happened[-1].by, happened[-1].how) == (By.THEM, How.GAVE_UP)

    phone(story)


def test_calls_from_before_are_none_of_ours(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.world.claims(NUMBER, "AC" + "0" * 31 + "1")
        customer.provider.ring(HOTLINE, NUMBER, taken=False)
        await customer.line.start()
        later = customer.provider.ring(HOTLINE, NUMBER, taken=False)
        assert later is not None
        assert (await customer.calls.get()).id == later.sid

    phone(story, start=False)


@pytest.mark.parametrize("fault", ["lose_answers", "fail_after"])
def test_a_call_that_was_made_without_our_being_told_is_found_and_not_made_again(phone: Play, fault: str) -> None:
    async def story(customer: Phone) -> None:
        setattr(customer.provider.faults, fault, 1)
        call = await customer.dial()
        assert list(customer.provider.world.calls) == [call.id]
        assert near(call.began, customer.kept(call).made_us)

    phone(story)


def test_an_earlier_call_to_the_same_number_is_not_taken_for_the_one_that_may_have_been_made(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        first = await customer.dial("+380441110001")
        customer.provider.faults.posts = [500]
        with pytest.raises(OurFault) as fault:
            await customer.dial("+380441110001")
        assert (fault.value.code, list(customer.provider.world.calls)) == ("unknown_send", [first.id])

    phone(story)


def test_a_call_that_cannot_be_known_to_have_been_made_is_not_made_again(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.faults.posts = [500]
        with pytest.raises(OurFault) as fault:
            await customer.dial()
        assert (fault.value.code, customer.provider.world.calls) == ("unknown_send", {})

    phone(story)


def test_a_busy_provider_is_asked_again(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.faults.posts = [429]
        customer.provider.faults.retry_after = 0
        await customer.dial()
        assert len(customer.provider.world.calls) == 1

    phone(story)


def test_a_wrong_token_says_what_to_look_at(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        customer.provider.faults.refuse_login = True
        with pytest.raises(OurFault, match=r"personas\.olena\.phone\.rest\.account") as fault:
            await customer.line.start()
        assert fault.value.code == "login"

    phone(story, start=False)


def test_while_the_provider_is_away_the_line_is_down_and_afterwards_its_list_tells_all(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        since_us = time.time_ns() // 1000
        assert await customer.line.prove() is True
        assert customer.line.down(since_us) == ()
        customer.provider.faults.refuse_login = True
        with pytest.raises(OurFault) as fault:
            await customer.line.prove()
        assert fault.value.code == "line_down"
        until = asyncio.get_running_loop().time() + 30
        while not (down := customer.line.down(since_us)):
            assert asyncio.get_running_loop().time() < until
            await asyncio.sleep(0.01)
        assert down[0].until_us is None
        customer.provider.faults.refuse_login = False
        customer.provider.ring(HOTLINE, NUMBER, taken=False)
        assert await customer.line.prove() is True
        assert customer.line.down(since_us) == ()
        assert (await customer.calls.get()).number == HOTLINE

    phone(story)


def test_an_address_that_is_no_number_cannot_be_called(phone: Play) -> None:
    async def story(customer: Phone) -> None:
        with pytest.raises(OurFault, match="phone number") as fault:
            await customer.dial("sip:help@shop.example")
        assert fault.value.code == "no_number"

    phone(story)
