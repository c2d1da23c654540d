"""Numbered operations: what lets a scenario be run again from its first step without doing anything twice.

An operation that the journal already holds returns what the journal holds and touches nothing. One that must wait
raises Suspend, and from then on every further operation of that run raises it again.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import ReplayDiffers
from ..journal.events import Event, Kind, NewEvent
from .identity import Identity, digest
from .ledger import Ledger, VisitState
from .renamed import args_of
from .suspend import Ready, Suspend, Wait

if TYPE_CHECKING:
    from .session import Session


@dataclass(frozen=True, slots=True)
class Script:
    """What a journey plays: its scenario as written, for the record and for telling an edit from a replay.

    steps: the rendered steps in order, keyword and sentence.
    """

    title: str
    line: int
    language: str
    steps: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Replay:
    """One run of a journey's scenario over what the journal holds of it. Made anew for every run."""

    session: Session
    identity: Identity
    script: Script
    ledger: Ledger = field(init=False)
    step: str = ""
    _n: int = 0
    _suspended: Suspend | None = None
    _ending: bool = False
    _from: int = 0  # an earlier run came as far as the operation before this one, or to where it waited
    _inside: str = ""  # the name of the `once` that is being run
    _unstored: list[NewEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.session.store.events(wave=self.identity.wave, journey=self.identity.id))
        self._from = max([*self.ledger.ops, *self.ledger.waits], default=-1) + 1

    def begin(self) -> None:
        """Journal the journey's start, or check on a replay that the scenario is still the one that was begun.

        Raises ReplayDiffers, or OurFault when no persona can carry it."""
        if self.ledger.started is None:
            seed = digest("seed", self.identity.wave, self.identity.id)[:16]
            body = {
                "feature": self.identity.feature,
                "scenario": self.identity.scenario,
                "example": ", ".join(p for p in (self.identity.example, self.identity.channel) if p),
                "title": self.identity.title,
                "line": self.script.line,
                "language": self.script.language,
                "steps": list(self.script.steps),
                "tags": list(self.script.tags),
                "seed": seed,
                "persona": self.session.persona_for(self.identity.id, seed, self.script.language),
            }
            self._append_soon(
                NewEvent(self.identity.wave, Kind.JOURNEY_STARTED, self.session.stamp(), self.identity.id, body=body)
            )
            return
        began = tuple(self.ledger.started["steps"])
        if began != self.script.steps and not self.ledger.finished:
            at = next((i for i, (a, b) in enumerate(zip(began, self.script.steps, strict=False)) if a != b), None)
            at = min(len(began), len(self.script.steps)) if at is None else at
            was = began[at] if at < len(began) else "(nothing)"
            now = self.script.steps[at] if at < len(self.script.steps) else "(nothing)"
            raise ReplayDiffers(
                f"{self.identity.feature}: “{self.identity.title}” was edited while its visit is open: step {at + 1} "
                f"was “{was}”, now it is “{now}”. Put it back and resume, or begin a new wave; what was heard is kept."
            )

    @property
    def replaying(self) -> bool:
        """Whether an earlier run of this scenario came here already, if only to wait: hooks with side effects ask."""
        return self._n < self._from

    @property
    def suspended(self) -> Suspend | None:
        """Set once this run began to wait: whatever its steps did after that does not count."""
        return self._suspended

    def forget(self) -> None:
        """Free what a parked journey does not need: it is read from the journal again."""
        self.ledger = Ledger()

    # -- operations --------------------------------------------------------------------------------------------------
    def _operation(self, name: str, args: Mapping[str, Any]) -> tuple[int, Event | None]:
        """Number the next operation; the event the journal holds for it, or None when it is new.

        Raises Suspend again if this run has been suspended (a step's `finally` must not speak), and ReplayDiffers."""
        if self._suspended is not None:
            raise self._suspended
        if self._inside:
            raise RuntimeError(
                f"visit.once({self._inside!r}): its function must not use the visit ({name}): it is not run on a "
                "replay, and all that follows would be numbered differently. Do that before or after it."
            )
        n = self._n
        self._n += 1
        held = self.ledger.ops.get(n)
        if held is not None:
            was = held.body.get("name", ""), held.body.get("args", {})
            now = name, json.loads(json.dumps(args))
            if now not in (was, (was[0], args_of(held.body))):
                raise ReplayDiffers(
                    f"{self.identity.feature}: “{self.identity.title}” does something else than when its visit began, "
                    f"at the step “{self.step}”: it was {was[0]} {_short(was[1])}, now it is {name} {_short(args)}. "
                    "Put the scenario or its sentences back and resume, or begin a new wave; what was heard is kept."
                )
        return n, held

    def _append(self, *events: NewEvent, state: Sequence[tuple[str, str, Any]] = ()) -> None:
        """Store these events, after those that were to be stored soon, in one transaction."""
        unstored, self._unstored = self._unstored, []
        if unstored or events:
            self.ledger.add_own(self.session.store.append([*unstored, *events], state=state))

    def _append_soon(self, event: NewEvent) -> None:
        """Store this event with the next one that is appended, at the latest when the journey begins to wait.

        For what nobody outside has noticed yet: lost in a crash before that, it is found anew by the replay. A disk's
        fsync costs more than all else that a resumed step does."""
        self._unstored.append(event)
        self.ledger.foresee(event)

    def _result(self, n: int, name: str, args: Mapping[str, Any], result: Any, visit: str = "") -> None:
        body = {"name": name, "args": args, "result": result, "step": self.step}
        self._append_soon(
            NewEvent(self.identity.wave, Kind.OP, self.session.stamp(), self.identity.id, visit, op=n, body=body)
        )

    def once(self, name: str, fn: Callable[[], Any]) -> Any:
        """Run `fn` once for this journey, however often its scenario is replayed; its (JSON) result is journalled."""
        n, held = self._operation("once", {"name": name})
        if held is not None:
            return held.body["result"]
        self._inside = name
        try:
            result = fn()
        finally:
            self._inside = ""
        try:
            result = json.loads(json.dumps(result, allow_nan=False))  # the first run gets what every replay will get
        except (TypeError, ValueError) as error:
            raise TypeError(
                f"visit.once({name!r}): its result must be plain JSON to be kept in the journal: {error}"
            ) from error
        self._result(n, "once", {"name": name}, result)
        self._append()
        return result

    def now(self) -> float:
        """Seconds since 1970, the same at every replay."""
        n, held = self._operation("now", {})
        if held is not None:
            return float(held.body["result"])
        result = self.session.stamp().wall_us / 1e6
        self._result(n, "now", {}, result)
        return result

    def draw(self, name: str, options: Sequence[str]) -> str:
        """One of the options by the journey's seed; journalled, so that new options change no open journey."""
        n, held = self._operation("draw", {"name": name})
        if held is not None:
            return str(held.body["result"])
        assert self.ledger.started is not None
        result = random.Random(f"{self.ledger.started['seed']}:{name}:{n}").choice(list(options))
        self._result(n, "draw", {"name": name}, result)
        return result

    # -- waiting -----------------------------------------------------------------------------------------------------
    def _until(self, what: str, visit: VisitState, check: Callable[[Ledger, int], Ready]) -> None:
        """Go on when `check` says so; until then unwind (or, where the loop is not ours, block)."""
        self.ledger.add(
            self.session.store.events(wave=self.identity.wave, journey=self.identity.id, after=self.ledger.last_seq)
        )
        now = self.session.stamp().wall_us
        if check(self.ledger, now) is True:
            return
        since = next((s.done.wall_us for s in reversed(visit.said) if s.done is not None), now)
        wait = Wait(self.identity.id, what, visit.channel, visit.id, since, check)
        self._note_wait(wait, now)
        self._append()
        if self.session.blocking:
            self.session.block(wait, self.ledger)
            check(self.ledger, self.session.stamp().wall_us)  # a fault ended the wait: it is raised here
            return
        self._suspended = Suspend(wait)
        raise self._suspended

    def _note_wait(self, wait: Wait, now: int) -> None:
        """Journal once what this operation waits for, and until when at most as far as that is known."""
        op = self._n if self._ending else self._n - 1
        if op in self.ledger.waits:
            return
        until = wait.check(self.ledger, now)
        body = {"for": wait.what, "channel": wait.channel, "until_us": until if type(until) is int else None}
        self._append_soon(
            NewEvent(self.identity.wave, Kind.WAIT, self.session.stamp(), self.identity.id, wait.visit, op, body)
        )


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"
