"""What set-up needs from the machine: running a command quietly, and Debian's package manager where we may use it.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SBIN = ("/usr/sbin", "/usr/local/sbin", "/sbin")
OUTPUT_TAIL = 60
"""How many lines of a failed command's output are shown: pip's reason stands at its end."""


class SetupFailed(Exception):
    """Set-up cannot go on. The message says what happened and what to do."""


class CommandFailed(SetupFailed):
    """A command failed, was not there, or took too long; `reason` is its last word in one line."""

    def __init__(self, command: Sequence[str], output: str, reason: str) -> None:
        shown = " ".join(command)
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        told = [line for line in lines if not line.startswith("at ")]  # not the frames of a program's stack
        self.reason = (told or [f"“{shown}” {reason}"])[-1]
        tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-OUTPUT_TAIL:])
        super().__init__(f"“{shown}” {reason}." + (f" It said:\n{tail}" if tail else ""))


def say(line: str) -> None:
    """One short line for the person at the keyboard, at once."""
    print(line, flush=True)


def run(
    command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout_s: float = 1800
) -> str:
    """Run a command without a standard input and return what it printed. Raises CommandFailed."""
    try:
        done = subprocess.run(
            list(command),
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except OSError as error:
        raise CommandFailed(command, "", f"could not be started: {error.strerror or error}") from error
    except subprocess.TimeoutExpired as error:
        said = error.output or b""
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        raise CommandFailed(command, text, f"was not done after {timeout_s:.0f} s") from error
    if done.returncode != 0:
        raise CommandFailed(command, done.stdout, f"failed (exit code {done.returncode})")
    return done.stdout


def works(command: Sequence[str], *, timeout_s: float = 60) -> bool:
    """Whether a command exists and ends well."""
    try:
        run(command, timeout_s=timeout_s)
    except CommandFailed:
        return False
    return True


def program(name: str) -> str | None:
    """Where a program is, servers included: an ordinary user's PATH often lacks the sbin folders."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(SBIN))


def as_root() -> list[str] | None:
    """What to put before a command to run it as root without a question: nothing, sudo, or None where we may not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and works(["sudo", "-n", "true"], timeout_s=10):
        return ["sudo", "-n"]
    return None


def can_apt() -> bool:
    """Whether packages of a Debian-like system can be installed without asking anybody."""
    return shutil.which("apt-get") is not None and as_root() is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install packages by apt, removing none; the lists are brought up to date if need be. Raises CommandFailed."""
    root = as_root()
    if root is None:
        raise SetupFailed(f"{' '.join(packages)} can only be installed by an administrator.")
    # RUNLEVEL=1 keeps the maintainer scripts from starting servers: the tests start their own, on free ports.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]
    install = [*root, *quiet, "install", "--yes", "--no-remove", "--no-install-recommends", *packages]
    try:
        run(install)
    except CommandFailed:
        run([*root, *quiet, "update"])
        run(install)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock file, so that two set-ups of one checkout come one after the other."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: no lock, no harm in the ordinary case
        yield
        return
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("set-up: waiting for another one in this folder to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
