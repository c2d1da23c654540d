"""The sandbox's own log: the truth that measurements are checked against. One JSON line for each message."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A message as the company saw it.

    at_us: UTC microseconds since 1970; mono_ns: the sandbox process's monotonic clock at the same instant.
    dir: "in" when the company could first see what a customer wrote (after SMTP's 250, on receipt of the websocket
        frame), "out" when a message was on the customer's side (in the mailbox and pushed, in the websocket).
    channel: "chat" (or the name of another chat) or the company's e-mail address.
    kind: message, greeting, system, auto, bounce, closed; "edit" and "stream_end" are later changes of a message
        that has its own entry already. Those of calls are told in phone/call_log.py.
    more: what only some entries have: subject, to, references.
    """

    at_us: int
    mono_ns: int
    dir: str
    channel: str
    conversation: str
    id: str
    text: str
    sender: str
    kind: str = "message"
    more: Mapping[str, Any] = field(default_factory=dict)


class SandboxLog:
    """Appends entries to a file, each written out at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] = path.open("a", encoding="utf-8", buffering=1)

    def add(
        self,
        direction: str,
        channel: str,
        conversation: str,
        key: str,
        *,
        text: str,
        sender: str,
        kind: str = "message",
        at: tuple[int, int] | None = None,
        **more: Any,
    ) -> None:
        """Log a message as of now, or as of `at`: (UTC microseconds, monotonic nanoseconds)."""
        at_us, mono_ns = at or (time.time_ns() // 1000, time.monotonic_ns())
        entry = {
            "at_us": at_us, "mono_ns": mono_ns, "dir": direction, "channel": channel, "conversation": conversation,
            "id": key, "text": text, "sender": sender, "kind": kind, **more,
        }  # fmt: skip
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


def read_log(path: Path) -> list[LogEntry]:
    """Every whole line of the log, in order; [] while there is none. A last line cut short by a kill is left out."""
    if not path.exists():
        return []
    entries = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        names = ("at_us", "mono_ns", "dir", "channel", "conversation", "id", "text", "sender", "kind")
        known = {name: row.pop(name) for name in names}
        entries.append(LogEntry(**known, more=row))
    return entries


def said_twice(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """What customers said that the company got more than once: the second and later entries whose Message-ID (or key of
    a chat message) is there already, or that repeat the same text in the same conversation."""
    ids: Counter[tuple[str, str]] = Counter()
    texts: Counter[tuple[str, str, str]] = Counter()
    twice = []
    for entry in entries:
        if entry.dir != "in":
            continue
        by_id = (entry.channel, entry.id)
        by_text = (entry.channel, entry.conversation, " ".join(entry.text.split()))
        ids[by_id] += 1
        texts[by_text] += 1
        if (entry.id and ids[by_id] > 1) or (entry.conversation and texts[by_text] > 1):
            twice.append(entry)
    return twice
