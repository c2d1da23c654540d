"""What a probe sees of the engine: the other side of engine.probe.Host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import Evidence, Stamp
from . import clocks
from .probe import Incoming

if TYPE_CHECKING:
    from .host import Hosting


class ProbeHost:
    """engine.probe.Host for one kind of channel."""

    def __init__(self, host: Hosting, kind: str) -> None:
        self._host, self._scope, self._kind = host, f"probe:{kind}", kind
        self.evidence_dir: Path = host.evidence_dir
        self._state: dict[str, Any] = {}  # what was put and may not be stored yet

    def stamp(self) -> Stamp:
        return clocks.now(self._host.process)

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        if cursor is None:
            self._host.writer.heard(incoming, (), by_kind=self._kind)
            return
        key, value = cursor[0], _as_json(cursor[1])
        self._state[key] = value
        self._host.writer.heard(incoming, ((self._scope, key, value),), by_kind=self._kind)

    def fault(self, visit: str, message: str, *, code: str) -> None:
        self._host.fault(visit, message, code=code, kind=self._kind)

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        return self._host.store.put_evidence(data, media_type=media_type, name=name)

    def get_state(self, key: str) -> Any | None:
        return _as_json(self._state[key]) if key in self._state else self._host.store.get_state(self._scope, key)

    def states(self, prefix: str = "") -> list[tuple[str, Any]]:
        found = self._host.store.list_state(self._scope)
        return [(key, value) for key, value in found if key.startswith(prefix)]

    def put_state(self, key: str, value: Any) -> None:
        # By the same way as what is heard: a cursor that was handed in before must not overwrite this later.
        self._state[key] = value = _as_json(value)
        self._host.writer.put_state(self._scope, key, value)


def _as_json(value: Any) -> Any:
    """A copy as it will be read again; the probe may go on changing its own. Raises TypeError for what is not JSON."""
    return json.loads(json.dumps(value))
