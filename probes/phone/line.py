"""What a telephone line is to the probe: a seam with two engines.

SIP (sip_line.py) hears and speaks while the call goes on, and stamps every instant as it happens. REST (rest_line.py)
sees calls by polling: its stamps say so by their accuracy, and what was spoken is known when the recording is there.

Whoever drives a call reads `Call.happenings()` to its end. Audio arrives among them, in order, so that one reader sees
one course of events.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from shopper.model import Stamp

RATE = 8_000  # samples a second of all audio here: one channel, 16 bits, little endian


class What(StrEnum):
    """What can happen to a call."""

    RINGING = "ringing"  # the other side rings (180), or ours does
    EARLY = "early"  # audio before the answer (183)
    ANSWERED = "answered"
    DIGIT = "digit"  # they pressed a key: data {"digit": "2"}
    ENDED = "ended"  # the last one


class By(StrEnum):
    """Who ended a call."""

    THEM = "them"
    US = "us"
    LOST = "lost"  # our own side lost it: the process died, the network went: our fault


class How(StrEnum):
    """How a call ended: what the other side did, told apart as far as the network tells."""

    HUNG_UP = "hung_up"  # after it had been answered
    GAVE_UP = "gave_up"  # they rang us and stopped before we answered
    BUSY = "busy"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"  # no such number, not registered, 4xx/5xx of the far end
    FAILED = "failed"  # ours: no credit, not allowed, the provider's 401 or 5xx


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a call. by, how, status: of ENDED only; status is the network's own word ("486 Busy
    Here"), for the evidence."""

    what: What
    at: Stamp
    by: By | None = None
    how: How | None = None
    status: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sound:
    """What the other side sent: samples from `first` on (counted from the call's first one), heard at `at`.

    A gap is a jump in `first`. early: it came before the answer."""

    first: int
    at: Stamp
    pcm: bytes
    early: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """When the first and the last sample of what we said went out; whole: False where it was cut by the call's end."""

    began: Stamp
    ended: Stamp
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """From when to when (UTC µs) the line could not be rung; until None: it still cannot. why: for the evidence."""

    since_us: int
    until_us: int | None
    why: str


class Call(Protocol):
    """One call. `number` is the other side's, international where the network gives it so, "" where it is withheld."""

    id: str
    number: str
    name: str
    incoming: bool
    began: Stamp
    """When the INVITE came in, or went out."""

    def happenings(self) -> AsyncIterator[Happening | Sound]:
        """All that happens from now on, in order; ends after ENDED. One reader only."""

    async def answer(self) -> None: ...
    async def reject(self) -> None:
        """Tell the caller that we are busy."""

    async def hang_up(self) -> None:
        """End it, whatever state it is in; nothing where it has ended."""

    async def play(self, pcm: bytes) -> Played | None:
        """Say this, and return when it is out; None where the call ended before anything was. Raises OurFault (code
        "cannot_speak") where the engine cannot."""

    async def press(self, digits: str) -> Stamp | None:
        """Press keys; when the first was pressed, None where the call is over. Raises OurFault where the engine
        cannot."""

    def keep(self, path: Path) -> bool:
        """Record both sides into this file (stereo WAV: customer left, company right) from now on; False where this
        engine cannot, or records by itself."""

    async def recording(self) -> bytes | None:
        """After ENDED: what the provider recorded (WAV, customer left, company right); None where it records nothing
        (the probe keeps its own)."""


class PhoneLine(Protocol):
    """A persona's line. live: hears and speaks while a call goes on."""

    live: bool
    number: str

    async def start(self) -> None:
        """Be reachable; returns when it is. Raises OurFault with what to do: code "login" (wrong password), "network"
        (nobody there), "tls" (certificate), "not_installed"."""

    async def aclose(self) -> None:
        """Let everything go. Never raises."""

    async def dial(self, number: str, *, within_s: float, language: str, record: bool = False) -> Call:
        """Call a number; returns as soon as the INVITE is out (`Call.began`). within_s: after so long without an
        answer it gives up, by us. record: whether the call may be recorded, for an engine that must know it before."""

    async def prove(self) -> bool:
        """Show that the line can be rung now (it rings itself); False where that cannot be shown. Raises OurFault (code
        "line_down") where it is down; that is in `down` then."""

    def down(self, since_us: int) -> Sequence[Interval]:
        """When it could not be rung, since that moment; what is proven up is not in it."""


OnCall = Callable[[Call], None]
"""Told of an incoming call at once, in the loop."""
