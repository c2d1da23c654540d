"""How a journey waits: it unwinds, and is replayed when what it waits for is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .ledger import Ledger

Ready = bool | int | None
"""True: it is there. A number: not yet, look again at that moment (UTC µs). None or False: only an event brings it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What a parked journey waits for.

    what: for the person watching ("a reply"). channel, visit: where. since_us: since when (UTC µs).
    check: called with the journey's ledger and now (UTC µs) on every event and at every deadline; cheap.
    """

    journey: str
    what: str
    channel: str
    visit: str
    since_us: int
    check: Callable[[Ledger, int], Ready]


class Suspend(BaseException):
    """Unwinds a step that must wait; no Exception, so that nothing in a step catches it by mistake."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(wait.what)
        self.wait = wait


class StepsEnd(Exception):
    """What follows in the scenario cannot be reached (nobody replied, nobody sent us on): not applicable."""
