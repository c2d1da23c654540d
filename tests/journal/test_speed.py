"""That what is asked at every replay is found by an index, however large the journal is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.journal.statements import events_where
from shopper.model import Stamp

_NONE = {"wave": False, "journey": False, "visit": False, "kinds": False, "after": False}


@pytest.mark.parametrize(
    ("conditions", "index"),
    [
        ({"wave"}, "events_wave"),
        ({"wave", "after"}, "events_wave"),
        ({"wave", "journey"}, "events_journey"),
        ({"wave", "journey", "kinds"}, "events_journey"),
        ({"wave", "journey", "after"}, "events_journey"),
        ({"visit"}, "events_visit"),
        ({"kinds"}, "events_kind"),
    ],
)
def test_events_are_found_by_the_index_for_the_question(tmp_path: Path, conditions: set[str], index: str) -> None:
    path = tmp_path / "j.db"
    with closing(open_store(path, tmp_path / "e")) as store:
        store.append([NewEvent("w", Kind.OP, Stamp(n), f"j{n % 40}", f"v{n % 80}", n // 40, {}) for n in range(400)])
    asked: dict[str, Any] = {**_NONE, **dict.fromkeys(conditions, True)}
    statement = events_where(**asked)
    values = {"wave": "w", "journey": "j1", "visit": "v1", "after": 1, "kinds": [Kind.OP.value, Kind.WAIT.value]}
    bound = statement.params({name: values[name] for name in conditions})
    text = str(bound.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with closing(sqlite3.connect(path)) as db:
        plan = " / ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {text}"))
    assert f"USING INDEX {index} " in plan
    assert "SCAN events" not in plan
