"""Leases of lines: a dead owner's is free at once on the same machine, by its heartbeat elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import shopper
from shopper.errors import LineLeased
from shopper.journal.leases import described, is_gone, this_process
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore

_SAY_WHO_AND_STAY = """
import sys
from shopper.journal.leases import this_process
print(this_process(), flush=True)
sys.stdin.read()
"""


class Now:
    """A clock that goes only when told to."""

    us = 1_750_000_000_000_000

    def __call__(self) -> int:
        return self.us

    def pass_seconds(self, seconds: float) -> None:
        self.us += int(seconds * 1e6)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def store(tmp_path: Path, now: Now) -> Iterator[SqlStore]:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e", clock=now)) as opened:
        yield opened


@contextmanager
def another_process() -> Iterator[tuple[subprocess.Popen[str], str]]:
    source = str(Path(shopper.__file__).resolve().parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", _SAY_WHO_AND_STAY],
        env={**os.environ, "PYTHONPATH": source},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_this_process_has_one_name_and_lives() -> None:
    assert this_process() == this_process()
    assert this_process().split(":")[1] == str(os.getpid())
    assert not is_gone(this_process())
    assert described(this_process()).startswith(f"process {os.getpid()} on host ")


def test_a_line_of_a_living_process_is_refused_and_free_the_moment_it_is_gone(store: SqlStore) -> None:
    with another_process() as (process, owner):
        store.lease("line", owner)
        with pytest.raises(LineLeased, match=f"process {process.pid} on host"):
            store.lease("line", this_process())
        process.kill()
        process.wait()
        store.lease("line", this_process())
    assert [lease.owner for lease in store.leases()] == [this_process()]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to tell an ended process by")
def test_a_process_that_ended_and_was_not_reaped_is_gone() -> None:
    with another_process() as (process, owner):
        assert not is_gone(owner)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(owner)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to tell a start time by")
def test_a_process_id_that_was_given_away_again_does_not_keep_a_lease() -> None:
    host, pid, start, nonce = this_process().split(":")
    assert is_gone(":".join((host, pid, str(int(start) - 1), nonce)))


@pytest.mark.parametrize("owner", ["", "somebody", "a:b:c:d", "other.12345678:1:1:x", "::::::"])
def test_of_an_owner_elsewhere_or_unknown_nothing_is_known(owner: str) -> None:
    assert not is_gone(owner)


def test_elsewhere_an_owner_lives_as_long_as_its_heart_beats(store: SqlStore, now: Now) -> None:
    store.lease("line", "elsewhere.0:1:1:a")
    now.pass_seconds(25)
    store.lease("line", "elsewhere.0:1:1:a")
    now.pass_seconds(25)
    with pytest.raises(LineLeased, match="seen 25 s ago"):
        store.lease("line", this_process())
    now.pass_seconds(6)
    store.lease("line", this_process())
    with pytest.raises(LineLeased):
        store.lease("line", "elsewhere.0:1:1:a")


def test_how_long_a_heart_may_rest_is_the_callers_to_say(store: SqlStore, now: Now) -> None:
    store.lease("line", "elsewhere.0:1:1:a")
    now.pass_seconds(6)
    with pytest.raises(LineLeased):
        store.lease("line", this_process(), stale_after_s=10)
    store.lease("line", this_process(), stale_after_s=5)
