"""The hash chain: its format, and that whatever is changed behind the journal's back is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import JournalError
from shopper.journal.chain import canonical_json, chain_id, read_json
from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.model import Stamp

_TEXT = st.text(st.characters(exclude_categories=()))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(_JSON)
def test_canonical_json_is_utf_8_and_writes_again_what_it_read(value: Any) -> None:
    written = canonical_json(value)
    written.decode()
    assert canonical_json(read_json(written)) == canonical_json(json.loads(json.dumps(value)))


def test_canonical_json_sorts_keys_and_has_no_spaces() -> None:
    assert canonical_json({"б": [1, 2.5], "a": None}) == '{"a":null,"б":[1,2.5]}'.encode()


@given(
    st.lists(st.text("a/%2F", max_size=4), min_size=3, max_size=3),
    st.lists(st.text("a/%2F", max_size=4), min_size=3, max_size=3),
)
def test_two_chains_never_share_an_id(one: list[str], other: list[str]) -> None:
    assert (chain_id(*one) == chain_id(*other)) == (one == other)


def test_the_chain_is_the_documented_one(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "j.db", tmp_path)) as store:
        store.append([NewEvent("w", Kind.HEARD, Stamp(5, 6, "p"), "j", "v", None, {"text": "Hi"})])
    with closing(sqlite3.connect(tmp_path / "j.db")) as db:
        salt, data = db.execute("SELECT salt, data FROM payloads").fetchone()
        committed, previous, digest = db.execute("SELECT commitment, prev_hash, hash FROM events").fetchone()
    header = (
        b'{"accuracy_us":1000,"clock":"local","journey":"j","kind":"heard","mono_ns":6,"n":0,"op":null,'
        b'"process":"p","seq":1,"v":1,"visit":"v","wall_us":5,"wave":"w"}'
    )
    assert len(salt) == 16
    assert data == b'{"text":"Hi"}'
    assert committed == sha256(salt + data).digest()
    assert previous == sha256(b"w/j/v").digest()
    assert digest == sha256(previous + header + committed).digest()


Tamper = Callable[[str], None]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Events 1 to 6: one of the journey's own, four of visit v1 (2, 3, 4, 6), one of visit v2 (5)."""
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        visits = ["", "v1", "v1", "v1", "v2", "v1"]
        store.append(
            [NewEvent("w", Kind.NOTE, Stamp(n), "j", v, None, {"text": f"words {n}"}) for n, v in enumerate(visits)]
        )
        assert store.verify() == []
    return tmp_path / "j.db"


@pytest.fixture
def tamper(journal: Path) -> Iterator[Tamper]:
    with closing(sqlite3.connect(journal)) as db:

        def run(script: str) -> None:
            db.executescript(script)

        yield run


def found(journal: Path, wave: str | None = None) -> list[str]:
    with closing(open_store(journal, journal.parent / "e")) as store:
        return store.verify(wave=wave)


V1 = "Visit v1 of journey j, wave w: "


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            "UPDATE payloads SET data = replace(data, 'words', 'sword') WHERE seq = 3",
            V1 + "the text of event 3 (note) was altered after it was recorded.",
        ),
        (
            "UPDATE payloads SET salt = NULL, data = CAST('{}' AS BLOB) WHERE seq = 3",
            V1 + "the text of event 3 (note) was altered after it was recorded.",
        ),
        (
            "UPDATE payloads SET salt = NULL, data = NULL WHERE seq = 3",
            V1 + "the text of event 3 (note) is missing, and was not destroyed by the journal.",
        ),
        (
            "UPDATE events SET process = x'00ff' WHERE seq = 4",
            V1 + "event 4 (note) was altered: its header is not what was recorded.",
        ),
        (
            "UPDATE events SET clock = 'sundial', commitment = 'x' WHERE seq = 4",
            V1 + "event 4 (note) was altered: its header is not what was recorded.",
        ),
        (
            "UPDATE events SET wall_us = wall_us + 1 WHERE seq = 4",
            V1 + "event 4 (note) was altered: its header is not what was recorded.",
        ),
        (
            "UPDATE events SET kind = 'heard' WHERE seq = 1",
            "Journey j of wave w: event 1 (heard) was altered: its header is not what was recorded.",
        ),
        (
            "DELETE FROM payloads WHERE seq = 3; DELETE FROM events WHERE seq = 3",
            V1 + "1 event is missing before event 4 (note).",
        ),
        (
            "DELETE FROM payloads WHERE seq IN (2, 3); DELETE FROM events WHERE seq IN (2, 3)",
            V1 + "2 events are missing before event 4 (note).",
        ),
        (
            "DELETE FROM payloads WHERE seq = 6; DELETE FROM events WHERE seq = 6",
            V1 + "1 event is missing at its end (4 were recorded, 3 are there).",
        ),
        (
            "DELETE FROM payloads WHERE seq = 5; DELETE FROM events WHERE seq = 5",
            "Visit v2 of journey j, wave w: 1 event is missing at its end (1 were recorded, 0 are there).",
        ),
        (
            "UPDATE events SET seq = 99 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; "
            "UPDATE events SET seq = 4 WHERE seq = 99",
            V1 + "events were reordered: event 3 (note) does not stand where it was recorded.",
        ),
        (
            "DELETE FROM payloads WHERE seq = 4",
            V1 + "the text of event 4 (note) is missing, and was not destroyed by the journal.",
        ),
        (
            "UPDATE events SET visit = 'v9' WHERE seq = 5",
            "Visit v9 of journey j, wave w: event 5 (note) was altered: it does not follow the event before it.",
        ),
        (
            "DELETE FROM chains WHERE chain = 'w/j/v2'",
            "Visit v2 of journey j, wave w: the journal holds 1 of its events and no note of where it ends; something "
            "was added or removed.",
        ),
        (
            "UPDATE chains SET length = 2 WHERE chain = 'w/j/v1'",
            V1 + "it does not end where the journal noted (2 events were recorded, 4 are there).",
        ),
    ],
)
def test_what_was_changed_is_named(journal: Path, tamper: Tamper, script: str, sentence: str) -> None:
    tamper(script)
    assert sentence in found(journal)
    assert found(journal, wave="w") == found(journal)
    assert found(journal, wave="another") == []


@pytest.mark.parametrize(
    "script",
    ["UPDATE events SET kind = 'sang' WHERE seq = 4", "UPDATE payloads SET data = CAST('{' AS BLOB) WHERE seq = 4"],
)
def test_an_event_that_cannot_be_read_is_named(journal: Path, tamper: Tamper, script: str) -> None:
    tamper(script)
    with closing(open_store(journal, journal.parent / "e")) as store, pytest.raises(JournalError, match="Event 4 of"):
        store.events()


def test_a_broken_visit_does_not_hide_that_the_others_hold(journal: Path, tamper: Tamper) -> None:
    tamper("UPDATE events SET wall_us = 0 WHERE seq = 6")
    assert found(journal) == [V1 + "event 6 (note) was altered: its header is not what was recorded."]


def test_a_destroyed_text_cannot_be_read_from_the_files(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        events = store.append(
            [
                NewEvent("w", Kind.HEARD, Stamp(n), "j", "v", None, {"text": f"card {n} 4111-1111 " * 20})
                for n in range(9)
            ]
        )
        store.destroy_payload(events[4].seq)
        files = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
        assert b"card 3 4111" in files
        assert b"card 4 4111" not in files
        assert store.verify() == []
