"""Starts the sandbox company beside a run and finds it again: it outlives the one who started it, killed or not."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import OurFault
from .company import SandboxFacts
from .serving import FACTS, HEALTH, OUTPUT, RUNNING, played
from .staff import load_staff

_START_S = 60.0  # it takes half a second; a machine under load takes longer
_STOP_S = 15.0
_LOOK_S = 0.02


def ensure_running(state_dir: Path, staff_file: Path, *, idle_s: float | None = None) -> SandboxFacts:
    """The sandbox of this folder, playing this script: the one that runs there, else a new one, on the ports of the
    last. Safe to call from several processes at once.

    idle_s: it ends when idle for so long (seconds; 900 when None). Raises ConfigError for a script with mistakes and
    OurFault when it cannot be started.
    """
    state = state_dir.resolve()
    state.mkdir(parents=True, exist_ok=True)
    load_staff(staff_file)
    plays = played(hashlib.sha256(staff_file.read_text(encoding="utf-8").encode()).hexdigest())
    with _alone(state):
        if _is_running(state):
            found = _ask(state, stay=True)
            if found is not None and found["plays"] == plays:
                return _facts(found)
            _end(state)
        return _start(state, staff_file.resolve(), idle_s)


def stop(state_dir: Path) -> bool:
    """End the sandbox of this folder and wait until it is gone; False if none ran."""
    state = state_dir.resolve()
    if not state.is_dir():
        return False
    with _alone(state):
        if not _is_running(state):
            return False
        _end(state)
        return True


def running(state_dir: Path) -> SandboxFacts | None:
    """The sandbox of this folder if one runs and answers."""
    state = state_dir.resolve()
    found = _ask(state) if state.is_dir() and _is_running(state) else None
    return _facts(found) if found else None


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Only one process at a time starts or stops a sandbox in a folder."""
    with (state / "starting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_running(state: Path) -> bool:
    with (state / RUNNING).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _ask(state: Path, *, stay: bool = False) -> dict[str, Any] | None:
    """Its facts, from itself; None if it gives no answer. It may still be on its way up.
    stay: begin to count its idle time anew."""
    deadline = time.monotonic() + _START_S
    while _is_running(state) and time.monotonic() < deadline:
        try:
            facts = json.loads((state / FACTS).read_text(encoding="utf-8"))
            with urllib.request.urlopen(facts["site"] + HEALTH + "?stay" * stay, timeout=5) as answer:
                alive: dict[str, Any] = json.load(answer)
                return alive if alive["pid"] == facts["pid"] else None
        except FileNotFoundError:
            time.sleep(_LOOK_S)
        except (OSError, ValueError, KeyError):
            return None
    return None


def _end(state: Path) -> None:
    """End the one that holds the folder: politely, then not."""
    for force in (signal.SIGTERM, signal.SIGKILL):
        try:
            pid = int(json.loads((state / FACTS).read_text(encoding="utf-8"))["pid"])
            os.kill(pid, force)
        except FileNotFoundError:
            pass  # it is ending by itself
        except (ProcessLookupError, PermissionError, ValueError, KeyError):
            pass
        deadline = time.monotonic() + _STOP_S
        while _is_running(state):
            if time.monotonic() > deadline:
                break
            time.sleep(_LOOK_S)
        else:
            return
    raise OurFault(f"the sandbox in {state} does not end; end its process by hand, then try again", code="sandbox")


def _start(state: Path, staff_file: Path, idle_s: float | None) -> SandboxFacts:
    ready, told = os.pipe()
    command = [sys.executable, "-m", "shopper.sandbox", "--state", str(state), "--staff", str(staff_file), "--detach"]
    command += ["--ready-fd", str(told)] + ([] if idle_s is None else ["--for", f"{idle_s} s"])
    source = str(Path(__file__).resolve().parents[2])  # a bare clone is not on the path of a new process
    path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))
    try:
        with (state / OUTPUT).open("ab") as output:
            child = subprocess.Popen(
                command, pass_fds=[told], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                cwd=state, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
            os.close(told)
            told = -1
            child.wait(timeout=_START_S)  # it leaves its work to a process of its own and ends at once
        news = json.loads(_read_line(ready) or "{}")
    finally:
        os.close(ready)
        if told >= 0:
            os.close(told)
    if "site" not in news:
        why = news.get("failed") or f"it ended before it was ready; see {state / OUTPUT}"
        raise OurFault(f"the sandbox company could not be started: {why}", code="sandbox")
    return _facts(news)


def _read_line(pipe: int) -> str:
    """What the new process tells: one line, or "" when it ended without a word or took too long."""
    deadline, got = time.monotonic() + _START_S, b""
    while b"\n" not in got:
        there, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        more = os.read(pipe, 65536) if there else b""
        if not more:
            return ""
        got += more
    return got.decode()


def _facts(data: dict[str, Any]) -> SandboxFacts:
    # One that an older program started tells none of these.
    telegram = data.get("telegram", 0), data.get("telegram_key", ""), data.get("sip", 0)
    return SandboxFacts(data["site"], data["smtp"], data["imap"], Path(data["log"]), data["pid"], *telegram)
