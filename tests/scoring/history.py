"""Waves for tests of history: the worked example's table, and the same with some of its visits changed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from shopper.scoring.pooling import Wave, wave_of

EXAMPLE = Path(__file__).parent / "odm" / "worked_example.json"


def table() -> dict[str, Any]:
    """The worked example's table, to be changed at will."""
    document: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    return {"config": document["config"], "visits": document["visits"], "findings": []}


def next_week() -> dict[str, Any]:
    """The worked example's next week: the e-mail is repaired, and the tariff has one price."""
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    changed = {visit["id"]: visit for visit in document["next_week"]["changed_visits"]}
    return {**table(), "visits": [changed.get(visit["id"], visit) for visit in document["visits"]]}


def wave(day: int, document: dict[str, Any] | None = None, **more: Any) -> Wave:
    """A wave that began on this day of November."""
    said = {"scripts": "s1", "began": f"2026-11-{day:02}T09:00:00+02:00", **more}
    return wave_of(copy.deepcopy(document or table()), f"w{day:02}", **said)


class Names:
    """Ids as they are."""

    def channel(self, channel: str) -> str:
        return channel.title()

    def subject(self, service: str, fact: str) -> str:
        return f"{service} {fact}"
