"""Somebody else's repository: its own tests, its own conftest, and a programme in a folder; run as their CI would.

The wheel is installed there, and of the plug-ins that QA teams have (plugins.txt) only those that a test names: a
plug-in that is installed is loaded into every run, so each combination has a folder of its own on the path.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

from shopper.journal.events import Event
from shopper.journal.sqlite import open_store
from tests.packaging.conftest import Elsewhere
from tests.programmes import COMPANY, PERSONAS

REQUIREMENTS = Path(__file__).with_name("plugins.txt")
CACHE = Path(__file__).resolve().parent.parent.parent / ".cache"
SHOPPING = "shopping"
CONFIG = """\
[pytest]
testpaths = tests shopping
addopts = --strict-markers --strict-config -ra
filterwarnings = error
markers =
    unit: their own marker
"""
ASK = "    When I ask about the price in {}\n"
HEAR = "    Then someone replies within 60 s\n"
PATIENT = COMPANY.replace("patience: 1.2 s", "patience: 60 s")


def scenario(name: str, place: str, *more: str, tags: str = "") -> str:
    """A scenario that asks in one place and hears; more: further steps."""
    steps = "".join(f"    {step}\n" for step in more)
    return (f"  {tags}\n" if tags else "") + f"  Scenario: {name}\n" + ASK.format(place) + HEAR + steps


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its exit code and all it printed."""

    code: int
    out: str

    def expect(self, code: int, *told: str) -> Run:
        """It ended so, saying this, and with no error inside pytest."""
        assert self.code == code, self.out
        assert "INTERNALERROR" not in self.out, self.out
        for text in told:
            assert text in self.out, self.out
        return self


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of somebody who installed the wheel. plugins: the folder on the path with what else they have."""

    root: Path
    place: Elsewhere
    plugins: Path
    installed: list[str] = field(default_factory=list)

    def write(self, path: str, text: str) -> None:
        """Write a file of the repository."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def feature(self, *scenarios: str, name: str = "shop.feature") -> None:
        """Write a feature of the programme."""
        self.write(f"{SHOPPING}/scenarios/{name}", "Feature: Test\n" + "".join(scenarios))

    def with_plugins(self, *names: str) -> Repository:
        """Install these distributions, with what they need, where this repository's runs find them."""
        install(names, self.plugins)
        return self

    def environment(self) -> dict[str, str]:
        """What a run sees: nothing of ours."""
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
        path = os.pathsep.join([str(self.place.root / "bin"), os.environ.get("PATH", os.defpath)])
        return {**theirs, "PATH": path, "PYTHONPATH": str(self.plugins), "COLUMNS": "200"}

    def command(self, *args: str) -> list[str]:
        """The command line of their pytest."""
        return [str(self.place.python), "-m", "pytest", *args]

    def pytest(self, *args: str) -> Run:
        """Run their pytest at the repository's root."""
        done = subprocess.run(
            self.command(*args),
            cwd=self.root,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout)

    def said(self) -> list[tuple[str, str]]:
        """(visit, text) of all that the company received, in order."""
        log = self.root / SHOPPING / ".shopper" / "scripted.jsonl"
        entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
        return [(entry["visit"], entry["text"]) for entry in entries]

    def said_once(self, messages: int) -> None:
        """So many messages went out, and none of them twice."""
        said = self.said()
        assert len(said) == messages, said
        assert len(set(said)) == messages, said

    def events(self) -> list[Event]:
        """Everything in the programme's journal."""
        state = self.root / SHOPPING / ".shopper"
        store = open_store(state / "journal.db", state / "evidence")
        try:
            return store.events()
        finally:
            store.close()

    def lines(self, name: str) -> list[str]:
        """What their code noted in a file at the root, line by line."""
        path = self.root / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def junit(path: Path) -> tuple[dict[str, int], dict[str, str]]:
    """The counts of a JUnit file (tests, failures, errors, skipped), and how each of its scenarios ended; ours
    has a case, too, for each service that nobody tried in a channel."""
    counts: dict[str, int] = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    ended: dict[str, str] = {}
    for suite in ET.parse(path).getroot().iter("testsuite"):
        for name in counts:
            counts[name] += int(suite.get(name, "0"))
        for case in suite.iter("testcase"):
            if case.find("skipped[@type='not_tried']") is not None:
                continue
            inside = [child.tag for child in case if child.tag in {"failure", "error", "skipped"}]
            ended[case.get("name", "")] = inside[0] if inside else "passed"
    return counts, ended


def make_repository(root: Path, place: Elsewhere) -> Repository:
    """Their tests beside a programme of the scripted company."""
    repository = Repository(root / "theirs", place, root / "plugins")
    repository.plugins.mkdir(parents=True)
    repository.write("pytest.ini", CONFIG)
    repository.write("tests/test_unit.py", "def test_sums():\n    assert 1 + 1 == 2\n")
    repository.write(f"{SHOPPING}/config/company.yaml", PATIENT)
    repository.write(f"{SHOPPING}/config/personas.yaml", PERSONAS)
    repository.write(f"{SHOPPING}/probes/scripted.py", "from shopper.engine.scripted import PROBE as PROBE\n")
    return repository


def install(names: Sequence[str], where: Path) -> None:
    """Let a folder hold these distributions and what they need of plugins.txt, and nothing else."""
    store = _downloaded()
    known = {_plain(found.metadata["Name"]): found for found in distributions(path=[str(store)])}
    wanted, open_ones = set[str](), [_plain(name) for name in names]
    while open_ones:
        name = open_ones.pop()
        if name in known and name not in wanted:
            wanted.add(name)
            open_ones += [_plain(_bare(needed)) for needed in known[name].requires or [] if "extra ==" not in needed]
    missing = {_plain(name) for name in names} - set(known)
    assert not missing, f"not in {REQUIREMENTS.name}: {missing}"
    for name in wanted:
        for top in _tops(known[name]):
            if not (where / top).exists():
                (where / top).symlink_to(store / top)


def _tops(distribution: Distribution) -> Iterable[str]:
    tops = {file.parts[0] for file in distribution.files or []}
    return sorted(top for top in tops if top not in {"..", "bin", "__pycache__"})


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _bare(requirement: str) -> str:
    for end, char in enumerate(requirement):
        if not (char.isalnum() or char in "-_."):
            return requirement[:end]
    return requirement


def _downloaded() -> Path:
    """The plug-ins of plugins.txt, downloaded once for all sessions; where that cannot be done the test is skipped."""
    mark = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = CACHE / f"pytest-plugins-{mark}"
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "pytest-plugins.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            command += ["--upgrade", "--target", str(folder), "--requirement", str(REQUIREMENTS)]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                pytest.skip(f"the plug-ins of {REQUIREMENTS.name} cannot be downloaded: {done.stderr.strip()[-300:]}")
            (folder / "complete").touch()
    return folder
