"""What is heard, told apart: with the real meter, on voices and tones of the sandbox's telephone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.sandbox.phone import tones

from .sounds import (
    MUSIC,
    RATE,
    Counting,
    Kind,
    course,
    hiss,
    listen,
    listening,
    louder,
    mixed,
    seconds,
    silence,
    speech,
    told,
    tone,
    tune,
)


def names(*parts: bytes) -> list[str]:
    return [name for name, _ in course(listen(*parts)[1])]


def test_silence_is_no_switch() -> None:
    ear, events = listen(silence(3))
    assert events == []
    assert ear.first_sound is None and ear.first_speech is None and ear.first_live_speech is None


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
@pytest.mark.parametrize("level", [1.0, 0.1, 2.5])
def test_speech_begins_with_its_first_sound_and_ends_with_its_last(language: str, level: float) -> None:
    words = {
        "en": "Good day, this is Bright Shop.",
        "uk": "Добрий день, це магазин.",
        "ru": "Добрый день, это магазин.",
        "pl": "Dzień dobry, tu sklep.",
    }
    line = louder(speech(words[language], language=language), level)
    _, events = listen(silence(1), line, silence(2))
    (begun, began), (ended, end) = course(events)
    assert (begun, ended) == ("speech", "silence")
    assert began == pytest.approx(1.0, abs=0.05)
    assert end == pytest.approx(1.0 + seconds(line), abs=0.15)


def test_a_pause_inside_what_is_said_is_no_switch() -> None:
    assert names(speech("One moment."), silence(0.5), speech("Here it is."), silence(2)) == ["speech", "silence"]


def test_a_longer_pause_is_told_with_both_of_its_ends() -> None:
    line = speech("One moment.")
    _, events = listen(line, silence(1.5), speech("Here it is."), silence(2))
    found = course(events)
    assert [name for name, _ in found] == ["speech", "silence", "speech", "silence"]
    assert found[1][1] == pytest.approx(seconds(line), abs=0.1)
    assert found[2][1] == pytest.approx(seconds(line) + 1.5, abs=0.05)


@pytest.mark.parametrize(
    ("sound", "kind"),
    [
        (tones.hold_music(3), Kind.MUSIC),
        (MUSIC, Kind.MUSIC),
        (tones.jingle(), Kind.MUSIC),
        (tone(2, 425), Kind.TONE),
        (tone(2, 440, 480), Kind.TONE),
        (tone(0.3, 1_000), Kind.TONE),
        (hiss(2, level=800), Kind.NOISE),
    ],
    ids=["hold music", "tune", "jingle", "ring-back", "American ring-back", "beep", "hiss"],
)
def test_other_sounds_are_told_apart_and_timed(sound: bytes, kind: str) -> None:
    _, events = listen(silence(1), sound, silence(6))
    found = course(events)
    assert [name for name, _ in found] == [kind, "silence"]
    assert found[0][1] == pytest.approx(1.0, abs=0.03)
    assert found[1][1] == pytest.approx(1.0 + seconds(sound), abs=0.25)


def test_a_ringing_tone_goes_on_through_its_pauses() -> None:
    assert names(*[tone(1, 425), silence(4)] * 3, silence(2)) == ["tone", "silence"]


def test_a_busy_tone_is_one_tone() -> None:
    assert names(tones.busy_tone(4), silence(6)) == ["tone", "silence"]


def test_another_tone_is_another_one() -> None:
    assert names(tone(1, 425), silence(1), tone(1, 950), silence(6)) == ["tone", "silence", "tone", "silence"]


def test_rests_in_music_are_music() -> None:
    assert names(MUSIC, silence(0.6), MUSIC, silence(3)) == ["music", "silence"]


def test_a_melody_of_pure_tones_is_music() -> None:
    notes = [tone(0.4, pitch) for pitch in (330, 392, 440, 523, 494, 440)]
    assert names(*notes, silence(3)) == ["music", "silence"]


def test_music_after_a_tone_without_a_rest_is_told_from_where_it_began() -> None:
    _, events = listen(tone(3, 425), tune(330, 392, 440, 523, 494, 440, 392, 330), silence(3))
    found = course(events)
    assert [name for name, _ in found] == ["tone", "music", "silence"]
    assert found[1][1] == pytest.approx(3.0, abs=0.1)


def test_speech_out_of_music_and_music_out_of_speech_are_told_where_they_are() -> None:
    line = speech("All our operators are busy, please stay on the line.")
    _, events = listen(MUSIC, line, MUSIC, silence(3))
    found = course(events)
    assert [name for name, _ in found] == ["music", "speech", "music", "silence"]
    assert found[1][1] == pytest.approx(3.0, abs=0.1)
    assert found[2][1] == pytest.approx(3.0 + seconds(line), abs=0.3)


def test_a_click_is_nothing() -> None:
    assert names(silence(1), hiss(0.02, level=9_000), silence(2)) == []


def test_a_click_after_the_last_word_does_not_lengthen_it() -> None:
    line = speech("Good-bye.")
    _, events = listen(line, silence(0.2), hiss(0.02, level=9_000), silence(2))
    name, at = course(events)[1]
    assert name == "silence" and at == pytest.approx(seconds(line), abs=0.15)


def test_a_line_that_hums_has_silence_too() -> None:
    line = speech("Good day, how can I help you?")
    whole = silence(4) + line + silence(4)
    _, events = listen(mixed(whole, hiss(seconds(whole) + 1, level=40)))
    assert [name for name, _ in course(events)] == ["speech", "silence"]


def test_a_call_that_ends_while_somebody_speaks_has_that_speech() -> None:
    line = speech("We will call you back within")
    _, events = listen(silence(0.5), line)
    name, at = course(events)[-1]
    assert name == "silence" and at == pytest.approx(0.5 + seconds(line), abs=0.15)
    assert [u.last for u in told(events, "Utterance")] == [round(at * RATE)]


_SOUNDS = st.sampled_from(
    [silence(0.1), silence(0.4), silence(1.2), tone(0.3, 425), tone(0.7, 900), tone(0.4, 3_000), hiss(0.3, level=2_000)]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_SOUNDS, max_size=12), st.integers(1, 5_000))
def test_what_is_told_does_not_depend_on_how_the_audio_was_cut(parts: list[bytes], chunk: int) -> None:
    pcm = b"".join(parts)
    whole = listen(pcm, chunk=max(1, len(pcm)), ear=listening.Ear(meter=Counting()))[1]
    assert listen(pcm, chunk=chunk, ear=listening.Ear(meter=Counting()))[1] == whole


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(_SOUNDS, st.binary(max_size=9_000)), max_size=10))
def test_whatever_is_heard_the_switches_are_in_order_and_each_is_one(parts: list[bytes]) -> None:
    pcm = b"".join(parts)
    ear, events = listen(pcm, ear=listening.Ear(meter=Counting()))
    switches = told(events, "Switch")
    assert [s.at for s in switches] == sorted(s.at for s in switches)
    assert all(s.now is not s.was for s in switches)
    assert [s.was for s in switches[1:]] == [s.now for s in switches[:-1]]
    assert all(0 <= s.at <= len(pcm) // 2 for s in switches)
    for utterance in told(events, "Utterance"):
        assert len(utterance.pcm) == 2 * (utterance.last - utterance.first)
        heard = pcm[2 * utterance.first : 2 * utterance.last]
        assert heard == utterance.pcm, "not what was heard"
    assert ear.finish() == [] and ear.hear(0, pcm) == []


@pytest.mark.parametrize(
    "pcm",
    [b"\xff\x7f" * 9_000, b"\xff\x7f\x00\x80" * 9_000, b"\x80" * 18_001, hiss(2, level=30_000), b"\x01"],
    ids=["stuck at the most", "clipped", "half a sample", "hiss, clipped", "one byte"],
)
def test_the_roughest_of_sounds_is_no_speech_and_no_trouble(pcm: bytes) -> None:
    ear, _ = listen(pcm, chunk=333)
    assert ear.first_speech is None
