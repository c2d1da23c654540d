"""One account's circuit breaker: what Telegram forbade it is not tried again until it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopper.errors import OurFault


class Breaker:
    """clock: UTC seconds. save: keeps what must hold over restarts; `restore` takes it back."""

    def __init__(self, clock: Callable[[], float], save: Callable[[dict[str, Any]], None]) -> None:
        self._clock, self._save = clock, save
        self._methods: dict[str, float] = {}
        self._no_new_chats_until = 0.0
        self.dead: OurFault | None = None

    def restore(self, saved: dict[str, Any] | None) -> None:
        if saved:
            self._methods = {str(k): float(v) for k, v in saved.get("methods", {}).items()}
            self._no_new_chats_until = float(saved.get("new_chats", 0.0))

    def wait_s(self, method: str) -> float:
        """Seconds until this kind of call is allowed again; 0 where it is."""
        return max(0.0, self._methods.get(method, 0.0) - self._clock())

    def flooded(self, method: str, seconds: float) -> None:
        """Telegram wants no call of this kind for so long."""
        self._methods[method] = max(self._methods.get(method, 0.0), self._clock() + seconds)
        self._keep()

    def stop_new_chats(self, seconds: float) -> None:
        """Telegram lets this account begin no chat with somebody new."""
        self._no_new_chats_until = self._clock() + seconds
        self._keep()

    def kill(self, fault: OurFault) -> None:
        """The account is gone: nothing is sent by it any more."""
        self.dead = self.dead or fault

    def check(self, *, new_chat: bool = False) -> None:
        """Raises OurFault where nothing may be sent."""
        if self.dead is not None:
            raise OurFault(str(self.dead), code=self.dead.code)
        left = self._no_new_chats_until - self._clock()
        if new_chat and left > 0:
            raise OurFault(
                f"Telegram takes this account for a spammer and lets it begin no new chats; {_spoken(left)} are left "
                "of our own pause. Ask @SpamBot in the account's own app what it says, or use another account.",
                code="peer_flood",
            )

    def _keep(self) -> None:
        now = self._clock()
        methods = {method: until for method, until in self._methods.items() if until > now}
        self._save({"methods": methods, "new_chats": self._no_new_chats_until})


class NewChats:
    """How many chats an account may begin with somebody it never wrote to, and how soon after one another.

    begun: UTC seconds of those of the last 24 hours; `save` keeps them."""

    DAY_S = 86_400.0

    def __init__(
        self, clock: Callable[[], float], save: Callable[[list[float]], None], *, per_day: int, gap_s: float
    ) -> None:
        self._clock, self._save, self._per_day, self._gap_s = clock, save, per_day, gap_s
        self._begun: list[float] = []

    def restore(self, saved: list[float] | None) -> None:
        self._begun = sorted(float(at) for at in saved or ())

    def reserve(self) -> float:
        """Take the next place; seconds to wait before the chat is begun. Raises OurFault where the day has none."""
        now = self._clock()
        self._begun = [at for at in self._begun if at > now - self.DAY_S]
        if len(self._begun) >= self._per_day:
            free = self._begun[-self._per_day] + self.DAY_S - now
            raise OurFault(
                f"This Telegram account has begun {len(self._begun)} new chats in 24 hours, and its new_chats_per_day "
                f"is {self._per_day}; the next is allowed in {_spoken(free)}. More of them get accounts banned: use "
                "another persona's account, or wait.",
                code="new_chats",
            )
        at = max(now, (self._begun[-1] + self._gap_s) if self._begun else now)
        self._begun.append(at)
        self._save(list(self._begun))
        return at - now


def _spoken(seconds: float) -> str:
    return f"{seconds / 3600:.0f} h" if seconds >= 5400 else f"{max(1, round(seconds / 60))} min"
