"""A journey as its steps see it: what the fixture `visit` gives.

Steps touch the world only through the methods of Journey. Each of them is a numbered operation: one that the journal
already holds returns what the journal holds and touches nothing; one that must wait raises Suspend, and the scenario is
run again from its first step when what it waits for is there.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import GuardRail, OurFault, ReplayDiffers, ScenarioError
from ..journal.events import Event, Kind, NewEvent
from ..model import Closing, Labels, Origin, Outcome, Quote, Stamp, Turn, TurnKind
from ..reading import read
from ..reading.replies import is_reply
from ..reading.targets import resolve_target
from .identity import Identity, digest
from .ledger import Ledger, Saying, VisitState
from .probe import Conversation, Outgoing
from .suspend import Ready, StepsEnd, Suspend, Wait

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


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the company, as taken by `hear`.

    waited_s: from when they could see what we said, on the channel's promised-hours clock.
    """

    visit: str
    turn: Turn
    waited_s: float
    labels: Labels


@dataclass(slots=True)
class Failure:
    """One reason why the scenario fails, as told at its end."""

    sentence: str
    step: str
    quotes: tuple[Quote, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "step": self.step,
            "quotes": [[q.visit, q.turn, q.text] for q in self.quotes],
        }


@dataclass(slots=True)
class Journey:
    """One scripted customer with one need, at its current visit. Made anew for every run of its scenario."""

    session: Session
    identity: Identity
    script: Script
    ledger: Ledger = field(init=False)
    step: str = ""
    _n: int = 0
    _suspended: Suspend | None = None
    _current: str = ""
    _ending: bool = False
    _from: int = 0  # operations of this run before this one were in the journal when it began
    _inside: str = ""  # the name of the `once` that is being run
    _unstored: list[NewEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.session.store.events(wave=self.identity.wave, journey=self.identity.id))
        self._from = max(self.ledger.ops, default=-1) + 1

    # -- beginning ---------------------------------------------------------------------------------------------------
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
                "persona": self.session.draw_persona(seed, self.script.language),
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
        """Whether the next operation is one that the journal already holds: hooks with side effects can ask."""
        return self._n < self._from

    @property
    def persona_id(self) -> str:
        assert self.ledger.started is not None
        return str(self.ledger.started["persona"])

    @property
    def language(self) -> str:
        return self.script.language

    @property
    def current(self) -> VisitState:
        """The visit the customer is in. Raises ScenarioError when no step has begun one."""
        if not self._current:
            raise ScenarioError([self.session.mistake(self, "no conversation is open yet; begin with “I ask about …”")])
        return self.ledger.visits[self._current]

    def visit_in(self, channel: str) -> VisitState:
        """The latest visit of this journey in a channel. Raises ScenarioError when there is none."""
        # On a replay the journal already holds visits that later steps will begin.
        visits = [v for v in self.ledger.visits.values() if v.channel == channel and v.op < self._n]
        if not visits:
            raise ScenarioError([self.session.mistake(self, f"nothing was asked in “{channel}” in this scenario")])
        return visits[-1]

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
            if was != (name, json.loads(json.dumps(args))):
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

    # -- visits ------------------------------------------------------------------------------------------------------
    def open(self, channel: str, service: str, *, origin: Origin = Origin.ENTRY) -> VisitState:
        """Begin a visit in a channel. Raises GuardRail when the day's visits there are used up."""
        args = {"channel": channel, "service": service, "origin": origin.value}
        n, held = self._operation("open", args)
        if held is not None:
            self._current = held.visit
            return self.ledger.visits[held.visit]
        self.session.check_day(channel)
        settings = self.session.channel(channel)
        seq = len(self.ledger.visits) + 1
        visit = f"{self.identity.id}.{seq}"
        body = {
            "name": "open",
            "args": args,
            "channel": channel,
            "kind": settings.kind,
            "origin": origin.value,
            "service": service,
            "persona": self.persona_id,
            "language": self.language,
            "seq": seq,
            "tag": digest("tag", self.identity.wave, visit)[:10],
            "terms": {"sla_s": settings.sla, "tolerable_s": settings.tolerable, "patience_s": settings.patience},
            "redirected_by": self._redirected_by if origin is Origin.REDIRECT else None,
        }
        self._append(
            NewEvent(
                self.identity.wave, Kind.VISIT_OPENED, self.session.stamp(), self.identity.id, visit, op=n, body=body
            ),
            state=[self.session.one_visit_more(channel)],
        )
        self._current = visit
        self.session.opened(self.ledger.visits[visit])
        return self.ledger.visits[visit]

    @property
    def _redirected_by(self) -> list[str] | None:
        """The turn that the latest `follow` went by: [visit, the turn's key]."""
        for event in reversed(self.ledger.ops.values()):
            if event.body.get("name") == "follow" and event.body.get("result"):
                result = event.body["result"]
                return [result["visit"], result["turn"]]
        return None

    def go_back_to(self, channel: str) -> VisitState:
        """Make the latest visit in that channel the current one."""
        visit = self.visit_in(channel)
        self._current = visit.id
        return visit

    def say(self, text: str, *, subject: str = "") -> None:
        """Say something in the current visit. It is journalled as intent here and goes out at the persona's pace.

        Raises OurFault when something of ours broke in this visit."""
        visit = self.current
        args = {"visit": visit.id, "text": digest(text)[:16]}
        n, held = self._operation("say", args)
        if held is not None:
            return
        _no_fault(visit)
        body = {
            "name": "say",
            "args": args,
            "id": digest("say", self.identity.wave, self.identity.id, str(n))[:20],
            "text": text,
            "subject": subject or (visit.said[0].subject if visit.said else ""),
            "step": self.step,
        }
        self._append(
            NewEvent(
                self.identity.wave, Kind.SAY_INTENT, self.session.stamp(), self.identity.id, visit.id, op=n, body=body
            )
        )
        saying = self.ledger.visits[visit.id].said[-1]
        self.session.say(self, visit, saying)

    def hear(self, channel: str | None = None) -> Reply | None:
        """The reply to what was said last in the current visit (or in `channel`), None when nobody answered within the
        channel's patience. Greetings, notices and automatic acknowledgements are no replies. Raises OurFault."""
        visit = self.current if channel is None else self.visit_in(channel)
        args = {"visit": visit.id}
        n, held = self._operation("hear", args)
        if held is None:
            if not visit.said:
                raise ScenarioError([self.session.mistake(self, "nothing was said yet, so nobody can reply")])
            self._until("a reply", visit, lambda ledger, now: self._reply_there(ledger, visit.id, now))
            found = self._find_reply(self.ledger.visits[visit.id])
            result = self._taken(self.ledger.visits[visit.id], found) if found else {"turn": None}
            self._result(n, "hear", args, result, visit.id)
            held = self.ledger.ops[n]
        taken = held.body["result"]
        if taken["turn"] is None:
            return None
        turn = self.ledger.visits[visit.id].turn(taken["turn"], taken["revision"])
        labels: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in taken["labels"].items()}
        return Reply(visit.id, turn, taken["waited_s"], Labels(**labels))

    def _taken(self, visit: VisitState, turn: Turn) -> dict[str, Any]:
        """A reply as steps are given it, for the journal: its text may be changed later, the promised hours and the
        reading of texts too, and the replay must see what this run saw."""
        said = [s for s in visit.said if s.done is not None]
        seen = [s for s in said if s.seq < _seq_of(visit, turn.key) and not _surely_before(turn.at, s.done)]
        asked = seen[-1] if seen else said[0] if said else None
        waited = self.session.promised_seconds(visit.channel, asked.done, turn.at) if asked and asked.done else 0.0
        labels = asdict(read(turn.text, language=visit.language))
        return {
            "turn": turn.key,
            "revision": visit.revision(turn.key),
            "waited_s": max(0.0, waited),
            "labels": {name: value for name, value in labels.items() if value},
        }

    def _reply_there(self, ledger: Ledger, visit_id: str, now: int) -> Ready:
        visit = ledger.visits[visit_id]
        _no_fault(visit)
        if _ended_by_them(visit):
            return True
        if visit.said[-1].pending:
            return None  # a reply that is there already is timed once it is known when they could see what we said
        return True if self._find_reply(visit) is not None else self._patience_over(visit, now)

    def _patience_over(self, visit: VisitState, now: int) -> Ready:
        """Whether nobody answered: the time is over, and we could have heard it if somebody had."""
        deadline = self.session.patience_over_us(visit)
        if deadline is None or now < deadline:
            return deadline
        return not self.session.cannot_hear(visit)

    @staticmethod
    def _find_reply(visit: VisitState) -> Turn | None:
        said = visit.last_said
        if said is None:
            return None
        return next((h.turn for h in visit.heard if h.seq > said.seq and is_reply(h.turn)), None)

    def follow(self) -> str:
        """The channel that the company names when it sends us away from the current visit: its id.

        Waits for such a message as long as the visit is alive. Raises StepsEnd when nobody sent us anywhere, or sent us
        where we cannot go (a channel the company lacks, or one that is not shopped)."""
        visit = self.current
        args = {"visit": visit.id}
        n, held = self._operation("follow", args)
        if held is None:
            self._until(
                "being told where to go", visit, lambda ledger, now: self._redirect_there(ledger, visit.id, now)
            )
            self._result(n, "follow", args, self._find_redirect(self.ledger.visits[visit.id]), visit.id)
            held = self.ledger.ops[n]
        result = held.body["result"]
        if result is None:
            raise StepsEnd("nobody sent the customer to another channel")
        if result["channel"].startswith("target:"):
            raise StepsEnd(f"they sent the customer to {result['target']}, which is not among the company's channels")
        return str(result["channel"])

    def _redirect_there(self, ledger: Ledger, visit_id: str, now: int) -> Ready:
        visit = ledger.visits[visit_id]
        _no_fault(visit)
        return True if self._find_redirect(visit) is not None else self._over(visit, now)

    def _find_redirect(self, visit: VisitState) -> dict[str, str] | None:
        for heard in visit.heard:
            if heard.turn.kind in (TurnKind.MESSAGE, TurnKind.AUTO):
                labels = read(heard.turn.text, language=visit.language)
                if labels.deflection:
                    channel, target = resolve_target(
                        labels.deflection, labels.addresses, self.session.addresses, visit.channel
                    )
                    return {"visit": visit.id, "turn": heard.turn.key, "channel": channel, "target": target}
        return None

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

    def _over(self, visit: VisitState, now: int) -> Ready:
        """Whether a visit has run its course: answered and quiet since, closed by them, or its patience over."""
        if not visit.said or _ended_by_them(visit):
            return True
        if visit.said[-1].pending or self.session.catching_up(visit):
            return None
        if self._find_reply(visit) is None:
            return self._patience_over(visit, now)
        last = max(h.turn.read_at.wall_us if h.turn.read_at else h.turn.at.wall_us for h in visit.heard)
        done = visit.said[-1].done
        deadline = max(last, done.wall_us if done else 0) + round(self.session.channel(visit.channel).quiet * 1e6)
        return now >= deadline or deadline

    # -- findings ----------------------------------------------------------------------------------------------------
    def note(
        self, judge: str, outcome: Outcome, sentence: str, *, turns: Sequence[tuple[str, Turn]] = (), **data: Any
    ) -> None:
        """A soft verdict of this step: the scenario goes on, and fails at its end with all that failed."""
        args = {"judge": judge, "step": self.step}
        n, held = self._operation("note", args)
        if held is not None:
            return
        body = {
            "name": "note",
            "args": args,
            "judge": judge,
            "outcome": outcome.value,
            "sentence": sentence,
            "step": self.step,
            "quotes": [[visit, turn.key, turn.text] for visit, turn in turns],
            "data": data,
        }
        visit = turns[0][0] if turns else self._current
        self._append_soon(
            NewEvent(self.identity.wave, Kind.NOTE, self.session.stamp(), self.identity.id, visit, op=n, body=body)
        )

    def expect(self, judge: str) -> None:
        """This must not be found: answered by the judge of that name when the journey's visits have closed."""
        args = {"judge": judge, "step": self.step}
        n, held = self._operation("expect", args)
        if held is None:
            self._result(n, "expect", args, None, self._current)

    # -- the end -----------------------------------------------------------------------------------------------------
    def finish(self) -> list[Failure]:
        """After the last step: wait until every visit has run its course, close them, ask the judges.

        Returns why the scenario fails (empty: it passed). Raises Suspend, or OurFault when a visit is unmeasured."""
        if self._suspended is not None:
            raise self._suspended
        self._ending = True
        if self.ledger.finished is None:
            waiting = [v for v in self.ledger.visits.values() if v.closed is None]
            if waiting:
                self._until("the conversation to end", waiting[-1], self._all_over)
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
            Failure(f["sentence"], f["step"], tuple(Quote(*q) for q in f["quotes"]))
            for f in self.ledger.finished["failures"]
        ]

    def forget(self) -> None:
        """Free what a parked journey does not need: it is read from the journal again."""
        self.ledger = Ledger()

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

    @property
    def suspended(self) -> Suspend | None:
        """Set once this run began to wait: whatever its steps did after that does not count."""
        return self._suspended

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

    def _all_over(self, ledger: Ledger, now: int) -> Ready:
        deadlines: list[int | None] = []
        for visit in ledger.visits.values():
            if visit.closed is not None or visit.fault is not None:
                continue
            over = self._over(visit, now)
            if over is not True:
                deadlines.append(over if over is not False else None)
        if not deadlines:
            return True
        return min((d for d in deadlines if d is not None), default=None)

    def _close(self, visits: Sequence[str], *, stopped: bool) -> None:
        events = []
        for visit in (self.ledger.visits[v] for v in visits):
            at = self.session.stamp()
            closing = self._closing(visit, at, stopped=stopped)
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

    def _closing(self, visit: VisitState, at: Stamp, *, stopped: bool) -> Closing:
        if visit.fault is not None:
            return Closing.FAULT
        if _ended_by_them(visit):
            return Closing.COMPANY
        if stopped and self._over(visit, at.wall_us) is not True:
            return Closing.STOPPED
        return Closing.QUIET if not visit.said or self._find_reply(visit) is not None else Closing.PATIENCE

    # -- for the session ---------------------------------------------------------------------------------------------
    def conversation(self, visit: VisitState) -> Conversation:
        """A visit as its probe sees it."""
        return self.session.conversation(visit)

    def outgoing(self, visit: VisitState, saying: Saying) -> Outgoing:
        """A saying as its probe gets it: in reply to the company's latest message, if there is one."""
        return outgoing(visit, saying)


