"""The words of the product as frozen records: what every stage hands to the next.

Nothing here does I/O or knows a channel. Times are UTC microseconds unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Clock(StrEnum):
    """Which clock a moment was read from."""

    PAGE = "page"
    LOCAL = "local"
    SERVER = "server"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a clock gave it.

    wall_us: UTC, microseconds since 1970.
    mono_ns: monotonic nanoseconds of the process that listened, None when the moment was learnt afterwards.
    process: which process's monotonic clock it is ("" with mono_ns None); two stamps may be subtracted on the
        monotonic clock only when it is equal.
    accuracy_us: how far the moment may be off, either way.
    """

    wall_us: int
    mono_ns: int | None = None
    process: str = ""
    clock: Clock = Clock.LOCAL
    accuracy_us: int = 1_000

    def seconds_since(self, earlier: Stamp) -> float:
        """Seconds from `earlier` to this moment: by the monotonic clock where both know it, else by the wall."""
        if self.mono_ns is not None and earlier.mono_ns is not None and self.process == earlier.process:
            return (self.mono_ns - earlier.mono_ns) / 1e9
        return (self.wall_us - earlier.wall_us) / 1e6

    @property
    def doubt_s(self) -> float:
        """Seconds that a moment may be off when nobody of ours listened at it; 0 for one that was heard as it came."""
        return self.accuracy_us / 1e6 if self.mono_ns is None else 0.0


class Side(StrEnum):
    """Who said a turn."""

    CUSTOMER = "customer"
    COMPANY = "company"


