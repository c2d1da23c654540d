"""What is known of one account's chats: with whom, which visits are in them, what was said and handed in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shopper.engine.probe import Conversation
from shopper.model import Stamp

_KEPT = 60  # of a chat's messages, newest, for keyboards and for edits that were missed
_HANDED = 2_000  # ids of a chat's messages that were handed in
_OWN = 300  # ids of our own messages by which a late reply finds its visit
START = "/start"
# So long an unanswered visit that was closed may still be what a person answers.
UNANSWERED_S = 24 * 3600.0


@dataclass(slots=True)
class Talk:
    """One visit in a chat. floor: what lies at or below this message id was there before it. said: our message's id in
    the engine -> in Telegram. last_said: when our newest words began to go out."""

    conversation: Conversation | None
    floor: int
    said: dict[str, int] = field(default_factory=dict)
    heard: bool = False
    last_said: Stamp | None = None
    first_heard_since: Stamp | None = None

    @property
    def asked(self) -> bool:
        """The customer has said something, or is just saying it; pressing a bot's Start button says nothing."""
        return any(name != START for name in self.said)


@dataclass(slots=True)
class Chat:
    """One chat. peer: the other's id; hash: by which this account may reach them. name: the @name, "" where there is
    none. shown: as whom they are shown. began: we wrote there before this moment or earlier."""

    peer: int
    hash: int
    name: str = ""
    shown: str = ""
    bot: bool = False
    began: bool = False
    talks: dict[str, Talk] = field(default_factory=dict)
    owner: OrderedDict[int, str] = field(default_factory=OrderedDict)  # our message's id -> its visit
    unanswered: dict[str, int] = field(default_factory=dict)  # closed visits that nobody answered -> when (UTC µs)
    newest: int = 0
    unread: int = 0
    typing: Stamp | None = None
    seen: Stamp | None = None
    messages: OrderedDict[int, Any] = field(default_factory=OrderedDict)  # the company's, as they were handed in
    handed: OrderedDict[int, None] = field(default_factory=OrderedDict)

    @property
    def open(self) -> dict[str, Talk]:
        """The visits that are attached; others were left by a process that died and may be taken up again."""
        return {visit: talk for visit, talk in self.talks.items() if talk.conversation is not None}

    def took(self, message: Any) -> None:
        """The company's message was handed in, new or changed."""
        self.messages[message.id] = message
        self.handed[message.id] = None
        self.newest = max(self.newest, message.id)
        _at_most(self.messages, _KEPT)
        _at_most(self.handed, _HANDED)

    def owns(self, message_id: int, visit: str) -> None:
        """This message of ours belongs to that visit."""
        self.owner[message_id] = visit
        self.newest = max(self.newest, message_id)
        _at_most(self.owner, _OWN)

    def leave(self, visit: str, at_us: int) -> None:
        """The visit has closed."""
        talk = self.talks.pop(visit, None)
        if talk is not None and talk.asked and not talk.heard:
            self.unanswered[visit] = at_us

    def visit_of(self, reply_to: int | None, at_us: int) -> str:
        """Which visit a new message of the company belongs to; "" where the chat alone does not tell.

        By what it answers; else it is the open visit's, if there is one alone. A person may still be answering an
        earlier visit that nobody answered; a bot answers at once."""
        if reply_to is not None and reply_to in self.owner:
            return self.owner[reply_to]
        if len(attached := self.open) != 1:
            return ""
        [(visit, talk)] = attached.items()
        late = any(at_us - closed_us < UNANSWERED_S * 1e6 for closed_us in self.unanswered.values())
        return visit if self.bot or talk.heard or not late else ""

    def said_last(self) -> Stamp | None:
        """When we last said something in any visit that is open here."""
        said = [talk.last_said for talk in self.open.values() if talk.last_said is not None]
        return max(said, key=lambda at: at.wall_us, default=None)

    # -- as it is kept -----------------------------------------------------------------------------------------------
    def dump(self) -> dict[str, Any]:
        """As JSON, for the next process."""
        return {
            "hash": self.hash,
            "name": self.name,
            "shown": self.shown,
            "bot": self.bot,
            "began": self.began,
            "newest": self.newest,
            "owner": list(self.owner.items()),
            "unanswered": self.unanswered,
            "talks": {visit: {"floor": t.floor, "said": t.said, "heard": t.heard} for visit, t in self.talks.items()},
        }

    @classmethod
    def load(cls, peer: int, saved: Mapping[str, Any]) -> Chat:
        """What `dump` gave. Its visits are no longer open until they are attached again: see `kept`."""
        chat = cls(peer, saved["hash"], saved["name"], saved["shown"], saved["bot"], saved["began"])
        chat.newest = saved["newest"]
        chat.owner = OrderedDict((int(message), visit) for message, visit in saved["owner"])
        chat.unanswered = dict(saved["unanswered"])
        chat.talks = {v: Talk(None, t["floor"], dict(t["said"]), t["heard"]) for v, t in saved["talks"].items()}
        return chat


def floor_of(talks: Iterable[Talk]) -> int | None:
    """The lowest floor of these visits; None without any."""
    return min((talk.floor for talk in talks), default=None)


def _at_most(kept: OrderedDict[int, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