def outgoing(visit: VisitState, saying: Saying) -> Outgoing:
    """What goes out for a saying: with the keys of all that was said and heard in the visit before it."""
    before = [(s.done.wall_us, s.key) for s in visit.said if s.done and s.key and s.seq < saying.seq]
    theirs = [(h.turn.at.wall_us, h.turn.key) for h in visit.heard if h.seq < saying.seq]
    references = tuple(key for _, key in sorted(before + theirs))
    reply_to = theirs[-1][1] if theirs else (before[-1][1] if before else "")
    return Outgoing(saying.id, saying.text, saying.subject, reply_to, references)


def _no_fault(visit: VisitState) -> None:
    if visit.fault is not None:
        code, sentence = visit.fault
        raise OurFault(sentence, code=code)


def _ended_by_them(visit: VisitState) -> bool:
    return any(h.turn.kind is TurnKind.CLOSED for h in visit.heard)


def _surely_before(moment: Stamp, other: Stamp | None) -> bool:
    """Whether `moment` was before `other`, however far both clocks may be off."""
    return other is not None and moment.seconds_since(other) < -(moment.accuracy_us + other.accuracy_us) / 1e6


def _seq_of(visit: VisitState, key: str) -> int:
    return next(h.seq for h in visit.heard if h.turn.key == key)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"


__all__ = ["Failure", "GuardRail", "Journey", "Reply", "Script", "outgoing"]
