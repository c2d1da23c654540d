"""How a journey ends: its visits run their course and are closed, the judges asked, the outcome journalled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import OurFault
from ..journal.events import Kind, NewEvent
from ..model import Closing, Outcome, Quote
from .course import all_over, closing_of
from .replay import Replay


@dataclass(slots=True)
class Failure:
    """One reason why the scenario fails, as told at its end. judge: who found it, "" for an exception; visit: in
    which visit, "" for the whole journey."""

    sentence: str
    step: str
    quotes: tuple[Quote, ...] = ()
    judge: str = ""
    visit: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "step": self.step,
            "quotes": [[q.visit, q.turn, q.text] for q in self.quotes],
            "judge": self.judge,
            "visit": self.visit,
        }


@dataclass(slots=True)
class Ending(Replay):
    """A run that can be brought to its end: by its last step, an exception, or a skip."""

    def finish(self) -> list[Failure]:
        """After the last step: wait until every visit has run its course, close them, ask the judges.

        Returns why the scenario fails (empty: it passed). Raises Suspend, or OurFault when a visit is unmeasured."""
        if self._suspended is not None:
            raise self._suspended
        self._ending = True
        if self.ledger.finished is None:
            waiting = [v for v in self.ledger.visits.values() if v.closed is None]
            if waiting:
                self._until(
                    "the conversation to end", waiting[-1], lambda ledger, now: all_over(self.session, ledger, now)
                )
            self._close([v.id for v in waiting], stopped=False)
            self._append()
            failures = self.session.failures_of(self)
            fault = self._fault()
            outcome = Outcome.UNMEASURED if fault else Outcome.FAILED if failures else Outcome.PASSED
            self._finished(outcome, failures, fault)
        return self.recorded_failures()

    def recorded_failures(self) -> list[Failure]:
        """The outcome as the journal holds it. Raises OurFault for an unmeasured journey."""
        assert self.ledger.finished is not None
        if self.ledger.finished["outcome"] == Outcome.UNMEASURED.value:
            code, sentence = self.ledger.finished["fault"]
            raise OurFault(sentence, code=code)
        return [
            Failure(
                f["sentence"],
                f["step"],
                tuple(Quote(*q) for q in f["quotes"]),
                judge=f.get("judge", ""),
                visit=f.get("visit", ""),
            )
            for f in self.ledger.finished["failures"]
        ]

    def abandon(self, reason: str, fault: tuple[str, str] | None = None) -> None:
        """An exception ended the scenario (an assertion of the owner's, a fault of ours): stop watching, keep what
        there is. fault: (code, sentence) when it was ours."""
        if self.ledger.finished is None and self.ledger.started is not None:
            self.ledger.add(
                self.session.store.events(wave=self.identity.wave, journey=self.identity.id, after=self.ledger.last_seq)
            )
            self._close([v.id for v in self.ledger.visits.values() if v.closed is None], stopped=True)
            fault = fault or self._fault()
            failures = [] if fault else [Failure(reason, self.step)]
            self._finished(Outcome.UNMEASURED if fault else Outcome.FAILED, failures, fault)

    def skip(self, reason: str) -> None:
        """The scenario was skipped in the middle (pytest.skip in a step): stop watching, keep what there is."""
        if self.ledger.finished is None and self.ledger.started is not None:
            self._close([v.id for v in self.ledger.visits.values() if v.closed is None], stopped=True)
            self._finished(Outcome.NOT_APPLICABLE, [], None, skipped=reason)

    @property
    def skipped_because(self) -> str | None:
        """Why this journey was skipped in the middle; None for any other end, and before it."""
        return None if self.ledger.finished is None else self.ledger.finished.get("skipped")

    def _fault(self) -> tuple[str, str] | None:
        return next((v.fault for v in self.ledger.visits.values() if v.fault), None)

    def _finished(
        self, outcome: Outcome, failures: Sequence[Failure], fault: tuple[str, str] | None, **more: str
    ) -> None:
        body = {
            "outcome": outcome.value,
            "failures": [f.to_dict() for f in failures],
            "fault": list(fault) if fault else None,
            **more,
        }
        self._append(
            NewEvent(self.identity.wave, Kind.JOURNEY_FINISHED, self.session.stamp(), self.identity.id, body=body)
        )
        self.session.over(self.ledger.visits.values())

    def _close(self, visits: Sequence[str], *, stopped: bool) -> None:
        events = []
        for visit in (self.ledger.visits[v] for v in visits):
            at = self.session.stamp()
            closing = closing_of(self.session, visit, at, stopped=stopped)
            first = next((s.done for s in visit.said if s.done is not None), None)
            observed = at.seconds_since(first) if first else None
            if closing is Closing.PATIENCE and first is not None:
                deadline = self.session.patience_over_us(visit)
                assert deadline is not None
                observed = min(observed or 0.0, (deadline - first.wall_us) / 1e6)
            events.append(
                NewEvent(
                    self.identity.wave,
                    Kind.VISIT_CLOSED,
                    at,
                    self.identity.id,
                    visit.id,
                    body={"closing": closing.value, "observed_s": observed},
                )
            )
        if events:
            self._append(*events)
        for visit_id in visits:
            self.session.closed(visit_id)
