"""The sandbox in a process of its own."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from imapclient import IMAPClient

from shopper.errors import ConfigError, OurFault
from shopper.sandbox.process import ensure_running, running, stop

SCRIPT = (
    "company: B\ndomain: b.example\nmail:\n  help@b.example:\n    default: {replies: [{text: Yes., after: 0.2 s}]}\n"
)
_HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
LETTER = "From: o@shopper.example\r\nTo: help@b.example\r\nMessage-ID: <1@x>\r\nSubject: Hi\r\n\r\nHello\r\n"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "sandbox"
    yield folder
    stop(folder)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "staff.yaml"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_the_one_that_runs_is_found_again(state: Path, script: Path) -> None:
    facts = ensure_running(state, script)
    assert ensure_running(state, script) == facts
    assert running(state) == facts
    assert stop(state) is True
    assert running(state) is None
    assert stop(state) is False


def starter(state: Path, script: Path, then: str = "") -> list[str]:
    """A command that starts the sandbox, prints its pid, and goes on with `then`."""
    code = "import os, signal, sys; from pathlib import Path; from shopper.sandbox.process import ensure_running; "
    code += "print(ensure_running(Path(sys.argv[1]), Path(sys.argv[2])).pid, flush=True); "
    return [sys.executable, "-c", code + then, str(state), str(script)]


def test_it_outlives_the_one_who_started_it(state: Path, script: Path) -> None:
    killed = starter(state, script, "os.killpg(os.getpid(), signal.SIGKILL)")
    done = subprocess.run(killed, check=False, capture_output=True, start_new_session=True, timeout=90, env=_HERE)
    assert done.returncode == -signal.SIGKILL
    found = running(state)
    assert found is not None and found.pid == int(done.stdout)


def test_one_that_was_killed_comes_back_on_its_ports_and_says_what_was_due(state: Path, script: Path) -> None:
    before = ensure_running(state, script)
    with smtplib.SMTP("127.0.0.1", before.smtp, timeout=20) as smtp:
        smtp.sendmail("o@shopper.example", "help@b.example", LETTER)
    os.kill(before.pid, signal.SIGKILL)
    after = ensure_running(state, script)
    assert (after.site, after.smtp, after.imap) == (before.site, before.smtp, before.imap)
    assert after.pid != before.pid
    with IMAPClient("127.0.0.1", after.imap, ssl=False, timeout=20) as client:
        client.login("o@shopper.example", "sandbox")
        client.select_folder("INBOX")
        while not client.search("ALL"):
            client.idle()
            client.idle_check(timeout=20)
            client.idle_done()
        assert client.search("ALL") == [1]
    log = [json.loads(line) for line in after.log.read_text(encoding="utf-8").splitlines()]
    assert [entry["dir"] for entry in log] == ["in", "out"]


def test_another_script_is_another_company_on_the_same_ports(state: Path, script: Path) -> None:
    before = ensure_running(state, script)
    script.write_text(SCRIPT.replace("Yes.", "No."), encoding="utf-8")
    after = ensure_running(state, script)
    assert after.pid != before.pid
    assert after.site == before.site


def test_it_ends_by_itself_when_nobody_needs_it(state: Path, script: Path) -> None:
    facts = ensure_running(state, script, idle_s=0.2)
    lock = state / "running.lock"
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # is given when the sandbox has ended
    assert running(state) is None
    with pytest.raises(OSError, match="refused"):
        urlopen(facts.site, timeout=20)


def test_two_that_start_it_at_once_get_the_same_one(state: Path, script: Path) -> None:
    command = starter(state, script)
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, env=_HERE) for _ in range(2)]
    said = {process.communicate(timeout=90)[0] for process in both}
    assert len(said) == 1 and int(said.pop()) > 0


def test_a_script_with_mistakes_is_refused_before_anything_starts(state: Path, script: Path) -> None:
    script.write_text("company: B\ndomane: b.example\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="Did you mean “domain”"):
        ensure_running(state, script)
    assert running(state) is None


def test_one_that_cannot_start_says_why(tmp_path: Path, script: Path) -> None:
    state = tmp_path / "sandbox"
    (state / "log.jsonl").mkdir(parents=True)
    with pytest.raises(OurFault, match=r"log\.jsonl"):
        ensure_running(state, script)
