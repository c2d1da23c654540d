"""A wheel of this checkout, installed where nothing of the checkout is in sight, and an owner's folder to use it on."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

LONGEST_S = 300
_THEIR_OWN = ("PYTHONPATH", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTHONHOME", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Elsewhere:
    """A virtual environment with the dependencies of the one that runs the tests, but not with this checkout."""

    root: Path

    @property
    def python(self) -> Path:
        return self.root / "bin" / "python"

    def run(self, command: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of this environment (by name) in a folder, without anything of ours in the environment."""
        program, *rest = map(str, command)
        env = {name: value for name, value in os.environ.items() if name not in _THEIR_OWN}
        env["PATH"] = os.pathsep.join([str(self.root / "bin"), env.get("PATH", os.defpath)])
        return subprocess.run(
            [str(self.root / "bin" / program), *rest],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )

    def install(self, *what: str | Path) -> None:
        """Install a wheel or a checkout, downloading nothing."""
        offline = ["--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "--python", str(self.python), "install", *offline, *map(str, what)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def make_elsewhere(root: Path) -> Elsewhere:
    """A new environment that borrows the installed dependencies one by one: our own installation stays out of it."""
    venv.create(root, with_pip=False, symlinks=True)
    place = Elsewhere(root)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = Path(subprocess.check_output([place.python, "-c", ask], text=True).strip())
    for ours in {Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))}:
        for entry in ours.iterdir():
            mine = entry.name.lower().replace("-", "_").lstrip("_")
            if mine.startswith(("mystery_shopper", "editable_", "pycache", "pip", "setuptools", "distutils")):
                continue
            if not (theirs / entry.name).exists():
                (theirs / entry.name).symlink_to(entry)
    return place


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published, built by the project's own build backend."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=checkout,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """An environment with the dependencies alone."""
    return make_elsewhere(tmp_path_factory.mktemp("empty") / "a venv")


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """An environment in which the wheel is installed."""
    place = make_elsewhere(tmp_path_factory.mktemp("elsewhere") / "a venv")
    place.install(wheel)
    return place


COMPANY = """\
name: Corner Shop
zone: Europe/Warsaw
languages: [en, uk]
sandbox: true
channels:
  letters:
    kind: email
    address: help@brightshop.example
    sla: 20 s
    tolerable: 25 s
    patience: 30 s
    quiet: 0.5 s
  window:
    kind: webchat
    title: The chat on our site
    address: sandbox:site
    sla: 20 s
    tolerable: 25 s
    patience: 30 s
    quiet: 0.5 s
guard_rails:
  authorised_by: the owner of the corner shop
  visits_per_day: 500
  persona_visits_per_week: 500
  same_question_per_week: 500
  gap: 0 s
  rest: 0 s
"""

PERSONAS = """\
personas:
  nina:
    name: Nina
    languages: [en, uk]
    pace: 60
    email:
      address: nina@shopper.example
      password: sandbox:password
      smtp: {host: 127.0.0.1, port: sandbox:smtp, security: plain}
      imap: {host: 127.0.0.1, port: sandbox:imap, security: plain}
    facts:
      product: Aurora
"""

SERVICES = """\
services:
  shelf_price:
    title: The price on the shelf
    names:
      en: [the shelf price]
      uk: [ціну на полиці]
    question:
      en: ["Hello! What is the price of {product} on the shelf?"]
      uk: ["Добрий день! Яка ціна на {product} на полиці?"]
"""

BY_LETTER = """\
Feature: Our own questions

  Scenario: The price by letter
    When I ask about the shelf price in letters
    Then someone replies within 20 seconds
"""

IN_THE_CHAT = """\
# language: uk
Функціонал: Наші питання

  Сценарій: Ціна в чаті
    Коли я питаю про ціну на полиці в чаті
    Тоді хтось відповідає протягом 20 секунд
"""


@pytest.fixture
def owners_folder(tmp_path: Path, elsewhere: Elsewhere) -> Iterator[Path]:
    """An owner's programme: its own scenarios/ and config/, and no Python. Its sandbox company is stopped at last."""
    folder = tmp_path / "corner shop"
    for name, text in {
        "config/company.yaml": COMPANY,
        "config/personas.yaml": PERSONAS,
        "config/services.yaml": SERVICES,
        "scenarios/by letter.feature": BY_LETTER,
        "scenarios/у чаті.feature": IN_THE_CHAT,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    yield folder
    if (folder / ".shopper" / "sandbox").is_dir():
        end = "from pathlib import Path; from shopper.sandbox.process import stop; stop(Path('.shopper/sandbox'))"
        elsewhere.run(["python", "-c", end], folder)
