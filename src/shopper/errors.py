"""What can go wrong, and which exit code says so.

    ShopperError
      ├── Refused            12  the config, the programme or a guard rail forbids it; nothing was sent
      │     ├── ConfigError      with every mistake: file, line, key, what to do
      │     ├── ScenarioError    unknown or ambiguous sentences, doubled names
      │     ├── GuardRail        a limit of decent shopping
      │     └── ReplayDiffers    a scenario was edited while its visit is open
      ├── OurFault           10  accounts, network, browser: the visit is unmeasured
      │     └── LineLeased       the line is used by another process
      └── JournalError       10  the journal cannot be read or written (disk full, locked, damaged)

Every message says what happened, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum


class Exit(IntEnum):
    """The one table of exit codes, for the command line and pytest alike."""

    OK = 0
    COMPANY_FAILED = 1
    INTERRUPTED = 2
    BUG = 3
    INTERNAL = 3
    USAGE = 4
    NOTHING_COLLECTED = 5
    OUR_FAULT = 10
    WAITING = 11
    REFUSED = 12


_PRECEDENCE = (2, 3, 12, 1, 10, 11)


def worst_exit(codes: Iterable[int]) -> int:
    """The code that speaks for several: 2, 3, 12, 1, 10, 11 in that order, any other one before 0."""
    seen = set(codes) - {0}
    for code in _PRECEDENCE:
        if code in seen:
            return code
    return min(seen, default=0)


class ShopperError(Exception):
    """Base of all errors that are told to the person at the keyboard without a traceback."""

    exit_code: int = Exit.BUG
    code = "error"


class Refused(ShopperError):
    """Refused before the first message is sent."""

    exit_code = Exit.REFUSED
    code = "refused"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file of the programme: where it is, what is wrong, what to do."""

    file: str
    line: int | None
    key: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        key = f" {self.key}:" if self.key else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}:{key} {self.what}{hint}"


class ConfigError(Refused):
    """The config cannot be used; `mistakes` lists every one found, not only the first."""

    code = "config"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(m) for m in self.mistakes))


class ScenarioError(Refused):
    """The scenarios cannot be played as written."""

    code = "scenario"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(m) for m in self.mistakes))


class GuardRail(Refused):
    """A limit of decent shopping would be exceeded."""

    code = "guard_rail"


class ReplayDiffers(Refused):
    """A journey was replayed with other operations than it was begun with."""

    code = "replay_differs"


class OurFault(ShopperError):
    """Our side failed (no login, no network, blocked, dead browser): unmeasured, never the company's fault."""

    exit_code = Exit.OUR_FAULT
    code = "our_fault"

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        if code:
            self.code = code


class LineLeased(OurFault):
    """A persona's line is in use by another process."""

    code = "line_leased"


class JournalError(OurFault):
    """The journal cannot be read or written."""

    code = "journal"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the nearest known words, or the list of them when none is near and the list is short."""
    options = sorted(set(known))
    near = get_close_matches(word, options, n=3, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f"“{n}”" for n in near) + "?"
    if options and len(options) <= 12:
        return "Known here: " + ", ".join(options) + "."
    return ""
