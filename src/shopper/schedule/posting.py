"""Reports that could not be delivered are sent again while the server runs, not only when the next wave ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..delivery import outbox
from ..journal.events import Store
from .child import Child, Subprocess

_LONGEST_S = 6 * 3600.0
Begin = Callable[[], Child]


class Postman:
    """Looks for what waits, and sends it by `shopper send --waiting` in a process of its own, so that a mail server
    which does not answer holds up no wave. every_s: after the first failure; each further one doubles it."""

    def __init__(self, store: Store, begin: Begin, every_s: float, tell: Callable[[str], None]) -> None:
        self._store, self._begin, self._every_s, self._tell = store, begin, every_s, tell
        self._child: Child | None = None

    @property
    def busy(self) -> bool:
        """It is sending."""
        return self._child is not None

    def look(self, now_us: int) -> None:
        """Hear whether the process has ended; begin one if something is due. Raises JournalError."""
        if self._child is not None:
            code = self._child.poll()
            if code is None:
                return
            words, self._child = self._child.last_words(), None
            self._tell(words or f"sending what was kept ended with exit code {code}")
        elif self._due(now_us):
            try:
                self._child = self._begin()
            except OSError as error:
                self._tell(f"no process can be begun to send what was kept ({error}); tried again later")

    def stop(self) -> None:
        """Ask the process to end; what it has not sent stays kept."""
        if self._child is not None:
            self._child.stop()

    def _due(self, now_us: int) -> bool:
        return any(
            row.open and now_us - row.at_us >= self._pause_s(row.tries) * 1e6 for row in outbox.rows(self._store)
        )

    def _pause_s(self, tries: int) -> float:
        return float(min(self._every_s * 2 ** min(max(0, tries - 1), 20), max(_LONGEST_S, self._every_s)))


def sending(root: Path, state: Path, python: str = sys.executable) -> Begin:
    """How a Postman begins that process. Its words go to log/send.log in the state folder."""
    places = ["--programme", str(root), "--state", str(state)]
    command: Sequence[str] = [python, "-m", "shopper", "send", "--waiting", *places]
    return lambda: Subprocess(command, state / "log" / "send.log")


__all__ = ["Begin", "Postman", "sending"]
