"""A call's recording: both sides on one time line, whole at any moment."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.telephony import AudioChunk, Moment, StereoRecorder
from shopper.telephony.audio import read_wav, samples_of

START = Moment(1_700_000_000 * 10**9, 5 * 10**9)


def chunk(at_s: float, value: int, seconds: float = 0.02, place_s: float | None = None) -> AudioChunk:
    """place_s: where it stands in its sound; at its time without."""
    return AudioChunk(
        round(8000 * (at_s if place_s is None else place_s)),
        START.plus(at_s),
        array("h", [value] * round(8000 * seconds)).tobytes(),
    )


def sides(path: Path) -> tuple[array[int], array[int]]:
    both = samples_of(read_wav(path).pcm)
    return both[0::2], both[1::2]


def test_the_customer_is_left_and_the_company_right_each_at_its_time(tmp_path: Path) -> None:
    recorder = StereoRecorder(tmp_path / "call.wav", START)
    recorder.company(chunk(0.5, 2, 1.0))
    recorder.customer(chunk(2.0, 1, 0.5))
    recorder.close(START.plus(3))
    left, right = sides(tmp_path / "call.wav")
    assert len(left) == len(right) == 24000
    assert [place for place, value in enumerate(left) if value] == list(range(16000, 20000))
    assert [place for place, value in enumerate(right) if value] == list(range(4000, 12000))


def test_sound_whose_clock_trembles_goes_on_where_it_was(tmp_path: Path) -> None:
    recorder = StereoRecorder(tmp_path / "call.wav", START)
    for number in range(100):
        recorder.company(chunk(1 + 0.02 * number + (0.04 if number % 3 else -0.003), 7, place_s=0.02 * number))
    recorder.close()
    _, right = sides(tmp_path / "call.wav")
    assert list(right).count(7) == 100 * 160
    first = right.index(7)
    assert set(right[first:]) == {7}


def test_the_file_is_whole_before_it_is_closed_and_little_is_missing(tmp_path: Path) -> None:
    recorder = StereoRecorder(tmp_path / "call.wav", START)
    for number in range(500):
        recorder.company(chunk(0.02 * number, 5))
    sound = read_wav(tmp_path / "call.wav")  # as after a crash: nobody closed it
    assert 10.0 - 1.1 <= sound.seconds <= 10.0
    assert sound.seconds == recorder.seconds
    assert set(samples_of(sound.pcm)[1::2]) == {5}
    recorder.close()


def test_a_long_call_is_not_kept_in_memory(tmp_path: Path) -> None:
    recorder = StereoRecorder(tmp_path / "call.wav", START)
    for number in range(3000):
        recorder.company(chunk(0.02 * number, 5))
        assert sum(len(side._samples) for side in recorder._sides) < 3 * 8000
    recorder.close()
    assert read_wav(tmp_path / "call.wav").seconds == 60.0


def test_what_comes_after_the_end_changes_nothing(tmp_path: Path) -> None:
    recorder = StereoRecorder(tmp_path / "call.wav", START)
    recorder.company(chunk(0, 5))
    recorder.close(START.plus(0.02))
    before = (tmp_path / "call.wav").read_bytes()
    recorder.company(chunk(1, 5))
    recorder.close()
    assert recorder.closed
    assert (tmp_path / "call.wav").read_bytes() == before


def test_a_place_that_cannot_be_written_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(OurFault, match="cannot be recorded"):
        StereoRecorder(tmp_path / "nowhere" / "call.wav", START)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(-2, 20), st.integers(0, 3000)),
        max_size=40,
    )
)
def test_whenever_sound_comes_the_file_is_a_sound_of_the_calls_length(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[bool, float, int]]
) -> None:
    path = tmp_path_factory.mktemp("calls") / "call.wav"
    recorder = StereoRecorder(path, START)
    for ours, at_s, count in pieces:
        (recorder.customer if ours else recorder.company)(chunk(at_s, 9, count / 8000))
    recorder.close(START.plus(21))
    left, right = sides(path)
    assert len(left) == len(right) >= 21 * 8000
