"""Programmes for tests: a folder with a scripted company, run by pytest in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shopper.journal.events import Event, Store
from shopper.journal.sqlite import open_store

CHECKOUT = Path(__file__).resolve().parent.parent

COMPANY = (
    """\
name: Testland
zone: Europe/Kyiv
languages: [en, uk]
channels:
  quick: {kind: scripted, title: Quick, address: "0.05 s: It costs 42 UAH.", SLA}
  late: {kind: scripted, title: Late, address: "0.6 s: It costs 42 UAH.", SLA}
  mute: {kind: scripted, title: Mute, address: never, SLA}
  away: {kind: scripted, title: Away, address: "0.05 s: Please write to mute@testland.example.", SLA}
  refuser: {kind: scripted, title: Refuser, address: "0.05 s: Unfortunately we cannot help you with that.", SLA}
guard_rails: {authorised_by: the test, visits_per_day: 1000, LIMITS, gap: 0, rest: 0}
""".replace("SLA", "sla: 0.4 s, tolerable: 0.8 s, patience: 1.2 s, quiet: 0.1 s")
    .replace("LIMITS", "persona_visits_per_week: 1000, same_question_per_week: 1000")
    .replace("title: Mute,", "title: Mute, aliases: [mute@testland.example],")
)
PERSONAS = """\
personas:
  olena: {name: Olena, languages: [en, uk], facts: {product: a kettle, order_number: "48213", phone: "+380441234567"}}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended: its exit code and all it printed."""

    code: int
    out: str


@dataclass(frozen=True, slots=True)
class TestProgramme:
    """A programme in a temporary folder."""

    root: Path
    __test__ = False

    def write(self, path: str, text: str) -> None:
        """Write a file of the programme."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def feature(self, text: str, name: str = "shop.feature") -> None:
        """Write a feature; `Feature:` is put before scenarios alone."""
        self.write(f"scenarios/{name}", text if "Feature:" in text or "language:" in text else f"Feature: Test\n{text}")

    def command(self, *args: str) -> list[str]:
        """The command line that runs pytest on it."""
        options = ["-p", "no:cacheprovider", "-W", "error", *_plugin()]
        return [sys.executable, "-m", "pytest", *options, *args]

    def pytest(self, *args: str, env: dict[str, str] | None = None) -> Result:
        """Run pytest in the programme's folder."""
        return self._run(self.command(*args), env)

    def shopper(self, *args: str, env: dict[str, str] | None = None) -> Result:
        """Run the command line in the programme's folder."""
        return self._run([sys.executable, "-m", "shopper", *args], env)

    def _run(self, command: list[str], env: dict[str, str] | None) -> Result:
        done = subprocess.run(
            command, cwd=self.root, env=environment(env), capture_output=True, text=True, timeout=120, check=False
        )
        return Result(done.returncode, done.stdout + done.stderr)

    def events(self) -> list[Event]:
        """Everything in its journal."""
        store = self.store()
        try:
            return store.events()
        finally:
            store.close()

    def store(self) -> Store:
        """Its journal, to be closed by the caller."""
        return open_store(self.root / ".shopper" / "journal.db", self.root / ".shopper" / "evidence")

    def received(self) -> list[dict[str, str]]:
        """The scripted company's own log: what it received, in order."""
        log = self.root / ".shopper" / "scripted.jsonl"
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """This environment, in which the checkout's package is found first."""
    path = os.pathsep.join([str(CHECKOUT / "src"), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", **(extra or {})}


def _plugin() -> list[str]:
    from importlib.metadata import entry_points

    announced = any(point.name == "shopper.pytest_plugin" for point in entry_points(group="pytest11"))
    return [] if announced else ["-p", "shopper.pytest_plugin"]


def make_programme(root: Path, feature: str = "") -> TestProgramme:
    """A programme of the scripted company; with one feature if given."""
    programme = TestProgramme(root)
    programme.write("config/company.yaml", COMPANY)
    programme.write("config/personas.yaml", PERSONAS)
    programme.write("probes/scripted.py", "from shopper.engine.scripted import PROBE as PROBE\n")
    programme.write("pytest.ini", "[pytest]\n")
    if feature:
        programme.feature(feature)
    return programme
