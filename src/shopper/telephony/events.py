"""What a telephone line tells, each with the moment at which it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .moments import Moment

if TYPE_CHECKING:
    from .call import Call

By = Literal["us", "them", "lost"]


@dataclass(frozen=True, slots=True)
class LineEvent:
    at: Moment


@dataclass(frozen=True, slots=True)
class CallEvent(LineEvent):
    call: Call


@dataclass(frozen=True, slots=True)
class Registered(LineEvent):
    """The registrar confirmed that calls to our number come to us."""


@dataclass(frozen=True, slots=True)
class RegistrationFailed(LineEvent):
    """The registrar refused (status: its SIP code) or gave no answer (None)."""

    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Unregistered(LineEvent):
    """We told the registrar that we are gone."""


@dataclass(frozen=True, slots=True)
class LineDown(LineEvent):
    """The line was found to be down. since: the last moment at which it was known to be up."""

    since: Moment
    why: str


@dataclass(frozen=True, slots=True)
class LineUp(LineEvent):
    """The line is up again. since: the last moment before it at which it was known to be up."""

    since: Moment


@dataclass(frozen=True, slots=True)
class Incoming(CallEvent):
    """Our telephone rings."""


@dataclass(frozen=True, slots=True)
class Ringing(CallEvent):
    """Theirs rings (180)."""


@dataclass(frozen=True, slots=True)
class EarlyMedia(CallEvent):
    """There is sound before the call is answered (183)."""


@dataclass(frozen=True, slots=True)
class Answered(CallEvent):
    """The call is answered, by them or by us."""


@dataclass(frozen=True, slots=True)
class Dtmf(CallEvent):
    """They pressed a key."""

    digit: str


@dataclass(frozen=True, slots=True)
class Closed(CallEvent):
    """The call is over.

    status: the SIP code of a call that was not answered (486 busy, 603 declined, 404 …), if it was given one.
    by: who ended it; "lost" when nobody did (no sound for long, no confirmation, our SIP process died).
    """

    status: int | None
    reason: str
    by: By


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Sound of a call: mono pcm16, little-endian, 8 kHz.

    first_sample: its place among all samples since the call's sound began; chunks follow each other without holes.
    at: when the first sample was there to be heard (or went out).
    filled: nothing arrived in this time; the silence stands for it.
    """

    first_sample: int
    at: Moment
    pcm: bytes
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """What was said. first, last: when the first and the last of its 20 ms frames went out; None if none did.

    samples: how many were said; whole: all of them."""

    first: Moment | None
    last: Moment | None
    samples: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Down:
    """A time in which the line is not known to have been up. until: None while it lasts."""

    since: Moment
    until: Moment | None
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What calling our own number showed. at: when it was begun; took_s: until the ring (or until we gave up)."""

    up: bool
    at: Moment
    took_s: float
    why: str = ""
