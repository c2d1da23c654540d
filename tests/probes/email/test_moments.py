"""When a message was there, by clocks that may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Clock
from shopper.programme.loading import load_stock

moments = load_stock("probes.email.moments")
HOUR = 3_600_000_000
NOW = 1_800_000_000_000_000


def head(at_us: int) -> dict[bytes, datetime]:
    return {b"INTERNALDATE": datetime.fromtimestamp(at_us / 1e6, UTC)}


def test_the_servers_date_is_taken_where_it_fits_between_two_looks() -> None:
    stamp = moments.moment_of(head(NOW - HOUR), NOW - 2 * HOUR, NOW)
    assert (stamp.clock, stamp.accuracy_us) == (Clock.SERVER, 1_000_000)
    assert abs(stamp.wall_us - (NOW - HOUR)) <= 1_000_000


@pytest.mark.parametrize("wrong", [NOW - 400 * 24 * HOUR, NOW + 24 * HOUR, 0])
def test_a_date_that_cannot_be_gives_way_to_the_middle_between_two_looks(wrong: int) -> None:
    stamp = moments.moment_of(head(wrong), NOW - 2 * HOUR, NOW)
    assert (stamp.clock, stamp.wall_us, stamp.accuracy_us) == (Clock.LOCAL, NOW - HOUR, HOUR)


def test_without_a_date_the_middle_is_all_that_can_be_said() -> None:
    assert moments.moment_of({}, NOW - 2 * HOUR, NOW).wall_us == NOW - HOUR


@given(st.integers(0, 4 * 10**15), st.integers(0, 2 * 10**15), st.integers(0, 10**13))
def test_the_truth_lies_within_the_accuracy_that_is_told(date_us: int, after_us: int, window_us: int) -> None:
    stamp = moments.moment_of(head(date_us), after_us, after_us + window_us)
    if stamp.clock is Clock.LOCAL:
        assert stamp.wall_us - stamp.accuracy_us - 1 <= after_us + window_us
        assert stamp.wall_us + stamp.accuracy_us + 1 >= after_us
    else:
        assert after_us - 601_000_000 <= stamp.wall_us <= after_us + window_us + 601_000_000
