"""Cutting what is heard into windows: the same ones, however it comes."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

from .sounds import Counting, hiss, silence, tone

windows = load_stock("probes.phone.ear.windows")


def cut(pcm: bytes, cuts: list[int], first: int = 0) -> list[Any]:
    """The windows of audio that comes in chunks which end at these bytes."""
    feed, found, begun = windows.Windows(Counting()), [], 0
    for end in [*sorted(cuts), len(pcm)]:
        found += feed.take(first + begun // 2, pcm[begun:end])
        begun = end
    return [*found, *feed.rest()]


@given(st.binary(max_size=4_000), st.lists(st.integers(0, 4_000), max_size=8), st.integers(0, 10**9))
def test_the_windows_do_not_depend_on_how_the_audio_was_cut(pcm: bytes, cuts: list[int], first: int) -> None:
    assert cut(pcm, [min(at, len(pcm)) for at in cuts], first) == cut(pcm, [], first)


_WHOLE = st.binary(max_size=3_000).map(lambda pcm: pcm[: len(pcm) // 2 * 2])


@given(_WHOLE, st.integers(-2_000, 200_000), _WHOLE)
def test_what_comes_before_a_gap_and_after_it_lies_where_it_was_said_to_be(one: bytes, ahead: int, two: bytes) -> None:
    feed = windows.Windows(Counting())
    second = max(0, len(one) // 2 + ahead)
    found = [*feed.take(0, one), *feed.take(second, two), *feed.rest()]
    heard = {w.first + n // 2: w.pcm[n : n + 2] for w in found for n in range(0, len(w.pcm), 2)}
    known = len(one) // 2 if one else 0
    assert [w.first for w in found] == sorted({w.first for w in found})
    for n in range(known):
        assert heard[n] == one[2 * n : 2 * n + 2]
    if one:
        for n in range(max(second, known), second + len(two) // 2):
            assert heard[n] == two[2 * (n - second) : 2 * (n - second) + 2]


@given(st.lists(st.sampled_from([-32_768, 32_767, 0, 1, -1, 12_345]), min_size=256, max_size=256))
def test_figures_stay_in_their_range_for_the_roughest_of_samples(samples: list[int]) -> None:
    (window,) = cut(array("h", samples).tobytes(), [])
    assert 0.0 <= window.surprise <= 1.0 + 1e-9
    assert -1.0 - 1e-9 <= window.pitch <= 1.0 + 1e-9
    assert all(windows.QUIETEST_DB <= level <= 0.0 for level in window.levels)
    assert all(-1.0 - 1e-9 <= colour <= 1.0 + 1e-9 for colour in window.colours)


def test_a_gap_of_an_hour_is_told_without_an_hours_work() -> None:
    feed = windows.Windows(Counting())
    found = list(feed.take(0, tone(0.5, 440)))
    found += feed.take(3_600 * windows.RATE, tone(0.5, 440))
    assert len(found) < 200
    assert found[-1].first > 3_600 * windows.RATE


def test_what_was_heard_already_is_not_heard_again() -> None:
    pcm = tone(0.3, 440)
    feed = windows.Windows(Counting())
    found = [*feed.take(0, pcm[:3_000]), *feed.take(1_000, pcm[2_000:]), *feed.take(0, pcm), *feed.rest()]
    assert b"".join(w.pcm for w in found) == pcm


@pytest.mark.parametrize(
    ("pcm", "least", "most"),
    [(tone(0.1, 425), 0.0, 0.01), (tone(0.1, 440, 480), 0.0, 0.01), (hiss(0.1, level=3_000), 0.8, 1.0)],
    ids=["one note", "two notes", "hiss"],
)
def test_notes_are_foretold_and_hiss_is_not(pcm: bytes, least: float, most: float) -> None:
    assert all(least <= window.surprise <= most for window in cut(pcm, [])[:3])


def test_a_faint_line_is_lifted_for_the_meter_and_not_for_the_figures() -> None:
    class Loudest:
        def __init__(self) -> None:
            self.peak = 0.0

        def speech(self, window: Any) -> float:
            self.peak = max(self.peak, *map(abs, window))
            return 0.0

        def reset(self) -> None:
            pass

    meter = Loudest()
    feed = windows.Windows(meter)
    found = list(feed.take(0, silence(0.5) + tone(0.5, 440, level=200)))
    assert meter.peak > 5 * 200 / 32_768
    assert -48 < max(found[-1].levels) < -45
