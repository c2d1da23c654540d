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


@given(st.lists(st.floats(0.0, 0.2), min_size=100, max_size=300), st.integers(0, 40_000))
def test_the_least_late_chunk_tells_the_time(late: list[float], sample: int) -> None:
    clock = sample_clock.SampleClock()
    late[5] = 0.0  # one comes at once
    for n, by in enumerate(late):
        clock.heard(160 * n, stamp(0.02 * n + by))
    assert seconds_of(clock.at(sample)) == pytest.approx(sample / 8_000, abs=1e-4)


def test_a_sound_card_that_runs_too_fast_is_followed() -> None:
    clock, rate = sample_clock.SampleClock(), 8_000 * 1.0001  # 0.18 s off after half an hour
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
