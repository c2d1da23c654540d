"""One account's messages, chats and what happened to them, in memory, and written down as they change."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from ..storage import Storage
from .records import Account, Happening, Message


@dataclass(slots=True)
class Chat:
    """What one account has with another. read_in: up to which message it has read; read_out: the other has."""

    peer: int
    read_in: int = 0
    read_out: int = 0
    ids: list[int] = field(default_factory=list)


class Box:
    """All that lies with one account."""

    def __init__(self, account: Account, storage: Storage) -> None:
        self.account = account
        self._storage = storage
        self.messages: dict[int, Message] = {}
        self.chats: dict[int, Chat] = {}
        self.happened: list[Happening] = []
        self.by_random: dict[int, int] = {}

    # as it was
    def load(self) -> None:
        owner = self.account.id
        for _, body in self._storage.telegram("message", owner):
            self._index(Message(**json.loads(body)))
        for pts, body in self._storage.telegram("happening", owner):
            row = json.loads(body)
            self.happened.append(Happening(pts, row["kind"], tuple(row["ids"]), row["peer"]))
        for peer, body in self._storage.telegram("chat", owner):
            chat = self.chat(peer)
            chat.read_in, chat.read_out = json.loads(body)

    def _index(self, message: Message) -> None:
        self.messages[message.id] = message
        self.chat(message.peer).ids.append(message.id)
        if message.random_id:
            self.by_random[message.random_id] = message.id

    def chat(self, peer: int) -> Chat:
        return self.chats.setdefault(peer, Chat(peer))

    # as it changes
    def next_id(self) -> int:
        self.account.last_id += 1
        return self.account.last_id

    def add(self, message: Message) -> Happening:
        self._index(message)
        self._write(message)
        return self._note("new", (message.id,), message.peer)

    def change(self, message: Message) -> Happening:
        """The message is another than it was."""
        self._write(message)
        return self._note("edit", (message.id,), message.peer)

    def remove(self, ids: Iterable[int]) -> Happening | None:
        """Those of them that are there."""
        gone = tuple(id_ for id_ in ids if id_ in self.messages)
        if not gone:
            return None
        for id_ in gone:
            message = self.messages.pop(id_)
            self.chat(message.peer).ids.remove(id_)
            self._storage.forget_telegram("message", self.account.id, id_)
        return self._note("delete", gone)

    def read(self, peer: int, up_to: int, *, by_other: bool) -> Happening | None:
        """All up to this message is read: what came in, or what we said, by the other. None: it was already."""
        chat = self.chat(peer)
        if up_to <= (chat.read_out if by_other else chat.read_in):
            return None
        if by_other:
            chat.read_out = up_to
        else:
            chat.read_in = up_to
        self._storage.put_telegram("chat", self.account.id, peer, json.dumps([chat.read_in, chat.read_out]))
        return self._note("read_out" if by_other else "read_in", (up_to,), peer)

    def _write(self, message: Message) -> None:
        body = json.dumps(asdict(message), ensure_ascii=False)
        self._storage.put_telegram("message", self.account.id, message.id, body)

    def _note(self, kind: str, ids: tuple[int, ...], peer: int = 0) -> Happening:
        self.account.pts += len(ids) if kind == "delete" else 1
        happening = Happening(self.account.pts, kind, ids, peer)
        self.happened.append(happening)
        body = json.dumps({"kind": kind, "ids": ids, "peer": peer})
        self._storage.put_telegram("happening", self.account.id, happening.pts, body)
        return happening

    # looked at
    def since(self, pts: int) -> list[Happening]:
        """What happened after this number."""
        return self.happened[bisect_left(self.happened, pts + 1, key=lambda happening: happening.pts) :]

    def unread(self, peer: int) -> int:
        chat = self.chat(peer)
        first = bisect_left(chat.ids, chat.read_in + 1)
        return sum(not self.messages[id_].out for id_ in chat.ids[first:])

    def page(
        self, peer: int, *, offset_id: int, before_us: int, add_offset: int, limit: int, max_id: int, min_id: int
    ) -> tuple[list[Message], int]:
        """Messages of a chat from new to old, and how many there are at all; what the numbers mean:
        https://core.telegram.org/api/offsets. before_us: only what was said before, 0 for all."""
        ids = self.chat(peer).ids
        older = bisect_left(ids, offset_id) if offset_id else len(ids)
        if before_us and not offset_id:  # clients send both when they turn the page, and dates are whole seconds
            older = min(older, bisect_left(ids, before_us, key=lambda id_: self.messages[id_].at_us))
        first = len(ids) - older + add_offset  # counted from the newest
        chosen = [ids[len(ids) - 1 - n] for n in range(max(first, 0), min(first + max(limit, 0), len(ids)))]
        found = [self.messages[id_] for id_ in chosen if (not max_id or id_ < max_id) and id_ > min_id]
        return found, len(ids)
