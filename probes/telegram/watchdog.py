"""When to look whether a connection still lives, and what to do about what is found: a state machine without I/O.

Telethon itself notices a connection that hangs after two minutes, and after a break asks for nothing that was missed.
"""

from __future__ import annotations

from collections.abc import Callable


class Watchdog:
    """clock: monotonic seconds. every: seconds between two looks. pause: before the first new try."""

    def __init__(self, clock: Callable[[], float], *, every: float, pause: float) -> None:
        self._clock, self._every, self._first_pause = clock, every, pause
        self._pause = pause
        self._next = clock()  # the first look is due at once
        self._broken_since: float | None = None
        self._reconciled_epoch = 0

    @property
    def wait_s(self) -> float:
        """Seconds until the next look is due."""
        return max(0.0, self._next - self._clock())

    @property
    def broken_since(self) -> float | None:
        """Since when nothing can be heard (monotonic seconds); None while the server answers."""
        return self._broken_since

    def broke(self) -> None:
        """The connection was lost: look at once when it is there again."""
        if self._broken_since is None:
            self._broken_since = self._clock()

    def made(self) -> None:
        """A connection was made: the next look is due now."""
        self._next = self._clock()

    def answered(self, epoch: int) -> bool:
        """The server answered on connection number `epoch`; whether the open chats must be read anew."""
        self._broken_since = None
        self._pause = self._first_pause
        self._next = self._clock() + self._every
        anew, self._reconciled_epoch = epoch != self._reconciled_epoch, epoch
        return anew

    def not_reconciled(self) -> None:
        """Reading the chats anew failed: it is done again at the next look, which is soon."""
        self._reconciled_epoch = -1
        self._next = self._clock() + self._pause
        self._pause = min(2 * self._pause, self._every)

    def missed(self) -> float:
        """No answer came in time, or there was no connection: seconds to wait before connecting anew."""
        self.broke()
        pause = self._pause
        self._pause = min(2 * self._pause, self._every)
        self._next = self._clock()
        return pause
