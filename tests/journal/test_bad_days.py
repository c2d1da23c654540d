"""Crashes, full disks, locks and damage: nothing that was recorded is lost, and a sentence says what to do."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import shopper
from shopper.errors import Exit, JournalError
from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore
from shopper.model import Stamp

_BEGIN = """
import sys
from pathlib import Path
from shopper.errors import JournalError
from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.model import Stamp
folder = Path(sys.argv[1])
"""

_WRITE_UNTIL_KILLED = """
store = open_store(folder / "j.db", folder / "e")
n = (store.events() or [None])[-1]
n = 0 if n is None else n.seq
while True:
    burst = 1 if n % 3 else 20
    events = store.append(
        [NewEvent("w", Kind.HEARD, Stamp(n), f"j{n % 5}", f"v{n % 5}", None, {"text": "слово " * 50})] * burst,
        state=[("mailbox", "cursor", n + burst)],
    )
    n = events[-1].seq
    print(n, flush=True)
"""

_WRITE_UNTIL_FULL = """
import resource
store = open_store(folder / "j.db", folder / "e")
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
n = 0
try:
    while True:
        store.append([NewEvent("w", Kind.HEARD, Stamp(n), "j", "v", None, {"text": "слово " * 100})])
        n += 1
except JournalError as error:
    print(n)
    print(error)
try:
    store.put_evidence(b"x" * 2_500_000, media_type="audio/wav", name="call.wav")
except JournalError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(store.append([NewEvent("w", Kind.HEARD, Stamp(n), "j", "v")])[0].seq)
"""


def _python(script: str, folder: Path) -> subprocess.Popen[str]:
    source = str(Path(shopper.__file__).resolve().parent.parent)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _BEGIN + script, str(folder)],
        env={**os.environ, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e", busy_s=0.05)) as opened:
        yield opened


def heard(text: str = "") -> NewEvent:
    return NewEvent("w", Kind.HEARD, Stamp(1), "j", "v", None, {"text": text})


def test_every_append_that_returned_is_there_after_kill_9(tmp_path: Path) -> None:
    draw = random.Random(7)
    for _ in range(6):
        with _python(_WRITE_UNTIL_KILLED, tmp_path) as writer:
            assert writer.stdout is not None
            last = 0
            for _ in range(draw.randint(1, 60)):
                last = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            # What it could still say before it died has returned, too.
            for line in writer.stdout:
                if line.endswith("\n"):
                    last = int(line)
        with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
            seqs = [event.seq for event in store.events()]
            assert seqs == list(range(1, len(seqs) + 1))
            assert len(seqs) >= last > 0
            # The cursor never runs ahead of what was heard, nor behind it.
            assert store.get_state("mailbox", "cursor") == len(seqs)
            assert store.verify() == []


@pytest.mark.skipif(os.name != "posix", reason="limits on the size of files are a POSIX matter")
def test_a_disk_that_fills_up_is_told_and_costs_nothing_recorded(tmp_path: Path) -> None:
    with _python(_WRITE_UNTIL_FULL, tmp_path) as writer:
        out, _ = writer.communicate()
    assert writer.returncode == 0, out
    written, of_journal, of_evidence, after = out.splitlines()
    assert int(written) > 20
    assert "Make room" in of_journal and str(tmp_path / "j.db") in of_journal
    assert "Make room" in of_evidence and str(tmp_path / "e") in of_evidence
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        assert len(store.events()) == int(written) + 1 == int(after)
        assert store.verify() == []
    assert [path for path in (tmp_path / "e").rglob("*") if path.is_file()] == []


def test_a_full_database_takes_up_again_when_there_is_room(store: SqlStore) -> None:
    store.append([heard()])
    pages = store._db.pragma("page_count")
    store._db.pragma(f"max_page_count = {pages}")
    with pytest.raises(JournalError, match="The disk is full") as told:
        store.append([heard("x" * 100_000)], state=[("s", "k", 1)])
    assert told.value.exit_code == Exit.OUR_FAULT
    store._db.pragma("max_page_count = 100000")
    store.append([heard("y")])
    assert [event.body["text"] for event in store.events()] == ["", "y"]
    assert store.get_state("s", "k") is None
    assert store.verify() == []


def test_a_journal_that_another_process_holds_locked_is_told_and_can_still_be_read(
    store: SqlStore, tmp_path: Path
) -> None:
    store.append([heard()])
    with closing(sqlite3.connect(tmp_path / "j.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="is locked by another process"):
            store.append([heard()])
        assert len(store.events()) == 1
        other.execute("ROLLBACK")
    store.append([heard()])
    assert len(store.events()) == 2


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    path.write_bytes(b"Dear diary,\n" * 500)
    with pytest.raises(JournalError, match="is not a journal"):
        open_store(path, tmp_path / "e")
    assert path.read_bytes() == b"Dear diary,\n" * 500


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE events (what TEXT)")
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not a journal of shopper's"):
        open_store(path, tmp_path / "e")
    assert path.read_bytes() == before


def test_damaged_pages_are_told_when_they_are_read_and_when_they_are_verified(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(open_store(path, tmp_path / "e")) as store:
        store.append([heard("words " * 50)] * 300)
    whole = bytearray(path.read_bytes())
    # The tables' definitions stay, what is in them does not.
    whole[len(whole) // 4 :] = os.urandom(len(whole) - len(whole) // 4)
    path.write_bytes(whole)
    with closing(open_store(path, tmp_path / "e")) as store:
        with pytest.raises(JournalError, match="damaged"):
            store.events()
        try:
            sentences = store.verify()
        except JournalError as error:
            sentences = [str(error)]
        assert "is damaged" in sentences[0]


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    open_store(path, tmp_path / "e").close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(JournalError, match=r"written by a newer shopper \(its version is 99.*Upgrade"):
        open_store(path, tmp_path / "e")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(JournalError, match=r"taken.* cannot be made a folder"):
        open_store(tmp_path / "taken" / "j.db", tmp_path / "e")
    with pytest.raises(JournalError, match=r"taken.* cannot be made a folder"):
        open_store(tmp_path / "j.db", tmp_path / "taken")


def test_a_journal_path_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        open_store(tmp_path, tmp_path / "e")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(JournalError, match=r"Check .*permissions"):
        open_store(tmp_path / "closed" / "j.db", tmp_path / "e")


@pytest.mark.parametrize("url", ["postgresql://shopper:secret@db/journal", "sqlite://", "://"])
def test_a_url_that_no_journal_can_be_at_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(JournalError) as told:
        open_store(url, tmp_path / "e")
    assert "secret" not in str(told.value)


def test_a_journal_may_be_named_by_a_url(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path}/new/j.db", tmp_path / "e")) as store:
        store.append([heard()])
    assert (tmp_path / "new" / "j.db").is_file()


def test_two_who_open_a_new_journal_at_once_both_get_it(tmp_path: Path) -> None:
    script = """
store = open_store(folder / "j.db", folder / "e")
store.append([NewEvent("w", Kind.NOTE, Stamp(1))])
store.close()
"""
    openers = [_python(script, tmp_path) for _ in range(3)]
    for opener in openers:
        with opener:
            opener.communicate()
    assert [opener.returncode for opener in openers] == [0, 0, 0]
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        assert len(store.events()) == 3
        assert store.verify() == []
