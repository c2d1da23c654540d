"""A wave among the waves before it: their tables from the disk, or of the journal; only those of its own sort."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from shopper.engine.history import about_wave, history_of, line_of, scripts_of
from shopper.journal import notes
from shopper.journal.events import Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

from ..scoring.history import table

SETTINGS: Any = SimpleNamespace(company=SimpleNamespace(name="Testland", zone="Europe/Kyiv"), environment="")
DAY_US = 86_400_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "journal.db", tmp_path / "evidence")
    yield opened
    opened.close()


def shop(
    store: Store, name: str, day: int, steps: tuple[str, ...] = ("I ask",), *, over: bool = True, **body: Any
) -> None:
    at = Stamp(1_790_000_000_000_000 + day * DAY_US)
    start = {"company": "Testland", **body}
    journey = {"feature": "a.feature", "scenario": "A", "example": "", "steps": list(steps), "seed": name}
    events = [
        NewEvent(wave=name, kind=Kind.WAVE_STARTED, at=at, body=start),
        NewEvent(wave=name, kind=Kind.JOURNEY_STARTED, at=at, journey=f"{name}-j", body=journey),
    ]
    store.append([*events, *([NewEvent(wave=name, kind=Kind.WAVE_FINISHED, at=at)] if over else [])])


def put(out: Path, name: str, said: Mapping[str, Any] | None, text: str = "") -> None:
    (out / name).mkdir(parents=True)
    document = json.dumps({**table(), **({"wave": said} if said is not None else {})})
    (out / name / "observations.json").write_text(text or document, encoding="utf-8")


def again(name: str) -> dict[str, Any]:
    return {**table(), "visits": table()["visits"][:3]}


def names(store: Store, out: Path, now: str = "") -> list[tuple[str, int]]:
    return [
        (w.name, len(w.table.rows) if w.table else 0) for w in history_of(SETTINGS, store, out, again, now=now).waves
    ]


def test_the_same_scenarios_have_the_same_digest_in_every_wave_and_an_edited_one_another(store: Store) -> None:
    shop(store, "one", 1)
    shop(store, "two", 2)
    shop(store, "three", 3, ("I ask twice",))
    assert scripts_of(store, "one") == scripts_of(store, "two") != scripts_of(store, "three")
    assert about_wave(store, "one", SETTINGS)["began"].endswith("+03:00")


def test_a_table_is_read_from_the_disk_and_made_of_the_journal_where_it_cannot_be(store: Store, tmp_path: Path) -> None:
    for day, name in enumerate(("stored", "broken", "gone"), 1):
        shop(store, name, day)
    put(tmp_path, "stored", about_wave(store, "stored", SETTINGS))
    put(tmp_path, "broken", None, "{")
    assert names(store, tmp_path) == [("stored", 30), ("broken", 3), ("gone", 3)]


def test_a_wave_of_a_journal_that_was_begun_anew_is_still_known_by_its_table(store: Store, tmp_path: Path) -> None:
    shop(store, "new", 5)
    put(tmp_path, "old", {"name": "old", "company": "Testland", "began": "2025-01-01T00:00:00+02:00", "scripts": "s"})
    put(tmp_path, "nameless", None)
    assert [name for name, _ in names(store, tmp_path)] == ["old", "new"]


def test_waves_of_another_environment_or_company_are_another_history(store: Store, tmp_path: Path) -> None:
    shop(store, "one", 1)
    shop(store, "staging", 2, environment="staging")
    shop(store, "other", 3, company="Elsewhere")
    shop(store, "open", 4, over=False)
    assert [name for name, _ in names(store, tmp_path, now="one")] == ["one", "open"]
    assert [name for name, _ in names(store, tmp_path, now="staging")] == ["staging"]
    assert [wave.over for wave in history_of(SETTINGS, store, tmp_path, again, now="one").waves] == [True, False]


def test_one_wave_alone_has_no_line(store: Store, tmp_path: Path) -> None:
    shop(store, "one", 1)
    assert line_of(history_of(SETTINGS, store, tmp_path, again, now="one"), store, {}) is None
    shop(store, "two", 2)
    made = notes.add(store, Stamp(1), at="2026-11-22T00:00:00+02:00", text="staffed", fix="email")
    line = line_of(history_of(SETTINGS, store, tmp_path, again, now="one"), store, {"email": "E-mail"})
    assert line is not None
    assert [point["wave"] for point in line["points"]] == ["one", "two"]
    assert [(mark["id"], mark["title"]) for mark in line["marks"]] == [(made.id, "E-mail")]
