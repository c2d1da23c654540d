"""What the journal holds: events, and the interface of a store. The SQLite store is journal.sqlite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from ..model import Evidence, Stamp


class Kind(StrEnum):
    """Every kind of event."""

    WAVE_STARTED = "wave_started"
    WAVE_FINISHED = "wave_finished"
    JOURNEY_STARTED = "journey_started"  # identity, scenario digest, seed
    JOURNEY_FINISHED = "journey_finished"
    OP = "op"  # the result of one numbered operation that steers (drawn, taken, followed, once …)
    WAIT = "wait"  # an operation began to wait: what for, until when
    VISIT_OPENED = "visit_opened"
    VISIT_CLOSED = "visit_closed"
    SAY_INTENT = "say_intent"
    SAY_ATTEMPT = "say_attempt"  # the last moment at which it has surely not gone out
    SAY_DONE = "say_done"
    SAY_UNKNOWN = "say_unknown"  # after a crash it cannot be known whether it went out
    HEARD = "heard"
    UNASSIGNED = "unassigned"  # came in, matches no visit: ask a person
    FAULT = "fault"  # ours
    NOTE = "note"  # a soft verdict of a step
    VERDICT = "verdict"
    DELIVERED = "delivered"  # a wave's reports went out, and to whom
    MARKED = "marked"  # somebody changed something at the company: a mark on the trend, of no wave
    REVIEWED = "reviewed"  # a person's word about a finding, or how satisfied they would be


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be appended.

    wave: the wave's name. journey: the journey's id, "" for the wave's own events. visit: the visit's id or "".
    op: the number of the journey's operation it belongs to, None if none.
    body: JSON values only; holds every text. It is stored as a payload, and only its salted commitment is chained.
    """

    wave: str
    kind: Kind
    at: Stamp
    journey: str = ""
    visit: str = ""
    op: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as stored. seq rises over the whole journal; body is {} when its payload was destroyed."""

    seq: int
    wave: str
    kind: Kind
    at: Stamp
    journey: str
    visit: str
    op: int | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lease:
    """Who uses a line now. owner names a process: host, pid, and its start, so that a dead one is recognised."""

    line: str
    owner: str
    beat_us: int


class Store(Protocol):
    """A journal store: append-only events beside mutable tables. Safe to call from any thread.

    Every method raises JournalError with a sentence for the user when the store fails (disk full, locked, damaged).
    """

    def append(self, events: Sequence[NewEvent], *, state: Sequence[tuple[str, str, Any]] = ()) -> list[Event]:
        """Append all of them, or none, durably (survives kill -9 and power loss), in one transaction.

        state: (scope, key, value) to be put in the same transaction: the cursor behind which these were heard."""

    def events(
        self,
        *,
        wave: str | None = None,
        journey: str | None = None,
        visit: str | None = None,
        kinds: Iterable[Kind] | None = None,
        after: int = 0,
    ) -> list[Event]:
        """Stored events in order of seq, by any mix of conditions."""

    def verify(self, *, wave: str | None = None) -> list[str]:
        """Check the hash chains; a sentence for every chain that does not hold."""

    def verify_evidence(self) -> list[str]:
        """A sentence for every evidence file that is missing or altered. Reads all of them."""

    def destroy_payload(self, seq: int) -> None:
        """Forget an event's body for good; the chain still verifies."""

    # evidence: files by content
    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence: ...
    def evidence_path(self, sha256: str) -> Path: ...

    # mutable tables
    def lease(self, line: str, owner: str, *, stale_after_s: float = 30.0) -> None:
        """Take or renew a line for `owner`. Raises LineLeased while another living owner holds it: one whose process
        is on this host and gone, or whose last beat is older than stale_after_s, is not living."""

    def release(self, line: str, owner: str) -> None: ...
    def leases(self) -> list[Lease]: ...
    def get_state(self, scope: str, key: str) -> Any | None:
        """A JSON value of mutable state: a mailbox's cursor, a browser's saved storage, a slot."""

    def put_state(self, scope: str, key: str, value: Any) -> None:
        """Set it; None removes it."""

    def list_state(self, scope: str) -> Iterator[tuple[str, Any]]: ...
    def close(self) -> None: ...
