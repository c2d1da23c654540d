"""When a line was up, and when it is not known to have been."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from .events import Down, LineDown, LineEvent, LineUp
from .moments import Moment

_MOST = 10_000


class Upkeep:
    """Keeps the times in which the line was not known to be up.

    A registrar that is gone is found out only at the next REGISTER; a call that came meanwhile did not reach us. So a
    line that is found down counts as down since it was last known to be up.
    """

    def __init__(self, began: Moment, heartbeat_s: float | None, tell: Callable[[LineEvent], None]) -> None:
        """heartbeat_s: a sign of life is expected this often, seconds; None when nothing gives one."""
        self._heartbeat_s = heartbeat_s
        self._tell = tell
        self._last = began
        self._now_down: Down | None = Down(began, None, "it has not been up yet")
        self._past: deque[Down] = deque(maxlen=_MOST)

    @property
    def is_up(self) -> bool:
        return self._now_down is None

    @property
    def last_up(self) -> Moment:
        """The last moment at which the line was known to be up (when it was begun, if it never was)."""
        return self._last

    @property
    def why_down(self) -> str:
        return self._now_down.why if self._now_down else ""

    def proved(self, at: Moment) -> None:
        """The line was up at this moment."""
        if self._now_down is not None:
            down = self._now_down
            self._now_down = None
            self._past.append(Down(down.since, at, down.why))
            self._last = at
            self._tell(LineUp(at, down.since))
            return
        # By the wall clock: the monotonic one stands still while a laptop sleeps.
        apart = (at.wall_ns - self._last.wall_ns) / 1e9
        if self._heartbeat_s is not None and apart > 2 * self._heartbeat_s + 15:
            why = f"no sign of the line for {apart:.0f} s; was the machine asleep?"
            self._past.append(Down(self._last, at, why))
        self._last = max(self._last, at, key=lambda moment: moment.wall_ns)

    def failed(self, at: Moment, why: str, *, since: Moment | None = None) -> None:
        """The line was found to be down; since: when it is known to have gone, else when it was last known to be up."""
        if self._now_down is None:
            self._now_down = Down(since or self._last, None, why)
            self._tell(LineDown(at, self._now_down.since, why))

    def between(self, start: Moment, end: Moment) -> tuple[Down, ...]:
        """The times in [start, end] in which the line is not known to have been up, oldest first; not cut to fit."""
        known = [*self._past, *([self._now_down] if self._now_down else [])]
        return tuple(
            down
            for down in known
            if down.since.wall_ns < end.wall_ns and (down.until is None or down.until.wall_ns > start.wall_ns)
        )
