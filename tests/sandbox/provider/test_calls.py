"""Calls at the provider: their way from the order to the recording."""

from __future__ import annotations

import asyncio
import io
import wave
from array import array

import pytest

from shopper.sandbox.provider.sounds import Sound
from tests.sandbox.provider.conftest import CUSTOMER, SHOP, Api, Play


def test_a_call_is_queued_rings_is_answered_and_over(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call()
        assert (call["status"], call["start_time"], call["duration"]) == ("queued", None, None)
        await api.until(call["sid"], "ringing")
        talking = await api.until(call["sid"], "in-progress")
        assert talking["end_time"] is None
        over = await api.until(call["sid"], "completed")
        assert over["duration"] == "1"
        assert over["end_time"] is not None

    play(story)


def test_a_document_that_ends_ends_the_call(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call("+380441110004", pause=1)
        assert (await api.until(call["sid"], "completed"))["duration"] == "1"

    play(story)


def test_a_caller_who_hangs_up_while_it_rings_has_cancelled(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call()
        assert (await api.post(f"Calls/{call['sid']}.json", Status="completed")).json()["status"] == "canceled"

    play(story)


def test_a_number_nobody_has_fails(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call("+380449999999")
        await api.until(call["sid"], "failed")

    play(story)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"From": CUSTOMER, "Twiml": "<Response/>"}, 21201),
        ({"To": SHOP, "Twiml": "<Response/>"}, 21213),
        ({"To": SHOP, "From": CUSTOMER}, 21205),
        ({"To": SHOP, "From": CUSTOMER, "Twiml": "<Resp"}, 12100),
        ({"To": SHOP, "From": CUSTOMER, "Twiml": "<Response/>", "Timeout": "soon"}, 12100),
    ],
)
def test_a_call_that_cannot_be_made_is_refused(play: Play, form: dict[str, str], code: int) -> None:
    async def story(api: Api) -> None:
        response = await api.post("Calls.json", **form)
        assert (response.status_code, response.json()["code"]) == (400, code)

    play(story)


def test_a_recording_of_both_sides_is_there_when_the_call_is_over_and_as_long_as_it_was(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call(Record="true", RecordingChannels="dual")
        await api.until(call["sid"], "in-progress")
        [going] = (await api.get(f"Calls/{call['sid']}/Recordings.json")).json()["recordings"]
        assert going["status"] == "in-progress"
        assert (await api.get(f"Recordings/{going['sid']}.wav")).status_code == 404
        await api.until(call["sid"], "completed")
        [done] = (await api.get(f"Calls/{call['sid']}/Recordings.json")).json()["recordings"]
        assert (done["status"], done["channels"], done["duration"]) == ("completed", 2, "1")
        data = (await api.get(f"Recordings/{done['sid']}.wav", RequestedChannels="2")).content
        with wave.open(io.BytesIO(data)) as sound:
            assert (sound.getnchannels(), sound.getframerate(), sound.getnframes()) == (2, 8000, 8000)
            samples = array("h", sound.readframes(8000))
        assert max(samples[0::2]) == 0
        assert max(samples[1::2]) > 1000

    play(story)


def test_a_call_that_was_not_to_be_recorded_has_no_recording(play: Play) -> None:
    async def story(api: Api) -> None:
        call = await api.call()
        await api.until(call["sid"], "completed")
        assert (await api.get(f"Calls/{call['sid']}/Recordings.json")).json()["recordings"] == []

    play(story)


def test_a_call_to_a_customer_stands_in_their_list(play: Play) -> None:
    async def story(api: Api) -> None:
        assert api.provider.ring(SHOP, CUSTOMER) is None  # nobody has the number yet
        assert (await api.get("Calls.json", To=CUSTOMER)).json()["calls"] == []
        rung = api.provider.ring(SHOP, CUSTOMER, rings_s=0.2, plays=[Sound(sound="voice", lasts=0.3)])
        assert rung is not None
        [call] = (await api.get("Calls.json", To=CUSTOMER)).json()["calls"]
        assert (call["sid"], call["from"], call["direction"], call["status"]) == (rung.sid, SHOP, "inbound", "ringing")
        await api.until(rung.sid, "completed")
        [recording] = (await api.get(f"Calls/{rung.sid}/Recordings.json")).json()["recordings"]
        assert recording["status"] == "completed"

    play(story)


def test_two_calls_at_once_go_their_own_ways(play: Play) -> None:
    async def story(api: Api) -> None:
        one, other = await asyncio.gather(api.call(), api.call("+380441110004"))
        await api.until(one["sid"], "completed")
        assert (await api.until(other["sid"], "in-progress"))["status"] == "in-progress"

    play(story)
