"""The sandbox's own chat with the staff's words of staff.py, and its log read as theirs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from shopper.sandbox.log import LogEntry, read_log

from .staff import ANSWERS, AWAY, GREETINGS, PART_S, QUEUE, Reply


def script(streaming: Iterable[str], plain: Iterable[str], away: Iterable[str]) -> str:
    """The staff's script with a chat of each name: whose texts stream, come whole, or where an automatic text says that
    nobody is there."""
    chats: dict[str, Any] = {}
    for names, streams in ((plain, False), (streaming, True)):
        for name in names:
            rules = [
                {"words": [said], "replies": [_reply(reply, streams=streams) for reply in replies]}
                for said, replies in ANSWERS.items()
            ]
            chats[name] = {"as": "Iryna", "greeting": [{"text": text} for text in GREETINGS], "rules": rules}
    for name in away:
        replies = [{"after": "0.1 s", "text": AWAY, "bot": True}]
        chats[name] = {"greeting": [{"text": text} for text in GREETINGS], "default": {"replies": replies}}
    return yaml.safe_dump({"company": "Bright Shop", "domain": "brightshop.example", "chats": chats})


def _reply(reply: Reply, *, streams: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"after": f"{reply.after} s", "text": reply.text}
    if reply.text == QUEUE:
        made["system"] = True
    elif streams and reply.parts > 1:
        made["stream"] = f"{reply.parts * PART_S:.2f} s"
    elif reply.after > 1:
        made["typing"] = f"{reply.after - 0.2:.1f} s"
    return made


class SandboxDesk:
    """A conversation in the sandbox's own log, as staff.Desk tells it."""

    def __init__(self, log: Path, chat: str) -> None:
        self.greetings: tuple[str, ...] = GREETINGS
        self._log = log
        self._chat = chat

    def received(self) -> list[str]:
        return [entry.text for entry in self._entries("in")]

    def sent(self) -> list[str]:
        later = ("greeting", "edit", "stream_end", "closed")
        return [entry.text for entry in self._entries("out") if entry.kind not in later]

    def _entries(self, direction: str) -> list[LogEntry]:
        return [e for e in read_log(self._log) if e.dir == direction and e.channel == self._chat]
