"""When a press was, by our clock: the page's own clock is read at the press and mapped on both sides of it.

The page compares its clock with ours at every request: it notes when it asked and when the answer was there, and the
server says what it was in between. As with NTP (RFC 5905 §8) the offset is off by half the way there and back at most.
A press that had to wait for the network brings the comparison before it and the one at its delivery; in between the
clock is interpolated, so that a clock which runs a little fast does no harm. A monotonic clock may stand still while a
telephone sleeps; then the telephone's wall clock says how long that was.
"""

from __future__ import annotations

from dataclasses import dataclass

_SLEPT_MS = 500.0
_AHEAD_US = 1_000_000  # so far into the future a press may lie for the mapping's sake


@dataclass(frozen=True, slots=True)
class Sync:
    """One comparison: the page's monotonic and wall clock in the middle of a request (milliseconds), ours at that
    moment (UTC µs), and how long the request took (ms). life: which page's monotonic clock it is."""

    mono_ms: float
    wall_ms: float
    server_us: int
    rtt_ms: float
    life: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by our clock (UTC µs), how far it may be off, and whether it cannot be what the page's clock said."""

    at_us: int
    accuracy_us: int
    implausible: bool = False


def moment_of(
    mono_ms: float, wall_ms: float, before: Sync, after: Sync | None, *, shown_us: int, arrived_us: int
) -> Moment:
    """When a press was. mono_ms, wall_ms: the page's clocks at it. shown_us: before it was shown nobody can have
    pressed it (0: not known)."""
    at_us, error_us = _mapped(mono_ms, wall_ms, before, after)
    if at_us > arrived_us + _AHEAD_US + error_us or (shown_us and at_us < shown_us - _AHEAD_US - error_us):
        return Moment(arrived_us, max(0, arrived_us - shown_us) if shown_us else 0, implausible=True)
    return Moment(max(min(at_us, arrived_us), shown_us), error_us)


def _mapped(mono_ms: float, wall_ms: float, before: Sync, after: Sync | None) -> tuple[int, int]:
    passed, by_wall = mono_ms - before.mono_ms, wall_ms - before.wall_ms
    error_us = round(before.rtt_ms * 500)
    slept = by_wall - passed > _SLEPT_MS
    if after is None or after.life != before.life or after.mono_ms <= before.mono_ms:
        return before.server_us + round((by_wall if slept else passed) * 1000), error_us
    true_ms = (after.server_us - before.server_us) / 1000
    mono_span, wall_span = after.mono_ms - before.mono_ms, after.wall_ms - before.wall_ms
    error_us = max(error_us, round(after.rtt_ms * 500))
    if abs(true_ms - mono_span) <= max(_SLEPT_MS, mono_span * 0.001):
        share = min(max(passed / mono_span, 0.0), 1.0)
        return before.server_us + round(share * true_ms * 1000), error_us
    if abs(true_ms - wall_span) <= max(_SLEPT_MS, wall_span * 0.001):  # it slept, and its wall clock did not
        return before.server_us + round(by_wall * 1000), error_us + round(abs(true_ms - wall_span) * 1000)
    # Neither clock can be believed all the way: the press was between both comparisons, nearer than that nobody knows.
    off_us = round(abs(true_ms - mono_span) * 1000)
    return before.server_us + round(passed * 1000), error_us + off_us
