"""What a chat is driven against when nothing of it is journalled."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopper.engine.probe import Incoming
from shopper.model import Clock, Evidence, Stamp


class LookHost:
    """engine.probe.Host that keeps what it is told in memory, and no picture of any message. changed: called after
    each message and each fault."""

    def __init__(self, folder: Path) -> None:
        self.evidence_dir = folder
        self.incoming: list[Incoming] = []
        self.faults: list[tuple[str, str]] = []
        self.changed: Callable[[], None] = lambda: None
        self._state: dict[str, Any] = {}

    def stamp(self) -> Stamp:
        """Now, by this process's clocks."""
        return Stamp(time.time_ns() // 1000, time.monotonic_ns(), "look", Clock.LOCAL, 1_000)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        """Keep a message; one that revises another takes its place."""
        if cursor is not None:
            self._state[cursor[0]] = cursor[1]
        earlier = next((n for n, known in enumerate(self.incoming) if known.key == incoming.key), None)
        if earlier is None:
            self.incoming.append(incoming)
        else:
            self.incoming[earlier] = incoming
        self.changed()

    def fault(self, visit: str, message: str, *, code: str) -> None:
        """Keep what broke: (message, code)."""
        self.faults.append((message, code))
        self.changed()

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        """Nothing is kept: the pictures of a look are its own."""
        return Evidence(hashlib.sha256(data).hexdigest(), media_type, name, len(data))

    def get_state(self, key: str) -> Any | None:
        """What was put there in this look."""
        return self._state.get(key)

    def states(self, prefix: str = "") -> list[tuple[str, Any]]:
        """What this look has put."""
        return [(key, value) for key, value in sorted(self._state.items()) if key.startswith(prefix)]

    def put_state(self, key: str, value: Any) -> None:
        """Kept until the look ends."""
        self._state[key] = value
