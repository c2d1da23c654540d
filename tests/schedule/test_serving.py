"""`shopper serve` as a process: it plays what is due, tells how it is, stops in order, and goes on where it stopped."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from shopper.engine.clocks import to_us
from shopper.journal import slots as ledger
from shopper.journal.slots import State
from tests.programmes import TestProgramme, environment, make_programme

SLOW = """
  Scenario: The price
    When I ask about the price in Late
    Then someone replies

  Scenario: Nobody there
    When I ask about the price in Mute
    Then someone replies within 20 seconds
"""
QUICK = """
  Scenario: The price
    When I ask about the price in Quick
    Then someone replies
"""
_TIMEOUT_S = 300.0


def due_now(programme: TestProgramme, minutes_ago: float = 1.0) -> str:
    """A schedule with one wave that was due a minute ago, seen by a server that looked before; the wave's name."""
    at = datetime.now(ZoneInfo("Europe/Kyiv")) - timedelta(minutes=minutes_ago)
    programme.write("config/schedule.yaml", f"waves: {{w: {{at: '{at:%Y-%m-%d %H:%M}'}}}}\nagain: 1 s\n")
    store = programme.store()
    ledger.put(store, [], seen_us=to_us(datetime.now(UTC) - timedelta(minutes=minutes_ago + 2)))
    store.close()
    return f"w-{at:%Y-%m-%d-%H%M}"


def state_of(programme: TestProgramme, wave: str) -> State:
    store = programme.store()
    try:
        return ledger.rows(store)[wave].state
    finally:
        store.close()


class Served:
    """A running server, and the lines it has written."""

    def __init__(self, programme: TestProgramme, *options: str) -> None:
        self._log = programme.root / "served.log"
        self._out = self._log.open("w")
        command = [sys.executable, "-m", "shopper", "serve", *options]
        self.process = subprocess.Popen(
            command, cwd=programme.root, env=environment(), stdout=self._out, stderr=subprocess.STDOUT
        )

    def until(self, pattern: str) -> re.Match[str]:
        """Wait until a line says so."""
        end = time.monotonic() + _TIMEOUT_S
        while time.monotonic() < end:
            said = self._log.read_text(encoding="utf-8")
            if found := re.search(pattern, said):
                return found
            assert self.process.poll() is None, said
            time.sleep(0.05)
        raise AssertionError(f"nothing said “{pattern}”: {self._log.read_text(encoding='utf-8')}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=_TIMEOUT_S)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._out.close()


@pytest.fixture
def serve() -> Iterator[type[Served]]:
    made: list[Served] = []

    class Kept(Served):
        def __init__(self, programme: TestProgramme, *options: str) -> None:
            super().__init__(programme, *options)
            made.append(self)

    yield Kept
    for served in made:
        served.close()


def test_what_is_due_is_played_and_whoever_watches_is_told(tmp_path: Path, serve: type[Served]) -> None:
    programme = make_programme(tmp_path, QUICK)
    wave = due_now(programme)
    served = serve(programme, "--health", "127.0.0.1:0")
    address = served.until(r"health at (http://\S+)/healthz")[1]
    served.until(rf"{wave}: ended, exit code 0")
    end = time.monotonic() + _TIMEOUT_S
    health: dict[str, object] = {}
    while not health.get("last") and time.monotonic() < end:  # told anew every few seconds
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            health = json.load(answer)
    assert health["ok"] is True
    assert isinstance(health["last"], dict) and health["last"]["wave"] == wave
    with urllib.request.urlopen(f"{address}/metrics") as answer:
        metrics = answer.read().decode()
    assert 'shopper_slots{wave="w",state="ended"} 1' in metrics
    assert 'shopper_last_answered{wave="w"} 1' in metrics
    second = programme.shopper("serve")
    assert second.code == 12
    assert "another shopper serve is at work on this journal" in second.out
    assert served.stop() == 0
    assert programme.received()[0]["text"]
    assert (tmp_path / ".shopper" / "out" / wave / "scorecard.html").exists()


def looked_after(programme: TestProgramme, until: str) -> None:
    """Look after what waits, as somebody's own cron does, until that is said."""
    end = time.monotonic() + _TIMEOUT_S
    while time.monotonic() < end:
        done = programme.shopper("serve", "--once")
        assert done.code == 0, done.out
        if until in done.out:
            return
    raise AssertionError(f"it is never said: {until}")


def test_a_server_that_is_stopped_lets_the_wave_end_in_order_and_the_next_goes_on(
    tmp_path: Path, serve: type[Served]
) -> None:
    programme = make_programme(tmp_path, SLOW)
    wave = due_now(programme)
    served = serve(programme)
    served.until(rf"{wave}: begun")
    end = time.monotonic() + _TIMEOUT_S
    while len(programme.received()) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert served.stop() == 0
    assert state_of(programme, wave) is not State.RUNNING
    looked_after(programme, f"{wave}: taken up again")
    assert len(programme.received()) == 2  # nothing was said twice
    assert state_of(programme, wave) in (State.ENDED, State.WAITING)


def test_a_server_that_was_killed_is_no_matter(tmp_path: Path, serve: type[Served]) -> None:
    programme = make_programme(tmp_path, SLOW)
    wave = due_now(programme)
    served = serve(programme)
    served.until(rf"{wave}: begun")
    served.stop(signal.SIGKILL)
    # The wave's process has outlived it. The next server takes the wave up when that one has ended.
    second = serve(programme)
    second.until(rf"{wave}: ended")
    assert second.stop() == 0
    assert len(programme.received()) == 2


def test_once_does_what_is_due_and_ends(tmp_path: Path) -> None:
    programme = make_programme(tmp_path, QUICK)
    wave = due_now(programme)
    first = programme.shopper("serve", "--once").out
    assert f"{wave}: begun" in first
    if f"{wave}: waiting" in first:  # its reply had not come yet; a later one fetches it
        looked_after(programme, f"{wave}: ended, exit code 0")
    assert state_of(programme, wave) is State.ENDED
    assert wave not in programme.shopper("serve", "--once").out


def test_without_a_schedule_there_is_nothing_to_serve(tmp_path: Path) -> None:
    done = make_programme(tmp_path, QUICK).shopper("serve")
    assert done.code == 12
    assert "names no waves" in done.out


@pytest.mark.parametrize("address", ["8790", "here:", "127.0.0.1:99999"])
def test_an_address_where_nothing_can_listen_is_refused(address: str, tmp_path: Path) -> None:
    programme = make_programme(tmp_path, QUICK)
    due_now(programme)
    done = programme.shopper("serve", "--once", "--health", address)
    assert done.code == 12
    assert "--health" in done.out
