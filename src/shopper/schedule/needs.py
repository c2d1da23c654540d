"""What the scenarios of a wave need, written by a collecting pytest and read by who plans without playing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..engine.credible import Need
from ..engine.identity import Identity


def write_needs(path: Path, needs: Iterable[tuple[Identity, Need]]) -> None:
    """Write them as JSON. Raises OSError."""
    rows = [{"identity": asdict(replace(identity, wave="")), "need": asdict(need)} for identity, need in needs]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read_needs(path: Path) -> list[Mapping[str, Any]]:
    """The rows that were written. Raises OSError."""
    rows: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def needs_in(rows: Sequence[Mapping[str, Any]], wave: str) -> list[Need]:
    """Needs from their rows, as journeys of a wave."""
    found = []
    for row in rows:
        given = dict(row["need"])
        given["journey"] = Identity(**{**row["identity"], "wave": wave}).id
        for name in ("channels", "services", "real"):
            given[name] = tuple(given[name])
        given["asks"] = tuple((service, channel) for service, channel in given["asks"])
        found.append(Need(**given))
    return found
