"""The company's numbers for text messages: the office's outlet there, and the office's ear.

As on Telegram, staff do not remember for ever: after a pause a customer's next message begins a new conversation. Its
name is the customer's number and a count: +380501112233/2.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from ..log import SandboxLog
from ..office import Office
from ..storage import Storage
from .records import Message
from .server import Provider

_LOG = logging.getLogger(__name__)
Body = dict[str, Any]


class SmsDesks:
    """All desks that answer text messages."""

    def __init__(self, provider: Provider, office: Office, storage: Storage, log: SandboxLog) -> None:
        self.provider = provider
        self._office, self._storage, self._log = office, storage, log
        provider.world.on_message = self._hear

    def _hear(self, message: Message) -> None:
        channel, number = message.to, message.sender
        at = (message.at_us, time.monotonic_ns())
        conversation = self._conversation(channel, number, message.at_us)
        self._log.add("in", channel, conversation, message.sid, text=message.body, sender=number, at=at)
        self._office.hear(channel, conversation, message.body, at[0], key=message.sid, about={"contact": ""})

    def _conversation(self, channel: str, number: str, at_us: int) -> str:
        rows = dict(self._storage.provider(f"conversation {channel}"))
        count, last_us = json.loads(rows[number]) if number in rows else (0, 0)
        if not count or at_us - last_us > int(self._office.desk(channel).forgets * 1e6):
            count += 1
        self._touch(channel, number, count, at_us)
        return f"{number}/{count}"

    def _touch(self, channel: str, number: str, count: int, at_us: int) -> None:
        self._storage.put_provider(f"conversation {channel}", number, json.dumps([count, at_us]))

    # the office's outlet
    def deliver(self, key: str, body: Body) -> None:
        """Say it now: from now on it is in the list of the customer's messages."""
        channel = body["channel"]
        number, _, count = body["conversation"].rpartition("/")
        with self._storage.together():
            self._storage.forget_due(key)
            message = self.provider.world.arrive(body["from"] or channel, number, body["text"])
            if message is None:
                _LOG.warning("%s to %s: nobody has that number", channel, number)
                return
            if count != "0":  # else it answers what was asked elsewhere
                self._touch(channel, number, int(count), message.at_us)
            self._log.add(
                "out", channel, body["conversation"], message.sid, text=message.body, sender=message.sender,
                kind="auto" if body["bot"] else "message", at=(message.at_us, time.monotonic_ns()),
            )  # fmt: skip

    def typing(self, body: Body) -> None:
        """Nobody sees it."""
