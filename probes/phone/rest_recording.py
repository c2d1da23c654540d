"""The provider's recording of a call: fetched when it is ready, both sides told apart, as the ear hears it."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shopper.errors import OurFault, Refused
from shopper.model import Stamp
from shopper.telephony.audio import read_wav, resample, wav_bytes

from .._provider.client import RestClient
from .line import RATE, Sound

_READY_S = 90.0
_LOOK_S = 1.0
_READ_S = 20.0
_CHUNK_S = 0.2


@dataclass(frozen=True, slots=True)
class Recorded:
    """wav: stereo, customer left, company right. theirs: what the company said, as lines carry sound."""

    wav: bytes
    theirs: bytes


async def fetch(client: RestClient, call: str) -> Recorded | None:
    """A call's recording; None where it has none. Waits until the provider has made it. Raises OurFault."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while True:
        answer = await client.read(f"Calls/{call}/Recordings.json", for_s=_READ_S)
        recordings = [r for r in answer.body.get("recordings") or () if isinstance(r, dict) and r.get("sid")]
        ready = [r for r in recordings if r.get("status") == "completed"]
        if ready:
            return await _downloaded(client, ready[0])
        waited = loop.time() - began
        if not recordings and waited > _LOOK_S:
            return None
        if waited > _READY_S:
            raise OurFault(f"the recording of {call} was not ready within {_READY_S:.0f} s", code="provider")
        await asyncio.sleep(min(_LOOK_S, client.account.poll))


async def _downloaded(client: RestClient, recording: Mapping[str, Any]) -> Recorded:
    answer = await client.read(f"Recordings/{recording['sid']}.wav", {"RequestedChannels": "2"}, for_s=_READ_S)
    return await asyncio.to_thread(recorded, answer.content)


def recorded(data: bytes) -> Recorded:
    """Both sides of a recording. Of two channels ours is the one that is still: we say nothing into such calls, and
    which is which differs between calls in and out. Raises OurFault for what is no sound."""
    try:
        sound = read_wav(data)
    except Refused as error:
        raise OurFault(f"the provider's recording cannot be read: {error}", code="provider") from error
    samples = array("h", sound.pcm)
    channels = [samples[n :: sound.channels].tobytes() for n in range(sound.channels)]
    theirs = resample(max(channels, key=_loudness), sound.rate, RATE)
    quiet = resample(min(channels, key=_loudness), sound.rate, RATE) if len(channels) > 1 else bytes(len(theirs))
    both = array("h", bytes(2 * len(theirs)))
    both[0::2], both[1::2] = array("h", quiet), array("h", theirs)
    return Recorded(wav_bytes(both.tobytes(), RATE, 2), theirs)


def _loudness(pcm: bytes) -> int:
    return sum(abs(sample) for sample in array("h", pcm))


def sounds_of(theirs: bytes, answered: Stamp) -> Iterator[Sound]:
    """What was heard, in small parts, from the answer on; as exact as that is known."""
    step = 2 * round(RATE * _CHUNK_S)
    for start in range(0, len(theirs), step):
        at_us = answered.wall_us + round(start / 2 / RATE * 1e6)
        at = Stamp(at_us, None, "", answered.clock, answered.accuracy_us)
        yield Sound(start // 2, at, theirs[start : start + step])
