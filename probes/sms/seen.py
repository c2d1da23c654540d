"""Which of a number's messages were handed in already: by their ids, as far back as a list may still show a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# A network may bring a message so much later than one that was sent after it, and a list may show it later still.
LATE_S = 900.0
# Dates are cut to seconds, and what the provider's clock shows is known to half a second at first.
_SLACK_S = 2.0


class Seen:
    """since: what is older is none of ours (UTC seconds of the provider's clock)."""

    def __init__(self, since: float, handed: Mapping[str, float] | None = None) -> None:
        self.since = since
        self._handed = dict(handed or {})

    @property
    def floor(self) -> float:
        """From which date on the list must be read."""
        return max(self.since, max(self._handed.values(), default=self.since) - LATE_S) - _SLACK_S

    def is_new(self, sid: str, date: float) -> bool:
        """Whether a message is still to be handed in."""
        return sid not in self._handed and date >= self.floor

    def took(self, sid: str, date: float) -> None:
        self._handed[sid] = date
        floor = self.floor - LATE_S
        self._handed = {s: at for s, at in self._handed.items() if at >= floor or s == sid}

    def dump(self) -> dict[str, Any]:
        """As JSON, for the next process."""
        return {"since": self.since, "handed": self._handed}

    @classmethod
    def load(cls, saved: Mapping[str, Any]) -> Seen:
        return cls(float(saved["since"]), saved["handed"])
