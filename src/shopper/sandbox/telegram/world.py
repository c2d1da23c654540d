"""Accounts and what they say to each other. Knows nothing of connections: whoever wants to hear of changes listens."""

from __future__ import annotations

import hmac
import json
import os
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from ..storage import Storage
from .boxes import Box
from .records import Account, Happening, Message, Upload

LONGEST = 4096  # characters of a message
LONGEST_CAPTION = 1024
_FIRST_PERSON = 5_000_100_001


class Refused(Exception):
    """The world doesn't do this. `name`: the error as Telegram calls it, such as PEER_ID_INVALID."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class World:
    """All accounts. changed: told each happening of an account, in the moment when it happens.
    typing: told (who sees it, who does it, what)."""

    def __init__(self, storage: Storage, clock: Callable[[], int] | None = None) -> None:
        self._storage = storage
        self.now_us = clock or (lambda: time.time_ns() // 1000)
        self.boxes: dict[int, Box] = {}
        self.keys: dict[bytes, int] = {}
        self.files: dict[int, Upload] = {}
        self._names: dict[str, int] = {}
        self._phones: dict[str, int] = {}
        self.changed: Callable[[Account, Happening], None] = lambda account, happening: None
        self.typing: Callable[[Account, Account, Any], None] = lambda viewer, who, action: None
        self._load()

    def _load(self) -> None:
        for _, body in self._storage.telegram("secret", 0):
            self._secret = bytes(body)
            break
        else:
            self._secret = os.urandom(32)
            self._storage.put_telegram("secret", 0, 0, self._secret)
        for _, body in self._storage.telegram("account", 0):
            self._know(Account(**json.loads(body))).load()
        for account, keys in ((box.account, self._storage.telegram("key", box.account.id)) for box in self._all()):
            self.keys |= {bytes(key): account.id for _, key in keys}
        for id_, body in self._storage.telegram("file", 0):
            facts, _, data = bytes(body).partition(b"\0")
            self.files[id_] = Upload(data=data, **json.loads(facts))

    def _all(self) -> list[Box]:
        return list(self.boxes.values())

    # accounts
    def add_account(
        self, username: str, *, first_name: str = "", bot: bool = False, phone: str = "", password: str = "",
        code: str = "12345",
    ) -> Account:  # fmt: skip
        """A new account; one of this name that is there already is brought up to date."""
        phone = "".join(filter(str.isdigit, phone))
        known = self.named(username) if username else None
        account = known or Account(_FIRST_PERSON + len(self.boxes), username, first_name or username)
        account.first_name, account.bot, account.phone = first_name or username, bot, phone
        account.password, account.code = password, code
        self._know(account)
        self.save(account)
        return account

    def _know(self, account: Account) -> Box:
        if account.username:
            self._names[account.username.lower()] = account.id
        if account.phone:
            self._phones[account.phone] = account.id
        return self.boxes.setdefault(account.id, Box(account, self._storage))

    def save(self, account: Account) -> None:
        self._storage.put_telegram("account", 0, account.id, json.dumps(asdict(account), ensure_ascii=False))

    def named(self, username: str) -> Account | None:
        found = self._names.get(username.lower().removeprefix("@"))
        return self.boxes[found].account if found is not None else None

    def of_phone(self, phone: str) -> Account | None:
        found = self._phones.get("".join(filter(str.isdigit, phone)))
        return self.boxes[found].account if found is not None else None

    def account(self, id_: int) -> Account:
        if id_ not in self.boxes:
            raise Refused("PEER_ID_INVALID")
        return self.boxes[id_].account

    def access_hash(self, viewer: int, whom: int) -> int:
        """What `viewer` must show to write to `whom`."""
        digest = hmac.digest(self._secret, struct.pack("<qq", viewer, whom), "sha256")
        return int.from_bytes(digest[:8], "little", signed=True)

    def bind(self, key: bytes, account: Account) -> None:
        """Whoever has this key is this account."""
        self.keys[key] = account.id
        self._storage.put_telegram("key", account.id, int.from_bytes(key[:8], "little", signed=True), key)

    def unbind(self, key: bytes) -> None:
        account = self.keys.pop(key, None)
        if account is not None:
            self._storage.forget_telegram("key", account, int.from_bytes(key[:8], "little", signed=True))

    # files
    def keep(self, upload: Upload) -> int:
        id_ = int.from_bytes(os.urandom(7), "little") | 1
        self.files[id_] = upload
        facts = {name: value for name, value in asdict(upload).items() if name != "data"}
        self._storage.put_telegram("file", 0, id_, json.dumps(facts).encode() + b"\0" + upload.data)
        return id_

    # what is said
    def say(
        self, sender: Account, peer: Account, text: str, *, random_id: int = 0, reply_to: int = 0, file: int = 0,
        group: int = 0, keyboard: dict[str, Any] | None = None,
    ) -> Message:  # fmt: skip
        """The message as it lies in the sender's box. Raises Refused."""
        mine, other = self.boxes[sender.id], self.boxes[peer.id]
        if random_id and random_id in mine.by_random:
            raise Refused("RANDOM_ID_DUPLICATE")
        if not text.strip() and not file:
            raise Refused("MESSAGE_EMPTY")
        if len(text) > (LONGEST_CAPTION if file else LONGEST):
            raise Refused("MEDIA_CAPTION_TOO_LONG" if file else "MESSAGE_TOO_LONG")
        if peer.id in sender.blocks:
            raise Refused("YOU_BLOCKED_USER")
        at_us = self.now_us()
        quoted = mine.messages.get(reply_to)
        message = Message(
            mine.next_id(), peer.id, True, at_us, text, time.monotonic_ns(), random_id=random_id, reply_to=reply_to,
            file=file, group=group, keyboard=keyboard,
        )  # fmt: skip
        comes = peer.id != sender.id and sender.id not in peer.blocks
        with self._storage.together():
            if comes:
                message.theirs = other.next_id()
            first = mine.add(message)
            self.save(sender)
            if comes:
                copy = replace(
                    message, id=message.theirs, peer=sender.id, out=False, random_id=0, theirs=message.id,
                    reply_to=quoted.theirs if quoted else 0,
                )  # fmt: skip
                second = other.add(copy)
                self.save(peer)
        if comes:  # the other first: the sender's own line is busy with the answer
            self.changed(peer, second)
        self.changed(sender, first)
        return message

    def edit(self, sender: Account, id_: int, text: str | None, keyboard: dict[str, Any] | None) -> Message:
        """Change what was said. text None: only the buttons change. Raises Refused."""
        box = self.boxes[sender.id]
        message = box.messages.get(id_)
        if message is None or not message.out:
            raise Refused("MESSAGE_ID_INVALID")
        text = message.text if text is None else text
        if (text, keyboard) == (message.text, message.keyboard):
            raise Refused("MESSAGE_NOT_MODIFIED")
        for account, one in self._copies(sender, message):
            one.text, one.keyboard, one.edited_us = text, keyboard, self.now_us()
            happening = self.boxes[account.id].change(one)
            self.save(account)
            self.changed(account, happening)
        return message

    def delete(self, account: Account, ids: Sequence[int], *, revoke: bool = True) -> Happening | None:
        """Messages of this account; from the other's box too unless revoke is False."""
        box = self.boxes[account.id]
        if revoke:
            for peer in {box.messages[id_].peer for id_ in ids if id_ in box.messages} - {account.id}:
                theirs = [box.messages[i].theirs for i in ids if i in box.messages and box.messages[i].peer == peer]
                self._tell(self.account(peer), self.boxes[peer].remove(theirs))
        return self._tell(account, box.remove(ids))

    def read(self, reader: Account, peer: Account, up_to: int) -> Happening | None:
        """`reader` has read the chat up to this message of his box; 0: all of it. The other sees it."""
        box = self.boxes[reader.id]
        came = [id_ for id_ in box.chat(peer.id).ids if not box.messages[id_].out and (not up_to or id_ <= up_to)]
        if not came:
            return None
        theirs = box.messages[came[-1]].theirs
        if theirs and peer.id != reader.id:
            self._tell(peer, self.boxes[peer.id].read(reader.id, theirs, by_other=True))
        return self._tell(reader, box.read(peer.id, came[-1], by_other=False))

    def _tell(self, account: Account, happening: Happening | None) -> Happening | None:
        if happening is not None:
            self.save(account)
            self.changed(account, happening)
        return happening

    def _copies(self, sender: Account, message: Message) -> list[tuple[Account, Message]]:
        """The message in the other's box and in the sender's."""
        copies = [(sender, message)]
        if message.theirs and (other := self.boxes[message.peer].messages.get(message.theirs)):
            copies.insert(0, (self.account(message.peer), other))
        return copies
