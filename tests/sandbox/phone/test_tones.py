"""What is on the line beside speech: it sounds, and no detector takes it for speech."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest

from shopper.sandbox.phone import tones
from shopper.sandbox.phone.voice import RATE

from .speech import speechlike


@pytest.mark.parametrize(
    "sound", [tones.hold_music(12), tones.ringback(6), tones.busy_tone(4), tones.jingle(), tones.beep()],
    ids=["music", "ringback", "busy", "jingle", "beep"],
)  # fmt: skip
def test_a_tone_or_a_tune_is_no_speech(sound: bytes) -> None:
    assert max(map(abs, array("h", sound))) > 4000
    assert not any(speechlike(sound))


def test_the_tune_goes_on_where_it_stopped() -> None:
    whole = tones.hold_music(30)
    assert whole == tones.hold_music(7) + tones.hold_music(23, begin=7)


@pytest.mark.parametrize("make", [tones.hold_music, tones.ringback, tones.busy_tone, tones.beep, tones.silence])
def test_a_sound_lasts_as_long_as_asked(make: Callable[[float], bytes]) -> None:
    assert len(make(2.5)) == 2 * int(2.5 * RATE)


def test_a_telephone_that_rings_is_heard_one_second_in_five() -> None:
    samples = array("h", tones.ringback(10))
    loud = [any(samples[at : at + RATE // 10]) for at in range(0, len(samples), RATE // 10)]
    assert loud == ([True] * 10 + [False] * 40) * 2
