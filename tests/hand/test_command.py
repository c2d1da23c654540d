"""The command `shopper hand`."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.hand.test_wave_and_page import ASK, by_hand
from tests.programmes import environment


def started(root: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "shopper", "hand", "--port", "0", *args],
        cwd=root,
        env=environment({"LC_ALL": "C"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said_until(process: subprocess.Popen[str], last: str) -> str:
    """What it printed up to a line that holds this."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if last in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.parametrize("lan", [False, True])
def test_the_page_is_served_until_it_is_stopped(tmp_path: Path, lan: bool) -> None:
    programme = by_hand(tmp_path, ASK)
    process = started(programme.root, *(["--lan"] if lan else []))
    try:
        told = said_until(process, "Ctrl-C")
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found is not None
        assert ("Code for the next person" in told) == lan
        url = found[0]
        answer = httpx.post(
            f"{url}/api/state", json={"person": {"id": "a", "name": "b"}}, headers={"Origin": url}, trust_env=False
        )
        assert answer.status_code == (401 if lan else 200)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


def test_a_port_that_is_in_use_is_told(tmp_path: Path) -> None:
    import socket

    programme = by_hand(tmp_path, ASK)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = programme.shopper("hand", "--port", str(port))
    assert result.code == 12
    assert f"port {port}" in result.out
    assert "--port" in result.out


def test_the_terminal_works_without_a_page(tmp_path: Path) -> None:
    programme = by_hand(tmp_path, ASK)
    result = programme.shopper("hand", "--terminal", "--name", "Olena")
    assert result.code == 0, result.out
    assert "Nothing to do now" in result.out
