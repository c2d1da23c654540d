"""When a sample was there, though chunks come now sooner, now later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Clock, Stamp
from shopper.programme.loading import load_stock

sample_clock = load_stock("probes.phone.ear.sample_clock")
BEGAN_NS = 5_000_000_000_000


def stamp(seconds: float) -> Stamp:
    ns = round(seconds * 1e9)
    return Stamp(1_700_000_000_000_000 + ns // 1000, BEGAN_NS + ns, "test", Clock.LOCAL, 1_000)


def seconds_of(moment: Stamp) -> float:
    return moment.seconds_since(stamp(0))


def test_before_anything_was_heard_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match="nothing was heard"):
        sample_clock.SampleClock().at(0)


@given(st.lists(st.floats(0.0, 0.014), min_size=100, max_size=150), st.integers(0, 16_000))
def test_the_least_late_chunk_tells_the_time(late: list[float], sample: int) -> None:
    clock = sample_clock.SampleClock()
    for n, by in enumerate(late):
        clock.heard(160 * n, stamp(0.02 * n + (0.0 if n % 50 == 7 else by)))
    assert seconds_of(clock.at(sample)) == pytest.approx(sample / 8_000, abs=1e-4)


@pytest.mark.parametrize("late", [0.03, 0.2, 1.5])
def test_chunks_that_come_late_together_are_no_reason_to_doubt_the_clock(late: float) -> None:
    clock = sample_clock.SampleClock()
    for n in range(200):
        clock.heard(160 * n, stamp(max(0.02 * n, 1.0 + late) if n >= 50 else 0.02 * n))
    for sample in (4_000, 8_100, 9_000, 20_000):
        assert seconds_of(clock.at(sample)) == pytest.approx(sample / 8_000, abs=1e-4)


def test_a_count_that_jumped_tells_nothing_of_what_was_heard_before() -> None:
    clock = sample_clock.SampleClock()
    for n in range(30):
        clock.heard(160 * n, stamp(0.02 * n))
    for n in range(30, 200):  # 60 ms of silence were filled in, and then the late sound came after all
        clock.heard(160 * n + 480, stamp(0.02 * n))
    assert seconds_of(clock.at(160 * 29)) == pytest.approx(0.58, abs=1e-4)
    assert seconds_of(clock.at(160 * 30 + 480)) == pytest.approx(0.6, abs=1e-4)
    assert seconds_of(clock.at(160 * 150 + 480)) == pytest.approx(3.0, abs=1e-4)


@pytest.mark.parametrize("rate", [8_000 * 1.0001, 8_000 / 1.0001])
def test_a_sound_card_that_runs_too_fast_or_too_slow_is_followed(rate: float) -> None:
    clock = sample_clock.SampleClock()  # 0.18 s off after half an hour
    for n in range(0, 30 * 60 * 50):
        clock.heard(160 * n, stamp(160 * n / rate))
    last = 160 * 30 * 60 * 50
    assert seconds_of(clock.at(last)) == pytest.approx(last / rate, abs=0.002)
    assert seconds_of(clock.at(last // 2)) == pytest.approx(last / 2 / rate, abs=0.002)


def test_how_good_the_clock_is_and_whose_it_is_stays_known() -> None:
    clock = sample_clock.SampleClock()
    clock.heard(0, Stamp(1_000_000, None, "", Clock.SERVER, 500_000))
    at = clock.at(8_000)
    assert (at.wall_us, at.mono_ns, at.clock, at.accuracy_us) == (2_000_000, None, Clock.SERVER, 500_000)
