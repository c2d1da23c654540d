"""One number's exchanges with others: which visits are in them, what was said and what became of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shopper.engine.probe import Conversation
from shopper.model import Stamp

_OWN = 300  # ids of our own messages that are known to belong to a visit
# So long an unanswered visit that was closed may still be what a person answers.
UNANSWERED_S = 24 * 3600.0


@dataclass(slots=True)
class Talk:
    """One visit with one number. attempts: the engine's id of a message -> when its sending began, by the provider's
    clock (UTC seconds). said: the engine's id -> the provider's. undelivered: the provider's ids of messages whose end
    is not known yet -> until when they are watched (UTC seconds)."""

    conversation: Conversation | None
    attempts: dict[str, float] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    undelivered: dict[str, float] = field(default_factory=dict)
    heard: bool = False
    last_said: Stamp | None = None

    @property
    def asked(self) -> bool:
        """The customer has said something, or is just saying it."""
        return bool(self.attempts)


@dataclass(slots=True)
class Chat:
    """All that is exchanged with one number."""

    number: str
    talks: dict[str, Talk] = field(default_factory=dict)
    owner: OrderedDict[str, str] = field(default_factory=OrderedDict)  # the provider's id of our message -> its visit
    unanswered: dict[str, int] = field(default_factory=dict)  # closed visits that nobody answered -> when (UTC µs)

    @property
    def open(self) -> dict[str, Talk]:
        """The visits that are attached; others were left by a process that died and may be taken up again."""
        return {visit: talk for visit, talk in self.talks.items() if talk.conversation is not None}

    def owns(self, sid: str, visit: str) -> None:
        """This message of ours belongs to that visit."""
        self.owner[sid] = visit
        while len(self.owner) > _OWN:
            self.owner.popitem(last=False)

    def leave(self, visit: str, at_us: int) -> None:
        """The visit has closed."""
        talk = self.talks.pop(visit, None)
        if talk is not None and talk.asked and not talk.heard:
            self.unanswered[visit] = at_us
        self.unanswered = {v: us for v, us in self.unanswered.items() if at_us - us < UNANSWERED_S * 1e6}

    def visit_of(self, at_us: int) -> str:
        """Which visit a new message belongs to; "" where the number alone does not tell: nobody has asked anything yet,
        or somebody may still be answering an earlier visit that nobody answered."""
        if len(attached := self.open) != 1:
            return ""
        [(visit, talk)] = attached.items()
        late = any(at_us - closed_us < UNANSWERED_S * 1e6 for closed_us in self.unanswered.values())
        return visit if talk.asked and (talk.heard or not late) else ""

    def said_last(self) -> Stamp | None:
        """When we last said something in any visit that is open here."""
        said = [talk.last_said for talk in self.open.values() if talk.last_said is not None]
        return max(said, key=lambda at: at.wall_us, default=None)

    # -- as it is kept -----------------------------------------------------------------------------------------------
    def dump(self) -> dict[str, Any]:
        """As JSON, for the next process."""
        return {
            "owner": list(self.owner.items()),
            "unanswered": self.unanswered,
            "talks": {
                visit: {"attempts": t.attempts, "said": t.said, "undelivered": t.undelivered, "heard": t.heard}
                for visit, t in self.talks.items()
            },
        }

    @classmethod
    def load(cls, number: str, saved: Mapping[str, Any]) -> Chat:
        """What `dump` gave. Its visits are open again when they are attached."""
        chat = cls(number)
        chat.owner = OrderedDict((sid, visit) for sid, visit in saved["owner"])
        chat.unanswered = dict(saved["unanswered"])
        chat.talks = {
            visit: Talk(None, dict(t["attempts"]), dict(t["said"]), dict(t["undelivered"]), t["heard"])
            for visit, t in saved["talks"].items()
        }
        return chat
