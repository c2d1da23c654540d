"""Writes what the probes did and heard: into the journal first, then wakes the journey.

One thread drains a queue, so that a burst of a thousand replies is a few transactions and the probes' own clocks are
never held up by a disk.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from ..errors import JournalError
from ..journal.codec import dump_evidence, dump_stamp
from ..journal.events import Kind, NewEvent, Store
from .inbox import Inbox, Match
from .probe import Incoming

_log = logging.getLogger(__name__)
_BATCH = 500


@dataclass(slots=True)
class _Job:
    events: Sequence[NewEvent] = ()
    incoming: Incoming | None = None
    by_kind: str = ""  # the kind of the probe that heard it
    state: Sequence[tuple[str, str, Any]] = ()
    done: Future[None] | None = field(default=None)


class Writer:
    """The journal's writing thread. `wake` is called with a journey's id after its event was stored; `elsewhere` with
    a visit and the channel by which something for it came that is not its own."""

    def __init__(
        self,
        store: Store,
        wave: str,
        inbox: Inbox,
        wake: Callable[[str], None],
        elsewhere: Callable[[str, str], None] = lambda visit, via: None,
    ) -> None:
        self._store, self._wave, self._inbox, self._wake = store, wave, inbox, wake
        self._elsewhere = elsewhere
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._wave_of: dict[str, str] = {}
        self.broken: JournalError | None = None
        self._thread = threading.Thread(target=self._run, name="shopper-journal", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def write(self, *events: NewEvent) -> Future[None]:
        """Append events soon; the future is done when they are stored."""
        done: Future[None] = Future()
        done.set_running_or_notify_cancel()  # who stops waiting does not unwrite it
        self._jobs.put(_Job(events=events, done=done))
        return done

    def heard(self, incoming: Incoming, state: Sequence[tuple[str, str, Any]], *, by_kind: str = "") -> None:
        """Match an incoming message, store it, and with it the mutable state (scope, key, value) that says so.

        by_kind: the kind of the probe that heard it."""
        self._jobs.put(_Job(incoming=incoming, by_kind=by_kind, state=state))

    def put_state(self, scope: str, key: str, value: Any) -> None:
        """Put mutable state, after all that was handed in before: an older value never comes out on top."""
        self._jobs.put(_Job(state=((scope, key, value),)))

    def belongs(self, visit: str, wave: str) -> None:
        """This visit is one of another wave: what answers it is written there."""
        self._wave_of[visit] = wave

    def stop(self) -> None:
        """Write what is left, then end."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join(timeout=30)

    def give_up(self, error: JournalError) -> None:
        """Write nothing any more, and tell the run loop. A cursor that is stored after something was lost would hide it
        for good; what is not stored is fetched again when the wave is resumed."""
        self.broken = self.broken or error
        self._wake("")

    def _run(self) -> None:
        ending = False
        while not ending:
            jobs: list[_Job] = []
            job = self._jobs.get()
            while True:
                if job is None:
                    ending = True
                    break
                jobs.append(job)
                if len(jobs) >= _BATCH or self._jobs.empty():
                    break
                job = self._jobs.get()
            if jobs:
                self._store_batch(jobs)

    def _store_batch(self, jobs: list[_Job]) -> None:
        try:
            if self.broken is not None:
                raise self.broken
            events: list[NewEvent] = []
            for job in jobs:
                events.extend(job.events)
                if job.incoming is not None:
                    events.append(self._event_of(job.incoming, job.by_kind))
            self._store.append(events, state=_latest(jobs))
        except JournalError as error:
            self._failed(jobs, error)
            return
        except BaseException as error:  # a lost writer would leave every journey waiting in silence
            if len(jobs) > 1:
                for job in jobs:  # one of them cannot be written: the others can
                    self._store_batch([job])
            else:
                _log.exception("the journal's writer failed")
                self._failed(jobs, JournalError(f"what was heard could not be written: {error}"))
            return
        for job in jobs:
            if job.done is not None:
                job.done.set_result(None)
        # Nobody waits for an attempt alone: what ends a wait is how it ended.
        for journey in {e.journey for e in events if e.journey and e.kind is not Kind.SAY_ATTEMPT}:
            self._wake(journey)

    def _failed(self, jobs: list[_Job], error: JournalError) -> None:
        for job in jobs:
            if job.done is not None:
                job.done.set_exception(error)
        self.give_up(error)

    def _event_of(self, incoming: Incoming, by_kind: str) -> NewEvent:
        match = self._matched(incoming)
        via = ""
        if match is not None:
            via = self._inbox.via(match.visit, incoming, by_kind or incoming.line.rpartition(":")[2])
            self._inbox.took(match.visit, incoming)
            if via:
                self._elsewhere(match.visit, via)
        body: Mapping[str, Any] = {
            "key": incoming.key,
            "text": incoming.text,
            "kind": incoming.kind.value,
            "sender": incoming.sender,
            "subject": incoming.subject,
            "read_at": dump_stamp(incoming.read_at) if incoming.read_at else None,
            "evidence": [dump_evidence(e) for e in incoming.evidence],
            "revises": incoming.revises,
            "matched_by": match.by if match else "",
            "line": incoming.line,
            **({"via": via} if via else {}),
            **({"live_in": incoming.visit} if match and incoming.visit not in ("", match.visit) else {}),
            **({"data": _plain(incoming.data)} if incoming.data else {}),
        }
        if match is None:
            return NewEvent(wave=self._wave, kind=Kind.UNASSIGNED, at=incoming.at, body=body)
        return NewEvent(
            wave=self._wave_of.get(match.visit, self._wave),
            kind=Kind.HEARD,
            at=incoming.at,
            journey=journey_of(match.visit),
            visit=match.visit,
            body=body,
        )

    def _matched(self, incoming: Incoming) -> Match | None:
        try:
            return self._inbox.match(incoming)
        except Exception:  # it came, and must be kept: a person says where it belongs
            _log.exception("the message %s could not be matched", incoming.key)
            return None


def _plain(data: Mapping[str, Any]) -> Any:
    """What a probe adds, as JSON: a message must not be lost for a date or for bytes among it."""
    try:
        return json.loads(json.dumps(dict(data), default=str, allow_nan=False))
    except (TypeError, ValueError):
        return {"shown": repr(dict(data))[:2000]}


def journey_of(visit: str) -> str:
    """A visit's id is its journey's id, a dot and its number."""
    return visit.rpartition(".")[0]


def _latest(jobs: Sequence[_Job]) -> list[tuple[str, str, Any]]:
    """Of several values for one key of state only the last must be written."""
    latest = {(scope, key): value for job in jobs for scope, key, value in job.state}
    return [(scope, key, value) for (scope, key), value in latest.items()]
