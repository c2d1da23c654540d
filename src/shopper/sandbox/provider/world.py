"""Everything the provider knows: whose which number is, all messages and calls. Kept over restarts."""

from __future__ import annotations

import json
from collections.abc import Callable

from ..storage import Storage
from .records import Call, Message, dump, new_sid, now_us


class World:
    """Used in the company's loop only."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        rows = storage.provider
        self._owner: dict[str, str] = dict(rows("number"))
        self.messages = {sid: Message(**json.loads(body)) for sid, body in rows("message")}
        self.calls = {sid: Call(**json.loads(body)) for sid, body in rows("call")}
        self.on_message: Callable[[Message], None] = lambda message: None

    def claims(self, number: str, account: str) -> bool:
        """Whether a number is the account's; one that is nobody's becomes its own."""
        if number not in self._owner:
            self._owner[number] = account
            self._storage.put_provider("number", number, account)
        return self._owner[number] == account

    def owner(self, number: str) -> str | None:
        """The account that has a number."""
        return self._owner.get(number)

    def send(self, account: str, sender: str, to: str, body: str, *, error: int = 0, words: str = "") -> Message:
        """A customer's message, taken now."""
        return self._put(Message(new_sid("SM"), account, sender, to, body, "outbound-api", now_us(), error, words))

    def arrive(self, sender: str, to: str, body: str) -> Message | None:
        """A message for a customer is there to be read from now on; None where nobody has the number."""
        account = self.owner(to)
        return self._put(Message(new_sid("SM"), account, sender, to, body, "inbound", now_us())) if account else None

    def _put(self, message: Message) -> Message:
        self.messages[message.sid] = message
        self._storage.put_provider("message", message.sid, dump(message))
        return message

    def put_call(self, call: Call) -> Call:
        """A call that was made, or changed."""
        self.calls[call.sid] = call
        self._storage.put_provider("call", call.sid, dump(call))
        return call
