"""A journey as its steps see it: what the fixture `visit` gives.

Steps touch the world only through the methods of Journey. Each of them is a numbered operation (engine.replay); one
that must wait raises Suspend, and the scenario is run again from its first step when what it waits for is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..errors import ScenarioError
from ..journal.events import Kind, NewEvent
from ..model import Labels, Origin, Outcome, Stamp, Turn, TurnKind
from ..reading import read
from ..reading.targets import resolve_target
from .course import find_reply, no_fault, over, reply_there
from .ending import Ending, Failure
from .identity import digest
from .ledger import Ledger, Saying, VisitState
from .probe import Outgoing
from .replay import Script
from .suspend import Ready, StepsEnd


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
class Journey(Ending):
    """One scripted customer with one need, at its current visit. Made anew for every run of its scenario."""

    _current: str = ""

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
        no_fault(visit)
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
            self._until("a reply", visit, lambda ledger, now: reply_there(self.session, ledger, visit.id, now))
            found = find_reply(self.ledger.visits[visit.id])
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
        no_fault(visit)
        return True if self._find_redirect(visit) is not None else over(self.session, visit, now)

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


def outgoing(visit: VisitState, saying: Saying) -> Outgoing:
    """What goes out for a saying: with the keys of all that was said and heard in the visit before it."""
    before = [(s.done.wall_us, s.key) for s in visit.said if s.done and s.key and s.seq < saying.seq]
    theirs = [(h.turn.at.wall_us, h.turn.key) for h in visit.heard if h.seq < saying.seq]
    references = tuple(key for _, key in sorted(before + theirs))
    reply_to = theirs[-1][1] if theirs else (before[-1][1] if before else "")
    return Outgoing(saying.id, saying.text, saying.subject, reply_to, references)


def _surely_before(moment: Stamp, other: Stamp | None) -> bool:
    """Whether `moment` was before `other`, however far both clocks may be off."""
    return other is not None and moment.seconds_since(other) < -(moment.accuracy_us + other.accuracy_us) / 1e6


def _seq_of(visit: VisitState, key: str) -> int:
    return next(h.seq for h in visit.heard if h.turn.key == key)


__all__ = ["Failure", "Journey", "Reply", "Script", "outgoing"]
