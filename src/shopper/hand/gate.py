"""Who may see the page on the local network: whoever knows the code that stands in the terminal, once."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from enum import Enum

WRONG_MOST = 10
_DIGITS = 8
_GAP_S = 1.0


class Answer(Enum):
    """What comes of a code that was tried."""

    IN = "in"
    WRONG = "wrong"
    SOON = "too_soon"  # it was not even looked at
    LOCKED = "locked"


class Gate:
    """One-time codes. A code lets one person in and is replaced; after WRONG_MOST wrong ones nobody is let in until
    `shopper hand` is begun anew, and who is in stays in. Safe to be called from any thread.

    clock: seconds, monotonic. tell: is given what the terminal should say: ("code", code), ("wrong", tries left) or
    ("locked", "")."""

    def __init__(self, clock: Callable[[], float], tell: Callable[[str, str], None]) -> None:
        self._clock, self._tell = clock, tell
        self._lock = threading.Lock()
        self._passes: set[str] = set()
        self._wrong = 0
        self._next = float("-inf")
        self._code = self._new()
        tell("code", self._code)

    @staticmethod
    def _new() -> str:
        return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"

    @property
    def locked(self) -> bool:
        return self._wrong >= WRONG_MOST

    @property
    def left(self) -> int:
        """How many wrong codes may still be tried."""
        return max(0, WRONG_MOST - self._wrong)

    def enter(self, code: str) -> tuple[Answer, str]:
        """Try a code: what comes of it, and with IN the pass for this person's cookie."""
        with self._lock:
            if self.locked:
                return Answer.LOCKED, ""
            now = self._clock()
            if now < self._next:
                return Answer.SOON, ""
            self._next = now + _GAP_S
            given = "".join(character for character in code if character.isascii() and character.isdigit())
            if not hmac.compare_digest(given, self._code):
                self._wrong += 1
                self._tell("locked" if self.locked else "wrong", "" if self.locked else str(self.left))
                return (Answer.LOCKED if self.locked else Answer.WRONG), ""
            issued = secrets.token_urlsafe(32)
            self._passes.add(issued)
            self._code = self._new()
            self._tell("code", self._code)
            return Answer.IN, issued

    def knows(self, issued: str) -> bool:
        """Whether this pass was given out here."""
        with self._lock:
            return any(hmac.compare_digest(issued.encode(), known.encode()) for known in self._passes)
