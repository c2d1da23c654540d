"""When a caller has said something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopper.sandbox.phone.tones import beep
from shopper.sandbox.phone.utterances import Utterance, Utterances
from shopper.sandbox.phone.voice import RATE, Voice, speak

SPOKEN = speak("Good day. I have a question about my order.", Voice.of("olena"), "en")
QUIET = bytes(2 * RATE)


def fed(pcm: bytes, step: int) -> list[Utterance]:
    utterances = Utterances(0.6)
    return [each for at in range(0, len(pcm), step) for each in utterances.feed(pcm[at : at + step])]


def test_two_sentences_with_a_short_break_are_one_utterance_and_a_long_break_ends_it() -> None:
    found = fed(QUIET + SPOKEN.pcm + QUIET + beep(0.5) + QUIET, 320)
    assert len(found) == 2
    assert abs(found[0].first - RATE) <= 0.08 * RATE
    assert abs(found[0].last - (RATE + len(SPOKEN.pcm) // 2)) <= 0.08 * RATE


def test_what_goes_on_is_no_utterance_yet_and_a_click_is_none() -> None:
    assert fed(QUIET + SPOKEN.pcm, 320) == []
    assert fed(QUIET + SPOKEN.pcm[:400] + QUIET, 320) == []


@given(st.integers(1, 5000))
def test_it_does_not_matter_in_which_pieces_the_sound_comes(step: int) -> None:
    pcm = QUIET + SPOKEN.pcm + QUIET
    assert fed(pcm, step) == fed(pcm, len(pcm))
