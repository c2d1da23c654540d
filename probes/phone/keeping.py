"""What is kept of a call as evidence: the recording, where there is one, and all its instants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shopper.engine.probe import Host
from shopper.model import Evidence

from .line import Call


async def kept_of(call: Call, host: Host, file: Path | None, told: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """Put it into the evidence store. file: where the call was recorded by ourselves; told: what was measured."""
    found = []
    wav = await call.recording()
    if wav is None and file is not None:
        wav = await asyncio.to_thread(_taken, file)
    if wav:
        found.append(host.put_evidence(wav, media_type="audio/wav", name="call.wav"))
    text = json.dumps({"call": call.id, "number": call.number, **told})
    found.append(host.put_evidence(text.encode(), media_type="application/json", name="call.json"))
    return tuple(found)


def _taken(file: Path) -> bytes:
    """A recording's bytes; the file is not needed any more."""
    try:
        data = file.read_bytes()
        file.unlink()
    except OSError:
        return b""
    return data
