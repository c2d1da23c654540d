"""Voices as telephones carry them."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from shopper.telephony.g711 import alaw_decode, pcm_of, samples_of, ulaw_decode, ulaw_encode


def test_the_values_of_the_recommendation_are_met() -> None:
    # ITU-T G.711, tables 1a and 2a: the ends, the zeroes and the first steps.
    assert list(samples_of(ulaw_decode(b"\x00\x80\xff\x7f\xfe\x7e"))) == [-32124, 32124, 0, 0, 8, -8]
    assert list(samples_of(alaw_decode(b"\x2a\xaa\xd5\x55"))) == [-32256, 32256, 8, -8]


def test_every_code_comes_back() -> None:
    codes = bytes(code for code in range(256) if code != 0x7F)  # the other zero
    assert ulaw_encode(ulaw_decode(codes)) == codes


@given(st.lists(st.integers(-32768, 32767)))
def test_a_voice_comes_back_within_a_step_of_its_level(values: list[int]) -> None:
    again = samples_of(ulaw_decode(ulaw_encode(pcm_of(array("h", values)))))
    for value, got in zip(values, again, strict=True):
        assert abs(max(-32635, min(32635, value)) - got) <= max(8, abs(value) / 30)


@given(st.binary())
def test_an_odd_byte_is_left_out(pcm: bytes) -> None:
    assert pcm_of(samples_of(pcm)) == pcm[: len(pcm) // 2 * 2]
