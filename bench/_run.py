"""Runs `shopper` in a process of its own, watches its journal and its memory, and ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


class BenchFailed(Exception):
    """A measurement could not be taken; the sentence says why."""


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours, with this checkout's source on the path of new processes."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, **(more or {})}


class Shopper:
    """`shopper ARGS` on a programme, its output in a file beside the programme."""

    def __init__(self, programme: Path, *args: str, env: Mapping[str, str] | None = None, command: str = "run") -> None:
        self.programme = programme
        self.output = programme / "output.txt"
        self.journal = programme / ".shopper" / "journal.db"
        with self.output.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "shopper", command, "-C", str(programme), "--no-board", *args],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=programme, env=environment(env),
                start_new_session=True,
            )  # fmt: skip

    @property
    def ended(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._process.poll()

    @property
    def rss_mb(self) -> float:
        """Resident memory of the process itself, in MB."""
        return psutil.Process(self._process.pid).memory_info().rss / 1e6

    @property
    def cpu_s(self) -> float:
        """CPU seconds it has used."""
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)

    def wait(self, timeout_s: float) -> int:
        """Its exit code. Raises BenchFailed when it does not end in time."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise BenchFailed(f"the run did not end within {timeout_s:.0f} s{self.last_words()}") from None

    def kill(self) -> None:
        """SIGKILL to it, and then to what it started (a browser ends by itself, but not at once)."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def until(self, what: str, check: Callable[[], bool], timeout_s: float) -> None:
        """Wait until `check` holds. Raises BenchFailed when the run ends before, or time is over."""
        deadline = time.monotonic() + timeout_s
        while not check():
            if self.ended is not None:
                raise BenchFailed(f"the run ended (code {self.ended}) before {what}{self.last_words()}")
            if time.monotonic() > deadline:
                raise BenchFailed(f"{what} did not come within {timeout_s:.0f} s{self.last_words()}")
            time.sleep(0.1)

    def last_words(self) -> str:
        """The end of its output, for a message."""
        text = self.output.read_text(encoding="utf-8", errors="replace")[-1500:]
        return f". Its last words:\n{text}" if text else ""

    def count(self, kind: str) -> int:
        """How many events of a kind its journal holds now; 0 while there is no journal."""
        return count_events(self.journal, kind)

    def quiet(self, *, cpu_share: float = 0.1, timeout_s: float = 60.0) -> None:
        """Wait until it does almost nothing for a second."""
        deadline = time.monotonic() + timeout_s
        before = self.cpu_s
        while time.monotonic() < deadline:
            time.sleep(1.0)
            now = self.cpu_s
            if now - before < cpu_share:
                return
            before = now


@contextmanager
def shopping(
    programme: Path, *args: str, env: Mapping[str, str] | None = None, command: str = "run"
) -> Iterator[Shopper]:
    """A Shopper that is gone at the end, however that comes."""
    shopper = Shopper(programme, *args, env=env, command=command)
    try:
        yield shopper
    finally:
        shopper.kill()


def count_events(journal: Path, kind: str = "") -> int:
    """Events in a journal, of one kind or all; read beside the process that writes it."""
    if not journal.is_file():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=5)) as db:
            where, values = ("WHERE kind = ?", (kind,)) if kind else ("", ())
            return int(db.execute(f"SELECT count(*) FROM events {where}", values).fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # it is just being made
