"""When a line was not known to be up."""

from __future__ import annotations

import pytest

from shopper.telephony import Down, LineDown, LineEvent, LineUp, Moment
from shopper.telephony.upkeep import Upkeep

START = Moment(1_700_000_000 * 10**9, 5 * 10**9)


def at(seconds: float) -> Moment:
    return START.plus(seconds)


def test_a_line_counts_as_down_until_it_was_up_once() -> None:
    told: list[LineEvent] = []
    upkeep = Upkeep(START, 60, told.append)
    assert not upkeep.is_up
    upkeep.proved(at(2))
    assert upkeep.is_up
    assert told == [LineUp(at(2), START)]
    assert upkeep.between(START, at(9)) == (Down(START, at(2), "it has not been up yet"),)


def test_an_outage_begins_when_the_line_was_last_known_up_and_is_told_once() -> None:
    told: list[LineEvent] = []
    upkeep = Upkeep(START, 60, told.append)
    upkeep.proved(at(1))
    upkeep.proved(at(61))
    upkeep.failed(at(125), "the registrar: it gives no answer")
    upkeep.failed(at(130), "the registrar: it gives no answer")
    assert told[1:] == [LineDown(at(125), at(61), "the registrar: it gives no answer")]
    assert upkeep.between(at(100), at(110)) == (Down(at(61), None, "the registrar: it gives no answer"),)
    upkeep.proved(at(140))
    assert upkeep.between(at(100), at(110)) == (Down(at(61), at(140), "the registrar: it gives no answer"),)
    assert upkeep.between(at(140), at(150)) == ()
    assert upkeep.between(at(10), at(61)) == ()


def test_a_process_that_died_was_up_until_then() -> None:
    upkeep = Upkeep(START, 60, lambda event: None)
    upkeep.proved(at(1))
    upkeep.failed(at(50), "our SIP process died", since=at(50))
    assert upkeep.between(at(2), at(49)) == ()
    assert len(upkeep.between(at(2), at(51))) == 1


@pytest.mark.parametrize(
    ("heartbeat", "silent_s", "downs"), [(60, 60, 0), (60, 130, 0), (60, 3600, 1), (None, 3600, 0)]
)
def test_a_heartbeat_that_stayed_away_for_long_leaves_a_gap(heartbeat: float | None, silent_s: int, downs: int) -> None:
    upkeep = Upkeep(START, heartbeat, lambda event: None)
    upkeep.proved(at(0.5))
    # A sleeping machine: the wall clock has gone on, the monotonic one has not.
    upkeep.proved(Moment(at(0.5 + silent_s).wall_ns, at(1).mono_ns))
    assert len(upkeep.between(at(10), at(20))) == downs
    assert upkeep.is_up
