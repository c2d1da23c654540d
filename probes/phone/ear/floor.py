"""What is loud on this line: louder than its own hum, which is learnt from the quietest moments of the last seconds."""

from __future__ import annotations

from .windows import Window

_FAINTEST_DB, _LOUDEST_QUIET_DB, _ABOVE_DB = -58.0, -42.0, 9.0
_BLOCK = 64  # windows: about two seconds


class Floor:
    """Follows how quiet the line is."""

    def __init__(self) -> None:
        self._before = self._here = 0.0  # the quietest window of the block before, and of this one
        self._seen = 0

    def loud(self, window: Window) -> tuple[bool, ...]:
        """Which steps of the window are sound."""
        self._here = min(self._here, window.level)
        self._seen += 1
        quietest = min(self._before, self._here)
        if self._seen % _BLOCK == 0:
            self._before, self._here = self._here, 0.0
        limit = min(_LOUDEST_QUIET_DB, max(_FAINTEST_DB, quietest + _ABOVE_DB))
        return tuple(level >= limit for level in window.levels)