class TurnKind(StrEnum):
    """What a company's turn is, as the channel shows it (what it *says* is read by shopper.reading)."""

    MESSAGE = "message"
    GREETING = "greeting"  # shown before the customer said anything
    SYSTEM = "system"  # queue and status notices: "operator joined"
    AUTO = "auto"  # marked as automatic by the channel itself (RFC 3834 and its kin)
    BOUNCE = "bounce"  # the mail system could not deliver what the customer wrote
    CLOSED = "closed"  # the company ended the conversation


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file in the evidence store, named by its content."""

    sha256: str
    media_type: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance in a conversation.

    n: its place in the visit, from 0.
    at: when its first words were there (company) or when the company could see it (customer).
    read_at: when its last words were there, None if the same moment.
    key: the channel's own name for it (Message-ID, the widget's element), unique inside the visit.
    late: it came after the visit had closed.
    via: the id of the channel it came by, or else the kind, where that is not the visit's own: a chat's question that
        was answered by a mail or a call.
    data: what the channel says of it besides, JSON values only: "folder" (where a filter had sorted a mail, with
        "spam": true where that is the spam folder), "status" of a bounce, "ours" where it is about our own account;
        of a chat's message "buttons" (the quick replies offered with it), "typing_us" (UTC µs from which somebody was
        seen to write it), "taken_back" (true: its writer deleted it after it was seen).
    """

    n: int
    side: Side
    text: str
    at: Stamp
    read_at: Stamp | None = None
    kind: TurnKind = TurnKind.MESSAGE
    sender: str = ""
    subject: str = ""
    key: str = ""
    late: bool = False
    via: str = ""
    evidence: tuple[Evidence, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a channel promises and how long we look, in seconds on its promised-hours clock."""

    sla_s: float
    tolerable_s: float
    patience_s: float


class Origin(StrEnum):
    """Why a visit was made."""

    ENTRY = "entry"
    REDIRECT = "redirect"
    FOLLOWUP = "followup"
    PARALLEL = "parallel"


class Closing(StrEnum):
    """Why a visit closed."""

    QUIET = "quiet"  # answered, and nothing more came for the channel's quiet time
    PATIENCE = "patience"  # nobody answered within the channel's patience
    COMPANY = "company"  # the company ended it
    FAULT = "fault"  # ours: see VisitRecord.fault
    STOPPED = "stopped"  # watching ended before patience was over


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """One conversation of a journey in one channel, as the journal holds it.

    first_said: when the company could first see us, None if nothing went out.
    observed_s: wall seconds from first_said until the visit closed.
    fault: what of *ours* made it unmeasurable; a visit with a fault is not valid.
    known: what the customer had already told by this visit, by slot ("order_number": "12345").
    redirected_by: (visit id, turn n) of the turn that sent us here.
    wished: channels in which the customer asked here to be answered.
    """

    id: str
    journey: str
    seq: int
    origin: Origin
    service: str
    channel: str
    kind: str
    persona: str
    language: str
    terms: Terms
    opened: Stamp
    first_said: Stamp | None
    closed: Stamp | None
    closing: Closing | None
    observed_s: float | None
    turns: tuple[Turn, ...]
    fault: str = ""
    fault_code: str = ""
    redirected_by: tuple[str, int] | None = None
    wished: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """False where our side failed: such a visit counts in no score, and is shown."""
        return not self.fault

    def company_turns(self) -> tuple[Turn, ...]:
        """What the company said while we watched, in order."""
        return tuple(t for t in self.turns if t.side is Side.COMPANY and not t.late)


@dataclass(frozen=True, slots=True)
class JourneyRecord:
    """One scripted customer with one need, over one or more visits.

    facts: what this customer knows and may tell, by slot name (order_number, phone, name …).
    channels: the company's channels: id -> (kind, address, aliases); a redirect target is mapped with them.
    skipped: why it was not played, or not to its end; "" for one that was.
    """

    id: str
    wave: str
    feature: str
    scenario: str
    example: str
    line: int
    language: str
    service: str
    persona: str
    facts: Mapping[str, str]
    visits: tuple[VisitRecord, ...]
    finished: bool = False
    title: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class ChannelAddress:
    """How a channel of the company is recognised when somebody names it."""

    id: str
    kind: str
    address: str
    aliases: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What a judge found: about what we know, never a sentinel number."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Quote:
    """A turn that a verdict rests on."""

    visit: str
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judge's finding about one visit (or, with visit "", about the whole journey).

    sentence: one sentence that a manager can read aloud.
    step: the Gherkin sentence that asked for it, "" when the rubric did.
    data: figures behind it (JSON values only), such as {"reply_s": 12.5, "limit_s": 5}.
    """

    judge: str
    version: int
    outcome: Outcome
    journey: str
    visit: str
    sentence: str
    quotes: tuple[Quote, ...] = ()
    step: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observation:
    """One row for a visit in the table that scoring reads; the fields of the published observation table.

    reply_s and observed_s are seconds on the promised-hours clock; reply_s is None when nobody answered.
    outcome: solved, unsolved, deflected, no_answer, or None = we stopped before the channel's patience.
    """

    id: str
    journey: str
    seq: int
    origin: str
    service: str
    channel: str
    valid: bool
    reply_s: float | None
    observed_s: float | None
    outcome: str | None
    redirect_to: str | None
    internal_switches: int
    repeats: int
    history_probe: bool | None
    parallel_probe: bool | None
    facts: Mapping[str, Any]
    steps: Mapping[str, int]
    tone: Mapping[str, Any]
    turns: int
    solved_s: float | None
    # For the report only; apart: why this visit is scored apart, such as a strike, "" for one like others; asked_at:
    # ISO in the company's zone, "" where nothing was said.
    wall_reply_s: float | None = None
    ack_s: float | None = None
    fault: str = ""
    apart: str = ""
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What one company message does, read from its text (shopper.reading).

    deflection: the targets it sends the customer to (phone, email, webchat …); empty = it does not send away.
    addresses: the addresses named with them ("help@shop.example", "+380…"), in order.
    asks: the slots of data it asks for (order_number, phone, name, details …).
    """

    deflection: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    auto_ack: bool = False
    transfer: bool = False
    refusal: bool = False
    substantive: bool = False
