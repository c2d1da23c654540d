"""The sandbox's voices: like speech to a detector, each speaker's own, the same every time."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.sandbox.phone.voice import RATE, Voice, phrases_of, speak

from .speech import LINES, speechlike


@pytest.mark.parametrize(("language", "text"), LINES, ids=[language for language, _ in LINES])
@pytest.mark.parametrize("name", ["Iryna", "Petro", "Solomiia", "olena"])
def test_a_line_is_speech_to_a_detector_from_its_beginning_to_its_end(name: str, language: str, text: str) -> None:
    spoken = speak(text, Voice.of(name), language)
    heard = speechlike(bytes(2 * RATE) + spoken.pcm + bytes(2 * RATE))
    at = [n * 0.032 - 1 for n, is_speech in enumerate(heard) if is_speech]
    assert -0.1 < at[0] < 0.25  # a voiceless sound at the beginning is not heard as speech yet
    assert abs(at[-1] - spoken.seconds) < 0.15
    inside = [is_speech for n, is_speech in enumerate(heard) if 0 <= n * 0.032 - 1 <= spoken.seconds]
    assert sum(inside) > 0.7 * len(inside)


def test_a_line_is_the_same_whenever_it_is_said() -> None:
    assert speak("Good day.", Voice.of("Iryna"), "en") == speak("Good day.", Voice.of("Iryna"), "en")


def test_each_name_has_a_voice_of_its_own_however_it_is_written() -> None:
    names = ["Iryna", "Petro", "Oksana", "Solomiia", "olena", "taras", "mark", "emma"]
    assert len({Voice.of(name) for name in names}) == len(names)
    assert Voice.of("Iryna") == Voice.of("IRYNA")


def test_a_longer_text_takes_longer_at_the_pace_of_speech() -> None:
    short, long = (speak(text, Voice.of("Iryna"), "en").seconds for text in ("Yes.", LINES[0][1]))
    assert 0.2 < short < 0.6
    assert 5 < long < 10


def test_a_number_is_said_digit_by_digit_and_not_broken_at_its_comma() -> None:
    expected = [("It costs 1,299 UAH", ","), ("and more", "."), ("Yes", "")]
    assert phrases_of("It costs 1,299 UAH, and more. Yes") == expected
    one, two = (speak(text, Voice.of("Iryna"), "uk").seconds for text in ("1", "1299"))
    assert two > 2 * one


def test_an_address_is_one_phrase() -> None:
    assert phrases_of("Write to help@brightshop.example.") == [("Write to help@brightshop.example", ".")]


def test_between_two_phrases_there_is_silence() -> None:
    spoken = speak("Good day. What is it?", Voice.of("Iryna"), "en")
    first, second = spoken.phrases
    assert second.start - first.end > 0.3 * RATE
    assert not any(array("h", spoken.pcm)[first.end : second.start])


@given(st.text(max_size=60), st.sampled_from(["en", "uk", "ru", "pl", "xx"]), st.text(max_size=5))
def test_any_text_can_be_said_and_its_phrases_lie_in_order_within_it(text: str, language: str, name: str) -> None:
    spoken = speak(text, Voice.of(name), language)
    edges = [edge for phrase in spoken.phrases for edge in (phrase.start, phrase.end)]
    assert edges == sorted(edges)
    assert edges[0] == 0
    assert edges[-1] == len(spoken.pcm) // 2
