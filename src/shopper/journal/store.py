"""The journal's store over a Database: what events.Store promises, for every database behind it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ..errors import JournalError, LineLeased
from ..model import Clock, Evidence, Stamp
from . import statements, tables
from .chain import SALT_BYTES, canonical_json, chain_id, commitment, event_hash, genesis, header, read_json
from .database import Database
from .events import Event, Kind, Lease, NewEvent
from .evidence import EvidenceFiles
from .leases import described, is_gone
from .verifying import broken_chains

# SQLite binds at most 32,766 values in one statement.
_IDS_AT_ONCE = 10_000


def wall_clock_us() -> int:
    """UTC microseconds since 1970."""
    return time.time_ns() // 1_000


class SqlStore:
    """A journal in an SQL database, with its evidence in a folder. See events.Store for what each method promises."""

    def __init__(
        self, database: Database, evidence: EvidenceFiles, *, clock: Callable[[], int] = wall_clock_us
    ) -> None:
        """clock: UTC microseconds, for the heartbeats of leases."""
        self._db = database
        self._files = evidence
        self._clock = clock
        self._put_chain_end = database.upsert(tables.chains, ["length", "head"])
        self._put_state = database.upsert(tables.state, ["value"])
        self._put_lease = database.upsert(tables.leases, ["owner", "beat_us"])
        self._put_evidence = database.upsert(tables.evidence, [])

    def append(self, events: Sequence[NewEvent], *, state: Sequence[tuple[str, str, Any]] = ()) -> list[Event]:
        """All of them or none, in order, with `state` in the same transaction. Raises JournalError, also where one of
        the events is an operation that its journey already has; ValueError or TypeError for a body that is not JSON."""
        bodies = [canonical_json(event.body) for event in events]
        changes = _split_state(state)
        if not events and not state:
            return []
        try:
            with self._db.writing() as connection:
                stored = self._append_events(connection, events, bodies) if events else []
                self._change_state(connection, *changes)
        except JournalError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise JournalError(self._twice(events)) from error
            raise
        return stored

    def _append_events(self, connection: Connection, events: Sequence[NewEvent], bodies: list[bytes]) -> list[Event]:
        last: int = connection.scalar(statements.LAST_SEQ) or 0
        names = [chain_id(event.wave, event.journey, event.visit) for event in events]
        ends = _chain_ends(connection, names)
        wave_of: dict[str, str] = {}
        rows, payloads, stored = [], [], []
        for seq, (event, chain, body) in enumerate(zip(events, names, bodies, strict=True), start=last + 1):
            n, previous = ends.get(chain) or (0, genesis(chain))
            row = {
                "seq": seq,
                "wave": event.wave,
                "journey": event.journey,
                "visit": event.visit,
                "n": n,
                "kind": event.kind.value,
                "op": event.op,
                "wall_us": event.at.wall_us,
                "mono_ns": event.at.mono_ns,
                "process": event.at.process,
                "clock": event.at.clock.value,
                "accuracy_us": event.at.accuracy_us,
            }
            salt = secrets.token_bytes(SALT_BYTES)
            committed = commitment(salt, body)
            digest = event_hash(previous, header(row), committed)
            rows.append({**row, "commitment": committed, "prev_hash": previous, "hash": digest})
            payloads.append({"seq": seq, "salt": salt, "data": body})
            # The body as it will be read again, so that a replay sees what the first run saw.
            stored.append(
                Event(seq, event.wave, event.kind, event.at, event.journey, event.visit, event.op, read_json(body))
            )
            ends[chain] = (n + 1, digest)
            wave_of[chain] = event.wave
        connection.execute(statements.INSERT_EVENTS, rows)
        connection.execute(statements.INSERT_PAYLOADS, payloads)
        connection.execute(
            self._put_chain_end,
            [
                {"chain": chain, "wave": wave, "length": ends[chain][0], "head": ends[chain][1]}
                for chain, wave in wave_of.items()
            ],
        )
        return stored

    def _twice(self, events: Sequence[NewEvent]) -> str:
        seen = set()
        with self._db.reading() as connection:
            for event in events:
                if event.op is None:
                    continue
                key = {"wave": event.wave, "journey": event.journey, "op": event.op, "kind": event.kind.value}
                name = tuple(key.values())
                if name in seen or connection.scalar(statements.OPERATION, key) is not None:
                    return (
                        f"Operation {event.op} ({event.kind.value}) of journey {event.journey}, wave {event.wave}, is "
                        "in the journal already, and nothing is done twice; nothing was written now. Another process "
                        "seems to play the same wave: stop it, then run `shopper resume`."
                    )
                seen.add(name)
        return f"The journal {self._db.where} refused events that contradict what it holds; nothing was written."

    def events(
        self,
        *,
        wave: str | None = None,
        journey: str | None = None,
        visit: str | None = None,
        kinds: Iterable[Kind] | None = None,
        after: int = 0,
    ) -> list[Event]:
        """Stored events in order of seq that meet all of the conditions given."""
        wanted = None if kinds is None else sorted({kind.value for kind in kinds})
        statement = statements.events_where(
            wave=wave is not None,
            journey=journey is not None,
            visit=visit is not None,
            kinds=wanted is not None,
            after=after > 0,
        )
        values = {"wave": wave, "journey": journey, "visit": visit, "kinds": wanted, "after": after or None}
        with self._db.reading() as connection:
            rows = connection.execute(statement, {k: v for k, v in values.items() if v is not None}).all()
        return [self._event(row) for row in rows]

    def _event(self, row: Any) -> Event:
        seq, wave, kind, wall_us, mono_ns, process, clock, accuracy_us, journey, visit, op, data = row
        try:
            at = Stamp(wall_us, mono_ns, process, Clock(clock), accuracy_us)
            return Event(seq, wave, Kind(kind), at, journey, visit, op, {} if data is None else read_json(data))
        except ValueError as error:
            raise JournalError(
                f"Event {seq} of the journal {self._db.where} cannot be read ({error}): it was altered or damaged. "
                "Put back a copy of the journal."
            ) from error

    def verify(self, *, wave: str | None = None) -> list[str]:
        """A sentence for the file if it is damaged, else one for every chain that does not hold."""
        damage = self._db.pragma("quick_check(1)")
        if damage not in (None, "ok"):
            return [f"The journal {self._db.where} is damaged: {damage}."]
        return broken_chains(self._db, wave=wave)

    def verify_evidence(self) -> list[str]:
        """A sentence for every evidence file that is missing or altered. Reads all of them."""
        with self._db.reading() as connection:
            names = list(connection.scalars(statements.EVIDENCE_NAMES))
        return self._files.check(names)

    def destroy_payload(self, seq: int) -> None:
        """Forget an event's body for good. Raises JournalError where there is no such event."""
        with self._db.writing() as connection:
            row = connection.execute(statements.PAYLOAD_OF, {"of": seq}).one_or_none()
            if row is None:
                raise JournalError(f"The journal {self._db.where} has no event {seq}; nothing was destroyed.")
            if row.destroyed_us is None:
                connection.execute(statements.DESTROY_PAYLOAD, {"of": seq, "now_us": self._clock()})
        # Until it is written back, the text still stands in the write-ahead log beside the file.
        self._db.pragma("wal_checkpoint(TRUNCATE)")

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence:
        """Keep a file by its content, and note what it is called. The same content is stored once."""
        sha256 = self._files.put(data)
        name = name.encode(errors="replace").decode()
        row = {"sha256": sha256, "name": name, "media_type": media_type, "size": len(data), "put_us": self._clock()}
        with self._db.writing() as connection:
            connection.execute(self._put_evidence, row)
        return Evidence(sha256=sha256, media_type=media_type, name=name, size=len(data))

    def evidence_path(self, sha256: str) -> Path:
        """Where the evidence of this content is."""
        return self._files.path(sha256)

    def lease(self, line: str, owner: str, *, stale_after_s: float = 30.0) -> None:
        """Take or renew a line. Raises LineLeased while another owner holds it that is not surely gone and whose last
        beat is not older than stale_after_s."""
        with self._db.writing() as connection:
            now = self._clock()
            held = connection.execute(statements.LEASE_OF, {"of": line}).one_or_none()
            if held is not None and held.owner != owner and not is_gone(held.owner):
                age_s = (now - held.beat_us) / 1e6
                if age_s <= stale_after_s:
                    raise LineLeased(
                        f"The line “{line}” is in use by {described(held.owner)}, which was seen {max(age_s, 0):.0f} s "
                        "ago. Two processes must not use one line: wait until that one ends, or stop it, and run again."
                    )
            connection.execute(self._put_lease, {"line": line, "owner": owner, "beat_us": now})

    def release(self, line: str, owner: str) -> None:
        """Free a line, if this owner holds it."""
        with self._db.writing() as connection:
            connection.execute(statements.RELEASE, {"of": line, "by": owner})

    def leases(self) -> list[Lease]:
        """All leases, in order of the lines' names."""
        with self._db.reading() as connection:
            return [Lease(row.line, row.owner, row.beat_us) for row in connection.execute(statements.LEASES)]

    def get_state(self, scope: str, key: str) -> Any | None:
        """A JSON value of mutable state, None where there is none."""
        with self._db.reading() as connection:
            value = connection.scalar(statements.STATE_OF, {"in_scope": scope, "of": key})
        return None if value is None else read_json(value)

    def put_state(self, scope: str, key: str, value: Any) -> None:
        """Set a JSON value; None removes it."""
        self.append((), state=[(scope, key, value)])

    def list_state(self, scope: str) -> Iterator[tuple[str, Any]]:
        """All of a scope, in order of the keys, as it was at the call."""
        with self._db.reading() as connection:
            rows = connection.execute(statements.STATES, {"in_scope": scope}).all()
        return iter([(row.key, read_json(row.value)) for row in rows])

    def _change_state(self, connection: Connection, put: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> None:
        if dropped:
            connection.execute(statements.DROP_STATE, dropped)
        if put:
            connection.execute(self._put_state, put)

    def close(self) -> None:
        """Let go of the file; further calls raise JournalError."""
        self._db.close()


def _split_state(state: Sequence[tuple[str, str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    final = {(scope, key): value for scope, key, value in state}
    put = [
        {"scope": scope, "key": key, "value": canonical_json(value)}
        for (scope, key), value in final.items()
        if value is not None
    ]
    return put, [{"in_scope": scope, "of": key} for (scope, key), value in final.items() if value is None]


def _chain_ends(connection: Connection, names: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    wanted = list(dict.fromkeys(names))
    if len(wanted) == 1:
        row = connection.execute(statements.CHAIN_END, {"of": wanted[0]}).one_or_none()
        return {} if row is None else {row.chain: (row.length, row.head)}
    ends: dict[str, tuple[int, bytes]] = {}
    for start in range(0, len(wanted), _IDS_AT_ONCE):
        ids = wanted[start : start + _IDS_AT_ONCE]
        for chain, length, head in connection.execute(statements.CHAIN_ENDS, {"ids": ids}):
            ends[chain] = (length, head)
    return ends
