"""A wave that is played in a process of its own, and what it said last."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Child(Protocol):
    """A wave that is being played."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None:
        """Its exit code (negative: the signal that ended it); None while it plays."""

    def stop(self) -> None:
        """Ask it to end in order: what waits stays in the journal."""

    def last_words(self) -> str:
        """What it said at its end, for a person."""


class Runner(Protocol):
    """Begins waves."""

    def start(self, wave: str, arguments: Sequence[str]) -> Child:
        """Play a wave with these arguments of `shopper run`. Raises OSError where no process can be begun."""


class Subprocess:
    """A wave in a process of its own, which writes into a file in the programme's state folder."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self._log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            self._begins_at = out.tell()
            # In a session of its own, so that Ctrl-C at the server reaches it once, through `stop`.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.poll()

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)

    def kill(self) -> None:
        """End it at once; the journal holds all that was said and heard."""
        self._process.kill()
        self._process.wait()

    def last_words(self) -> str:
        with suppress(OSError), self._log.open("rb") as file:
            file.seek(self._begins_at)
            lines = deque((line.decode(errors="replace") for line in file), maxlen=40)
            said = [text for line in lines if (text := _COLOURS.sub("", line).strip())]
            return said[-1][:400] if said else ""
        return ""


class Processes:
    """Begins each wave as `shopper run` in a process of its own. folder: where their words are kept (NAME.log)."""

    def __init__(self, root: Path, state: Path, python: str = sys.executable) -> None:
        self._root, self._state, self._python = root, state, python

    def start(self, wave: str, arguments: Sequence[str]) -> Child:
        from .commands import command

        whole = command(self._python, self._root, self._state, arguments)
        return Subprocess(whole, self._state / "log" / f"{wave}.log")
