"""Sound at another rate is the same sound: its length, its level, its place; and nothing folds back."""

from __future__ import annotations

import math
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.telephony.audio import pcm_of, resample, samples_of


def sine(hertz: float, rate: int, seconds: float = 0.2) -> bytes:
    count = round(rate * seconds)
    return pcm_of(array("h", [round(10000 * math.sin(2 * math.pi * hertz * k / rate)) for k in range(count)]))


def level(pcm: bytes) -> float:
    """Root mean square of its middle."""
    samples = samples_of(pcm)
    middle = samples[len(samples) // 4 : 3 * len(samples) // 4]
    return math.sqrt(sum(value * value for value in middle) / len(middle))


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 24000, 44100, 48000])
def test_a_voice_keeps_its_level_its_length_and_its_place(rate: int) -> None:
    there = samples_of(resample(sine(1000, rate), rate, 8000))
    wanted = samples_of(sine(1000, 8000))
    assert len(there) == len(wanted)
    assert all(abs(a - b) < 150 for a, b in zip(there[200:-200], wanted[200:-200], strict=True))


@pytest.mark.parametrize("rate", [16000, 22050, 44100, 48000])
def test_what_a_telephone_cannot_carry_does_not_fold_back_into_the_voice(rate: int) -> None:
    assert level(resample(sine(5200, rate), rate, 8000)) < level(sine(1000, 8000)) / 1000


def test_there_and_back_is_the_same_sound() -> None:
    voice = sine(700, 8000)
    again = samples_of(resample(resample(voice, 8000, 16000), 16000, 8000))
    assert all(abs(a - b) < 100 for a, b in zip(again[200:-200], samples_of(voice)[200:-200], strict=True))


@settings(max_examples=40)
@given(st.lists(st.integers(-32768, 32767), max_size=400), st.sampled_from([8000, 11025, 16000, 44100, 48000, 7919]))
def test_any_sound_at_any_rate_has_the_right_length_and_never_wraps(values: list[int], rate: int) -> None:
    there = samples_of(resample(pcm_of(array("h", values)), rate, 8000))
    assert len(there) == (len(values) if rate == 8000 else round(len(values) * 8000 / rate))
    if values and min(values) >= 0:
        assert min(there, default=0) > -9000  # it rings where it jumps, but never turns over


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="a rate is"):
        resample(b"\0\0", 0, 8000)
