"""How a journey waits for the company: for a reply, for an answer that holds something, for being sent elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..errors import ScenarioError
from ..model import Labels, Stamp, Turn, TurnKind
from ..reading import read
from ..reading.persons import by_bot
from ..reading.replies import is_reply
from ..reading.targets import resolve_target
from .course import find_reply, no_fault, over, reply_by_way_there, reply_there
from .ending import Ending
from .ledger import Ledger, VisitState
from .reaching import not_reached, unreached
from .suspend import Ready, StepsEnd


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the company, as taken by `hear` or `seek`.

    waited_s: from when they could see what we said, on the channel's promised-hours clock.
    """

    visit: str
    turn: Turn
    waited_s: float
    labels: Labels


@dataclass(slots=True)
class Hearing(Ending):
    """A journey's visits, and its ways of waiting for what the company says in them."""

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

    def begun(self) -> list[VisitState]:
        """The visits that steps have begun until here, in order: on a replay the journal already holds later ones."""
        return [visit for visit in self.ledger.visits.values() if visit.op < self._n]

    def visit_in(self, channel: str) -> VisitState:
        """The latest visit of this journey in a channel. Raises ScenarioError when there is none."""
        visits = [visit for visit in self.begun() if visit.channel == channel]
        if not visits:
            raise ScenarioError([self.session.mistake(self, f"nothing was asked in “{channel}” in this scenario")])
        return visits[-1]

    def go_back_to(self, channel: str) -> VisitState:
        """Make the latest visit in that channel the current one."""
        visit = self.visit_in(channel)
        self._current = visit.id
        return visit

    # -- waiting -----------------------------------------------------------------------------------------------------
    def decide(self, name: str, fn: Callable[[], Any]) -> Any:
        """What `fn` returns (plain JSON), journalled: what steers must be the same at every replay, whatever the
        config and the code say by then. Cheaper than `once`: lost in a crash before the next wait, it is found anew,
        so that `fn` has no side effects."""
        n, held = self._operation("decide", {"name": name})
        if held is None:
            self._result(n, "decide", {"name": name}, fn(), self._current)
            held = self.ledger.ops[n]
        return held.body["result"]

    def wait_for(
        self,
        name: str,
        what: str,
        visit: VisitState,
        ready: Callable[[Ledger, int], Ready],
        result: Callable[[Ledger], Any] = lambda ledger: None,
        args: Mapping[str, Any] | None = None,
    ) -> Any:
        """Wait until `ready`, and journal what is found then.

        name: of the operation. what: for the person watching. Both functions are pure; Raises Suspend, and OurFault
        where `ready` does."""
        args = {"visit": visit.id, **(args or {})}
        n, held = self._operation(name, args)
        if held is None:
            self._until(what, visit, ready)
            self._result(n, name, args, result(self.ledger), visit.id)
            held = self.ledger.ops[n]
        return held.body["result"]

    def wished(self, visit: VisitState, channel: str) -> None:
        """Journal that an answer in `channel` is asked for in this visit."""
        args = {"visit": visit.id, "channel": channel}
        n, held = self._operation("wish", args)
        self.session.inbox.wishes(visit.id, self.session.channel(channel).kind)
        if held is None:
            self._result(n, "wish", args, None, visit.id)

    def wishes(self) -> dict[str, VisitState]:
        """The visits in which an answer elsewhere was asked for until here, by the channel wished for."""
        asked = [e for n, e in sorted(self.ledger.ops.items()) if n < self._n and e.body.get("name") == "wish"]
        return {e.body["args"]["channel"]: self.ledger.visits[e.body["args"]["visit"]] for e in asked}

    # -- replies -----------------------------------------------------------------------------------------------------
    def hear(self, channel: str | None = None, *, person: bool = False, via: str = "") -> Reply | None:
        """The reply to what was said last in the current visit (or in `channel`), None when nobody answered within the
        channel's patience. Greetings, notices and automatic acknowledgements are no replies. Raises OurFault.

        person: a robot's words are none either. via: only what comes by that channel counts, and its patience."""
        visit = self.current if channel is None else self.visit_in(channel)
        return self.hear_in(visit, person=person, via=via)

    def hear_in(self, visit: VisitState, *, person: bool = False, via: str = "") -> Reply | None:
        """As `hear`, in a visit."""
        wanted = self._wanted(person, via)
        if not visit.said:
            raise ScenarioError([self.session.mistake(self, "nothing was said yet, so nobody can reply")])

        def ready(ledger: Ledger, now: int) -> Ready:
            if via:
                return reply_by_way_there(self.session, ledger, visit.id, now, via, wanted)
            return reply_there(self.session, ledger, visit.id, now, wanted)

        def result(ledger: Ledger) -> dict[str, Any]:
            state = ledger.visits[visit.id]
            found = find_reply(state, wanted)
            return self._taken(state, found) if found else {"turn": None}

        args = {**({"person": True} if person else {}), **({"via": via} if via else {})}
        taken = self.wait_for("hear", "a person's reply" if person else "a reply", visit, ready, result, args)
        return self._reply(visit.id, taken)

    def _wanted(self, person: bool, via: str) -> Callable[[VisitState, Turn], bool]:
        ways = {via, self.session.channel(via).kind} if via else set()

        def wanted(visit: VisitState, turn: Turn) -> bool:
            if via and turn.via not in ways:
                return False
            return not (person and by_bot(turn, [h.turn for h in visit.heard if h.turn.n < turn.n]))

        return wanted

    def seek(self, what: str, test: Callable[[VisitState, Turn], bool]) -> Reply | None:
        """The first answer in the current visit that passes the test, None when the visit has run its course without.

        what: names what is looked for, for the journal. Raises OurFault."""
        visit = self.current

        def find(state: VisitState) -> Turn | None:
            return next((turn for turn in answers(state) if test(state, turn)), None)

        def ready(ledger: Ledger, now: int) -> Ready:
            state = ledger.visits[visit.id]
            no_fault(state)
            return True if find(state) is not None else over(self.session, state, now)

        def result(ledger: Ledger) -> dict[str, Any]:
            state = ledger.visits[visit.id]
            found = find(state)
            return self._taken(state, found) if found else {"turn": None}

        return self._reply(visit.id, self.wait_for("seek", "an answer", visit, ready, result, {"what": what}))

    def _reply(self, visit: str, taken: Mapping[str, Any]) -> Reply | None:
        if taken["turn"] is None:
            return None
        turn = self.ledger.visits[visit].turn(taken["turn"], taken["revision"])
        labels: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in taken["labels"].items()}
        return Reply(visit, turn, taken["waited_s"], Labels(**labels))

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

    # -- being sent elsewhere ----------------------------------------------------------------------------------------
    def follow(self) -> str:
        """The channel that the company names when it sends us away from the current visit: its id.

        Waits for such a message as long as the visit is alive. Raises StepsEnd when nobody sent us anywhere, or sent us
        where we cannot go (a channel the company lacks, one that is not shopped, or where this customer has no
        account)."""
        sent = self.sent_on()
        if sent is None:
            raise StepsEnd("nobody sent the customer to another channel")
        if why := sent.get("unreached", ""):
            raise not_reached(sent["channel"], sent["target"], why)
        return sent["channel"]

    def sent_on(self) -> dict[str, str] | None:
        """Where the company sends us from the current visit: `channel` (an id, or target:<name>), `target`, and why it
        is `unreached`, where it is. None when nobody sends us anywhere as long as the visit is alive."""
        visit = self.current

        def ready(ledger: Ledger, now: int) -> Ready:
            state = ledger.visits[visit.id]
            no_fault(state)
            return True if self._find_redirect(state) is not None else over(self.session, state, now)

        def result(ledger: Ledger) -> dict[str, str] | None:
            found = self._find_redirect(ledger.visits[visit.id])
            if found is not None and (why := unreached(self.session, self.persona_id, found["channel"])):
                found["unreached"] = why
            return found

        sent: dict[str, str] | None = self.wait_for("follow", "being told where to go", visit, ready, result)
        if sent is not None and sent["channel"].startswith("target:"):
            return {"unreached": "company", **sent}  # as journals of before this was told have it
        return sent

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

    @property
    def _redirected_by(self) -> list[str] | None:
        """The turn that the latest `follow` went by: [visit, the turn's key]."""
        for event in reversed(self.ledger.ops.values()):
            if event.body.get("name") == "follow" and event.body.get("result"):
                result = event.body["result"]
                return [result["visit"], result["turn"]]
        return None


def answers(visit: VisitState) -> Iterator[Turn]:
    """All that the company replied in a visit since the customer first spoke."""
    first = visit.said[0].seq if visit.said else None
    for heard in visit.heard:
        if first is not None and heard.seq > first and is_reply(heard.turn):
            yield heard.turn


def _surely_before(moment: Stamp, other: Stamp | None) -> bool:
    """Whether `moment` was before `other`, however far both clocks may be off."""
    return other is not None and moment.seconds_since(other) < -(moment.accuracy_us + other.accuracy_us) / 1e6


def _seq_of(visit: VisitState, key: str) -> int:
    return next(h.seq for h in visit.heard if h.turn.key == key)
