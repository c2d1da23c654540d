"""One folder with stable names over all waves: a page that lists them, and one that leads to the newest.

    out/index.html            all waves, the newest first
    out/index.json            the same for programs
    out/latest/index.html     leads to the newest wave's page; no link of the file system, so any web server serves it
    out/WAVE/scorecard.html   the page of one wave

Each file is put in its place whole: whoever reads meanwhile reads the old one or the new one.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..journal.events import Store
from ..journal.waves import waves
from ..programme import Programme, loading
from ..settings.models import Settings
from .clocks import to_datetime

INDEX, LATEST, PAGE = "index.html", "latest", "scorecard.html"
_SHOWN = ("headline", "counts", "language")


def list_waves(
    programme: Programme,
    settings: Settings,
    store: Store,
    state: Path,
    language: str,
    trend: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the list of all waves that the journal holds or that were listed before, with what their pages said;
    the files. A wave whose page was removed stays in the list. trend: of the degree over all of them."""
    out = state / "out"
    rows = _rows(settings, store, out)
    module = loading.load("reports.all_waves")
    templates = [layer / "reports" / "templates" for layer in programme.layers]
    data: dict[str, Any] = {
        "schema": "shopper-waves/1",
        "company": settings.company.name,
        "language": language,
        "waves": rows,
    }
    if trend is not None and len(trend["points"]) > 1:
        data["trend"] = trend
    newest = next((row for row in rows if row["page"]), None)
    (out / LATEST).mkdir(parents=True, exist_ok=True)
    return [
        _put(out / "index.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n"),
        _put(out / INDEX, module.render(data, templates)),
        _put(out / LATEST / INDEX, module.latest({**data, "newest": newest}, templates)),
    ]


def _rows(settings: Settings, store: Store, out: Path) -> list[dict[str, Any]]:
    before = {row["wave"]: row for row in _before(out / "index.json")}
    found: dict[str, dict[str, Any]] = {}
    for summary in waves(store):
        card = _card(out / summary.name / "scorecard.json")
        old = before.get(summary.name, {})
        row = {key: card.get(key, old.get(key)) for key in _SHOWN}
        began = card.get("wave", {}).get("began") or old.get("began") or _iso(summary.started.wall_us, settings)
        found[summary.name] = {"wave": summary.name, "began": began, "open": summary.open, **row}
    for name, old in before.items():  # of a journal that was begun anew
        found.setdefault(name, {**old, "open": False})
    for row in found.values():
        page = out / row["wave"] / PAGE
        row["page"] = f"{row['wave']}/{PAGE}" if page.is_file() else ""
    return sorted(found.values(), key=_moment, reverse=True)


def _moment(row: Mapping[str, Any]) -> tuple[datetime, str]:
    try:
        return datetime.fromisoformat(str(row["began"])).astimezone(UTC), row["wave"]
    except ValueError:
        return datetime.fromtimestamp(0, UTC), row["wave"]


def _iso(wall_us: int, settings: Settings) -> str:
    from zoneinfo import ZoneInfo

    return to_datetime(wall_us).astimezone(ZoneInfo(settings.company.zone)).isoformat(timespec="milliseconds")


def _before(path: Path) -> list[dict[str, Any]]:
    """What was listed the last time; nothing where that cannot be read: it is made of the journal again."""
    listed = _read(path).get("waves", [])
    return [row for row in listed if isinstance(row, dict) and isinstance(row.get("wave"), str)]


def _card(path: Path) -> dict[str, Any]:
    return _read(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _put(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(3)}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
