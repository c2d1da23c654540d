"""What is loud on this line: louder than its own hiss, which is learnt from its quietest moments of late."""

from __future__ import annotations

from collections.abc import Sequence

_FAINTEST_DB, _LOUDEST_HISS_DB, _LOUDEST_HUM_DB, _ABOVE_DB = -58.0, -51.0, -53.0, 9.0
_HISS = 0.3  # of surprise: faint music is not what the line does by itself
_BLOCK = 64  # windows: about two seconds


class Floor:
    """Follows how quiet the line is."""

    def __init__(self) -> None:
        self._before = self._here = 0.0  # the quietest window of the block before, and of this one
        self._seen = 0

    def loud(self, levels: Sequence[float], surprise: float) -> tuple[bool, ...]:
        """Which steps of the next window are sound (levels in dB below full scale)."""
        most = _LOUDEST_HISS_DB if surprise > _HISS else _LOUDEST_HUM_DB
        self._here = min(self._here, max(levels), most)
        self._seen += 1
        quietest = min(self._before, self._here)
        if self._seen % _BLOCK == 0:
            self._before, self._here = self._here, 0.0
        limit = max(_FAINTEST_DB, quietest + _ABOVE_DB)
        return tuple(level >= limit for level in levels)
