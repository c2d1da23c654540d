"""The sandbox knows its own words again, whatever a telephone did to them, and nobody else's."""

from __future__ import annotations

import random
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.sandbox.phone.recognising import recognise
from shopper.sandbox.phone.tones import hold_music
from shopper.sandbox.phone.voice import RATE, Spoken, Voice, speak
from shopper.telephony.audio import resample
from shopper.telephony.g711 import ulaw_decode, ulaw_encode

from .speech import LINES, quieter

KNOWN = [speak(text, Voice.of("Iryna"), language) for language, text in LINES]


def words(pcm: bytes, known: list[Spoken] | None = None) -> str:
    return " ".join(phrase.text for phrase in recognise(pcm, KNOWN if known is None else known))


def test_a_line_that_went_through_a_telephone_is_known_again() -> None:
    for spoken, (_, text) in zip(KNOWN, LINES, strict=True):
        heard = ulaw_decode(ulaw_encode(quieter(spoken.pcm, 0.4)))
        assert words(bytes(3000) + heard + bytes(5000)) == text


def test_a_line_that_was_resampled_and_has_noise_on_it_is_known_again() -> None:
    chance = random.Random(1)
    heard = array("h", resample(resample(KNOWN[0].pcm, RATE, 16000), 16000, RATE))
    noisy = array("h", (max(-32768, min(32767, sample + chance.randint(-30, 30))) for sample in heard))
    assert words(noisy.tobytes()) == LINES[0][1]


@pytest.mark.parametrize("spoken", KNOWN, ids=[language for language, _ in LINES])
def test_a_line_with_a_hole_and_a_pause_put_in_is_known_again(spoken: Spoken) -> None:
    at = (spoken.phrases[0].start + spoken.phrases[0].end) // 2 * 2
    later = (spoken.phrases[-1].start + spoken.phrases[-1].end) // 2 * 2
    heard = spoken.pcm[:at] + spoken.pcm[at + 960 : later] + bytes(1280) + spoken.pcm[later:]
    assert words(bytes(3000) + heard + bytes(3000)) == " ".join(phrase.text for phrase in spoken.phrases)


def test_a_line_whose_first_and_last_moments_were_cut_off_is_known_again() -> None:
    spoken = KNOWN[2]
    assert words(spoken.pcm[2000:-2000]) == LINES[2][1]


def test_of_two_phrases_that_sound_alike_the_one_in_the_language_is_meant() -> None:
    known = [speak("Так.", Voice.of("Iryna"), "uk"), speak("Tak.", Voice.of("Iryna"), "pl")]
    assert [recognise(known[0].pcm, known, language)[0].text for language in ("uk", "pl")] == ["Так.", "Tak."]


def test_a_part_of_a_line_is_the_words_of_that_part_at_their_time() -> None:
    spoken = KNOWN[2]
    second = spoken.phrases[1]
    found = recognise(bytes(RATE) + spoken.pcm[2 * second.start : 2 * second.end] + bytes(RATE), KNOWN)
    assert [phrase.text for phrase in found] == [second.text]
    assert abs(found[0].start - 0.5) < 0.03


def test_two_lines_are_told_in_their_order() -> None:
    assert words(KNOWN[1].pcm + bytes(RATE) + KNOWN[0].pcm) == f"{LINES[1][1]} {LINES[0][1]}"


def test_what_the_sandbox_never_said_has_no_words() -> None:
    stranger = speak("Nobody here has ever said these words before, I believe.", Voice.of("Mark"), "en")
    assert words(stranger.pcm) == ""
    assert words(hold_music(5)) == ""
    assert words(bytes(2 * RATE)) == ""
    assert words(b"") == ""


@given(st.binary(max_size=4000))
def test_any_noise_is_taken_and_has_no_words(noise: bytes) -> None:
    assert words(noise) == ""
