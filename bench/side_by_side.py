"""100 scenarios that each wait 1-3 s twice: ours, plain pytest-bdd, and pytest-bdd with pytest-xdist, in one run.

All three play the same feature text against the same scripted company, whose delays are the same 200 numbers. Ours
plays it through the whole engine, with journal and probe; the others with steps as one writes them without it: say,
then look every 10 ms until the reply is there.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ._programme import company, write_programme
from ._run import BenchFailed, environment, shopping
from ._table import Figure, say, show

SCENARIOS = 100
# Evenly between 1 and 3 seconds, in an order that is the same on every run.
DELAYS = [1.0 + 2.0 * (n + 0.5) / (2 * SCENARIOS) for n in range(2 * SCENARIOS)]
random.Random(20).shuffle(DELAYS)
# What a developer's environment loads into every pytest beside the three that are compared.
PLAIN_PYTEST = ("-p", "no:hypothesispytest", "-p", "no:anyio")
BACKEND = f'''
import os
import threading
import time

DELAYS = {DELAYS!r}
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


class Backend:
    """Staff who answer the n-th message after the n-th delay; each xdist worker has every k-th of them."""

    def __init__(self):
        self._delays = iter(DELAYS[WORKER::WORKERS] + DELAYS)
        self._lock = threading.Lock()

    def delay(self):
        with self._lock:
            return next(self._delays)
'''

PROBE = """
import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from backend import Backend

from shopper.engine.probe import Incoming, Receipt, Said


class Scripted:
    kind = "scripted"
    survives_detach = True
    exclusive = False
    at_once = None

    def line(self, persona_id, persona):
        return f"{persona_id}:scripted"

    async def open(self, host):
        self.host, self.backend, self.tasks = host, Backend(), set()

    async def attach(self, conversation, *, resumed):
        pass

    async def say(self, conversation, message, attempting):
        await attempting()
        task = asyncio.ensure_future(self.answer(conversation, message, self.backend.delay()))
        self.tasks.add(task)
        return Receipt(self.host.stamp(), "k" + message.id)

    async def answer(self, conversation, message, after):
        await asyncio.sleep(after)
        reply = Incoming(conversation.visit, "x", "r" + message.id, "It is 42 UAH.", self.host.stamp(), sender="Ann")
        self.host.heard(reply)

    async def was_said(self, conversation, message):
        return Said.UNKNOWN, None

    async def detach(self, conversation):
        pass

    async def aclose(self):
        for task in self.tasks:
            task.cancel()


PROBE = Scripted
"""

PLAIN = """
import time

import pytest
from pytest_bdd import parsers, scenarios, then, when

from backend import Backend

scenarios("many.feature")


@pytest.fixture(scope="session")
def backend():
    return Backend()


@pytest.fixture
def chat(backend):
    return {"backend": backend, "due": None}


@when(parsers.parse("I ask about {service} in {place}"))
def ask(chat, service, place):
    chat["due"] = time.monotonic() + chat["backend"].delay()


@when(parsers.parse("I write {text}"))
def write(chat, text):
    chat["due"] = time.monotonic() + chat["backend"].delay()


@then("someone replies")
def replies(chat):
    while time.monotonic() < chat["due"]:
        time.sleep(0.01)
"""


def _feature() -> str:
    rows = "\n".join(f"      | {n} |" for n in range(SCENARIOS))
    return (
        "Feature: many\n  Scenario Outline: customer <n>\n"
        "    When I ask about price in alpha\n    Then someone replies\n"
        '    When I write "thank you, customer <n>"\n    Then someone replies\n'
        f"    Examples:\n      | n |\n{rows}\n"
    )


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        try:
            _compare(Path(folder))
        except BenchFailed as failed:
            say(f"not measured: {failed}")


def _compare(folder: Path) -> None:
    waits_s = sum(DELAYS)
    say(f"100 scenarios with {waits_s:.0f} s of waiting between them; the two others take that long, or half")
    ours = _ours(folder / "ours")
    # Both sleep nearly all the time, so that side by side neither holds up the other.
    plain_run, xdist_run = _plain(folder / "plain", ()), _plain(folder / "xdist", ("-n", "2"))
    plain, xdist = _times([plain_run, xdist_run], limit_s=waits_s + 300)
    show(
        "100 scenarios that each wait 1-3 s twice",
        [
            Figure("mystery-shopper", "", f"{ours:.1f} s"),
            Figure("plain pytest-bdd", "", f"{plain:.1f} s"),
            Figure("pytest-bdd with xdist -n 2", "", f"{xdist:.1f} s"),
            Figure("faster than plain", "≥ 50×", f"{plain / ours:.1f}×", plain / ours >= 50),
            Figure("faster than xdist -n 2", "≥ 25×", f"{xdist / ours:.1f}×", xdist / ours >= 25),
        ],
    )


def _ours(root: Path) -> float:
    channel = "kind: scripted, address: anywhere, sla: 10 s, tolerable: 20 s, patience: 30 s, quiet: 0 s"
    programme = write_programme(
        root,
        {
            "config/company.yaml": company({"alpha": channel}, sandbox=False),
            "config/personas.yaml": "personas:\n  mark: {name: Mark, languages: [en], facts: {product: Aurora}}\n",
            "probes/scripted.py": PROBE,
            "backend.py": BACKEND,
            "scenarios/many.feature": _feature(),
        },
    )
    began = time.perf_counter()
    with shopping(programme, *PLAIN_PYTEST) as shopper:
        code = shopper.wait(300)
        took = time.perf_counter() - began
        if code != 0:
            raise BenchFailed(f"our run ended with code {code}{shopper.last_words()}")
    return took


def _plain(root: Path, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
    write_programme(root, {"many.feature": _feature(), "test_many.py": PLAIN, "backend.py": BACKEND, "pytest.ini": ""})
    with (root / "output.txt").open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *PLAIN_PYTEST, *options, "."],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=root,
            env={**environment(), "PYTEST_ADDOPTS": "", "PYTHONPATH": os.pathsep.join([str(root)])},
        )  # fmt: skip


def _times(runs: list[subprocess.Popen[bytes]], *, limit_s: float) -> list[float]:
    """How long each of these runs takes from now. Raises BenchFailed when one fails or takes too long."""
    began, took = time.perf_counter(), dict[int, float]()
    try:
        while len(took) < len(runs):
            for n, run_ in enumerate(runs):
                if n not in took and run_.poll() is not None:
                    took[n] = time.perf_counter() - began
                    if run_.returncode != 0:
                        raise BenchFailed(f"a run of plain pytest-bdd ended with code {run_.returncode}")
            if time.perf_counter() - began > limit_s:
                raise BenchFailed(f"plain pytest-bdd did not end within {limit_s:.0f} s")
            time.sleep(0.05)
    finally:
        for run_ in runs:
            if run_.poll() is None:
                run_.kill()
            run_.wait()
    return [took[n] for n in range(len(runs))]
