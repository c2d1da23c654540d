"""What tests of probes share: a host that keeps everything it is told."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopper.engine.probe import Incoming
from shopper.model import Clock, Evidence, Stamp


class FakeHost:
    """engine.probe.Host without an engine. Everything told to it is kept in lists; `wait_for` waits for more."""

    def __init__(self, evidence_dir: Path) -> None:
        self.evidence_dir = evidence_dir
        self.incoming: list[Incoming] = []
        self.cursors: list[tuple[str, Any] | None] = []
        self.faults: list[tuple[str, str, str]] = []  # visit, message, code
        self.state: dict[str, Any] = {}
        self.evidence: dict[str, bytes] = {}
        self._changed = threading.Condition()

    def stamp(self) -> Stamp:
        return Stamp(time.time_ns() // 1000, time.monotonic_ns(), "test", Clock.LOCAL, 1_000)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        with self._changed:
            self.incoming.append(incoming)
            self.cursors.append(cursor)
            if cursor is not None:
                self.state[cursor[0]] = cursor[1]
            self._changed.notify_all()

    def fault(self, visit: str, message: str, *, code: str) -> None:
        with self._changed:
            self.faults.append((visit, message, code))
            self._changed.notify_all()

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        sha256 = hashlib.sha256(data).hexdigest()
        self.evidence[sha256] = data
        return Evidence(sha256, media_type, name, len(data))

    def get_state(self, key: str) -> Any | None:
        return self.state.get(key)

    def states(self, prefix: str = "") -> list[tuple[str, Any]]:
        with self._changed:
            found = sorted(self.state.items())
        return [(key, value) for key, value in found if key.startswith(prefix) and value is not None]

    def put_state(self, key: str, value: Any) -> None:
        with self._changed:
            self.state[key] = value
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[FakeHost], Any], *, within_s: float = 30.0) -> Any:
        """Block until `condition(self)` is true and return it. Call it in a thread where a loop must go on."""
        with self._changed:
            result = condition(self)
            deadline = time.monotonic() + within_s
            while not result:
                if not self._changed.wait(deadline - time.monotonic()) and time.monotonic() >= deadline:
                    raise AssertionError(
                        f"did not come within {within_s} s; heard: {self.incoming!r}; faults: {self.faults!r}"
                    )
                result = condition(self)
            return result


@pytest.fixture
def host(tmp_path: Path) -> FakeHost:
    """A fresh FakeHost with a folder for evidence."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    return FakeHost(folder)
