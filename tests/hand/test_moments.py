"""The moment of a press by our clock, however the page's clocks ran, slept or were set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopper.hand.moments import Sync, moment_of

NOW_US = 1_790_000_000_000_000


class Device:
    """A page whose monotonic clock is fast by `drift` and stands still while it sleeps; its wall clock is off."""

    def __init__(self, drift: float = 0.0, wall_off_ms: float = 0.0) -> None:
        self.true_ms, self.mono_ms, self.drift, self.wall_off_ms = 0.0, 1000.0, drift, wall_off_ms

    def passes(self, ms: float, *, asleep: bool = False) -> None:
        self.true_ms += ms
        self.mono_ms += 0 if asleep else ms * (1 + self.drift)

    @property
    def true_us(self) -> int:
        return NOW_US + round(self.true_ms * 1000)

    @property
    def wall_ms(self) -> float:
        return NOW_US / 1000 + self.true_ms + self.wall_off_ms

    def sync(self, there_ms: float, back_ms: float, life: str = "a") -> Sync:
        """Ask the server: its clock is read after the way there."""
        mono, wall = self.mono_ms, self.wall_ms
        self.passes(there_ms)
        server_us = self.true_us
        self.passes(back_ms)
        return Sync((mono + self.mono_ms) / 2, (wall + self.wall_ms) / 2, server_us, there_ms + back_ms, life)


WAYS = st.floats(0, 400)


@given(WAYS, WAYS, st.floats(0, 3_600_000), st.floats(0, 3_600_000), WAYS, WAYS, st.floats(-5e-5, 5e-5))
def test_the_error_is_never_more_than_what_is_said_of_it(
    there: float, back: float, before_ms: float, after_ms: float, there_2: float, back_2: float, drift: float
) -> None:
    device = Device(drift=drift, wall_off_ms=7_200_000)
    first = device.sync(there, back)
    device.passes(before_ms)
    pressed, at = (device.mono_ms, device.wall_ms), device.true_us
    device.passes(after_ms)
    second = device.sync(there_2, back_2)
    moment = moment_of(*pressed, first, second, shown_us=NOW_US, arrived_us=device.true_us)
    assert not moment.implausible
    assert abs(moment.at_us - at) <= moment.accuracy_us + 2


@given(st.floats(1000, 7_200_000), st.booleans(), st.floats(0, 60_000))
def test_a_telephone_that_slept_is_believed_by_its_wall_clock(slept_ms: float, before: bool, awake_ms: float) -> None:
    device = Device()
    first = device.sync(2, 2)
    device.passes(awake_ms)
    if before:
        device.passes(slept_ms, asleep=True)
    pressed, at = (device.mono_ms, device.wall_ms), device.true_us
    if not before:
        device.passes(slept_ms, asleep=True)
    second = device.sync(2, 2)
    moment = moment_of(*pressed, first, second, shown_us=NOW_US, arrived_us=device.true_us)
    assert abs(moment.at_us - at) <= 10_000


def test_a_press_of_an_hour_ago_has_its_own_time() -> None:
    device = Device()
    first = device.sync(5, 5)
    device.passes(60_000)
    pressed, at = (device.mono_ms, device.wall_ms), device.true_us
    device.passes(3_600_000)
    moment = moment_of(*pressed, first, device.sync(5, 5), shown_us=NOW_US, arrived_us=device.true_us)
    assert abs(moment.at_us - at) < 10_000
    assert not moment.implausible


@given(st.floats(3000, 1e9))
def test_a_press_from_the_future_or_from_before_it_was_shown_counts_when_it_came(off_ms: float) -> None:
    device = Device()
    sync = device.sync(1, 1)
    arrived = device.true_us
    future = moment_of(
        device.mono_ms + off_ms, device.wall_ms + off_ms, sync, None, shown_us=NOW_US, arrived_us=arrived
    )
    past = moment_of(device.mono_ms - off_ms, device.wall_ms - off_ms, sync, None, shown_us=NOW_US, arrived_us=arrived)
    assert (future.at_us, future.implausible) == (arrived, True)
    assert (past.at_us, past.implausible) == (arrived, True)


@given(
    st.floats(-1e12, 1e12),
    st.floats(-1e12, 1e12),
    st.integers(0, 2 * NOW_US),
    st.floats(0, 1e6),
    st.floats(-1e12, 1e12),
)
def test_whatever_a_page_says_the_moment_is_between_showing_and_arrival(
    mono: float, wall: float, server_us: int, rtt: float, other: float
) -> None:
    before, after = Sync(other, wall, server_us, rtt, "a"), Sync(mono, other, NOW_US, rtt, "a")
    moment = moment_of(mono, wall, before, after, shown_us=NOW_US - 1000, arrived_us=NOW_US)
    assert NOW_US - 1000 <= moment.at_us <= NOW_US
    assert moment.accuracy_us >= 0
